"""The command line: a thin skin, a few lines a command."""
