"""wellsourced: build a survey article from Markdown sections and a verified bibliography."""

__version__ = "0.1.0"
