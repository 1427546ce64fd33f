"""REF011: the two citation processors, pandoc's citeproc and citeproc-py, held against each other entry by entry.

Both follow the same style over the same data. Where one prints what the other leaves out, one of them loses data, and
nobody would see it: the article is rendered by the one, review cards by the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from wellsourced import pandoc
from wellsourced.compose import ast
from wellsourced.compose.entry import EntryError, render_entry
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.model import Manuscript
from wellsourced.pandoc import Block
from wellsourced.project.project import Project

#: What no style prints word for word: dates in other forms, addresses, what is for machines.
_NOT_COMPARED = frozenset({"id", "type", "aliases", "accessed", "URL", "language", "abstract", "keyword", "note"})
CODE = "REF011"


def compare_renderings(project: Project, manuscript: Manuscript) -> tuple[Diagnostic, ...]:
    """A warning for every cited entry of which one processor prints something and the other does not.

    Takes about 25 milliseconds an entry. Raises PandocError.
    """
    ids = {project.reference_aliases.get(key, key) for key in manuscript.cited}
    cited = [(number, r) for number, r in enumerate(project.references) if r.id in ids]
    if not cited:
        return ()
    by_pandoc = _render_by_pandoc([reference.item for _, reference in cited], project.style, project.article.language)
    found: list[Diagnostic] = []
    for number, reference in cited:
        span = project.where("references/bibliography.yaml", "references", number, "id")
        try:
            other = render_entry(reference.item, project.style, language=project.article.language)
        except EntryError as error:
            found.append(Diagnostic(CODE, Severity.WARNING, f"citeproc-py renders no entry: {error}", span))
            continue
        entry = by_pandoc.get(reference.id, "")
        for variable, by in _compare(reference.item, entry, other):
            left_out = "citeproc-py" if by == "pandoc" else "pandoc, and so the article,"
            message = f"{reference.id!r}: {by} prints {variable!r}, {left_out} leaves it out"
            help = f"pandoc: {entry} | citeproc-py: {other}"
            found.append(Diagnostic(CODE, Severity.WARNING, message, span, help=help))
    return tuple(found)


def _render_by_pandoc(items: Sequence[Mapping[str, Any]], style: str, language: str) -> dict[str, str]:
    converted = pandoc.convert(
        "---\nnocite: '@*'\n---\n",
        reader="markdown",
        writer="json",
        arguments=(
            "--citeproc", "--bibliography=items.json", "--csl=style.csl", f"--metadata=lang:{language}",
        ),
        files={"items.json": msgspec.json.encode(items).decode(), "style.csl": style},
        timeout=120 + len(items) ** 2 / 2_000,
    )  # fmt: skip
    blocks: list[Block] = msgspec.json.decode(converted.output)["blocks"]
    return {
        division["c"][0][0].removeprefix("ref-"): ast.plain_text(division["c"][1])
        for division in ast.walk(blocks, ("Div",))
        if division["c"][0][0].startswith("ref-")
    }


def _compare(item: Mapping[str, Any], by_pandoc: str, by_citeproc_py: str) -> Iterator[tuple[str, str]]:
    """Variable, and who prints it, where only one does."""
    a, b = _fold(by_pandoc), _fold(by_citeproc_py)
    for variable, value in item.items():
        if variable in _NOT_COMPARED:
            continue
        for words in map(_fold, _words(value)):
            if words and (words in a) != (words in b):
                yield variable, "pandoc" if words in a else "citeproc-py"
                break


def _words(value: object) -> Iterator[str]:
    """The text of a variable as an entry would hold it: of a date its year, of names the first family name."""
    match value:
        case {"date-parts": [[year, *_], *_]}:
            yield str(year)
        case [{"family": str(family)}, *_] | [{"literal": str(family)}, *_]:
            # Particles stand before or behind the name, as the style has it.
            yield max(family.split(), key=len, default="")
        case str() | int() | float():
            yield str(value)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub(r"<[^<>]{0,40}>", "", text))
    return re.sub(r"[\W_]+", "", text).casefold()
