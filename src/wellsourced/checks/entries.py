"""REF008 on: entries are complete and well formed for the style that prints them."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
