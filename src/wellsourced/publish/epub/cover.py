"""The EPUB's cover: title, authors and what was verified, set by Typst and drawn as PNG, which every reader shows."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.dates import date_in_words
from wellsourced.project.status import Status
from wellsourced.publish.direction import is_right_to_left
from wellsourced.publish.metadata.record import ArticleRecord, describe_article
from wellsourced.publish.typst.compile import describe_characters, find_missing_characters
from wellsourced.publish.typst.fonts import ProjectFonts, load_fonts

#: Pixels to the inch of a sheet of 600 by 900 points: 1,200 by 1,800 pixels.
_RESOLUTION = 144
#: Squares that can be told apart on the cover.
_MOST_MARKS = 900
_MOST_AUTHORS = 4
#: Characters of a title that a cover has room for.
_LONGEST = 400


class CoverError(Exception):
    """Typst refused the cover."""


class Cover(msgspec.Struct, frozen=True):
    """The picture (PNG) and its words."""

    content: bytes
    alt: str
    diagnostics: tuple[Diagnostic, ...] = ()


def draw_cover(document: Document, fonts: ProjectFonts) -> Cover:
    """The cover. Warning: PUB033 words that the fonts cannot show, which the cover leaves out. Raises CoverError."""
    record = describe_article(document)
    words = {
        "title": record.title,
        "subtitle": record.subtitle or "",
        "authors": _authors(record),
        "edition": _edition(record),
    }
    words = {name: _shorten(text) for name, text in words.items()}
    missing = find_missing_characters(set("".join(words.values())), fonts)
    shown = {name: "" if missing.intersection(text) else text for name, text in words.items()}
    statuses = [reference.status for reference in document.references]
    language, _, rest = record.language.partition("-")
    data = {
        **shown,
        "marks": [status is Status.VERIFIED for status in statuses][:_MOST_MARKS],
        "draft": document.draft,
        "lang": language.lower() if len(language) in (2, 3) else "en",
        "region": rest if len(rest) == 2 and rest.isalpha() else None,
        "rtl": is_right_to_left(record.language),
    }
    diagnostics = (_unprintable(missing),) if missing else ()
    return Cover(_draw(msgspec.json.encode(data).decode(), fonts), _describe(shown, statuses), diagnostics)


def _authors(record: ArticleRecord) -> str:
    names = [contributor.name for contributor in record.contributors]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])} and {len(names) - _MOST_AUTHORS + 1} others"
    return ", ".join(names)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _edition(record: ArticleRecord) -> str:
    parts = [f"Version {record.version}" if record.version else "", date_in_words(record.date) if record.date else ""]
    return " · ".join(part for part in parts if part)


def _describe(shown: dict[str, str], statuses: list[Status]) -> str:
    """What is on the cover, in words."""
    by = f"by {shown['authors']}" if shown["authors"] else ""
    words = [shown["title"], shown["subtitle"], by, shown["edition"].replace(" · ", ", ")]
    alt = "Cover: " + "; ".join(word for word in words if word) if any(words) else "Cover without words"
    if statuses:
        verified = statuses.count(Status.VERIFIED)
        alt += f". A square for each of the {len(statuses):,} references, full for the {verified:,} that are verified"
    return alt + "."


def _draw(data: str, fonts: ProjectFonts) -> bytes:
    """The template drawn with this data. Raises CoverError."""
    import typst

    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        root, empty = Path(folder, "root"), Path(folder, "packages")
        root.mkdir()
        empty.mkdir()
        main = root / "cover.typ"
        main.write_bytes(files("wellsourced").joinpath("themes/default/epub/cover.typ").read_bytes())
        try:
            compiler = typst.Compiler(
                main,
                root=root,
                font_paths=load_fonts(fonts),
                ignore_system_fonts=True,
                sys_inputs={"cover": data},
                package_path=empty,
                package_cache_path=empty,
            )
            drawn = compiler.compile(format="png", ppi=_RESOLUTION)
        except BaseException as error:
            # A panic inside Typst arrives as pyo3's PanicException, which is no Exception; a key press must pass.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            raise CoverError(f"its cover could not be drawn: {error}") from error
    if not isinstance(drawn, bytes):
        raise CoverError("its cover could not be drawn on one page")
    return drawn


def _unprintable(missing: frozenset[str]) -> Diagnostic:
    return Diagnostic(
        "PUB033",
        Severity.WARNING,
        f"the cover's fonts lack {describe_characters(missing)}; it leaves out the words that need them",
        Span("article/article.yaml"),
        help="put a font that has them into article/fonts/; the title page and the data of the EPUB have all words",
    )
