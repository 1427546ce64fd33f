"""The sections that article.yaml lists, as the author wrote them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.project.includes import FOLDER, read_fragments
from wellsourced.project.models import SectionRole
from wellsourced.project.paths import FileText, is_inside, leaves_project, read_text
from wellsourced.project.project import KeyPath, Section
from wellsourced.project.wording import is_reserved, name_character, shorten
from wellsourced.project.yaml_positions import YamlDocument

_ROLES: tuple[SectionRole, ...] = ("introduction", "conclusion", "section")
_FIRST_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$|^(\S.*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_SUFFIXES = (".md", ".markdown")
#: What neither XML nor PDF text can hold, and the marks of the template expander.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\ue0ff\ufffe\uffff]")


class Sections(NamedTuple):
    """The sections in reading order, without those that could not be read.

    `fragments`: path -> text of the files that they include.
    """

    sections: tuple[Section, ...]
    diagnostics: tuple[Diagnostic, ...]
    fragments: Mapping[str, str] = MappingProxyType({})


def read_sections(root: Path, article: YamlDocument | None, unsaved: Mapping[str, str]) -> Sections:
    """Read every section that `article` (the plain values of article.yaml, perhaps still wrong elsewhere) lists.

    `unsaved`: path -> text that stands for what the file holds. Codes: CFG014 (listed but missing), CFG015 (present but
    not listed), CFG016 (listed twice), CFG017 (leads out of the project), CFG020 (reserved characters), and those of
    `read_text` and `read_fragments`.
    """
    listed = article.value.get("sections") if article and isinstance(article.value, dict) else None
    if article is None or not isinstance(listed, list):
        return Sections((), ())
    sections: list[Section] = []
    diagnostics: list[Diagnostic] = []
    present = _find_present(root)
    seen: dict[str, Span] = {}
    for index, entry in enumerate(listed):
        settings = entry if isinstance(entry, dict) else {"file": entry}
        file = settings.get("file")
        if not isinstance(file, str) or not file:
            continue  # validation has complained
        key_path: KeyPath = ("sections", index, "file") if isinstance(entry, dict) else ("sections", index)
        span = article.positions.span(key_path)
        if not is_inside(file):
            diagnostics.append(_refuse_path(file, span))
            continue
        path = f"{FOLDER}/{PurePosixPath(file)}"
        if path in seen:
            diagnostics.append(_report_twice(file, span, seen[path]))
            continue
        seen[path] = span
        text, problem = read_text(root, path) if path not in unsaved else FileText(unsaved[path], None)
        if problem is not None:
            in_file = problem.span != Span(path)
            diagnostics.append(problem if in_file else msgspec.structs.replace(problem, span=span))
        elif text is None:
            diagnostics.append(_report_missing(file, path, span, present))
        else:
            diagnostics += _find_refused(path, text)
            sections.append(Section(path, _infer_role(settings.get("role"), path, text), text, _title(settings), span))
    fragments = read_fragments(root, {section.path: section.text for section in sections}, seen, present, unsaved)
    diagnostics += fragments.diagnostics
    for path, text in fragments.texts.items():
        diagnostics += _find_refused(path, text)
    unlisted = [path for path in present if path not in seen and path not in fragments.texts]
    diagnostics += _report_unlisted(unlisted, article.positions.span(("sections",), key=True))
    return Sections(tuple(sections), tuple(diagnostics), fragments.texts)


def _find_refused(path: str, text: str) -> tuple[Diagnostic, ...]:
    """One diagnostic for each kind of character that no file may hold, at its first place."""
    first = {match[0]: match.start() for match in reversed(list(_REFUSED.finditer(text)))}
    return tuple(
        Diagnostic(
            "CFG020" if is_reserved(character) else "CFG003",
            Severity.ERROR,
            f"The character {name_character(character)} stands here",
            _span_of_character(path, text, offset),
            help="Remove it: it is reserved for the tool's own marks."
            if is_reserved(character)
            else "Remove it: control characters cannot be published.",
        )
        for character, offset in sorted(first.items())
    )


def _span_of_character(path: str, text: str, offset: int) -> Span:
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return Span(path, line, column, line, column + 1)


def _infer_role(role: Any, path: str, text: str) -> SectionRole:
    """The role given; or what the file's name or its first heading says."""
    heading = _FIRST_HEADING.search(text)
    words = f"{PurePosixPath(path).stem}\n{heading[0] if heading else ''}".lower()
    inferred: SectionRole = next((known for known in _ROLES if known in words), "section")
    return next((known for known in _ROLES if known == role), inferred)


def _title(settings: dict[str, Any]) -> str | None:
    title = settings.get("title")
    return title if isinstance(title, str) else None


def _refuse_path(file: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "CFG017",
        Severity.ERROR,
        f"`{shorten(file)}` leads out of the folder {FOLDER}/",
        span,
        help=f"Write the file's name inside {FOLDER}/, without `..`, `~` or a leading slash.",
    )


def _report_twice(file: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        "CFG016",
        Severity.ERROR,
        f"The section `{shorten(file)}` is listed twice",
        span,
        help="Remove one of the two.",
        related=(Related(first, f"`{shorten(file)}` is first listed here"),),
    )


def _report_missing(file: str, path: str, span: Span, present: list[str]) -> Diagnostic:
    from rapidfuzz import process

    nearest = process.extractOne(file, [other.removeprefix(f"{FOLDER}/") for other in present], score_cutoff=70)
    return Diagnostic(
        "CFG014",
        Severity.ERROR,
        f"The section `{shorten(file)}` is listed, but {shorten(path)} does not exist",
        span,
        help=f"The nearest file is `{nearest[0]}`." if nearest else "Write the file, or remove it from the list.",
    )


def _report_unlisted(unlisted: list[str], listing: Span) -> Iterator[Diagnostic]:
    for path in unlisted:
        name = path.removeprefix(f"{FOLDER}/")
        yield Diagnostic(
            "CFG015",
            Severity.WARNING,
            f"{path} is not listed in article.yaml and will not be part of the article",
            Span(path),
            help=f"Add `- {name}` under `sections:`, include it in a section, or move the file elsewhere.",
            related=(Related(listing, "the list of sections"),),
        )


def _find_present(root: Path) -> list[str]:
    """Markdown files under sections/, sorted; hidden ones are editors' business."""
    if leaves_project(root, FOLDER):
        return []
    return sorted(
        Path(folder, name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root / FOLDER)
        for name in names
        if name.endswith(_SUFFIXES) and not name.startswith(".")
    )
