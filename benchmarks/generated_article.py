"""A generated project of a given size, for measuring: prose of common words, verified references, facts."""

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


def generate_article(folder: Path, *, words: int, references: int, sections: int = 8, seed: int = 1) -> Path:
    """Write a project of about `words` words and `references` verified references, all cited. Returns its root."""
    chance = random.Random(seed)
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
    order = iter(items * 2)
    per_section = words // sections
    for name in names:
        cited = max(1, 2 * references // sections)
        (folder / "sections" / name).write_text(_section(chance, per_section, cited, order), encoding="utf-8")
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


def _section(chance: random.Random, words: int, cited: int, order: object) -> str:
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
            if sentence < citations:
                text += f" [@{next(order)['id']}, p. {sentence + 1}]"  # type: ignore[call-overload]
            if sentence == 6:
                text += f', some {{{{ fact("fact-{chance.randrange(200)}") }}}} in *all*'
            sentences.append(text + ".")
        lines += [" ".join(sentences), ""]
    return "\n".join(lines)


def _some_words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
