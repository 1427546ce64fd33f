"""Dossiers come into a project: merged, split, united, and nothing the user wrote is lost."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from wellsourced.project.models import EvidenceRecord
from wellsourced.project.status import Status, derive_status, fingerprint
from wellsourced.sources.dossier_import import import_dossiers

from .imported_project import ImportedProject, item, reference_dossier


def status(project: ImportedProject, name: str) -> Status:
    csl = {key: value for key, value in project.references[name].items() if key != "aliases"}
    records = msgspec.convert(project.evidence.get(name, []), tuple[EvidenceRecord, ...])
    return derive_status(csl, records).status


# --- references ------------------------------------------------------------------------------------------------------


def test_works_with_the_same_doi_become_one_with_the_other_id_as_alias(imported: ImportedProject) -> None:
    work = imported.references["moreno2021paper"]
    assert work["aliases"] == ["moreno-lind"]
    assert "moreno-lind" not in imported.references


def test_the_other_entry_fills_what_the_chosen_one_lacks(imported: ImportedProject) -> None:
    work = imported.references["moreno2021paper"]
    assert work["page"] == "3-19"
    assert work["issued"] == {"date-parts": [[2021, 6, 1]]}


def test_an_address_that_several_works_share_is_not_filled_in(empty_project: ImportedProject) -> None:
    list_page = "https://museums.example.org/publications"
    works = (item("a"), item("b", URL=list_page), item("c", title="On Glue", URL=list_page))
    empty_project.add(reference_dossier(*works, primary={"a"}))
    assert empty_project.references["a"]["aliases"] == ["b"]
    assert "URL" not in empty_project.references["a"]


def test_a_page_called_primary_and_secondary_counts_as_secondary(empty_project: ImportedProject) -> None:
    first, second = reference_dossier(item("a"), primary={"a"}), reference_dossier(item("a"))
    paths = [empty_project.root.parent / name for name in ("first.yaml", "second.yaml")]
    for path, text in zip(paths, (first, second), strict=True):
        path.write_text(text)
    report = empty_project.run(*paths)
    assert [record["kind"] for record in empty_project.evidence["a"]] == ["secondary"]
    assert any("is called primary and secondary" in line for line in report.notes.contradictions)


def test_contradictions_are_reported_and_the_chosen_value_stays(
    empty_project: ImportedProject, pair: tuple[Path, Path]
) -> None:
    report = empty_project.run(*pair)
    assert empty_project.references["moreno2021paper"]["container-title"] == "Journal of Paper Conservation"
    assert any("Paper Conservation Today" in line for line in report.notes.contradictions)


def test_a_record_seen_beside_another_value_does_not_confirm_that_field(imported: ImportedProject) -> None:
    (record,) = [r for r in imported.evidence["moreno2021paper"] if "index-two" in r["url"]]
    assert "container-title" not in record["confirms"]
    assert {"title", "author", "issued"} <= set(record["confirms"])
    assert "does not count for these fields" in record["note"]


def test_what_was_seen_at_one_address_is_one_record(imported: ImportedProject) -> None:
    (record,) = [r for r in imported.evidence["moreno2021paper"] if "index-one" in r["url"]]
    assert record["confirms"] == ["title", "author", "issued", "page"]
    assert record["seen"] == "2026-11-06"


def test_evidence_carries_the_fingerprint_of_the_item_as_written(imported: ImportedProject) -> None:
    for name, records in imported.evidence.items():
        assert {record["fingerprint"] for record in records} == {fingerprint(imported.references[name])}


def test_status_is_recomputed_whatever_the_dossier_says(imported: ImportedProject) -> None:
    assert status(imported, "council2022climate") is Status.VERIFIED  # called partial
    assert status(imported, "council-annual-2021") is Status.UNVERIFIED  # called verified


def test_one_letter_of_a_verified_title_makes_it_stale(imported: ImportedProject) -> None:
    assert status(imported, "council2022climate") is Status.VERIFIED
    path = imported.root / "references/bibliography.yaml"
    text = path.read_text().replace("title: Climate in the Store", "title: Climates in the Store", 2)
    path.write_text(text)
    assert status(imported, "council2022climate") is Status.STALE


def test_same_title_body_and_year_is_one_work(imported: ImportedProject) -> None:
    assert imported.references["council2022climate"]["aliases"] == ["climate-report"]


def test_same_address_and_title_is_one_work_however_it_is_written(imported: ImportedProject) -> None:
    assert imported.references["handbook"]["aliases"] == ["handbook-of-handling"]


def test_an_undated_page_gets_the_day_its_primary_evidence_was_seen(
    empty_project: ImportedProject, pair: tuple[Path, Path]
) -> None:
    report = empty_project.run(*pair)
    assert empty_project.references["handbook"]["accessed"] == {"date-parts": [[2026, 11, 3]]}
    assert status(empty_project, "handbook") is Status.VERIFIED
    assert report.notes.accessed == ["handbook: 2026-11-03"]


def test_what_could_not_be_confirmed_and_relevance_are_kept(imported: ImportedProject) -> None:
    evidence = imported.read("references/evidence.yaml")
    assert evidence["unconfirmed"] == {"handbook": ["issued (page undated)"]}
    assert evidence["relevance"]["moreno2021paper"] == "how much light paper gets; light in reading rooms"


@pytest.mark.parametrize(
    "pair_of_works",
    [
        # A landing page that many works share.
        (item("a", title="Annual Report 2021", URL="https://x.org/r"), item("b", title="Annual Report 2022", URL="https://x.org/r")),
        (item("a", title="On Paper", URL="https://x.org/r"), item("b", title="On Leather", URL="https://x.org/r")),
        # Editions, years, parts, volumes.
        (item("a", edition="1"), item("b", edition="2nd")),
        (item("a", issued={"date-parts": [[2016]]}), item("b", issued={"date-parts": [[2025]]})),
        (item("a", title="Store climate: part 1"), item("b", title="Store climate: part 2")),
        (item("a", title="Store climate II"), item("b", title="Store climate III")),
        (item("a", type="article-journal", volume="1"), item("b", type="article-journal", volume="2")),
        # A chapter and its book under one DOI; a preprint and the article.
        (item("a", type="book", DOI="10.5555/1"), item("b", type="chapter", DOI="10.5555/1")),
        (item("a", DOI="10.5555/1"), item("b", DOI="10.5555/2")),
        # A bill and the act, a press release and the report.
        (item("a", type="bill", number="COM(2024) 60"), item("b", type="legislation", number="COM(2024) 60")),
        (item("a", type="report"), item("b", type="webpage", genre="Press release")),
        # Another author; an amending act that names the act it amends.
        (item("a"), item("b", author=[{"literal": "Paper Guild"}])),
        (item("a", type="legislation", title="Regulation 2021/1232 on stores", number="2021/1232"),
         item("b", type="legislation", title="Regulation 2024/1307 amending Regulation 2021/1232 on stores",
              number="2024/1307")),
        # One DOI by a slip of the pen.
        (item("a", title="Gold", DOI="10.5555/1"), item("b", title="Wool and linen", DOI="10.5555/1")),
    ],
)  # fmt: skip
def test_different_works_are_not_merged(
    empty_project: ImportedProject, pair_of_works: tuple[dict[str, object], dict[str, object]]
) -> None:
    empty_project.add(reference_dossier(*pair_of_works))
    assert sorted(empty_project.references) == ["a", "b"]


@pytest.mark.parametrize(
    "pair_of_works",
    [
        (item("a", title="The Store: Climate & Light"), item("b", title="Store – climate and light")),
        (item("a"), item("b", author=[{"literal": "Museums Council, Store Section"}])),
        (item("a", author=[{"literal": "Guild of Paper Binders"}]), item("b", author=[{"literal": "GPB"}])),
        (item("a", type="treaty", number="ETS No. 185"), item("b", type="treaty", number="185 (CETS)")),
        (item("a", type="legislation", number="Public Law 108-21", title="Act of 2003", **{"title-short": "STORE Act"}),
         item("b", type="legislation", number="108-21", title="STORE Act")),
        (item("a", title="The strengths and weaknesses of stores", author=[{"family": "Lind"}]),
         item("b", title="The strengths and weaknesses of stores: a survey", author=[{"family": "Lind"}])),
        (item("a", edition="9"), item("b", edition="9th")),
        (item("a", issued={"date-parts": [[2022]]}), item("b", issued={"date-parts": [[2022, 3, 4]]})),
    ],
)  # fmt: skip
def test_the_same_work_written_differently_is_merged(
    empty_project: ImportedProject, pair_of_works: tuple[dict[str, object], dict[str, object]]
) -> None:
    report = empty_project.add(reference_dossier(*pair_of_works))
    assert len(empty_project.references) == 1, report.notes.near_misses
    assert len(report.notes.merged) == 1


def test_like_works_are_listed_for_a_reader(empty_project: ImportedProject, pair: tuple[Path, Path]) -> None:
    near = "\n".join(empty_project.run(*pair).notes.near_misses)
    assert "council-annual-2021 (a-materials) and council-annual-2022 (b-climate)" in near
    assert "one is a news release" in near
    assert "one is a legislation, the other a bill" in near


def test_the_same_id_for_another_work_gets_a_number(empty_project: ImportedProject, pair: tuple[Path, Path]) -> None:
    report = empty_project.run(*pair)
    assert empty_project.references["store-rules"]["type"] == "legislation"
    assert empty_project.references["store-rules-2"]["type"] == "bill"
    assert any("store-rules-2" in line for line in report.notes.renamed)


def test_the_better_vouched_entry_gives_id_and_item(empty_project: ImportedProject) -> None:
    poor = item("poor", publisher="Museums Council", number="7")
    rich = item("rich")
    empty_project.add(reference_dossier(poor, rich, primary={"rich"}))
    assert empty_project.references["rich"]["aliases"] == ["poor"]
    assert empty_project.references["rich"]["number"] == "7"


# --- facts -----------------------------------------------------------------------------------------------------------


def test_facts_point_at_the_merged_reference(imported: ImportedProject) -> None:
    assert imported.facts["light-2021"]["source"] == "moreno2021paper"
    assert {fact["source"] for fact in imported.facts.values()} <= set(imported.references)


def test_values_over_several_years_become_one_fact_a_year(imported: ImportedProject) -> None:
    values = {name: (f["value"], f["as_of"]) for name, f in imported.facts.items() if name.startswith("loans-")}
    assert values == {"loans-2019": (410, "2019"), "loans-2020": (96, "2020"), "loans-2021": (388, "2021")}
    assert "loans-2019-2021" not in imported.facts
    assert imported.facts["loans-2019"]["part_of"] == "loans-2019-2021"


def test_values_of_different_things_become_facts_named_after_them(imported: ImportedProject) -> None:
    assert (imported.facts["results-repairs"]["value"], imported.facts["results-repairs"]["unit"]) == (31, "repairs")
    assert (imported.facts["results-museums"]["value"], imported.facts["results-museums"]["unit"]) == (12, "museums")


def test_figures_that_only_the_statement_holds_become_facts(imported: ImportedProject) -> None:
    facts = imported.facts
    share = facts["lux-readings-lighter-advised-percent"]
    assert (share["value"], share["unit"], share["qualifier"]) == (25, "percent", "almost")
    assert (facts["lux-readings-2020"]["value"], facts["lux-readings-2020"]["as_of"]) == (287, "2020")
    assert facts["lux-readings-2020"]["unit"] == "rooms"
    assert (facts["results-eur"]["value"], facts["results-eur"]["qualifier"]) == (2500000, "about")
    assert facts["results-eur"]["part_of"] == "results"


def test_a_figure_keeps_source_locator_and_evidence_of_its_fact(imported: ImportedProject) -> None:
    drawn = imported.facts["lux-readings-2020"]
    assert (drawn["source"], drawn["locator"], drawn["kind"]) == ("moreno2021paper", "p. 3", "primary")
    assert drawn["evidence"] == ["https://journal.example.org/12/7"]


def test_the_qualifier_of_a_stated_value_is_read_from_its_statement(imported: ImportedProject) -> None:
    assert imported.facts["light-2021"]["qualifier"] == "more than"


def test_a_date_stays_a_date_and_a_finding_needs_no_value(imported: ImportedProject) -> None:
    assert imported.facts["opening-day"]["value"] == "2022-05-03"
    assert "value" not in imported.facts["caution"]


def test_the_same_figure_of_the_same_source_is_one_fact(imported: ImportedProject) -> None:
    rooms = [name for name, fact in imported.facts.items() if fact.get("value") in (312, 1240)]
    assert sorted(rooms) == ["light-2021", "lux-readings"]


FACTS = """
references:
- id: r
  csl: {{type: report, title: Loans, author: [{{literal: Museums Council}}], issued: {{date-parts: [[2021]]}}}}
