"""Named things with one thing wrong: how many are flagged, and how many of the same names are when nothing is wrong.

Every name and official number of the register is put into sentences of common forms, as it is and with one change: a
word replaced, dropped, added or exchanged with another, another type word, another year, another digit, another
issuer, a coined name misspelt. A changed name that is registered itself, or differs only in what folding makes alike,
is left out; so are organs of states, since any may exist, and names with fewer than two capitalised words. Two words
without a head noun ("Safe Online") are no name to a reader who does not know it: there a noun beside them says what
they are. What is drawn is the same in each run.

    .venv/bin/python benchmarks/mutations.py [--missed KIND] [--alarms] [--frames 4]
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wellsourced.cache import Cache
from wellsourced.checks.apply import apply_rules
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.names.public_organs import is_public_organ
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.variants import LINKS, split_words
from wellsourced.checks.registers import Registers
from wellsourced.checks.registry import select_rules
from wellsourced.manuscript.identifiers import find_identifiers
from wellsourced.manuscript.names import BODY_HEADS, LEGAL_HEADS, head_noun
from wellsourced.manuscript.parse import parse_text
from wellsourced.project.load import load
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

REPOSITORY = Path(__file__).parents[1]
CODES = ("INS001", "INS002", "INS004", "INS007")
TODAY = date(2026, 7, 15)

FRAMES = """
The committee discussed {the}{name} at length.
{The}{name} is described in two sources.
According to {the}{name}, more is to be done.
We rely on {the}{name} here.
Little is known about {the}{name}, say its critics.
In 2024 the ministry turned to {the}{name} for advice.
Both the press and {the}{name} were silent.
The work of {the}{name} has been evaluated twice.
Some authors mention {the}{name}; others do not.
Under {the}{name} such reports are counted by year.
Parents had never heard of {the}{name} before.
A reader may look up {the}{name} (it is online).
Since then **{name}** has been in the news.
*{name}* is the subject of this section.
Researchers in Leiden compared {the}{name} with what came before.
> What was said of {the}{name} holds still.
The role of {the}{name} in this field is small.
What {the}{name} does is often misread.
Nobody doubts that {the}{name} matters.
Three experts wrote about {the}{name} in March.
""".strip().splitlines()

#: Words to put in the place of others; none of them is rare in the names of laws, bodies and programmes.
_WORDS = """
Harmony Maritime Customs Climate Family Water Export Energy Orchard Civic Garden Marble Silver Heron Horizon Bridge
Beacon Lantern Rural Meadow Compass Anchor Canyon Sapphire Harvest Pacific Cultural Dental Nursery Parental
"""
WORDS = _WORDS.split()
#: What a thing of two words is, said before it.
NOUNS = {"tool": "the tool", "programme": "the programme", "organisation": "the charity"}
ISSUERS = {
    "eu": "EU",
    "un": "UN",
    "au": "African Union",
    "australia": "Australian",
    "canada": "Canadian",
    "india": "Indian",
    "uk": "UK",
    "us": "US",
    "germany": "German",
    "ireland": "Irish",
}


@dataclass(frozen=True)
class Mutation:
    """A name with one thing wrong. `kind`: what was changed."""

    kind: str
    name: str
    written: str
    instrument: Instrument


def main() -> None:
    """Print how many mutations are flagged, by kind, and how many names as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", default="")
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--frames", type=int, default=4)
    parser.add_argument("--project", type=Path, default=REPOSITORY)
    options = parser.parse_args()
    project = load(options.project).project
    assert project is not None
    judge = Judge(project)
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for number, mutation in enumerate(mutations(project, judge.registers.names)):
        flagged = judge.is_flagged(FRAMES[number % len(FRAMES)], mutation.written)
        made[mutation.kind] += 1
        found[mutation.kind] += flagged
        if not flagged and options.missed in (mutation.kind, "all"):
            print(f"MISSED {mutation.kind}: {mutation.name} -> {mutation.written} ({mutation.instrument.kind})")
    right = alarms = 0
    for instrument in project.instruments:
        for place, name in enumerate(names_of(instrument)):
            for step in range(options.frames):
                frame = FRAMES[(len(name) + place + step * 20 // options.frames) % len(FRAMES)]
                right += 1
                if judge.is_flagged(frame, name):
                    alarms += 1
                    if options.alarms:
                        print(f"ALARM {name}: {frame}")
    for kind in sorted(made):
        print(f"{kind:9} {found[kind]:5}/{made[kind]:5} {found[kind] / made[kind]:.3f}")
    total = sum(made.values())
    print(f"mutations {sum(found.values()):5}/{total:5} {sum(found.values()) / total:.3f}")
    print(f"unchanged names flagged: {alarms}/{right} {alarms / right:.4f}")


class Judge:
    """Sentences against the register."""

    def __init__(self, project: Project) -> None:
        self.registers = Registers(project, TODAY, Cache(None))  # compiled once for all sentences
        self.rules = select_rules(CODES)

    def is_flagged(self, frame: str, name: str) -> bool:
        """Whether a rule complains about the name in this frame."""
        text = frame.replace("{the}", "the " if takes_article(name) else "")
        text = text.replace("{The}", "The " if takes_article(name) else "")
        start = text.index("{name}")
        text = text.replace("{name}", name)
        context = Context(self.registers, (ReadText(parse_text("sentence.md", text)),))
        return any(
            d.span.column - 1 < start + len(name) and d.span.end_column - 1 > start
            for d in apply_rules(self.rules, context)
        )


def takes_article(name: str) -> bool:
    """Whether "the" goes before a name: not before one word, a number or parties of a case."""
    words = name.split()
    if len(words) < 2 or " v" in name or words[0] in ("The", "Operation", "Project"):
        return False
    return any(head_noun(word) for word in words) and not any(c.isdigit() for c in words[0])


def names_of(instrument: Instrument) -> list[str]:
    """The names of an instrument that fit into a sentence."""
    names = dict.fromkeys((instrument.official_name, *instrument.short_names))
    return [n for name in names if len((n := " ".join(name.split())).split()) <= 16 and not n.isdigit()]


def mutations(project: Project, register: NameRegister) -> Iterator[Mutation]:
    """One change of every kind that a name allows."""
    draw = random.Random(20260715)
    for instrument in project.instruments:
        seen: set[str] = set()
        for name in names_of(instrument):
            for kind, written in (
                *_changed_words(name, instrument, draw),
                *_changed_marks(name, instrument, draw, register),
            ):
                if written not in seen and not _is_registered(written, register):
                    seen.add(written)
                    yield Mutation(kind, name, written, instrument)


def _changed_words(name: str, instrument: Instrument, draw: random.Random) -> Iterator[tuple[str, str]]:
    words = name.split()
    if " v" in name or any(mark in name for mark in ":;()–—") or find_identifiers(name) or is_public_organ(words):
        return
    capital = [i for i, w in enumerate(words) if w[0].isupper() and w.isalpha()]
    plain = [i for i in capital if not head_noun(words[i]) and not words[i].isupper()]
    if len(capital) < 2 or not plain:
        return

    short = len([w for w in words if w.casefold() not in LINKS]) < 3 and not any(head_noun(w) for w in words)
    if short and instrument.kind not in NOUNS:
        return

    def put(at: int, *new: str) -> str:
        return " ".join([NOUNS[instrument.kind] if short else "", *words[:at], *new, *words[at + 1 :]]).strip()

    at = draw.choice(plain)
    yield "word", put(at, draw.choice(WORDS))
    named = [i for i in capital[1:-1] if words[i].casefold() not in LINKS]
    if len(capital) >= 4 and named:
        yield "dropped", put(draw.choice(named))
    if len(capital) >= 3:
        at = draw.choice(capital[1:])
        yield "added", put(at, draw.choice(WORDS), words[at])
        a, b = sorted(draw.sample(capital, 2))
        swapped = [*words]
        swapped[a], swapped[b] = words[b], words[a]
        yield "exchanged", " ".join(swapped)
    for i in capital[-1:] if head_noun(words[capital[-1]]) else capital[:1]:
        head = head_noun(words[i])
        if head and len(words) > 1:
            pool = sorted(LEGAL_HEADS if head in LEGAL_HEADS else BODY_HEADS)
            yield "head", put(i, draw.choice([p for p in pool if p != head]).capitalize())


def _changed_marks(
    name: str, instrument: Instrument, draw: random.Random, register: NameRegister
) -> Iterator[tuple[str, str]]:
    year = re.search(r"(?<![\w/(])(?:19|20)\d\d$", name)
    if year and register.years(instrument):
        other = int(year[0]) + draw.choice((-1, 1)) * draw.randint(1, 15)
        if other not in register.years(instrument):
            yield "year", f"{name[: year.start()]}{other}"
    numbers = find_identifiers(name)
    if numbers and len(name) < 60:
        digits = [m.start() for m in re.finditer(r"\d", name[numbers[0].start : numbers[0].end])]
        at = numbers[0].start + draw.choice(digits)
        digit = draw.choice([d for d in "123456789" if d != name[at]])
        yield "digit", f"{name[:at]}{digit}{name[at + 1 :]}"
    if instrument.kind != "case" and re.fullmatch(r"[A-Z][\w-]{6,}|[A-Z][a-z]+[A-Z]\w+", name) and not name.isupper():
        letters = list(name)
        for _ in range(draw.choice((1, 1, 2)) if len(name) > 8 else 1):
            at = draw.randrange(1, len(letters))
            change = draw.choice(("replace", "drop", "double", "swap"))
            if change == "replace":
                letters[at] = draw.choice("aeiorstn")
            elif change == "drop":
                del letters[at]
            elif change == "double":
                letters.insert(at, letters[at])
            elif at + 1 < len(letters):
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        yield "spelling", "".join(letters)
    if instrument.kind in ("treaty", "eu-act", "statute") and re.fullmatch(r"[A-Z][A-Za-z' -]+(?: \d{4})?", name):
        if len(name.split()) < 3:
            return
        first = name.split()[0].casefold()
        fitting = [
            issuer
            for code, issuer in ISSUERS.items()
            if instrument.jurisdiction and not register.fits_jurisdiction(instrument, frozenset({code}))
        ]
        if fitting and first not in ("european", "african", "un", "eu", "us", "uk", "international", "council"):
            yield "issuer", f"{draw.choice(fitting)} {name}"


def _is_registered(written: str, register: NameRegister) -> bool:
    keys = tuple(word.key for word in split_words(written))
    wanted: Iterable[tuple[str, ...]] = (keys, keys[1:], keys[:-1])
    if any(k in register.by_keys for k in wanted):
        return True
    return any((i.scheme, i.number) in register.identifiers for i in find_identifiers(written))


if __name__ == "__main__":
    main()
