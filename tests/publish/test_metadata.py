"""The folder metadata/: what each record says, what is left out and why, and that nothing breaks them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
import rispy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from metadata_documents import HISTORY, MINIMAL, article_of, document_of
from pybtex.database import parse_string

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Severity
from wellsourced.project.models import ArticleFile
from wellsourced.publish.metadata.writer import write_metadata
from wellsourced.publish.rendered import Moment, Rendered

MOMENT = Moment(1_700_000_000)
HOSTILE = "]]></x><!-- &amp; \x00 \ud83d \u2028 key: [1, 2] # \"'\n- @misc{evil,\r\nER  - "
NAMES = {
    "c": "http://www.crossref.org/schema/5.5.0",
    "fr": "http://www.crossref.org/fundref.xsd",
    "rel": "http://www.crossref.org/relations.xsd",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def write(document: Document | None = None, moment: Moment = MOMENT, **settings: Any) -> Rendered:
    return write_metadata(document or document_of(**settings), moment)


def least() -> Document:
    return document_of(msgspec.convert(MINIMAL, ArticleFile), references=False)


def crossref(rendered: Rendered) -> etree._Element:
    return etree.fromstring(rendered.files["metadata/crossref.xml"])


def test_citation_file_names_the_article_as_what_to_cite() -> None:
    citation = yaml.safe_load(write().content)
    preferred = citation["preferred-citation"]
    assert (preferred["type"], preferred["year"], preferred["month"]) == ("report", 2026, 11)
    assert citation["authors"] == preferred["authors"]
    assert citation["authors"][0]["family-names"] == "van der Writer"
    assert citation["authors"][0]["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert citation["authors"][1] == {"family-names": "王", "given-names": "小明"}
    assert citation["authors"][2] == {"name": "Tea Board", "website": "https://tea.example.org"}
    assert (citation["version"], citation["doi"], citation["license"]) == ("1.1", "10.1234/survey", "CC-BY-4.0")
    assert preferred["notes"] == "Correction, 2026-11-22: A <wrong> date & its reason."


def test_deposit_registers_the_doi_with_people_money_and_versions() -> None:
    history = [{**HISTORY[0], "doi": "10.1234/survey.1"}, {**HISTORY[1], "doi": "10.1234/survey.c1"}]
    deposit = crossref(write(history=history))

    def texts(path: str) -> list[str]:
        return [element.text for element in deposit.findall(f".//{path}", NAMES)]

    assert texts("c:doi_data/c:doi") == ["10.1234/survey"]
    assert texts("c:doi_data/c:resource") == ["https://survey.example.org/article.html"]
    assert texts("c:depositor/c:email_address") == ["ada@example.org"]
    assert texts("c:head/c:timestamp") == ["20231114221320"]
    assert texts("c:person_name/c:surname") == ["van der Writer", "王"]
    assert texts("c:organization") == ["Tea Board"]
    assert [role.get("type") for role in deposit.findall(".//c:role", NAMES)] == [
        "conceptualization",
        "writing-original-draft",
    ]
    assert texts("fr:assertion[@name='award_number']") == ["T-1"]
    assert texts("rel:intra_work_relation[@relationship-type='replaces']") == ["10.1234/survey.1"]
    assert texts("rel:inter_work_relation[@relationship-type='hasRelatedMaterial']") == ["10.1234/survey.c1"]
    assert "2026-11-22: Correction: A <wrong> date & its reason." in texts("c:version_info/c:description")
    assert texts("c:citation/c:doi") == ["10.1000/bend"]
    assert len(texts("c:citation/c:unstructured_citation")) == 3


def test_deposition_for_zenodo() -> None:
    deposition = json.loads(write().files["metadata/zenodo.json"])
    assert deposition["creators"][0] == {
        "name": "van der Writer, Ada",
        "affiliation": "Institute of Tests & Trials",
        "orcid": "0000-0002-1825-0097",
    }
    assert (deposition["access_right"], deposition["license"]) == ("open", "cc-by-4.0")
    assert deposition["notes"] == "<p>Correction, 2026-11-22: A &lt;wrong&gt; date &amp; its reason.</p>"
    assert deposition["publication_date"] == "2026-11-22"


@pytest.mark.parametrize(
    "date, whole", [("2026", "2026-01-01"), ("2026-03", "2026-03-01"), ("2026-03-04", "2026-03-04")]
)
def test_archive_that_wants_a_whole_day_gets_the_first(date: str, whole: str) -> None:
    rendered = write(date=date, history=[])
    assert json.loads(rendered.files["metadata/zenodo.json"])["publication_date"] == whole
    assert yaml.safe_load(rendered.content).get("date-released") == (date if date == whole else None)


def test_source_and_article_stand_apart_in_codemeta() -> None:
    described = json.loads(write().files["metadata/codemeta.json"])
    assert described["codeRepository"] == "https://code.example.org/survey"
    assert described["referencePublication"]["@type"] == "ScholarlyArticle"
    assert described["referencePublication"]["correction"][0]["text"] == "A <wrong> date & its reason."


def test_works_cited_are_named_in_schema_org() -> None:
    described = json.loads(write().files["metadata/schema-org.jsonld"])
    assert described["citation"] == [
        {
            "@type": "ScholarlyArticle",
            "@id": "https://doi.org/10.1000/bend",
            "name": "How Rivers & Streams Bend",
            "datePublished": "2020-03",
        },
        {
            "@type": "Report",
            "name": "Tea in Figures",
            "datePublished": "2021-05-04",
            "url": "https://tea.example.org/figures",
        },
        {"@type": "Legislation", "name": "Tea Act 2019", "datePublished": "2019"},
    ]


def test_dublin_core_names_everybody() -> None:
    root = etree.fromstring(write().files["metadata/dublin-core.xml"])
    assert [element.text for element in root.findall("dc:creator", NAMES)] == [
        "van der Writer, Ada",
        "王, 小明",
        "Tea Board",
    ]
    assert root.findtext("dc:rights", namespaces=NAMES) == "https://creativecommons.org/licenses/by/4.0/"


def test_article_that_says_little_has_every_record_but_the_deposit() -> None:
    rendered = write(least())
    assert sorted(rendered.files) == [
        "metadata/article.bib",
        "metadata/article.csl.json",
        "metadata/article.ris",
        "metadata/codemeta.json",
        "metadata/dublin-core.xml",
        "metadata/schema-org.jsonld",
        "metadata/zenodo.json",
    ]
    [complaint] = rendered.diagnostics
    assert (complaint.code, complaint.severity) == ("PUB050", Severity.INFO)
    assert "`doi` and no `address` and no `email of an author`" in complaint.message
    assert json.loads(rendered.files["metadata/zenodo.json"])["access_right"] == "closed"
    assert b": null" not in b"".join(rendered.files.values())


@pytest.mark.parametrize(
    "settings, code",
    [
        ({"doi": "survey-1"}, "PUB051"),
        ({"history": [{**HISTORY[0], "doi": "no"}]}, "PUB051"),
        ({"authors": [{"name": "Ada Writer", "family": "Someone", "email": "ada@example.org"}]}, "PUB052"),
        ({"license": "All rights reserved"}, "PUB053"),
    ],
)
def test_what_no_record_can_hold_is_said(settings: dict[str, Any], code: str) -> None:
    assert code in [complaint.code for complaint in write(**settings).diagnostics]


def test_draft_has_no_deposits() -> None:
    files = write(replace(document_of(), draft=True)).files
    assert not {"metadata/zenodo.json", "metadata/crossref.xml"} & set(files)
    assert json.loads(files["metadata/schema-org.jsonld"])["creativeWorkStatus"] == "Draft"


def test_article_in_order_is_not_complained_of() -> None:
    assert write().diagnostics == ()


def test_hostile_texts_break_no_record() -> None:
    person = {"name": HOSTILE, "affiliation": HOSTILE, "email": "a@example.org"}
    rendered = write(
        title=HOSTILE,
        subtitle=HOSTILE,
        authors=[person, {"name": HOSTILE, "kind": "organisation"}],
        publisher=HOSTILE,
        version=HOSTILE,
        license=HOSTILE,
        keywords=[HOSTILE],
        funding=[{"funder": HOSTILE, "award": HOSTILE}],
        history=[{"date": "2026-01-01", "kind": "correction", "note": HOSTILE}],
    )
    shown = " ".join(HOSTILE.replace("\x00", "").replace("\ud83d", "").split())
    assert yaml.safe_load(rendered.content)["preferred-citation"]["publisher"] == {"name": shown}
    assert crossref(rendered).findtext(".//c:publisher_name", namespaces=NAMES) == shown
    assert json.loads(rendered.files["metadata/schema-org.jsonld"])["correction"][0]["text"] == shown
    assert (
        etree.fromstring(rendered.files["metadata/dublin-core.xml"]).findtext("dc:publisher", namespaces=NAMES) == shown
    )


def test_person_named_twice_stands_once_where_the_format_takes_nobody_twice() -> None:
    citation = yaml.safe_load(
        write(authors=[{"name": "Ada Writer"}, {"name": "Ada Writer"}], keywords=["a", "a"]).content
    )
    assert len(citation["authors"]) == 1
    assert citation["keywords"] == ["a"]


def test_same_article_same_bytes() -> None:
    assert write() == write()


#: Any character, and often those that formats have a use for.
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("{}\\%&#_~^$<>|@\"',;:-!\n\r\t\u2028ER")), min_size=1, max_size=30
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_every_record_can_be_read_whatever_the_texts(title: str, name: str, word: str) -> None:
    article = article_of(
        title=title,
        subtitle=word,
        abstract=None,
        authors=[{"name": name, "family": word, "email": "a@example.org"}, {"name": word, "kind": "organisation"}],
        publisher=word,
        version=word,
        license=word,
        keywords=[word],
        history=[{"date": "2026-01-01", "kind": "correction", "note": word}],
    )
    rendered = write(document_of(article, references=False))
    assert yaml.safe_load(rendered.content)["preferred-citation"]["title"]
    for file, content in rendered.files.items():
        if file.endswith(".xml"):
            etree.fromstring(content)
        elif "json" in file:
            json.loads(content)
    assert len(rispy.loads(rendered.files["metadata/article.ris"].decode())) == 1
    assert len(parse_string(rendered.files["metadata/article.bib"].decode(), "bibtex").entries) == 1
