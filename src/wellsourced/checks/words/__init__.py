"""What words of a text are looked for, and how: folded, as phrases, denied."""
