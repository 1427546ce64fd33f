"""Records for indexes and archives, from article.yaml."""
