"""A generated project of a given size, for measuring: verified references, facts, named instruments, and prose.

Prose of common words alone asks little of the rules. With `instruments`, every paragraph also names laws and bodies,
right and wrong, gives figures of facts and others, and makes claims; every few hold a table, a link and a footnote.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from wellsourced.project.status import fingerprint

_COMMON = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had "
    "an they which one you were all their there been if more when will would who so no said what up its "
    "about into than them can only other time new some could these two may first then do any like my now "
    "over such our man me even most made survey method record police court law report measure finding "
    "evidence practice policy network child service "
)
WORDS = _COMMON.split()


def generate_article(
    folder: Path, *, words: int, references: int, sections: int = 8, seed: int = 1, instruments: int = 0
) -> Path:
    """Write a project of about `words` words and `references` verified references, all cited. Returns its root.

    `instruments`: so many laws, treaties and bodies stand in the register, and the prose is dense (see above).
    """
    chance = random.Random(seed)
    named = [_instrument(chance, number, references) for number in range(instruments)]
    items = [_item(chance, number) for number in range(references)]
    for name in ("article", "sections", "references"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    names = [f"{number:02}-part.md" for number in range(sections)]
    # JSON is YAML: quick to write, and read by the same reader.
    _write(
        folder / "article/article.yaml",
        {"title": "A generated survey", "authors": [{"name": "A. Generator"}], "date": "2026-01-01", "sections": names},
    )
    _write(folder / "references/bibliography.yaml", {"references": items})
    _write(
        folder / "references/evidence.yaml",
        {
            "evidence": {
                item["id"]: [
                    {
                        "url": f"https://publisher.example/{item['id']}",
                        "kind": "primary",
                        "confirms": ["title", "author", "issued"],
                        "seen": "2026-01-01",
                        "fingerprint": fingerprint(item),
                    }
                ]
                for item in items
            }
        },
    )
    _write(
        folder / "article/facts.yaml",
        {
            "facts": [
                {
                    "id": f"fact-{number}",
                    "statement": "A figure.",
                    "value": chance.randrange(10, 10_000_000),
                    "source": items[number % references]["id"],
                }
                for number in range(200)
            ]
        },
    )
    if named:
        _write(folder / "references/instruments.yaml", {"instruments": named})
    order = iter(items * 2)
    per_section = words // sections
    for name in names:
        cited = max(1, 2 * references // sections)
        text = _section(chance, per_section, cited, order, named)
        (folder / "sections" / name).write_text(text, encoding="utf-8")
    return folder


def _item(chance: random.Random, number: int) -> dict[str, object]:
    return {
        "id": f"ref{number:05}",
        "type": "article-journal",
        "title": f"On {_some_words(chance, 8)}",
        "author": [
            {
                "family": chance.choice(WORDS).capitalize() + chance.choice(WORDS),
                "given": chance.choice("ABCDEFG") + ".",
            }
            for _ in range(chance.randrange(1, 4))
        ],
        "issued": {"date-parts": [[chance.randrange(1990, 2026)]]},
        "container-title": f"Journal of {chance.choice(WORDS)}",
        "volume": str(chance.randrange(1, 90)),
        "page": f"{number}-{number + 9}",
        "DOI": f"10.1234/generated.{number}",
    }


def _instrument(chance: random.Random, number: int, references: int) -> dict[str, object]:
    """Every third a law, a convention, a body; names of three rare words, so that few are alike."""
    subject = " ".join(_rare_word(chance).capitalize() for _ in range(3))
    year = chance.randrange(1950, 2025)
    record: dict[str, object] = {"id": f"instrument-{number}", "reference": f"ref{number % max(1, references):05}"}
    match number % 3:
        case 0:
            name, kind = f"{subject} Act {year}", "statute"
            record["identifiers"] = {"act": f"Act No. {number} of {year}"}
        case 1:
            name, kind = f"Convention on {subject}", "treaty"
            record["identifiers"] = {"cets": f"CETS No. {number}"}
            record["adopted"] = f"{year}-01-01"
        case _:
            name, kind = f"{subject} Agency", "organisation"
    letters = "".join(word[0] for word in subject.split()) + chr(ord("A") + number % 26) + str(number)
    return {**record, "official_name": name, "kind": kind, "short_names": [letters]}


def _rare_word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfglmnprstv") + chance.choice("aeiou") for _ in range(3))


def _dense_sentence(chance: random.Random, named: list[dict[str, object]], number: int) -> str:
    """A sentence that the rules must think about; every sixth name or number is wrong."""
    name = str(chance.choice(named)["official_name"])
    if chance.randrange(6) == 0:
        name = name.replace(name.split()[-2], _rare_word(chance).capitalize())
    amount = f"{chance.randrange(1_000, 10_000_000):,}"
    year = chance.randrange(1995, 2026)
    tail = _some_words(chance, 6)
    match number % 8:
        case 0:
            return f"The {name} requires services to report {tail}"
        case 1:
            return (
                f"In {year} the police recorded {amount} reports, {chance.randrange(2, 98)} per cent more than {tail}"
            )
        case 2:
            return f"Under the {name}, at least {chance.randrange(2, 90)} countries banned {tail}"
        case 3:
            millions = chance.randrange(2, 900)
            return f"The network grew from {amount} to {millions} million members between {year - 4} and {year}"
        case 4:
            return f"According to the {name}, the largest study found that one in five children {tail}"
        case 5:
            return f"See the [{tail}](https://publisher.example/{number}/{chance.randrange(10_000)}) and the {name}"
        case 6:
            return f"The measure reduced harm because {tail}"
        case _:
            return f"A fine of €{chance.randrange(2, 900)} million was imposed in May {year} by the {name}"


def _table(chance: random.Random) -> list[str]:
    rows = [
        f"| {_some_words(chance, 2)} | {chance.randrange(10, 100_000):,} | {chance.randrange(100)} % |"
        for _ in range(6)
    ]
    return ["| Kind | Reports | Share |", "|---|---:|---:|", *rows, "", f": {_some_words(chance, 5).capitalize()}", ""]


def _section(chance: random.Random, words: int, cited: int, order: object, named: list[dict[str, object]]) -> str:
    paragraphs = max(1, words // 120)
    lines = [f"# {_some_words(chance, 4).capitalize()}", ""]
    spread = [0] * paragraphs
    for number in range(cited):
        spread[number % paragraphs] += 1
    for number, citations in enumerate(spread):
        if number % 6 == 3:
            lines += [f"## {_some_words(chance, 3).capitalize()}", ""]
        sentences = []
        for sentence in range(8):
            text = _some_words(chance, 15).capitalize()
            if named and sentence % 2:
                text = _dense_sentence(chance, named, number + sentence // 2)
            if sentence < citations:
                text += f" [@{next(order)['id']}, p. {sentence + 1}]"  # type: ignore[call-overload]
            if sentence == 6:
                text += f', some {{{{ fact("fact-{chance.randrange(200)}") }}}} in *all*'
            sentences.append(text + ".")
        lines += [" ".join(sentences), ""]
        if named and number % 8 == 5:
            lines += _table(chance)
    return "\n".join(lines)


def _some_words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
