"""TRM002 on: one spelling, and abbreviations explained."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
