"""A small survey of bees whose works have every status, on disk and as a dossier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wellsourced.cache import Cache
from wellsourced.checks.context import Context
from wellsourced.checks.run import run_checks_with_excused
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.status import fingerprint
from wellsourced.review.collect import add_entries, collect_dossier
from wellsourced.review.dossier import Claim, Dossier
from wellsourced.review.entries import render_entries

TODAY = date(2026, 11, 22)

HIVES = """# Hives

Hives were counted in {{ fact("hives-2020") }} villages [@keeper2020, p. 12; @roe2021].
A count of 900 hives has no source.

## In winter

@roe2021 [table 3] report that wax is *rarely* lost.
Losses fell by 40 percent in the north. [@keeper2020]
The Convention on the Protection of Bees was adopted in 1999 [@treaty1999].

| Method | What it finds |
|:-------|:--------------|
| Smoke  | Calm bees [@stale2019] |
| Water  | Cold bees [@gone2018] |

: Two methods
"""

HONEY = """# Honey

Honey was sold in 12 towns [@disputed2017].

<!-- wellsourced: allow CIT001: the entry follows when the library has answered -->
Honey keeps for 3000 years [@nobody2000].

It is sweet. Nobody asks why.
"""


def make_item(id: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "type": "article-journal",
        "title": title,
        "author": [{"family": id.rstrip("0123456789").capitalize(), "given": "A."}],
        "container-title": "Journal of Bees",
        "issued": {"date-parts": [[int(id[-4:])]]},
        **more,
    }


def make_record(item: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "url": f"https://journal.example.org/{item['id']}",
        "kind": "primary",
        "confirms": ["title", "author", "issued"],
        "seen": "2026-11-20",
        "fingerprint": fingerprint(item),
        **more,
    }


def bees() -> dict[str, Any]:
    """The data files by path, to be changed before they are written; texts by path as well."""
    keeper = make_item("keeper2020", "Counting hives")
    roe = make_item("roe2021", "Wax in winter")
    treaty = make_item("treaty1999", "Convention on the Protection of Bees", type="treaty", number="BEE 7")
    stale = make_item("stale2019", "Smoke")
    gone = make_item("gone2018", "Water")
    disputed = make_item("disputed2017", "Towns of honey")
    unused = make_item("unused2001", "Nobody reads this")
    del treaty["container-title"], treaty["author"]
    evidence = {
        "keeper2020": [
            make_record(keeper, note="The journal's own page."),
            make_record(keeper, url="https://library.example.com/k", kind="secondary", by="a librarian"),
        ],
        "roe2021": [make_record(roe, confirms=["title"])],
        "treaty1999": [make_record(treaty, confirms=["title", "issued", "number"])],
        "stale2019": [make_record(stale, fingerprint="0" * 64)],
        "gone2018": [make_record(gone, notice="retraction")],
        "disputed2017": [make_record(disputed, disputes=["issued"])],
    }
    return {
        "article/article.yaml": {
            "title": "A survey of bees",
            "authors": [{"name": "A. Writer"}],
            "sections": ["hives.md", "honey.md"],
            "version": "2",
        },
        "article/facts.yaml": {
            "facts": [
                {
                    "id": "hives-2020",
                    "statement": "Hives were counted in 73 villages.",
                    "value": 73,
                    "unit": "villages",
                    "as_of": "2020",
                    "source": "keeper2020",
                    "locator": "p. 12",
                }
            ]
        },
        "references/bibliography.yaml": {"references": [disputed, gone, keeper, roe, stale, treaty, unused]},
        "references/evidence.yaml": {
            "evidence": evidence,
            "unconfirmed": {"keeper2020": ["the page numbers"]},
            "relevance": {"keeper2020": "the only count there is"},
        },
        "references/instruments.yaml": {
            "instruments": [
                {
                    "id": "bee-convention",
                    "kind": "treaty",
                    "official_name": "Convention on the Protection of Bees",
                    "short_names": ["Bee Convention"],
                    "identifiers": {"series": "BEE 7"},
                    "adopted": "1999-05-01",
                    "reference": "treaty1999",
                    "evidence": ["https://depositary.example.org/bee-7"],
                    "not_to_be_confused_with": ["wasp-convention"],
                },
                {"id": "wasp-convention", "kind": "treaty", "official_name": "Convention on the Protection of Wasps"},
            ]
        },
        "sections/hives.md": HIVES,
        "sections/honey.md": HONEY,
    }


def write_files(root: Path, files: Mapping[str, Any]) -> Path:
    """Write texts as they are and data as JSON, which is YAML."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False)
        (root / path).write_text(text, encoding="utf-8")
    return root


def collect(root: Path, *, entries: bool = True) -> Dossier:
    """The dossier of the project at `root`."""
    loaded = load(root)
    assert loaded.project is not None, loaded.diagnostics
    manuscript = parse(loaded.project)
    context = Context.of_article(loaded.project, manuscript, TODAY)
    findings = run_checks_with_excused(loaded.project, manuscript, today=TODAY, context=context)
    dossier = collect_dossier(context, findings)
    return add_entries(dossier, render_entries(context, cache=Cache(None))) if entries else dossier


def find_claim(dossier: Dossier, words: str) -> Claim:
    """The one claim whose text holds the words."""
    [found] = [claim for section in dossier.sections for claim in section.claims if words in claim.text]
    return found
