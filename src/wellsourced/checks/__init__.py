"""Rules: from a project and its manuscript to diagnostics."""
