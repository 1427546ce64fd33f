"""The project on disk, read into frozen, validated records: articles, references, evidence, facts, corrections."""
