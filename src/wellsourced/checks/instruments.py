"""INS: laws, treaties, cases, standards, bodies, programmes and tools are named as the register has them."""

from __future__ import annotations

from wellsourced.checks.registry import Rule

RULES: tuple[Rule, ...] = ()
