"""Citations lead to references that are vouched for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_projects import make_reference, prove, slice_text, write_project

from wellsourced.checks.references import find_duplicates
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.manuscript.parse import parse
from wellsourced.project.project import Reference

Check = Callable[..., tuple[Diagnostic, ...]]


def library(*items: dict[str, Any], proved: bool = True) -> dict[str, Any]:
    evidence = {item["id"]: [prove(item)] for item in items} if proved else {}
    return {"bibliography": {"references": sorted(items, key=lambda i: i["id"])}, "evidence": {"evidence": evidence}}


def test_undefined_key_is_an_error_with_the_nearest_keys(check: Check) -> None:
    text = "# T\n\nBees dance [see @beekeper2020, p. 3; @nothing-like-it].\n"
    first, second = check(text, select=("CIT",), **library(make_reference("beekeeper2020")))
    assert (first.code, first.severity) == ("CIT001", Severity.ERROR)
    assert slice_text(text, first) == "@beekeper2020"
    assert first.help is not None
    assert "beekeeper2020 (A study of bees)" in first.help
    assert first.fix is not None
    assert first.fix.edits[0].text == "@beekeeper2020"
    assert slice_text(text, second) == "@nothing-like-it"
    assert second.fix is None


def test_former_id_is_information_with_a_safe_fix(check: Check) -> None:
    text = "# T\n\nBees dance [@old].\n"
    [found] = check(text, select=("CIT",), **library(make_reference("new", aliases=["old"])))
    assert (found.code, found.severity) == ("CIT002", Severity.INFO)
    assert found.fix is not None
    assert found.fix.safe
    assert found.fix.edits[0].text == "@new"


@pytest.mark.parametrize(
    "text, covered",
    [
        ("Bees dance [@a, @b].", "@a, @b"),
        ("Bees dance (@a).", "(@a)"),
        ("Bees dance [@a, and more.", "[@a"),
        ("Bees dance [@ ].", "@"),
        ("Bees dance [see @a, p. 3; @b].", None),
        ("Bees dance, says @a [p. 3].", None),
        ("Mail bee@hive.example or see [@a](https://x.example).", None),
        ("See [the dance](#sec:dance) [@a].", None),
    ],
)
def test_malformed_citations(check: Check, text: str, covered: str | None) -> None:
    text = f"# T\n\n{text}\n"
    found = check(text, select=("CIT",), **library(make_reference("a"), make_reference("b", "Another")))
    assert [(d.code, slice_text(text, d)) for d in found] == ([("CIT003", covered)] if covered else [])


def test_cross_reference_that_nothing_resolves_is_an_undefined_key(check: Check) -> None:
    found = check("# T {#sec:t}\n\nSee @eq:t.\n", select=("CIT",))
    assert [(d.code, d.span.line, d.span.column) for d in found] == [("CIT001", 3, 5)]
    assert found[0].help == "A place of the article is referred to by a link: [words](#eq:t)."


def test_cross_reference_that_the_article_prints_is_no_citation(check: Check) -> None:
    assert check("# T {#sec:t}\n\nSee @sec:t and [](#sec:t).\n", select=("CIT", "XRF", "LNK")) == ()
    [found] = check("# T {#sec:t}\n\nSee @sec:s.\n", select=("CIT", "XRF"))
    assert (found.code, found.span.line, found.span.column) == ("XRF001", 3, 5)


def test_citation_in_heading_and_repeated_in_cluster(check: Check) -> None:
    text = "# T [@a]\n\nBees [@a; @a]. Bees [@a], and [@a].\n"
    found = check(text, select=("CIT",), **library(make_reference("a")))
    assert [(d.code, d.span.line) for d in found] == [("CIT004", 1), ("CIT005", 3)]


@pytest.mark.parametrize(
    "code, evidence",
    [
        ("REF001", {}),
        ("REF002", {"confirms": ("title",)}),
        ("REF003", {"fingerprint": "0" * 64}),
        ("REF004", {"disputes": ["issued"]}),
        ("REF005", {"notice": "retraction"}),
        (None, {"kind": "primary"}),
    ],
)
def test_only_verified_references_may_be_cited(check: Check, code: str | None, evidence: dict[str, Any]) -> None:
    item = make_reference("a", aliases=["old"])
    files = {
        "bibliography": {"references": [item]},
        "evidence": {"evidence": {"a": [prove(item, **evidence)] if evidence else []}},
    }
    text = "# T\n\nBees dance [@old]. Again [@a].\n"
    found = check(text, select=("REF",), **files)
    assert [(d.code, slice_text(text, d), d.severity) for d in found] == (
        [(code, "@old", Severity.ERROR)] if code else []
    )


def test_one_edited_letter_of_a_title_makes_the_citation_an_error(tmp_path: Path) -> None:
    item = make_reference("a", "A study of bees")
    files = library(item)
    section = {"a.md": "# T\n\nBees [@a].\n"}
    project = write_project(tmp_path, section, **files)
    assert run_checks(project, parse(project), select=("REF",)) == ()
    files["bibliography"]["references"][0]["title"] = "A study of beer"
    project = write_project(tmp_path, section, **files)
    assert [d.code for d in run_checks(project, parse(project), select=("REF",))] == ["REF003"]


def test_evidence_past_its_review_is_stale_on_that_day_only(tmp_path: Path) -> None:
    from datetime import date

    item = make_reference("a")
    files = {
        "bibliography": {"references": [item]},
        "evidence": {"evidence": {"a": [prove(item, review_after="2027-01-01")]}},
    }
    project = write_project(tmp_path, {"a.md": "# T\n\nBees [@a].\n"}, **files)
    manuscript = parse(project)
    assert run_checks(project, manuscript, select=("REF",), today=date(2026, 12, 1)) == ()
    assert [d.code for d in run_checks(project, manuscript, select=("REF",), today=date(2027, 6, 1))] == ["REF003"]


def test_unused_reference_is_information_unless_a_fact_uses_it(check: Check) -> None:
    files = library(make_reference("a"), make_reference("b", "Honey"), make_reference("c", "Wax"))
    facts = {"facts": [{"id": "f", "statement": "Ten hives.", "value": 10, "source": "b"}]}
    text = '# T\n\nBees [@a]. There are {{ fact("f") }} hives.\n'
    [found] = check(text, select=("REF",), facts=facts, **files)
    assert (found.code, found.severity, found.span.path) == ("REF007", Severity.INFO, "references/bibliography.yaml")
    assert "'c'" in found.message


def refer(id: str, title: str, year: int = 2020, **more: Any) -> Reference:
    item = {"id": id, "type": "book", "title": title, "issued": {"date-parts": [[year]]}, **more}
    return Reference(id, item, (), Span("references/bibliography.yaml"))


@pytest.mark.parametrize(
    "one, other, same",
    [
        (refer("a", "Bees", DOI="10.1/X"), refer("b", "Wasps", DOI="https://doi.org/10.1/x"), True),
        (refer("a", "The dance of bees"), refer("b", "The Dance of Bees."), True),
        (refer("a", "The dance of the bees"), refer("b", "The dances of the bees"), True),
        (refer("a", "The dance of bees"), refer("b", "The dance of bees", 2021), False),
        (refer("a", "Bee report 2020"), refer("b", "Bee report 2021"), False),
        (refer("a", "Bees", DOI="10.1/x"), refer("b", "Bees", DOI="10.1/y"), False),
        (
            refer("a", "Our impact", author=[{"literal": "Bee Board"}]),
            refer("b", "Our impact", author=[{"literal": "Wasp Council"}]),
            False,
        ),
        (refer("a", "Act", number="1"), refer("b", "Act", number="2"), False),
        (refer("a", ""), refer("b", ""), False),
    ],
)
def test_duplicates(one: Reference, other: Reference, same: bool) -> None:
    assert [(a.id, b.id) for a, b, _ in find_duplicates((one, other))] == ([("a", "b")] if same else [])


def test_duplicates_among_ten_thousand_references_are_found() -> None:
    references = tuple(
        refer(f"r{n}", f"Annual report of the bee board on district {n} and its hives") for n in range(10_000)
    )
    assert list(find_duplicates((*references, refer("x", references[77].title)))) != []


def test_fact_of_unverified_source_is_an_error_at_its_use(check: Check) -> None:
    files = library(make_reference("a"), proved=False)
    facts = {"facts": [{"id": "f", "statement": "Ten hives.", "value": 10, "source": "a"}]}
    text = '# T\n\nThere are {{ fact("f") }} hives, {{ fact("f") }}.\n'
    [found] = check(text, select=("FCT005",), facts=facts, **files)
    assert (found.code, found.severity, slice_text(text, found)) == ("FCT005", Severity.ERROR, "f")


def test_unknown_fact_is_reported_once(check: Check) -> None:
    facts = {"facts": [{"id": "hives-2020", "statement": "Ten hives.", "value": 10, "source": "a"}]}
    text = '# T\n\nThere are {{ fact("hive-2020") }} hives [@a].\n'
    found = check(text, facts=facts, **library(make_reference("a")))
    assert [(d.code, slice_text(text, d)) for d in found] == [("FCT010", "hive-2020")]
