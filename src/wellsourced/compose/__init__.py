"""From a checked manuscript to one document: citations rendered, numbers given, appendices generated."""
