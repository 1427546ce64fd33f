"""The HTML page as a file: well-formed, closed against strangers, complete in its links and its words."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from html_documents import HELP, ITEMS, STATUSES, TEXT, compose_markdown

from wellsourced.compose.document import Document, EvidenceLink
from wellsourced.diagnostics import Severity
from wellsourced.publish.html.writer import write_html
from wellsourced.publish.links_and_words import safe_address
from wellsourced.publish.rendered import Moment

NOON = Moment(1_795_348_800)  # 2026-11-22 12:00 UTC


def render(document: Document) -> str:
    rendered = write_html(document, NOON)
    assert rendered.diagnostics == ()
    return rendered.content.decode()


def parse(page: str) -> Any:
    """The page's tree. Raises html5lib's ParseError where the page breaks the HTML standard's syntax."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def text_of(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def find(tree: Any, css_class: str) -> list[Any]:
    return [node for node in tree.iter() if css_class in (node.get("class") or "").split()]


def by_id(tree: Any, identifier: str) -> Any:
    (node,) = [node for node in tree.iter() if node.get("id") == identifier]
    return node


# --- the file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "ieee", "oscola"])
def test_page_is_well_formed_and_every_internal_link_resolves(style: str) -> None:
    tree = parse(render(compose_markdown(style=style, draft=True)))
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert sorted(ids) == sorted(set(ids))
    targets = [unquote(node.get("href")[1:]) for node in tree.iter("a") if (node.get("href") or "").startswith("#")]
    assert len(targets) > 20
    assert set(targets) <= set(ids)
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert {node.get(attribute) for node in tree.iter() if node.get(attribute)} <= set(ids)


