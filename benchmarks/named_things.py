"""Named things: how many wrong mentions are flagged, and how many right ones, on the labelled corpus.

tests/corpus/named_things.yaml is split once, by the last hexadecimal digit of the SHA-256 of each id: even is the
development half, odd the test half. Rules are written against the first; the second is only measured. Each sentence
is checked as a text of its own against the registers of this repository.

tests/corpus/named_things_development.yaml is a second set for development, written by another hand. `--set more`
reads it, split in the same way into `tune` and `hold`; the second told how well what was made after the first fits
sentences unseen, until its errors were read too.

tests/corpus/named_things_unread.yaml is a third, read by totals only at first; its errors have been read since, so all
of it is for development now.

tests/corpus/named_things_strangers.yaml is a fourth, written without a look at the rules: `--set strangers` reads it,
split into `seen`, for development, and `unseen`, read by totals only: it tells what to expect of a stranger's draft.
Once its errors are read, write another.

tests/corpus/named_things_plain.yaml is a fifth, all for development: plain statements, most of them right, of what
things do; it watches over the deeds that records rule out.

tests/corpus/named_things_visitors.yaml is a sixth, written from the registers without a look at the rules when the
errors of the fourth had long been worked on: `--set visitors` reads it, split into `heard`, for development, and
`unheard`, read by totals only.

tests/corpus/named_things_guests.yaml is a seventh, of what was weakest then: times, and what things are credited with.
`--set guests` reads it, split into `met`, for development, and `unmet`, read by totals only.

tests/corpus/named_things_callers.yaml is an eighth, of true sentences that look as if they were wrong: `--set callers`
reads it, split into `answered`, for development, and `unanswered`, read by totals only.

tests/corpus/named_things_neighbours.yaml is a ninth, by three hands, in the manner of the first set's development half:
`--set neighbours` reads it, split into `near`, for development, and `far`, read by totals only.

tests/corpus/named_things_analysts.yaml is a tenth, of credits and confusions, all for development:
`--set analysts`.

tests/corpus/named_things_true.yaml holds 640 true sentences of all kinds, all for development: `--set true`.

    .venv/bin/python benchmarks/named_things.py [--set more] [--only HALF] [--errors HALF] [--codes INS007,INS008]
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from wellsourced.cache import Cache
from wellsourced.checks.apply import apply_rules
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registers import Registers
from wellsourced.checks.registry import select_rules
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse_text
from wellsourced.project.load import load

REPOSITORY = Path(__file__).parents[1]
CORPUS = REPOSITORY / "tests" / "corpus"
#: Each set: its file, and its halves after an even and an odd last digit of the hash.
SETS = {
    "first": ("named_things.yaml", ("development", "test")),
    "more": ("named_things_development.yaml", ("tune", "hold")),
    "unread": ("named_things_unread.yaml", ("even", "odd")),
    "strangers": ("named_things_strangers.yaml", ("seen", "unseen")),
    "visitors": ("named_things_visitors.yaml", ("heard", "unheard")),
    "guests": ("named_things_guests.yaml", ("met", "unmet")),
    "true": ("named_things_true.yaml", ("this", "that")),
    "neighbours": ("named_things_neighbours.yaml", ("near", "far")),
    "analysts": ("named_things_analysts.yaml", ("upper", "lower")),
    "callers": ("named_things_callers.yaml", ("answered", "unanswered")),
    "plain": ("named_things_plain.yaml", ("one", "other")),
}
#: The halves whose errors may be printed; of the others only totals are read.
READABLE = (
    "development",
    "tune",
    "hold",
    "even",
    "odd",
    "seen",
    "heard",
    "met",
    "near",
    "upper",
    "lower",
    "answered",
    "this",
    "that",
    "one",
    "other",
)
COUNTED = ("INS001", "INS002", "INS003", "INS004", "INS007", "INS008")
TODAY = date(2026, 7, 15)


@dataclass
class Tally:
    """Counts of one half or one group."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """The share of wrong mentions that were flagged, whatever the code."""
        return self.counts["found"] / max(1, self.counts["wrong"])

    @property
    def coded(self) -> float:
        """The share of wrong mentions flagged with a code that the label allows."""
        return self.counts["coded"] / max(1, self.counts["wrong"])

    @property
    def precision(self) -> float:
        """The share of flags that stand on a wrong mention."""
        return self.counts["true"] / max(1, self.counts["true"] + self.counts["false"])

    def __str__(self) -> str:
        c = self.counts
        return (
            f"wrong {c['found']}/{c['wrong']} flagged (recall {self.recall:.3f}, right code {self.coded:.3f}), "
            f"precision {self.precision:.3f}, right sentences flagged {c['alarms']}/{c['right']}"
        )


def half_of(identifier: str, halves: tuple[str, str] = ("development", "test")) -> str:
    """`development` or `test`, or what the two halves of a set are called."""
    return halves[int(hashlib.sha256(identifier.encode()).hexdigest()[-1], 16) % 2]


def judge(
    sentence: dict[str, Any], diagnostics: Iterable[Diagnostic], text: str
) -> tuple[Counter[str], list[Diagnostic]]:
    """What was found, missed and flagged without reason in one sentence, and the flags without reason."""
    counts: Counter[str] = Counter()
    mention, codes = sentence.get("mention"), sentence["wrong"]
    start = text.find(mention) if mention else -1
    if mention and start < 0:
        raise ValueError(f"{sentence['id']}: the mention does not stand in the text")
    false: list[Diagnostic] = []
    hits: list[str] = []
    for diagnostic in diagnostics:
        begin, end = offsets(text, diagnostic)
        if codes and begin < start + len(mention or "") and end > start:
            counts["true"] += 1
            hits.append(diagnostic.code)
        else:
            counts["false"] += 1
            false.append(diagnostic)
    counts["wrong" if codes else "right"] += 1
    counts["found"] += bool(codes and hits)
    counts["coded"] += bool(codes and set(hits) & set(codes))
    counts["alarms"] += bool(not codes and false)
    return counts, false


def offsets(text: str, diagnostic: Diagnostic) -> tuple[int, int]:
    """Where a diagnostic begins and ends in the text."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    span = diagnostic.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def main() -> None:
    """Print the figures of both halves, and on demand the errors of the half that may be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=list(SETS), default="first")
    parser.add_argument("--only", choices=[half for _, halves in SETS.values() for half in halves])
    parser.add_argument("--errors", choices=READABLE)
    parser.add_argument("--codes", help="show errors only of sentences with these labels, and false alarms of them")
    options = parser.parse_args()
    file, names = SETS[options.set]
    shown = set(options.codes.split(",")) if options.codes else set(COUNTED)
    project = load(REPOSITORY).project
    assert project is not None
    sentences = yaml.safe_load((CORPUS / file).read_text(encoding="utf-8"))["sentences"]
    rules = select_rules(COUNTED)
    halves: dict[str, Tally] = defaultdict(Tally)
    groups: dict[tuple[str, str], Tally] = defaultdict(Tally)
    registers = Registers(project, TODAY, Cache(None))  # compiled once for all sentences
    for sentence in sentences:
        half = half_of(sentence["id"], names)
        if options.only and half != options.only:
            continue
        text = sentence["text"]
        context = Context(registers, (ReadText(parse_text("sentence.md", text)),))
        found = apply_rules(rules, context)
        counts, false = judge(sentence, found, text)
        halves[half].counts.update(counts)
        groups[half, sentence["group"]].counts.update(counts)
        if sentence["wrong"]:
            groups[half, f"({sentence['wrong'][0]})"].counts.update(counts)
        for diagnostic in false:
            groups[half, f"!{diagnostic.code}"].counts["false"] += 1
        if options.errors == half:
            report(sentence, counts, found, [d for d in false if d.code in shown], shown)
    for half in [options.only] if options.only else names:
        print(f"{half}: {halves[half]}")
        for (of, group), tally in sorted(groups.items()):
            if of == half and group.startswith("!"):
                print(f"    {group[1:]:16} flagged {tally.counts['false']} without reason")
            elif of == half:
                print(f"    {group:16} {tally}")


def report(
    sentence: dict[str, Any],
    counts: Counter[str],
    found: Iterable[Diagnostic],
    false: Iterable[Diagnostic],
    shown: set[str],
) -> None:
    """Print what went wrong in a sentence, where it has one of the labels `shown`."""
    if sentence["wrong"] and sentence["wrong"][0] not in shown:
        counts = Counter()
    if counts["wrong"] and not counts["found"]:
        print(f"MISSED {sentence['id']} {sentence['wrong']}: {sentence['text']}")
    elif counts["wrong"] and not counts["coded"]:
        codes = ", ".join(sorted({d.code for d in found}))
        print(f"CODE   {sentence['id']} {sentence['wrong']} got {codes}: {sentence['text']}")
    for diagnostic in false:
        print(f"FALSE  {sentence['id']} {diagnostic.code} {diagnostic.message}: {sentence['text']}")


if __name__ == "__main__":
    main()
