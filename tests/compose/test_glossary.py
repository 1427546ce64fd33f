"""The glossary, from real projects through real pandoc, and the rules on its entries."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wellsourced.cache import Cache
from wellsourced.checks.run import run_checks
from wellsourced.compose import ast
from wellsourced.compose.compose import compose
from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.status import fingerprint
from wellsourced.publish.pipeline import build as build_outputs


def book(id: str, family: str) -> dict[str, Any]:
    return {
        "id": id,
        "type": "book",
        "title": f"Bees by {family}",
        "author": [{"family": family}],
        "publisher": "Hive Press",
        "issued": {"date-parts": [[2020]]},
    }


BOOKS = [book("frisch", "Frisch"), book("seeley", "Seeley"), book("unseen", "Unseen")]
DANCE = {
    "id": "dance",
    "term": "waggle dance",
    "definition": "The movement by which a bee tells others where food is.",
    "references": ["frisch"],
    "used_in": ["seeley"],
    "see": ["swarm", "queen"],
}
SWARM = {"id": "swarm", "term": "swarm", "definition": "Bees that leave a hive's nest.", "used_in": ["seeley"]}
MITE = {
    "id": "mite",
    "term": "varroa mite (VM)",
    "forms": ["mite infest*"],
    "definition": "A mite.",
    "used_in": ["seeley"],
}
QUEEN = {"id": "queen", "term": "queen", "definition": "The mother of the hive.", "used_in": ["unseen"]}


def write(root: Path, section: str, *glossary: dict[str, Any], article: str = "") -> Path:
    for folder in ("article", "sections", "references"):
        (root / folder).mkdir(parents=True)
    (root / "article/article.yaml").write_text(
        f"title: Bees\nauthors: [{{name: A}}]\nsections: [a.md]\n{article}", encoding="utf-8"
    )
    (root / "sections/a.md").write_text(f"# Hives\n\n{section}\n", encoding="utf-8")
    if glossary:
        (root / "article/terms.yaml").write_text(json.dumps({"glossary": glossary}, indent=1), encoding="utf-8")
    evidence = {
        item["id"]: [
            {
                "url": "https://hive.example/b",
                "kind": "primary",
                "confirms": ["title", "author", "issued"],
                "seen": "2026-11-22",
                "fingerprint": fingerprint(item),
            }
        ]
        for item in BOOKS
        if item["id"] != "unseen"
    }
    (root / "references/bibliography.yaml").write_text(json.dumps({"references": BOOKS}), encoding="utf-8")
    (root / "references/evidence.yaml").write_text(json.dumps({"evidence": evidence}), encoding="utf-8")
    return root


def build(root: Path, section: str, *glossary: dict[str, Any], article: str = "") -> Document:
    loaded = load(write(root, section, *glossary, article=article))
    assert loaded.project is not None, loaded.diagnostics
    document, _ = compose(loaded.project, parse(loaded.project), cache=Cache(None))
    return document


def check(root: Path, section: str, *glossary: dict[str, Any], **more: Any) -> tuple[Diagnostic, ...]:
    loaded = load(write(root, section, *glossary, **more))
    assert loaded.project is not None, loaded.diagnostics
    return run_checks(loaded.project, parse(loaded.project))


def read(document: Document) -> dict[str, str]:
    """Term -> what is printed below it, in the order of the page."""
    lists = [block for block in document.appendices if block["t"] == "DefinitionList"]
    return {ast.plain_text(term): ast.plain_text(meanings) for found in lists for term, meanings in found["c"]}


def test_terms_of_the_text_are_defined_and_sourced_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    document = build(tmp_path, "The queen left, a swarm behind her, after two Waggle\nDances.", DANCE, SWARM, QUEEN)
    assert read(document) == {
        "Queen": "The mother of the hive.",
        "Swarm": "Bees that leave a hive’s nest (Seeley 2020).",
        "Waggle dance": "The movement by which a bee tells others where food is (after Frisch 2020; Seeley 2020). "
        "See also swarm, queen.",
    }
    # What only the glossary cites is in the list of references; what nobody verified is not.
    assert [reference.id for reference in document.references] == ["frisch", "seeley"]


@pytest.mark.parametrize(
    "style, printed", [("ieee", "food is (after [1]) [2]."), ("apa", "food is (after Frisch, 2020;")]
)
def test_what_is_followed_is_told_from_what_is_cited_in_every_style(tmp_path: Path, style: str, printed: str) -> None:
    document = build(tmp_path, "A waggle dance.", DANCE, article=f"style: {style}\n")
    assert printed in read(document)["Waggle dance"]


@pytest.mark.parametrize(
    "section, used",
    [
        ("A Varroa mite.", True),
        ("Varroa mites and bees.", True),
        ("The VM is small.", True),
        ("The hive was mite-infested.", True),
        ("`varroa mite` and <https://varroa.example/mite>", False),
        ("A mite.", False),
        ("Some vm is small.", False),
    ],
)
def test_only_what_the_text_uses_is_printed(tmp_path: Path, section: str, used: bool) -> None:
    assert list(read(build(tmp_path / "a", section, MITE))) == (["Varroa mite (VM)"] if used else [])
    unused = [found for found in check(tmp_path / "b", section, MITE) if found.code == "TRM004"]
    assert [(found.span.path, found.span.line) for found in unused] == ([] if used else [("article/terms.yaml", 5)])


def test_the_abstract_uses_terms_too(tmp_path: Path) -> None:
    article = "abstract: What a swarm does.\n"
    assert list(read(build(tmp_path / "a", "Bees.", SWARM, article=article))) == ["Swarm"]
    assert "TRM004" not in {found.code for found in check(tmp_path / "b", "Bees.", SWARM, article=article)}


def test_a_term_that_is_not_printed_is_not_referred_to(tmp_path: Path) -> None:
    assert "See also" not in read(build(tmp_path, "A waggle dance.", DANCE, SWARM, QUEEN))["Waggle dance"]


def test_a_definition_without_a_verified_source_is_reported(tmp_path: Path) -> None:
    bare = {"id": "hive", "term": "hive", "definition": "Where bees live."}
    found = [
        found for found in check(tmp_path, "A queen, a swarm, a hive.", SWARM, QUEEN, bare) if found.code == "TRM005"
    ]
    assert [re.findall("“(.*?)”", found.message) for found in found] == [["queen"], ["hive"]]


def test_ids_of_terms_are_unique_and_pointers_lead_somewhere(tmp_path: Path) -> None:
    lost = {**SWARM, "id": "swarm", "see": ["quene"], "references": ["frish"]}
    loaded = load(write(tmp_path, "A swarm.", SWARM, QUEEN, lost))
    assert {(found.code, found.span.path) for found in loaded.diagnostics} == {
        ("CFG010", "article/terms.yaml"),
        ("CFG019", "article/terms.yaml"),
    }
    assert sum(found.code == "CFG019" for found in loaded.diagnostics) == 2


def test_definitions_keep_the_house_terms(tmp_path: Path) -> None:
    root = write(tmp_path, "A swarm.", {**SWARM, "definition": "What\nkiller bees do."})
    terms = json.loads((root / "article/terms.yaml").read_text(encoding="utf-8"))
    terms["terms"] = [{"id": "k", "discouraged": ["killer bee"], "preferred": "Africanised bee"}]
    (root / "article/terms.yaml").write_text(json.dumps(terms, indent=1), encoding="utf-8")
    project = load(root).project
    assert project is not None
    found = [found for found in run_checks(project, parse(project)) if found.code == "TRM001"]
    line = project.texts["article/terms.yaml"].splitlines()[found[0].span.line - 1]
    assert line[found[0].span.column - 1 : found[0].span.end_column - 1] == "killer bees"


def test_authors_may_link_to_a_term(tmp_path: Path) -> None:
    text = "A [swarm](#term-swarm) is no [storm](#term-storm)."
    nowhere = [found.message for found in check(tmp_path, text, SWARM) if found.code == "XRF001"]
    assert nowhere == ["Nothing has the identifier 'term-storm'"]


def test_it_stands_before_the_other_appendices_and_can_be_switched_off(tmp_path: Path) -> None:
    document = build(tmp_path / "on", "The varroa mite (VM) and a swarm.", SWARM)
    assert [(entry.number, entry.text) for entry in document.contents[1:]] == [
        ("A", "Abbreviations"),
        ("B", "Glossary"),
        ("C", "How this article was verified"),
    ]
    document = build(tmp_path / "off", "A swarm.", SWARM, article="appendices: {glossary: false}\n")
    assert [entry.text for entry in document.contents[1:]] == ["How this article was verified"]


def test_a_project_without_glossary_has_none(tmp_path: Path) -> None:
    assert [entry.text for entry in build(tmp_path, "A swarm.").contents[1:]] == ["How this article was verified"]


def test_page_and_paper_hold_the_terms_and_their_anchors(tmp_path: Path) -> None:
    root = write(tmp_path, "A waggle dance and a swarm [@seeley].", DANCE, SWARM)
    built = build_outputs(root, draft=True)
    assert {output.format for output in built.outputs} >= {"html", "pdf"}, built.diagnostics
    html = (root / "build/article.html").read_text(encoding="utf-8")
    assert re.search(r'<dt>\s*<span id="term-dance">\s*Waggle dance', html)
    assert '<a href="#term-swarm">swarm</a>' in html
    assert html.count('href="#appendix-glossary"') >= 1
    import pypdfium2

    with pypdfium2.PdfDocument(root / "build/article.pdf") as paper:
        words = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
    assert "B Glossary" in words or "A Glossary" in words
    assert "The movement by which a bee tells others where food is (after Frisch 2020; Seeley 2020)." in words
