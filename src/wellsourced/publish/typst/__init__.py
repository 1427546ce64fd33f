"""Markup and compilation for the PDF, by Typst."""
