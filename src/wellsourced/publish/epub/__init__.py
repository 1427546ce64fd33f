"""EPUB 3.3, packaged by us."""
