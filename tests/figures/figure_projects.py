"""A small project with facts, instruments and figures, on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wellsourced.diagnostics import Diagnostic
from wellsourced.project.status import fingerprint

BARS = """\
kind: bars
title: Hives by year
alt: Columns that rise from 400 hives in 2019 to 900 in 2022; 2020 and 2021 are empty.
caption: Hives on record.
axis: Hives
bars:
  - {label: "2019", fact: hives-2019}
  - {label: "2021", gap: no survey}
  - {label: "2022", fact: hives-2022}
marks:
  - {at: "2022", text: Counting changed, source: board}
"""
SERIES = """\
kind: series
title: Hives and keepers
alt: Two rising lines.
axis: Number
series:
  - name: Hives
    points:
      - {at: "2019", fact: hives-2019}
      - {at: "2022", fact: hives-2022}
  - name: Keepers
    points:
      - {at: "2019", fact: keepers-2019}
      - {at: "2020-07", fact: keepers-2020}
"""
FOREST = """\
kind: forest
title: Effects of shade
alt: One effect above none, one without an interval.
panels:
  - axis: Standardised mean difference
    left: less honey
    right: more honey
    rows:
      - {label: Shade, fact: shade, low: shade-low, high: shade-high, size: [shade-trials]}
      - {label: Water, fact: water}
"""
TIMELINE = """\
kind: timeline
title: Laws on bees
alt: Two laws between 1990 and 2020.
lanes:
  - name: Treaties
    events:
      - {instrument: bee-treaty}
      - {instrument: bee-act, label: Bee Act}
"""
FLOW = """\
kind: flow
title: From flower to jar
alt: Three stages from flower to jar.
steps:
  - name: Field
    nodes: [{id: flower, text: Flower}, {id: bee, text: Bee, fact: hives-2022}]
  - name: Hive
    nodes: [{id: comb, text: Comb, emphasis: true, source: board}]
  - name: Kitchen
    nodes: [{id: jar, text: Jar}]
arrows:
  - {from: flower, to: bee}
  - {from: bee, to: comb, label: nectar}
  - {from: comb, to: jar}
  - {from: jar, to: flower}
"""
NETWORK = """\
kind: network
title: Who shares hives
alt: One tie between the board and the club.
kinds: [{id: shares, label: shares hives}]
nodes: [{instrument: board-body, label: Board}, {instrument: club}, {instrument: school}]
ties:
  - {between: [board-body, club], kind: shares, source: board, what: spring hives}
"""
ALL = {
    "hives": BARS,
    "keepers": SERIES,
    "shade": FOREST,
    "laws": TIMELINE,
    "honey": FLOW,
    "sharing": NETWORK,
}
SECTION = "# Bees\n\n## Counts {#sec:counts}\n\n" + "\n\n".join(
    f"As [](#fig:{name}) shows, bees matter.\n\n![](figure:{name})" for name in ALL
)


def write_bees(
    root: Path,
    figures: dict[str, str] | None = None,
    section: str = "# Bees\n\nSee [](#fig:hives).\n\n![](figure:hives)\n",
    *,
    verified: bool = True,
    facts: dict[str, Any] | None = None,
) -> Path:
    """The project with these figure files (name -> YAML). `facts`: id -> value in place of the usual one."""
    item = {
        "id": "board",
        "type": "report",
        "title": "Bees in figures",
        "author": [{"literal": "Bee Board"}],
        "issued": {"date-parts": [[2023]]},
    }
    record = {
        "url": "https://board.example/bees",
        "kind": "primary",
        "confirms": ["title", "author", "issued"],
        "seen": "2026-11-22",
        "fingerprint": fingerprint(item),
    }
    values: dict[str, tuple[Any, str]] = {
        "hives-2019": (400, "hives"),
        "hives-2022": (900, "hives"),
        "keepers-2019": (40, "keepers"),
        "keepers-2020": (55, "keepers, first half-year"),
        "shade": (0.61, "standardised mean difference"),
        "shade-low": (0.45, "standardised mean difference, lower bound"),
        "shade-high": (0.78, "standardised mean difference, upper bound"),
        "shade-trials": (18, "trials"),
        "water": (0.2, "standardised mean difference"),
    }
    values |= {id: (value, values[id][1]) for id, value in (facts or {}).items()}
    files: dict[str, Any] = {
        "article/article.yaml": {
            "title": "Bees",
            "authors": [{"name": "A. Writer"}],
            "sections": ["01-bees.md"],
            "date": "2026-11-22",
        },
        "references/bibliography.yaml": {"references": [item]},
        "references/evidence.yaml": {"evidence": {"board": [record] if verified else []}},
        "references/instruments.yaml": {
            "instruments": [
                instrument(
                    "bee-treaty", "treaty", "Treaty on Bees", adopted="1990-05-01", in_force="1993", until="2015"
                ),
                instrument(
                    "bee-act",
                    "statute",
                    "Act on the Keeping of Bees",
                    adopted="2020",
                    status="proposal",
                    short_names=["Bee Act"],
                ),
                instrument("board-body", "organisation", "National Bee Board"),
                instrument("club", "organisation", "Bee Club"),
                instrument("school", "organisation", "Bee School"),
            ]
        },
        "article/facts.yaml": {
            "facts": [
                {
                    "id": id,
                    "statement": f"The board gives {value}.",
                    "value": value,
                    "unit": unit,
                    "source": "board",
                    "as_of": f"{id[-4:]}-12-31" if id[-4:].isdigit() else "2022",
                }
                for id, (value, unit) in values.items()
            ]
        },
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(content), encoding="utf-8")
    (root / "sections").mkdir(exist_ok=True)
    (root / "sections/01-bees.md").write_text(section, encoding="utf-8")
    for name, text in ({"hives": BARS} if figures is None else figures).items():
        (root / "article/figures").mkdir(exist_ok=True)
        (root / f"article/figures/{name}.yaml").write_text(text, encoding="utf-8")
    return root


def instrument(id: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "official_name": name, "reference": "board", **more}


def covered(root: Path, diagnostic: Diagnostic) -> str:
    """What the span of a diagnostic covers, if it lies on one line."""
    span = diagnostic.span
    line = (root / span.path).read_text(encoding="utf-8").split("\n")[span.line - 1]
    return line[span.column - 1 : span.end_column - 1]
