"""What the dossier says of each claim, work, fact and named thing, and that its JSON is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from review_projects import bees, collect, find_claim, write_files

from wellsourced.diagnostics import Diagnostic, Findings, Severity, Span
from wellsourced.project.schemas import SHIPPED
from wellsourced.review.collect import collect_findings
from wellsourced.review.dossier import Dossier
from wellsourced.review.json import NoDossierError, read_review_json, render_review_json, render_review_schema
from wellsourced.review.page import render_page


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return collect(write_files(tmp_path_factory.mktemp("bees"), bees()))


def test_claim_holds_words_place_locators_and_worst_status(dossier: Dossier) -> None:
    claim = find_claim(dossier, "Hives were counted")
    assert claim.text == "Hives were counted in 73 villages."
    assert (claim.place.path, claim.place.line, claim.place.column) == ("sections/hives.md", 3, 1)
    [cluster] = claim.clusters
    assert cluster.written == "[@keeper2020, p. 12; @roe2021]"
    assert [(work.reference, work.locator) for work in cluster.works] == [("keeper2020", "p. 12"), ("roe2021", None)]
    assert claim.standing == "partial"
    assert claim.facts == ("hives-2020",)
    assert [run.text for run in claim.runs if run.facts] == ["73"]
    assert [note.code for note in claim.diagnostics if note.code.startswith("REF")] == ["REF002"]


def test_uncited_claim_is_marked_and_counted(dossier: Dossier) -> None:
    claim = find_claim(dossier, "900 hives")
    assert (claim.cited, claim.standing, claim.kinds) == ("nowhere", "uncited", ("quantity",))
    assert dossier.sections[0].standings["uncited"] == 1
    assert dossier.counts.uncited == 1
    assert dossier.counts.cited + dossier.counts.uncited == dossier.counts.claims


def test_narrative_citation_opens_its_sentence_and_has_its_locator(dossier: Dossier) -> None:
    claim = find_claim(dossier, "wax is rarely lost")
    assert claim.text == "@roe2021 [table 3] report that wax is rarely lost."
    assert claim.place.column == 1
    assert [(work.key, work.locator) for cluster in claim.clusters for work in cluster.works] == [
        ("roe2021", "table 3")
    ]


def test_citation_behind_the_full_stop_belongs_to_the_sentence_before(dossier: Dossier) -> None:
    assert find_claim(dossier, "40 percent").references == ("keeper2020",)
    after = find_claim(dossier, "was adopted in 1999")
    assert after.references == ("treaty1999",)
    assert after.heading == "In winter"


def test_table_row_is_one_claim(dossier: Dossier) -> None:
    assert find_claim(dossier, "Smoke").text == "Smoke | Calm bees"
    assert find_claim(dossier, "Smoke").standing == "stale"
    assert find_claim(dossier, "Water").standing == "retracted"


def test_key_without_a_reference_is_the_worst_standing(dossier: Dossier) -> None:
    claim = find_claim(dossier, "Honey keeps")
    assert claim.standing == "unknown"
    assert claim.clusters[0].works[0].reference is None


def test_card_says_what_was_seen_what_was_not_and_who_cites_it(dossier: Dossier) -> None:
    card = next(card for card in dossier.references if card.id == "keeper2020")
    assert card.label == "Keeper 2020"
    assert card.entry == "Keeper, A. 2020. ‘Counting Hives’. Journal of Bees."
    assert [(record.kind, record.by, record.current) for record in card.evidence] == [
        ("primary", None, True),
        ("secondary", "a librarian", True),
    ]
    assert card.unconfirmed == ("the page numbers",)
    assert card.relevance == "the only count there is"
    assert card.facts == ("hives-2020",)
    assert card.claims == (find_claim(dossier, "Hives were").id, find_claim(dossier, "40 percent").id)


def test_cited_works_come_first_and_the_others_have_no_entry(dossier: Dossier) -> None:
    assert [card.cited for card in dossier.references] == [True] * 6 + [False]
    assert dossier.references[-1].entry is None
    assert dossier.counts.references_cited == 6


def test_stale_evidence_is_marked_as_of_an_earlier_state(dossier: Dossier) -> None:
    card = next(card for card in dossier.references if card.id == "stale2019")
    assert [record.current for record in card.evidence] == [False]
    assert "the item changed after it was checked" in card.why[0]


def test_instrument_names_the_sentences_that_name_it(dossier: Dossier) -> None:
    card = next(card for card in dossier.instruments if card.id == "bee-convention")
    assert card.claims == (find_claim(dossier, "was adopted in 1999").id,)
    assert card.not_to_be_confused_with == ("wasp-convention",)


def test_former_ids_lead_to_present_facts_and_works(tmp_path: Path) -> None:
    files = bees()
    files["article/facts.yaml"]["facts"][0]["aliases"] = ["old-count"]
    files["references/bibliography.yaml"]["references"][2]["aliases"] = ["old-keeper"]
    files["sections/hives.md"] = (
        files["sections/hives.md"].replace("hives-2020", "old-count").replace("keeper2020, p.", "old-keeper, p.")
    )
    files["references/instruments.yaml"]["instruments"][0]["reference"] = "old-keeper"
    edited = collect(write_files(tmp_path, files), entries=False)
    claim = find_claim(edited, "Hives were counted")
    assert claim.facts == ("hives-2020",)
    assert claim.references == ("keeper2020", "roe2021")
    assert edited.facts[0].claims == (claim.id,)
    assert next(card for card in edited.instruments if card.id == "bee-convention").reference == "keeper2020"


def test_excuse_stands_with_its_reason_and_what_it_silenced(dossier: Dossier) -> None:
    [excuse] = dossier.excuses
    assert excuse.reason == "the entry follows when the library has answered"
    assert [note.code for note in excuse.silenced] == ["CIT001"]
    assert "CIT001" not in dossier.counts.codes


def test_every_diagnostic_is_shown_once(dossier: Dossier) -> None:
    shown = [note for section in dossier.sections for note in section.diagnostics]
    shown += [note for section in dossier.sections for claim in section.claims for note in claim.diagnostics]
    shown += [note for card in dossier.references for note in card.diagnostics] + list(dossier.diagnostics)
    assert len(shown) == len(set(shown)) == sum(dossier.counts.severities.values())


def test_claim_ids_outlive_edits_elsewhere(dossier: Dossier, tmp_path: Path) -> None:
    files = bees()
    files["sections/hives.md"] = files["sections/hives.md"].replace("# Hives\n", "# Hives\n\nA new opening.\n")
    edited = collect(write_files(tmp_path, files), entries=False)
    before, after = ({claim.id for s in d.sections for claim in s.claims} for d in (dossier, edited))
    assert before <= after


def test_json_is_valid_and_reads_back(dossier: Dossier) -> None:
    text = render_review_json(dossier)
    schema = json.loads((SHIPPED / "review.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(text), schema, cls=jsonschema.Draft202012Validator)
    assert read_review_json(text.encode()) == dossier
    assert json.loads(text)["schema"] == 1


def test_shipped_schema_is_that_of_the_model() -> None:
    assert (SHIPPED / "review.schema.json").read_text(encoding="utf-8") == render_review_schema()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"schema": 2}', b'{"schema": 1}', b"\xff", b"[" * 5000])
def test_what_is_no_dossier_is_refused(content: bytes) -> None:
    with pytest.raises(NoDossierError):
        read_review_json(content)


def test_file_name_that_is_no_unicode_breaks_neither_json_nor_page() -> None:
    found = Diagnostic("CFG001", Severity.ERROR, "It cannot be read", Span("sections/\udce4.md", 3))
    dossier = collect_findings(Findings((found,)))
    assert "sections/\ufffd.md" in render_review_json(dossier)
    assert b"sections/?.md:3" in render_page(dossier).encode(errors="replace")