def test_policy_allows_exactly_the_pages_own_style_and_script() -> None:
    page = render(compose_markdown())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == directives["connect-src"] == "'none'"
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(f"<{element}>(.*?)</{element}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"


def test_page_loads_nothing_from_elsewhere() -> None:
    page = render(compose_markdown())
    tree = parse(page)
    loaded = [node.get("src") for node in tree.iter() if node.get("src")]
    loaded += [node.get("href") for node in tree.iter("link") if node.get("rel") in {"stylesheet", "icon", "preload"}]
    assert all(address.startswith("data:") for address in loaded)
    style = re.search(r"<style>(.*?)</style>", page, flags=re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_carries_a_style_or_a_handler_that_the_policy_would_block() -> None:
    table = "\n\n+---+------+\n| a | b    |\n+:=:+=====:+\n| 1 | 2    |\n+---+------+\n\n(a) one\n(b) two\n"
    tree = parse(render(compose_markdown(TEXT + table)))
    names = {name for node in tree.iter() for name in node.attrib}
    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}


def test_same_document_gives_the_same_bytes() -> None:
    document = compose_markdown()
    assert write_html(document, NOON).content == write_html(document, NOON).content


def test_undated_article_takes_the_date_of_the_build() -> None:
    page = render(compose_markdown(date=None))
    assert '<time datetime="2026-11-22">22 November 2026</time>' in page


# --- head and title --------------------------------------------------------------------------------------------------


def test_head_describes_the_article_and_escapes_it() -> None:
    page = render(compose_markdown(doi="10.5555/tea"))
    tree = parse(page)
    meta: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        meta.setdefault(node.get("name"), []).append(node.get("content"))
    assert text_of(next(tree.iter("title"))) == "A survey of <ordinary> things"
    assert "<ordinary>" not in page
    assert meta["description"] == ["What is known of tea, rivers and bridges, and how surely it is known."]
    assert meta["author"] == ["Ada Writer", "Béla Író"]
    assert meta["citation_author"] == ["Writer, Ada", "Író, Béla"]
    assert meta["citation_publication_date"] == ["2026/11/22"]
    assert meta["citation_doi"] == ["10.5555/tea"]
    assert meta["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    root = next(tree.iter("html"))
    assert (root.get("lang"), root.get("dir")) == ("en-GB", "ltr")


def test_article_in_a_script_from_right_to_left_says_so() -> None:
    assert next(parse(render(compose_markdown(language="ar-EG"))).iter("html")).get("dir") == "rtl"


def test_title_block_names_authors_version_licence_and_counts_of_status() -> None:
    tree = parse(render(compose_markdown()))
    (title,) = find(tree, "ws-title")
    words = text_of(title)
    for part in ("Tea, rivers & bridges", "Ada Writer", "Institute of Tests", "Version 1.2", "CC BY 4.0"):
        assert part in words
    assert "3 references: 1 verified, 1 partly verified, 1 unverified" in words
    assert "https://orcid.org/0000-0002-1825-0097" in [node.get("href") for node in title.iter("a")]


def test_least_article_makes_a_page() -> None:
    document = compose_markdown(
        "# Only {#only}\n\nWords.\n",
        "",
        abstract=None,
        subtitle=None,
        keywords=(),
        license=None,
        help_box={},
        version=None,
    )
    tree = parse(render(document))
    assert find(tree, "ws-help") == find(tree, "ws-references") == find(tree, "ws-notes") == []
    assert text_of(by_id(tree, "only")) == "Only"


def test_draft_says_so_before_anything_else() -> None:
    tree = parse(render(compose_markdown(draft=True)))
    assert text_of(find(tree, "ws-draft")[0]).startswith("DRAFT")
    assert text_of(next(tree.iter("title"))).startswith("[Draft]")
    assert find(parse(render(compose_markdown())), "ws-draft") == []


def test_help_box_gives_each_service_with_numbers_to_dial() -> None:
    (box,) = find(parse(render(compose_markdown())), "ws-help")
    words = text_of(box)
    for part in ("Report, or get help", "River Watch", "Worldwide", "riverwatch.example.org", "22 November 2026"):
        assert part in words
    addresses = [node.get("href") for node in box.iter("a")]
    assert "tel:08081000900" in addresses
    assert "tel:+441372847161" in addresses


def test_help_box_does_not_link_what_is_no_web_address() -> None:
    point = {"id": "one", "name": "One", "url": "urn:x:javascript", "for": "tests"}
    (box,) = find(parse(render(compose_markdown(help_box={**HELP, "help_points": [point]}))), "ws-help")
    assert [node.get("href") for node in box.iter("a")] == []


# --- sections and contents -------------------------------------------------------------------------------------------


def test_sections_carry_numbers_levels_and_permalinks() -> None:
    tree = parse(render(compose_markdown()))
    assert [text_of(node) for node in tree.iter("h1")] == ["A survey of <ordinary> things"]
    bend = by_id(tree, "bend")
    assert (bend.tag, text_of(bend)) == ("h3", "1.1 How they bend")
    assert text_of(by_id(tree, "corrections")) == "Appendix A Corrections"
    permalinks = {node.get("href"): node.get("aria-label") for node in find(tree, "ws-permalink")}
    assert permalinks["#bend"] == "Link to section 1.1: How they bend"
    assert permalinks["#introduction"] == "Link to this section: Introduction"


def test_contents_list_sections_references_appendices_and_notes_in_order() -> None:
    (contents,) = find(parse(render(compose_markdown())), "ws-contents")
    assert [node.get("href") for node in contents.iter("a")] == [
        *("#ws-abstract", "#introduction", "#rivers", "#bend", "#kinds", "#conclusion"),
        *("#references", "#corrections", "#notes"),
    ]
    assert "1.1 How they bend" in text_of(contents)


def test_section_called_references_keeps_its_id() -> None:
    text = (
        "# References {#references}\n\nOn references [@rivers].[^n]\n\n[^n]: A note.\n\n# Notes {#notes}\n\nOn notes.\n"
    )
    tree = parse(render(compose_markdown(text)))
    assert text_of(by_id(tree, "references")) == "References"
    assert by_id(tree, "ws-references").tag == "h2"
    assert by_id(tree, "ws-notes").tag == "h2"


def test_footnote_in_a_heading_is_not_repeated_in_the_contents() -> None:
    text = "# One[^n] [two](https://example.org) {#one}\n\nWords.\n\n[^n]: A note.\n"
    (contents,) = find(parse(render(compose_markdown(text))), "ws-contents")
    (link,) = [node for node in contents.iter("a") if node.get("href") == "#one"]
    assert text_of(link) == "One two"


# --- references ------------------------------------------------------------------------------------------------------


def test_reference_shows_status_in_words_evidence_and_where_it_is_cited() -> None:
    tree = parse(render(compose_markdown()))
    entry = by_id(tree, "ref-rivers")
    words = text_of(entry)
    assert "How Rivers Bend" in words
    assert "◐ Partly verified: the year was not seen" in words
    assert "Seen at: library.example.org (primary), index.example.com (secondary), a printed copy (secondary)" in words
    assert "Cited in: Introduction, 1.1, A" in words
    addresses = [node.get("href") for node in entry.iter("a")]
    assert "https://library.example.org/rivers" in addresses
    assert not any(address.startswith("urn:") for address in addresses)
    back = {text_of(node): node.get("href") for node in find(entry, "ws-cited")[0].iter("a")}
    assert text_of(by_id(tree, back["1.1"][1:])) == "Roe 2020"


def test_citation_under_an_unnumbered_heading_is_placed_in_the_section_above() -> None:
    text = "# One {#one number=1}\n\n## A rather long heading without a number {#two}\n\n[@rivers]\n"
    assert "Cited in: 1" in text_of(by_id(parse(render(compose_markdown(text, ""))), "ref-rivers"))


def test_pages_of_one_host_are_listed_together() -> None:
    links = [
        EvidenceLink(f"https://library.example.org/{n}", "library.example.org", "primary", "2026-11-22", ())
        for n in (1, 2)
    ]
    entry = by_id(parse(render(compose_markdown(evidence={"rivers": links}))), "ref-rivers")
    assert "Seen at: library.example.org, page 2 (primary)" in text_of(entry)


def test_numbered_style_keeps_its_labels() -> None:
    tree = parse(render(compose_markdown(style="ieee")))
    assert text_of(by_id(tree, "ref-tea-board")).startswith("[1] Tea Board")
    assert text_of(by_id(tree, "cited-rivers-1")) == "[2]"


def test_note_style_puts_citations_into_notes_without_nesting_links() -> None:
    tree = parse(render(compose_markdown(style="oscola")))
    assert "Tea Board" in text_of(by_id(tree, "fn1"))
    assert [inner for link in tree.iter("a") for inner in link.iter("a") if inner is not link] == []
    assert by_id(tree, "cited-tea-board-1").get("href") == "#ref-tea-board"


# --- strangers -------------------------------------------------------------------------------------------------------

HOSTILE = """
# Hostile {#hostile}

<script>alert(1)</script><b onclick="alert(1)">raw</b>

```{=html}
<iframe src="https://evil.example"></iframe>
```

[script](javascript:alert(1)) [data](data:text/html;base64,PHA+) [file](file:///etc/passwd) [relative](other.html)
[protocol](//evil.example/x) [vb](vbscript:x) [ok](https://example.org/?a=1&b="2") [mail](mailto:a@example.org)
[doi](doi:10.1000/182) [spaces](<java	script:alert(1)>)

[span]{onclick="alert(1)" style="color:red" id=kept class="ws-verified mine" data-x=1 lang=fr}

![tracking pixel](https://evil.example/p.png) ![inside](data:image/png;base64,iVBORw0KGgo=){width=50% onload="x()"}
![page](data:text/html;base64,PHA+)

Text "with" <angle> & 'quotes'.
"""


def test_text_of_strangers_cannot_reach_past_the_page() -> None:
    rendered = write_html(compose_markdown(HOSTILE, title="</title><script>alert(1)</script>"), NOON)
    page = rendered.content.decode()
    tree = parse(page)
    assert [node.get("type") for node in tree.iter("script")] == ["application/ld+json", None]
    assert list(tree.iter("iframe")) == []
    names = {name for node in tree.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    assert not {name for node in tree.iter("main") for inner in node.iter() for name in inner.attrib if "data-" in name}
    (body,) = [node for node in find(tree, "ws-body") if "Hostile" in text_of(node)]
    assert [node.get("href") for node in body.iter("a") if not node.get("class")] == [
        "https://example.org/?a=1&b=%222%22",
        "mailto:a@example.org",
        "https://doi.org/10.1000/182",
    ]
    for word in ("script", "data", "file", "relative", "protocol", "vb", "spaces"):
        assert word in text_of(body), "the words of a link that leads nowhere stay"
    assert by_id(tree, "kept").attrib == {"id": "kept", "class": "mine", "lang": "fr"}
    (image,) = body.iter("img")
    assert (image.get("src"), image.get("alt")) == ("data:image/png;base64,iVBORw0KGgo=", "inside")
    assert [text_of(node) for node in find(body, "ws-missing-image")] == ["tracking pixel", "page"]
    assert [one.code for one in rendered.diagnostics] == ["PUB005"] * 7 + ["PUB003"] * 2


def test_raw_html_stands_only_where_the_project_allows_it() -> None:
    text = "# One {#one}\n\n<mark>raw</mark>\n"
    assert "<mark>" not in render(compose_markdown(text))
    assert "<mark>raw</mark>" in render(compose_markdown(text, allow_raw=True))


def test_hostile_reference_data_stays_text() -> None:
    items = [{**ITEMS[0], "title": "<script>alert(1)</script>", "URL": "javascript:alert(1)"}]
    statuses = {"tea-board": (STATUSES["tea-board"][0], "<b>Verified</b>")}
    links = [EvidenceLink("javascript:alert(1)", "<i>host</i>", "primary", "2026-11-22", ())]
    document = compose_markdown(
        "# One {#one}\n\n[@tea-board]\n", "", items=items, statuses=statuses, evidence={"tea-board": links}
    )
    rendered = write_html(document, NOON)
    assert [one.code for one in rendered.diagnostics] == ["PUB005"]
    tree = parse(rendered.content.decode())
    assert [node.get("type") for node in tree.iter("script")] == ["application/ld+json", None]
    entry = by_id(tree, "ref-tea-board")
    assert "<b>Verified</b>" in text_of(entry)
    assert "<i>host</i>" in text_of(entry)
    assert [node.get("href") for node in entry.iter("a") if not node.get("href").startswith("#")] == []


def test_identifier_that_the_page_uses_itself_is_dropped_with_a_warning() -> None:
    text = "# One {#one}\n\n[a]{#fn1} [b]{#ref-rivers} [c]{#one} [d]{#fine} [e]{#fine}\n\n[@rivers]^[A note.]\n"
    rendered = write_html(compose_markdown(text), NOON)
    assert [(one.code, one.severity) for one in rendered.diagnostics] == [("PUB004", Severity.WARNING)] * 4
    parse(rendered.content.decode())


def test_math_that_pandoc_cannot_convert_is_reported() -> None:
    rendered = write_html(compose_markdown("# One {#one}\n\n$\\frac{1$ and $x$\n"), NOON)
    (diagnostic,) = rendered.diagnostics
    assert (diagnostic.code, diagnostic.severity, diagnostic.span.path) == (
        "PUB001",
        Severity.WARNING,
        "article/article.yaml",
    )
    assert "math" in diagnostic.message


@pytest.mark.parametrize(
    "address, safe",
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#here", "#here"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("https://example.org/a\\b?c[]=1&d=\\", "https://example.org/a/b?c%5B%5D=1&d=%5C"),
        ("https://example.org?a|b", "https://example.org?a%7Cb"),
        ("https://[::1]/a[b]", "https://[::1]/a%5Bb%5D"),
        ("10.1002/(SICI)1<2::AID>3", "https://doi.org/10.1002/(SICI)1%3C2::AID%3E3"),
        ("https:///nohost", None),
        ("https://[broken", None),
        ("https://javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("\u0001javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:isbn:978", None),
        ("//example.org", None),
        ("page.html", None),
        ("", None),
    ],
)
def test_only_web_mail_doi_and_inner_addresses_are_linked(address: str, safe: str | None) -> None:
    assert safe_address(address) == safe


# --- constructs ------------------------------------------------------------------------------------------------------


def test_table_cells_keep_alignment_also_under_spanning_cells() -> None:
    table = """
+-------+-------+-----+
| One   | Two   | Sum |
+:======+:=====:+====:+
| Tall  | Wide  | 1   |
|       +-------+-----+
|       | Below | 2   |
+-------+-------+-----+
"""
    tree = parse(render(compose_markdown("# One {#one}\n" + table, "")))
    cells = {text_of(node): node.get("class") for node in tree.iter("td")}
    assert cells == {"Tall": None, "Wide": "ws-centre", "1": "ws-right", "Below": "ws-centre", "2": "ws-right"}


def test_image_width_in_per_cent_becomes_a_class_with_its_rule() -> None:
    page = render(compose_markdown("# One {#one}\n\nA ![b](data:image/png;base64,iVBORw0KGgo=){width=35%}\n", ""))
    assert 'class="ws-w35"' in page
    assert ".ws-w35{width:35%}" in page


def test_page_size_follows_the_paper() -> None:
    assert "@page{size:letter}" in render(compose_markdown(paper="us-letter"))


@pytest.mark.parametrize(
    "date, words",
    [("2026-11-02", "2 November 2026"), ("2026-01", "January 2026"), ("1999", "1999")],
)
def test_dates_are_written_in_words_where_they_exist(date: str, words: str) -> None:
    assert f'<time datetime="{date}">{words}</time>' in render(compose_markdown("# One {#one}\n", "", date=date))
