"""Word: the document written, and what pandoc cannot say put into its package."""
