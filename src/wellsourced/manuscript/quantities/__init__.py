"""Quantities that a text states: found, and read with unit, qualifier and bounds."""
