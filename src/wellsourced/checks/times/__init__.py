"""What sentences say of the times of named things, held against their records."""
