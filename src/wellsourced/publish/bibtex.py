"""The article's own BibTeX entry. The reference list is pandoc's to write (exports.py)."""

from __future__ import annotations

from wellsourced.publish.metadata.record import ArticleRecord, Contributor

#: What TeX reads as commands, and how to print it. Braces as commands: BibTeX counts escaped ones, too.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)
#: Inside \url and \href everything stands as it is, but braces must balance.
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
#: The macros of every BibTeX style: an unquoted word, which a style prints in its own language.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_bibtex_entry(record: ArticleRecord) -> str:
    """An `@misc` entry: the type that every style knows for works outside journals and books (btxdoc, section 3.1)."""
    year, month = (*(record.date or "").split("-"), "", "")[:2]
    fields = {
        "author": _braced(" and ".join(_write_name(each) for each in record.contributors)),
        "title": _braced(_protect_capitals(record.full_title)),
        "year": _braced(year),
        "month": _MONTHS[int(month) - 1] if month else "",
        "howpublished": _braced(_escape(record.publisher)),
        "note": _braced(_escape(f"Version {record.version}" if record.version else None)),
        "doi": _braced((record.doi or "").translate(IN_ADDRESS)),
        "url": _braced((record.address or record.doi_url or "").translate(IN_ADDRESS)),
        "keywords": _braced(", ".join(map(_escape, record.keywords))),
        "abstract": _braced(_escape(record.abstract)),
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{record.citation_key},\n{lines}\n}}\n"


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""


def _escape(text: str | None) -> str:
    return (text or "").translate(_ESCAPES)


def _write_name(contributor: Contributor) -> str:
    """`Family, Suffix, Given`; a body in braces, which keep BibTeX from taking it apart."""
    if contributor.is_body:
        return f"{{{_escape(contributor.name)}}}"
    parts = (contributor.family, contributor.suffix, contributor.given)
    return ", ".join(_keep_together(_escape(part)) for part in parts if part)


def _keep_together(part: str) -> str:
    """What BibTeX would take for the end of a name, in braces."""
    return f"{{{part}}}" if "," in part or " and " in f" {part.lower()} " else part


def _protect_capitals(title: str) -> str:
    """The title with its capitals in braces, since many styles set titles in lower case after the first letter."""
    words = [_escape(word) for word in title.split(" ")]
    raw = title.split(" ")
    for index, word in enumerate(raw):
        tail = word[1:] if index == 0 else word
        if any(c.isupper() for c in tail):
            words[index] = f"{{{words[index]}}}"
    return " ".join(words)
