"""What reference managers get: the article's entry and its reference list, read back by readers that are not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
import rispy
from metadata_documents import ITEMS, MINIMAL, article_of, document_of
from pybtex.database import parse_string

from wellsourced.compose.document import Document
from wellsourced.pandoc import convert
from wellsourced.project.csl import CslItem
from wellsourced.project.models import ArticleFile
from wellsourced.publish.exports import (
    article_bibtex,
    article_csl_json,
    article_ris,
    references_bibtex,
    references_csl_json,
    references_ris,
)

HOSTILE = "}\n}\n@misc{evil, title={x}}\nER  - \r\nTY  - JOUR \\input{/etc/passwd} $x$ %"


def read(text: str, reader: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(convert(text, reader=reader, writer="csljson").output)
    return items


@pytest.mark.parametrize("reader", ["bibtex", "biblatex"])
def test_article_reads_back_from_bibtex(reader: str) -> None:
    [item] = read(article_bibtex(document_of(title="Tea & <rivers>: all of 100 %_$", subtitle=None)), reader)
    assert item["title"] == "Tea & <rivers>: All of 100 %_$"
    assert (item["author"][0]["family"], item["author"][0]["given"]) == ("Writer", "Ada")
    assert item["author"][0]["dropping-particle"] == "van der"
    assert item["author"][1] == {"family": "王", "given": "小明"}
    assert item["author"][2] == {"literal": "Tea Board"}
    assert (item["DOI"], item["URL"]) == ("10.1234/survey", "https://survey.example.org/article.html")
    assert item["issued"]["date-parts"] == [[2026, 11]]
    assert item["note"] == "Version 1.1"


def test_capitals_of_the_title_are_kept_by_styles_that_lower_them() -> None:
    text = article_bibtex(document_of(title="What the EU asks: duties of Europol", subtitle=None))
    assert "title = {What the {EU} asks: duties of {Europol}}" in text


def test_article_reads_back_from_ris() -> None:
    [item] = rispy.loads(article_ris(document_of()))
    assert item["authors"] == ["van der Writer, Ada", "王, 小明", "Tea Board,"]
    assert item["title"].startswith("Tea, rivers & <bridges>: {all} of 100 % them_: With")
    assert (item["year"], item["date"]) == ("2026", "2026/11/22/")
    assert (item["doi"], item["urls"]) == ("10.1234/survey", ["https://survey.example.org/article.html"])


def test_article_is_a_csl_item() -> None:
    [item] = json.loads(article_csl_json(document_of()))
    msgspec.convert(item, CslItem)
    assert item["type"] == "article"
    assert item["author"][0] == {"family": "van der Writer", "given": "Ada"}
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["version"] == "1.1"


def test_reference_list_reads_back_from_biblatex() -> None:
    items = {item["id"]: item for item in read(references_bibtex(document_of()), "biblatex")}
    assert list(items) == [item["id"] for item in ITEMS]
    assert items["rivers"]["DOI"] == "10.1000/bend"
    assert items["tea-board"]["URL"] == "https://tea.example.org/figures"
    assert items["tea-act"]["publisher"] == "Parliament"


def test_reference_list_reads_back_from_ris() -> None:
    items = rispy.loads(references_ris(document_of()))
    assert [item["id"] for item in items] == [item["id"] for item in ITEMS]
    assert [item["type_of_reference"] for item in items] == ["JOUR", "RPRT", "STAT"]
    assert items[0]["authors"] == ["de la Roe, Alex", "Šćepanović, Ž."]
    assert (items[0]["start_page"], items[0]["end_page"], items[0]["date"]) == ("45", "67", "2020/03//")
    assert (items[1]["number"], items[1]["access_date"]) == ("TB 7", "2026/11/01/")
    assert items[2]["publisher"] == "Parliament"


def test_reference_list_is_that_of_the_bibliography() -> None:
    exported = json.loads(references_csl_json(document_of()))
    assert exported == [{key: value for key, value in item.items() if key != "aliases"} for item in ITEMS]


def test_a_text_cannot_break_out_of_its_entry() -> None:
    document = document_of(
        title=HOSTILE,
        subtitle=None,
        authors=[{"name": HOSTILE}],
        keywords=[HOSTILE],
        publisher=HOSTILE,
        version=HOSTILE,
    )
    assert len(rispy.loads(article_ris(document))) == 1
    [item] = read(article_bibtex(document), "bibtex")
    assert "@misc" in item["title"]
    assert r"\input/etc/passwd $x$ %" in item["title"]
    assert len(parse_string(article_bibtex(document), "bibtex").entries) == 1


def test_a_work_cited_cannot_break_out_of_its_entry() -> None:
    document = document_of()
    item = {
        "id": "evil",
        "type": "book",
        "title": HOSTILE,
        "author": [{"literal": HOSTILE}, {"family": HOSTILE, "given": HOSTILE}],
        "publisher": 1984.5,
        "page": HOSTILE,
        **dict.fromkeys(("URL", "DOI", "ISBN", "ISSN", "PMID", "volume", "note"), HOSTILE),
        "issued": {"literal": HOSTILE},
    }
    document = replace(document, references=(replace(document.references[0], id="evil", item=item),))
    assert [entry["id"] for entry in rispy.loads(references_ris(document))] == ["evil"]
    assert [entry["id"] for entry in read(references_bibtex(document), "biblatex")] == ["evil"]
    assert list(parse_string(references_bibtex(document), "bibtex").entries) == ["evil"]
    assert [entry["id"] for entry in json.loads(references_csl_json(document))] == ["evil"]


def test_article_that_says_little_has_all_entries() -> None:
    document = document_of(msgspec.convert(MINIMAL, ArticleFile), references=False)
    assert article_bibtex(document) == "@misc{writertitle,\n  author = {Writer, Ada},\n  title = {A title}\n}\n"
    assert rispy.loads(article_ris(document))[0]["authors"] == ["Writer, Ada"]
    assert json.loads(article_csl_json(document))[0]["title"] == "A title"
    assert references_bibtex(document) == ""
    assert references_ris(document) == ""
    assert json.loads(references_csl_json(document)) == []


@pytest.mark.parametrize("write", [article_bibtex, article_ris, article_csl_json])
def test_half_characters_do_not_reach_the_file(write: Any) -> None:
    document: Document = document_of(title="Half a \ud83d character")
    assert "Half a character" in write(document)
    write(document).encode()


def test_names_of_one_author_in_several_orders() -> None:
    names = [
        (
            {"name": "Martin Luther King, Jr.", "family": "King"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ),
        ({"name": "Bartók Béla", "family": "Bartók"}, {"family": "Bartók", "given": "Béla"}),
        (
            {"name": "Gabriel García Márquez", "family": "García Márquez"},
            {"family": "García Márquez", "given": "Gabriel"},
        ),
        ({"name": "Sukarno"}, {"family": "Sukarno"}),
        ({"name": "محمد البخاري"}, {"family": "البخاري", "given": "محمد"}),
        ({"name": "Ada Writer", "family": "Someone"}, {"family": "Writer", "given": "Ada"}),
    ]
    for author, expected in names:
        [item] = json.loads(article_csl_json(document_of(article_of(authors=[author]))))
        assert item["author"] == [expected]
