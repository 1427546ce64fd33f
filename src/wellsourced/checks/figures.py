"""FIG: figures can be read by everybody, and their data have a source."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
