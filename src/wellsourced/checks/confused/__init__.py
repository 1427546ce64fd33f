"""Named things taken for others that they are easily confused with."""
