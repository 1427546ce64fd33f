"""JATS 1.3 for archives."""
