"""Rules applied to a context: all anew, or text by text, keeping what they find until a text or a register changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from wellsourced.checks.context import KEPT_ANALYSES, Context
from wellsourced.checks.kept_texts import KeptTexts
from wellsourced.checks.registry import Reads, Rule
from wellsourced.diagnostics import Diagnostic

Found = tuple[Diagnostic, ...]


def apply_rules(rules: Iterable[Rule], context: Context) -> Found:
    """What the rules find; rules that need the whole article are passed over where there is none."""
    return tuple(_apply(rules, context))


def apply_keeping(rules: Iterable[Rule], context: Context, kept: KeptTexts) -> Iterator[Diagnostic]:
    """What `apply_rules` finds in an article, in another order. What leans on one text, or on no text, is kept."""
    by_reads: dict[Reads, list[Rule]] = {"text": [], "cited": [], "all": []}
    for rule in rules:
        by_reads[rule.reads].append(rule)
    on_texts, on_registers = by_reads["text"], by_reads["cited"]
    for text in context.texts:
        yield from kept.keep(_name(on_texts), text, Found, partial(apply_rules, on_texts, context.alone(text)))
    find = partial(apply_rules, on_registers, context.without_texts())
    yield from kept.keep_without_texts(_name(on_registers), Found, find)
    for name in KEPT_ANALYSES:
        for text, value in context.made.get(name, {}).items():
            kept.put(name, text, value)  # what the rules on this text have just made, for those on the whole article
    yield from _apply(by_reads["all"], context)


def _apply(rules: Iterable[Rule], context: Context) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.scope == "text" or context.manuscript is not None:
            yield from rule.check(context)


def _name(rules: Iterable[Rule]) -> str:
    return " ".join(rule.code for rule in rules)
