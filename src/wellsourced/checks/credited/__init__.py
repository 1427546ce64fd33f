"""What sentences say that named things are and do, held against their records."""
