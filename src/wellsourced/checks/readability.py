"""STR006 on: sentences, paragraphs and sections of a length that can be read."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
