"""The faces of diagnostics: terminal, JSON."""
