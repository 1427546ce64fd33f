"""SAF: responsible publication."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
