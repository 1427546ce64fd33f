"""From Markdown sections to a parsed manuscript with exact places in the author's files."""
