"""The list of abbreviations, from real projects through real pandoc."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.compose import compose
from wellsourced.compose.document import Document
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.status import fingerprint

LAW = {
    "id": "bee-law",
    "type": "legislation",
    "title": "Honey Labelling Act 2003",
    "number": "2003 c. 9",
    "issued": {"date-parts": [[2003]]},
}
INSTRUMENTS: list[dict[str, Any]] = [
    {
        "id": "ibu",
        "kind": "organisation",
        "official_name": "International Beekeepers' Union",
        "short_names": ["IBU"],
        "reference": "bee-law",
    },
    {"id": "apibase", "kind": "organisation", "official_name": "APIMONDO", "short_names": ["World Bee Federation"]},
    {
        "id": "apifed",
        "kind": "organisation",
        "official_name": "MELLIF",
        "short_names": ["Mellow Life of Insects Forum"],
    },
    {
        "id": "law",
        "kind": "statute",
        "official_name": "Honey Labelling Act 2003",
        "short_names": ["HLA", "2003 Act"],
        "reference": "bee-law",
    },
    {
        "id": "act",
        "kind": "statute",
        "official_name": "Stopping Wax Adulteration and Remote Mixing Act",
        "short_names": ["SWARM Act", "US SWARM Act"],
    },
    {"id": "one", "kind": "tool", "official_name": "Bee Data Kit", "short_names": ["BDK"]},
    {"id": "two", "kind": "programme", "official_name": "Better Drones for Kenya", "short_names": ["BDK"]},
    {"id": "never", "kind": "tool", "official_name": "Pollen Counting Tool", "short_names": ["PCT"]},
    {"id": "hash", "kind": "standard", "official_name": "Honey Purity Standard", "short_names": ["HPS"]},
]


def write(
    root: Path, section: str, *, verified: bool = True, article: str = "", instruments: Any = INSTRUMENTS
) -> Path:
    for folder in ("article", "sections", "references"):
        (root / folder).mkdir(parents=True)
    (root / "article/article.yaml").write_text(
        f"title: Bees\nauthors: [{{name: A}}]\nsections: [a.md]\n{article}", encoding="utf-8"
    )
    (root / "sections/a.md").write_text(f"# Hives\n\n{section}\n", encoding="utf-8")
    evidence = {
        "url": "https://law.example/9",
        "kind": "primary",
        "confirms": ["title", "number", "issued"],
        "seen": "2026-11-22",
        "fingerprint": fingerprint(LAW),
    }
    records: dict[str, Any] = {
        "bibliography": {"references": [LAW]},
        "evidence": {"evidence": {"bee-law": [evidence]} if verified else {}},
        "instruments": {"instruments": instruments},
    }
    for name, content in records.items():
        (root / f"references/{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
    return root


def build(root: Path, section: str, **more: Any) -> Document:
    loaded = load(write(root, section, **more))
    assert loaded.project is not None, loaded.diagnostics
    document, _ = compose(loaded.project, parse(loaded.project), cache=Cache(None))
    return document


def read(document: Document) -> dict[str, str]:
    """Letters -> full name with its citation, in the order of the table."""
    tables = [block for block in document.appendices if block["t"] == "Table"]
    if not tables or not any(entry.anchor == "appendix-abbreviations" for entry in document.contents):
        return {}
    rows = tables[0]["c"][4][0][3]
    return {ast.plain_text(row[1][0][4]): ast.plain_text(row[1][1][4]) for row in rows}


@pytest.mark.parametrize(
    "section, expected",
    [
        # What the text writes out, in brackets of either order, and as the reader meets it.
        ("The varroa control plan (VCP) works.", {"VCP": "Varroa control plan"}),
        ("*Varroa control\nplan* (VCP) and “VCP”.", {"VCP": "Varroa control plan"}),
        ("The VCP (varroa control plan) works.", {"VCP": "Varroa control plan"}),
        ("VCP stands for Varroa Control Plan.", {"VCP": "Varroa Control Plan"}),
        ("The [varroa control plan](https://a.example) (VCP) works.", {"VCP": "Varroa control plan"}),
        ("There are many varroa control plans (VCPs).", {"VCP": "Varroa control plan"}),
        ("There are many bee taxonomies (BTs).", {"BT": "Bee taxonomy"}),
        ("> A varroa\n> control plan (VCP).", {"VCP": "Varroa control plan"}),
        ("In the hive the Bee & Wasp Office (BWO) said: no.", {"BWO": "Bee & Wasp Office"}),
        # The register, where the text uses the letters only.
        ("Members of the IBU met.", {"IBU": "International Beekeepers’ Union"}),
        ("Members of several IBUs met.", {"IBU": "International Beekeepers’ Union"}),
        ("MELLIF met.", {"MELLIF": "Mellow Life of Insects Forum"}),
        ("Under the SWARM\nAct it is.", {"SWARM Act": "Stopping Wax Adulteration and Remote Mixing Act"}),
        ("Under the US SWARM Act.", {"SWARM Act": "Stopping Wax Adulteration and Remote Mixing Act"}),
        # The text goes before the register.
        ("The Honey Labelling Act (HLA) is old.", {"HLA": "Honey Labelling Act (Honey Labelling Act 2003)"}),
        # Nothing that is not used or that nobody writes out; nothing that could be either of two things.
        ("The International Beekeepers' Union met.", {}),
        ("The XYZ met, at `IBU` and at https://ibu.example/IBU.", {}),
        ("The BDK is here.", {}),
        ("Better Drones for Kenya (BDK) is here.", {"BDK": "Better Drones for Kenya"}),
        ("See HPS 3 and HPS No. 4.", {}),
        ("It was seen (IBU) often.", {"IBU": "International Beekeepers’ Union"}),
        ("Bees in the hive (XYZ) and a lot (ABC).", {}),
    ],
)
def test_what_is_used_and_written_out_is_listed(tmp_path: Path, section: str, expected: dict[str, str]) -> None:
    assert read(build(tmp_path, section)) == expected


def test_the_list_is_sorted_and_reads_abstract_and_sections(tmp_path: Path) -> None:
    article = "abstract: The wax index (WI) fell.\n"
    found = read(build(tmp_path, "The IBU and the varroa control plan (VCP) and eCo.", article=article))
    assert list(found) == ["IBU", "VCP", "WI"]


@pytest.mark.parametrize("verified", [True, False])
def test_a_registered_law_is_cited_once_its_reference_is_verified(tmp_path: Path, verified: bool) -> None:
    document = build(tmp_path, "Labels follow the HLA, says the IBU.", verified=verified)
    full = "Honey Labelling Act 2003"
    assert read(document)["HLA"] == (f"{full} (Honey Labelling Act 2003)" if verified else full)
    # A law vouches for no union, whatever its record says.
    assert read(document)["IBU"] == "International Beekeepers’ Union"
    assert [reference.id for reference in document.references] == (["bee-law"] if verified else [])


def test_the_appendix_is_lettered_and_stands_in_the_contents(tmp_path: Path) -> None:
    contents = build(tmp_path, "The IBU met.").contents
    assert [(entry.number, entry.text) for entry in contents[1:]] == [
        ("A", "Abbreviations"),
        ("B", "How this article was verified"),
    ]


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    document = build(tmp_path, "The IBU met.", article="appendices: {abbreviations: false}\n")
    assert [entry.number for entry in document.contents[1:]] == ["A"]
    assert "Abbreviations" not in [entry.text for entry in document.contents]


def test_an_article_without_abbreviations_has_no_such_appendix(tmp_path: Path) -> None:
    document = build(tmp_path, "Bees dance.", instruments=[])
    assert [entry.text for entry in document.contents] == ["Hives", "How this article was verified"]
