"""The dossiers this article was written from, where they stand beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellsourced.sources.dossier import read_dossier
from wellsourced.sources.dossier_import import import_dossiers

from .imported_project import ImportedProject

ROOT = Path(__file__).parents[2]
SHARED = sorted((ROOT.parent / "shared" / "evidence").glob("0*.yaml"))

pytestmark = pytest.mark.skipif(len(SHARED) < 8, reason="the dossiers are not beside the repository")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> ImportedProject:
    """All dossiers in an empty project."""
    project = ImportedProject(tmp_path_factory.mktemp("all"))
    project.run(*SHARED)
    return project


def test_every_reference_id_resolves_to_an_item_or_alias(everything: ImportedProject) -> None:
    items = everything.references
    names = set(items) | {alias for item in items.values() for alias in item.get("aliases", ())}
    wanted = {entry.id for path in SHARED for entry in read_dossier(path, ROOT).content.references}
    assert len(wanted) > 500
    assert wanted <= names


def test_every_instrument_and_fact_is_there(everything: ImportedProject) -> None:
    dossiers = [read_dossier(path, ROOT).content for path in SHARED]
    instruments = everything.entries("references/instruments.yaml")
    names = set(instruments) | {alias for one in instruments.values() for alias in one.get("aliases", ())}
    assert {one.id for dossier in dossiers for one in dossier.instruments} <= names
    facts = everything.facts
    known = set(facts) | {alias for fact in facts.values() for alias in fact.get("aliases", ())}
    known |= {fact["part_of"] for fact in facts.values() if "part_of" in fact}
    assert {fact.id for dossier in dossiers for fact in dossier.facts} <= known


def test_nothing_points_at_a_reference_that_is_not_there(everything: ImportedProject) -> None:
    items = set(everything.references)
    assert {fact["source"] for fact in everything.facts.values()} <= items
    assert set(everything.evidence) <= items
    for one in everything.entries("article/corrections.yaml").values():
        assert set(one.get("references", ())) <= items


def test_the_register_of_corrections_is_whole(everything: ImportedProject) -> None:
    corrections = list(everything.entries("article/corrections.yaml").values())
    assert len(corrections) == 33
    assert corrections[0]["id"] == "icps"


def test_values_are_numbers_or_dates(everything: ImportedProject) -> None:
    texts = [fact["value"] for fact in everything.facts.values() if isinstance(fact.get("value"), str)]
    assert all(len(text) == 10 and text[4] == text[7] == "-" for text in texts)


def test_the_repository_holds_them_already() -> None:
    report = import_dossiers(SHARED, ROOT, write=False)
    assert not report.diagnostics
    assert report.written == ()
