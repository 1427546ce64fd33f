"""XRF: what is referred to exists, and figures and tables are referred to."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
