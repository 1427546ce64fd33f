"""FCT001 to FCT007: every quantity is backed by a fact of a source that is cited."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