facts:
- {{id: {one}, statement: There were 12345 loans in 2021., value: 12345, unit: loans, as_of: '2021', source: r, evidence_url: 'https://a.org/'}}
- {{id: {two}, statement: The council lent 12345 things., value: 12345, unit: loans, as_of: '2021-12', source: r, evidence_url: 'https://b.org/'}}
"""  # noqa: E501


def test_the_same_fact_under_two_ids_is_merged_with_an_alias(empty_project: ImportedProject) -> None:
    empty_project.add(FACTS.format(one="loans-a", two="loans-b"))
    fact = empty_project.facts["loans-a"]
    assert fact["aliases"] == ["loans-b"]
    assert fact["evidence"] == ["https://a.org/", "https://b.org/"]
    assert fact["as_of"] == "2021-12"


def test_the_same_fact_id_in_two_dossiers(empty_project: ImportedProject, tmp_path: Path) -> None:
    fact = (
        "{{id: loans, statement: '{0} loans.', value: {0}, unit: loans, source: r, evidence_url: 'https://{1}.org/'}}"
    )
    head = "references:\n- id: r\n  csl: {type: report, title: Loans, author: [{literal: M}]}\nfacts:\n- "
    texts = [head + fact.format(value, host) + "\n" for value, host in ((41, "a"), (41, "b"), (57, "c"))]
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.yaml")
        paths[-1].write_text(text)
    report = empty_project.run(*paths)
    assert empty_project.facts["loans"]["evidence"] == ["https://a.org/", "https://b.org/"]
    assert empty_project.facts["loans-2"]["value"] == 57
    assert any("loans-2" in line for line in report.notes.renamed)


# --- the other registers ---------------------------------------------------------------------------------------------


def test_instruments_merge_by_name_and_keep_what_each_knows(imported: ImportedProject) -> None:
    act = imported.entries("references/instruments.yaml")["stores-act"]
    assert act["aliases"] == ["act-2019"]
    assert act["short_names"] == ["Stores Act", "MSA"]
    assert act["identifiers"] == {"chapter": "2019 c. 14", "bill": "77"}
    assert act["reference"] == "store-rules"


def test_a_body_and_a_standard_of_one_id_stay_apart(imported: ImportedProject) -> None:
    instruments = imported.entries("references/instruments.yaml")
    assert (instruments["council"]["kind"], instruments["council-2"]["kind"]) == ("organisation", "standard")


def test_corrections_keep_the_order_of_the_audit_and_rewrite_references(imported: ImportedProject) -> None:
    corrections = imported.read("article/corrections.yaml")["corrections"]
    assert [one["id"] for one in corrections] == ["icsmo", "climate-control", "paper-suffers-light"]
    assert corrections[1]["references"] == ["council2022climate"]


def test_only_a_quote_that_is_wrong_in_itself_is_looked_for(imported: ImportedProject) -> None:
    corrections = imported.entries("article/corrections.yaml")
    assert corrections["icsmo"]["wrong"] == ["International Convention on the Storage of Museum Objects (ICSMO)"]
    assert "wrong" not in corrections["climate-control"]
    assert "wrong" not in corrections["paper-suffers-light"]


def test_rejected_leads_get_stable_ids(imported: ImportedProject) -> None:
    assert list(imported.entries("references/rejected.yaml")) == ["half-all-paper-dissolves-within-year"]


def test_help_points_come_with_the_date_they_were_seen(empty_project: ImportedProject) -> None:
    empty_project.add(
        "# seen on their own pages on 2026-11-22\n"
        "help_points:\n- {id: desk, name: Help desk, url: 'https://desk.example.org', for: damaged books}\n"
    )
    file = empty_project.read("article/help.yaml")
    assert file["seen"] == "2026-11-22"
    assert file["help_points"][0]["for"] == "damaged books"


# --- again, and after edits ------------------------------------------------------------------------------------------


def test_a_second_run_changes_no_byte(imported: ImportedProject, pair: tuple[Path, Path]) -> None:
    before = imported.files()
    report = imported.run(*pair)
    assert report.written == ()
    assert imported.files() == before


def test_the_order_of_imports_does_not_lose_anything(empty_project: ImportedProject, pair: tuple[Path, Path]) -> None:
    first, second = pair
    empty_project.run(first)
    empty_project.run(second)
    assert empty_project.references["moreno2021paper"]["aliases"] == ["moreno-lind"]
    assert len(empty_project.references) == 8
    assert len(empty_project.facts) == 14
    before = empty_project.files()
    assert empty_project.run(second, first).written == ()
    assert empty_project.files() == before


@pytest.mark.parametrize(
    "path, old, new",
    [
        ("references/bibliography.yaml", "title: Annual Report 2021", "title: The Annual Report for 2021"),
        ("references/bibliography.yaml", "- id: handbook\n", "# my own remark\n- id: handbook\n"),
        ("references/evidence.yaml", "note: table of contents", "note: table of contents, checked again"),
        ("references/instruments.yaml", "note: issuer of the handbook", "note: issuer"),
        ("article/facts.yaml", "value: 287\n  unit: rooms", "value: 278\n  unit: reading rooms"),
        ("article/facts.yaml", "- id: results-eur\n", "- id: results-savings\n  aliases: [results-eur]\n"),
        ("article/corrections.yaml", "verdict: imprecise", "verdict: imprecise\n  wrong: [climate control everywhere]"),
        ("references/rejected.yaml", "why: No page says so.", "why: No page says so, and it is not so."),
        ("references/rejected.yaml", "why: No page says so.", "why: No page says so.\n  confirmed_by: [handbook]"),
    ],
)
def test_what_the_user_edited_stays_to_the_byte(
    imported: ImportedProject, pair: tuple[Path, Path], path: str, old: str, new: str
) -> None:
    file = imported.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    before = imported.files()
    assert imported.run(*pair).written == ()
    assert imported.files() == before


def test_edits_that_differ_from_the_dossiers_are_listed(imported: ImportedProject, pair: tuple[Path, Path]) -> None:
    for path, old, new in (
        ("references/bibliography.yaml", "title: Annual Report 2021", "title: The Annual Report for 2021"),
        ("article/facts.yaml", "value: 287", "value: 278"),
        ("article/corrections.yaml", "explanation: No convention", "explanation: Not one convention"),
    ):
        file = imported.root / path
        file.write_text(file.read_text().replace(old, new, 1))
    kept = "\n".join(imported.run(*pair).notes.kept)
    assert 'reference council-annual-2021: title is "The Annual Report for 2021", not "Annual Report 2021"' in kept
    assert "fact lux-readings-2020: value" in kept
    assert "correction icsmo: explanation" in kept


def test_new_entries_leave_edited_neighbours_and_comments_alone(imported: ImportedProject) -> None:
    file = imported.root / "references/bibliography.yaml"
    remark = "# seen in the reading room\n- id: handbook\n"
    file.write_text(
        file.read_text().replace("- id: handbook\n", remark).replace("number: c. 14", "number: 'c. 14'  # sic")
    )
    report = imported.add(reference_dossier(item("glue", title="Glue")))
    text = file.read_text()
    assert report.written == ("references/bibliography.yaml", "references/evidence.yaml")
    assert remark in text
    assert "number: 'c. 14'  # sic" in text
    assert re.findall(r"^- id: (g\w+|h\w+)$", text, re.MULTILINE) == ["glue", "handbook"]


def test_importing_again_does_not_revive_an_edited_item(imported: ImportedProject, pair: tuple[Path, Path]) -> None:
    file = imported.root / "references/bibliography.yaml"
    file.write_text(file.read_text().replace("title: Handbook of Careful Handling", "title: Handbook of Handling"))
    imported.run(*pair)
    assert status(imported, "handbook") is Status.STALE


def test_a_work_the_project_has_already_is_not_imported_beside_it(empty_project: ImportedProject) -> None:
    empty_project.add(reference_dossier(item("mine", DOI="10.5555/9")))
    empty_project.add(reference_dossier(item("theirs", DOI="https://doi.org/10.5555/9"), host="other.example.net"))
    assert empty_project.references["mine"]["aliases"] == ["theirs"]
    assert len(empty_project.evidence["mine"]) == 2


def test_another_work_under_an_id_of_the_project_gets_a_number(empty_project: ImportedProject) -> None:
    empty_project.add(reference_dossier(item("x", title="On glue and paste")))
    dossier = reference_dossier(item("x", title="Velvet"), host="velvet.example.net")
    empty_project.add(dossier)
    assert empty_project.references["x-2"]["title"] == "Velvet"
    before = empty_project.files()
    assert empty_project.add(dossier).written == ()
    assert empty_project.files() == before


def test_a_dry_run_writes_nothing(empty_project: ImportedProject, pair: tuple[Path, Path]) -> None:
    report = import_dossiers(pair, empty_project.root, write=False)
    assert "references/bibliography.yaml" in report.written
    assert empty_project.files() == {}


def test_the_report_counts_and_names_what_was_done(empty_project: ImportedProject, pair: tuple[Path, Path]) -> None:
    text = empty_project.run(*pair).render()
    assert re.search(r"^references read\s+11$", text, re.MULTILINE)
    assert re.search(r"^references distinct\s+8$", text, re.MULTILINE)
    assert "moreno2021paper (a-materials), moreno-lind (b-climate): same DOI 10.5555/paper.2021.7" in text
    assert "near misses" not in empty_project.run(*pair).render(details=False)
