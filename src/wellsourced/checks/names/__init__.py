"""Named things: mentions held against the register of instruments."""
