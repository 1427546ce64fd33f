"""The page as a site: one page a section."""
