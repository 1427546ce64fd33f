"""The status of a reference: derived from recorded evidence and the fingerprint, never written by hand."""
