"""Where references and their evidence come from."""
