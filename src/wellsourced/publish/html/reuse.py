"""What readers take away: the article's own citation, files for reference managers, the article in other formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import quote

from wellsourced.compose.document import Document
from wellsourced.project.models import Author
from wellsourced.publish.metadata.record import ArticleRecord
from wellsourced.publish.rendered import Moment

#: Names of formats for readers, in the order they are offered.
_FORMAT_NAMES = {
    "html": "One page (HTML)",
    "site": "A page a section",
    "epub": "EPUB",
    "docx": "Word (DOCX)",
    "markdown": "Markdown",
    "text": "Plain text",
    "jats": "JATS XML",
}
#: Roles of the Contributor Role Taxonomy whose names are more than their identifiers (credit.niso.org).
_ROLE_NAMES = {
    "writing-original-draft": "Writing – original draft",
    "writing-review-editing": "Writing – review & editing",
}


class Download(NamedTuple):
    """A file to take away: its name to readers, its name on their disk, and the address that holds it."""

    name: str
    file: str
    address: str


class OtherFormat(NamedTuple):
    """The article in another format, at an address from this page."""

    name: str
    address: str


def list_downloads(document: Document) -> tuple[Download, ...]:
    """The article's own entry for reference managers. The files lie in the page: a `data:` address needs no network."""
    from wellsourced.publish.exports import MEDIA_TYPES, article_bibtex, article_csl_json, article_ris

    def embed(name: str, ending: str, text: str) -> Download:
        address = f"data:{MEDIA_TYPES[ending]};charset=utf-8,{quote(text, safe='')}"
        return Download(name, f"article.{ending}", address)

    return (
        embed("BibTeX", "bib", article_bibtex(document)),
        embed("RIS", "ris", article_ris(document)),
        embed("CSL-JSON", "csl.json", article_csl_json(document)),
    )


def other_formats(moment: Moment, own: str) -> dict[str, Any]:
    """What the templates know of the other formats of this build, addresses as seen from the main file of `own`.

    `pdf`: address of the PDF or None. `others`: the further ones. `list_files`: the reference list for reference
    managers, name and address, where the build writes `metadata` with it.
    """
    from wellsourced.publish.formats import FORMATS

    up = "../" * FORMATS[own].file.count("/")
    folder = up + FORMATS["metadata"].file.rpartition("/")[0]
    found = {
        name: up + FORMATS[name].file for name in ("pdf", *_FORMAT_NAMES) if name in moment.formats and name != own
    }
    endings = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json"} if "metadata" in moment.formats else {}
    return {
        "list_files": [(name, f"{folder}/references.{ending}") for name, ending in endings.items()],
        "pdf": found.get("pdf"),
        "others": tuple(OtherFormat(words, found[name]) for name, words in _FORMAT_NAMES.items() if name in found),
    }


def verification_address(moment: Moment, up: str = "") -> str | None:
    """Where verification.json lies beside a page, if the build writes it. `up`: the way to the output folder."""
    from wellsourced.publish.verification import CARRIERS, FILE

    return f"{up}{FILE}" if CARRIERS.intersection(moment.formats) else None


def cite_in_words(record: ArticleRecord, date: str) -> str:
    """How to cite the article, as a line of text to be copied: names, year, title, version, publisher, address."""
    names = [record.contributors[0].inverted, *(one.name for one in record.contributors[1:])]
    authors = f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 1 else names[0]
    closing = "" if record.full_title[-1:] in "?!…" else "."
    parts = [
        f"{authors.removesuffix('.')}.",
        f"{date[:4]}.",
        f"“{record.full_title}{closing}”",
        f"Version {record.version}." if record.version else "",
        f"{record.publisher.removesuffix('.')}." if record.publisher else "",
        f"{address}." if (address := record.doi_url or record.address) else "",
    ]
    return " ".join(part for part in parts if part)


def name_roles(authors: Iterable[Author]) -> list[tuple[str, list[str]]]:
    """Each author who has roles, with their names (Contributor Role Taxonomy, ANSI/NISO Z39.104-2022)."""
    return [
        (author.name, [_ROLE_NAMES.get(role, role.replace("-", " ").capitalize()) for role in author.roles])
        for author in authors
        if author.roles
    ]
