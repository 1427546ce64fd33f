"""From a composed document to files: one writer a format."""
