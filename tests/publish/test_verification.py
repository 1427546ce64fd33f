"""verification.json: what it says of the works cited, that it keeps to its schema, and which builds write it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from metadata_documents import HISTORY, document_of

from wellsourced.compose.document import EvidenceLink, Notice
from wellsourced.project.scaffold import scaffold
from wellsourced.project.schemas import SHIPPED
from wellsourced.project.status import Status, fingerprint
from wellsourced.publish.pipeline import build
from wellsourced.publish.rendered import Moment
from wellsourced.publish.verification import render_verification, render_verification_schema

MOMENT = Moment(1_700_000_000)


def read(**settings: Any) -> dict[str, Any]:
    rendered = render_verification(document_of(**settings), MOMENT)
    verification: dict[str, Any] = json.loads(rendered)
    schema = json.loads((SHIPPED / "verification.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(verification, schema, cls=jsonschema.Draft202012Validator)
    return verification


def test_every_reference_says_how_far_it_is_vouched_for() -> None:
    document = document_of()
    first = replace(
        document.references[0],
        status=Status.RETRACTED,
        status_text="Retracted: the publisher announced its retraction",
        seen="2026-11-22",
        evidence=(EvidenceLink("https://doi.org/10.1000/bend", "doi.org", "primary", "2026-11-22", ("title",)),),
        notices=(Notice("retraction", "https://doi.org/10.1000/bend", "2026-11-20"),),
    )
    verification = json.loads(render_verification(replace(document, references=(first,)), MOMENT))
    [entry] = verification["references"]
    assert entry["fingerprint"] == fingerprint(first.item)
    assert (entry["id"], entry["anchor"], entry["doi"]) == ("rivers", "ref-rivers", "10.1000/bend")
    assert (entry["status"], entry["seen"]) == ("retracted", "2026-11-22")
    assert entry["statement"] == "Retracted: the publisher announced its retraction"
    assert entry["evidence"] == [
        {
            "url": "https://doi.org/10.1000/bend",
            "host": "doi.org",
            "kind": "primary",
            "seen": "2026-11-22",
            "confirms": ["title"],
        }
    ]
    assert entry["notices"] == [{"kind": "retraction", "url": "https://doi.org/10.1000/bend", "seen": "2026-11-20"}]
    assert verification["summary"]["statuses"] == dict.fromkeys(map(str, Status), 0) | {"retracted": 1}


def test_article_its_version_and_its_history_are_named() -> None:
    verification = read(version=1.5, history=HISTORY, doi="10.1234/survey")
    article = verification["article"]
    assert (article["version"], article["doi"], article["language"]) == ("1.5", "10.1234/survey", "en-GB")
    assert [(entry["kind"], entry["date"]) for entry in article["history"]] == [
        ("version", "2026-10-01"),
        ("correction", "2026-11-22"),
    ]
    assert verification["built"] == "2023-11-14T22:13:20Z"


def test_article_that_cites_nothing_has_a_file_too() -> None:
    verification = read(references=False)
    assert verification["references"] == []
    assert verification["summary"]["references"] == 0


def test_half_characters_do_not_break_the_file() -> None:
    assert read(title="Half a \ud83d character")["article"]["title"] == "Half a \ufffd character"


def test_shipped_schema_is_that_of_the_model() -> None:
    assert (SHIPPED / "verification.schema.json").read_text(encoding="utf-8") == render_verification_schema()


def test_builds_whose_outputs_lead_to_the_file_write_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = tmp_path / "survey"
    scaffold(root)
    built = build(root, formats=["html"])
    assert built.outputs, built.diagnostics
    first = (root / "build/verification.json").read_bytes()
    assert json.loads(first)["summary"]["statuses"]["verified"] == len(json.loads(first)["references"]) > 0
    assert all(entry["evidence"] and entry["seen"] for entry in json.loads(first)["references"])
    assert build(root, formats=["html"]).outputs
    assert (root / "build/verification.json").read_bytes() == first
