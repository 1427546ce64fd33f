"""What the head of a page says of the article to machines, and that no text of the article breaks out of it."""

from __future__ import annotations

import json
from typing import Any

import html5lib
import msgspec
import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from metadata_documents import HISTORY, MINIMAL, document_of

from wellsourced.compose.document import Document
from wellsourced.project.models import ArticleFile
from wellsourced.publish.metadata.html import head_metadata
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_700_000_000, ("html", "pdf"))
HOSTILE = '</script><!-- <script>alert("1")</script> "><img src=x onerror=alert(1)> \u2028 &amp; ]]>'


def render(document: Document, moment: Moment = MOMENT) -> tuple[dict[str, list[str]], dict[str, Any], Any]:
    """Meta tags by name, the JSON-LD, and the page's element tree as a browser builds it."""
    environment = Environment(
        loader=PackageLoader("wellsourced", "themes/default/html"), autoescape=True, undefined=StrictUndefined
    )
    metadata = head_metadata(document, moment, description="What it is about.")
    head = environment.get_template("metadata.html.jinja").render(metadata=metadata)
    page = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>t</title>{head}</head><body></body></html>"
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    tags: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            tags.setdefault(name, []).append(meta.get("content"))
    [script] = tree.iter("script")
    assert script.get("type") == "application/ld+json"
    return tags, json.loads(script.text), tree


def test_highwire_tags_say_what_scholarly_indexes_ask_for() -> None:
    tags, _, _ = render(document_of())
    assert tags["citation_title"] == ['Tea, rivers & <bridges>: {all} of 100 % them_: With "quotes" and \\ strokes']
    assert tags["citation_author"] == ["van der Writer, Ada", "王, 小明", "Tea Board"]
    assert tags["citation_author_orcid"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert tags["citation_author_institution"] == ["Institute of Tests & Trials"]
    assert tags["citation_publication_date"] == ["2026/11/22"]
    assert tags["citation_doi"] == ["10.1234/survey"]
    assert tags["citation_pdf_url"] == ["https://survey.example.org/article.pdf"]
    assert tags["citation_abstract_html_url"] == ["https://survey.example.org/article.html"]


def test_dublin_core_and_cards() -> None:
    tags, _, tree = render(document_of())
    assert tags["DC.creator"] == ["van der Writer, Ada", "王, 小明", "Tea Board"]
    assert tags["DC.subject"] == ["tea", "rivers, bent", "bridges"]
    assert tags["DC.identifier"] == ["https://doi.org/10.1234/survey", "https://survey.example.org/article.html"]
    assert tags["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert (tags["og:type"], tags["og:locale"], tags["twitter:card"]) == (["article"], ["en_GB"], ["summary"])
    assert tags["og:url"] == ["https://survey.example.org/article.html"]
    links = {link.get("rel"): link.get("href") for link in tree.iter("link")}
    assert links["canonical"] == "https://survey.example.org/article.html"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_schema_org_object_names_people_money_and_corrections() -> None:
    _, article, _ = render(document_of())
    assert (article["@type"], article["@id"]) == ("ScholarlyArticle", "https://doi.org/10.1234/survey")
    person, _, body = article["author"]
    assert (person["@id"], person["familyName"], person["givenName"]) == (
        "https://orcid.org/0000-0002-1825-0097",
        "van der Writer",
        "Ada",
    )
    assert person["affiliation"] == {
        "@type": "Organization",
        "@id": "https://ror.org/05dxps055",
        "name": "Institute of Tests & Trials",
    }
    assert body == {"@type": "Organization", "name": "Tea Board", "url": "https://tea.example.org"}
    assert article["funding"][0]["identifier"] == "T-1"
    assert (article["datePublished"], article["dateModified"]) == ("2026-10-01", "2026-11-22")
    [correction] = article["correction"]
    assert (correction["@type"], correction["datePublished"]) == ("CorrectionComment", "2026-11-22")
    assert correction["text"] == "A <wrong> date & its reason."
    assert article["citation"] == [
        {"@id": "https://doi.org/10.1000/bend"},
        {"@id": "https://tea.example.org/figures"},
    ]


def test_retracted_article_says_so() -> None:
    history = [*HISTORY, {"date": "2026-12-01", "kind": "retraction", "note": "The count was wrong."}]
    tags, article, _ = render(document_of(title="Tea", history=history))
    assert tags["og:title"] == ["Retracted: Tea"]
    assert article["creativeWorkStatus"] == "Retracted"
    assert [each["name"] for each in article["correction"]] == ["Correction", "Retraction"]


@pytest.mark.parametrize("field", ["title", "subtitle", "publisher", "version", "license"])
def test_no_text_ends_the_script_or_an_attribute(field: str) -> None:
    document = document_of(
        **{field: HOSTILE},
        authors=[{"name": HOSTILE, "affiliation": HOSTILE}],
        keywords=[HOSTILE],
        abstract="`<!--<script>`",
    )
    _, article, tree = render(document)
    assert article["author"][0]["affiliation"]["name"] == " ".join(HOSTILE.split())
    assert [element.tag for element in tree.iter() if element.tag in {"img", "script"}] == ["script"]
    assert not tree.find("body").text
    assert list(tree.find("body")) == []


def test_article_that_says_little_has_no_empty_tags() -> None:
    tags, article, _ = render(document_of(msgspec.convert(MINIMAL, ArticleFile), references=False))
    assert all(content for contents in tags.values() for content in contents)
    assert tags["citation_publication_date"] == ["2023/11/14"]
    assert not {"citation_pdf_url", "citation_doi", "DC.identifier", "og:url", "DC.rights"} & set(tags)
    assert article == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": "A title",
        "name": "A title",
        "author": [{"@type": "Person", "name": "Ada Writer", "givenName": "Ada", "familyName": "Writer"}],
        "datePublished": "2023-11-14",
        "dateModified": "2023-11-14",
        "creativeWorkStatus": "Published",
        "inLanguage": "en-GB",
        "wordCount": 1000,
    }


def test_pdf_that_is_not_built_is_not_named() -> None:
    tags, _, _ = render(document_of(), Moment(0, ("html",)))
    assert "citation_pdf_url" not in tags


def test_address_that_is_none_of_the_web_is_left_out() -> None:
    tags, article, _ = render(document_of(address="urn:isbn:9780000000000", doi="no doi"))
    assert "og:url" not in tags
    assert "citation_doi" not in tags
    assert "url" not in article
