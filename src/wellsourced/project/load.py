"""From files to a project: everything is read, everything wrong is said at once, each with its place."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from wellsourced.cache import Cache, digest
from wellsourced.diagnostics import Diagnostic, Severity, Span, has_errors, sort_diagnostics
from wellsourced.project.figures import read_figures
from wellsourced.project.models import DATA_FILES, ArticleFile, SafetyFile
from wellsourced.project.paths import ARTICLE_FILE, FileText, find_root, read_text
from wellsourced.project.program import state_of_program
from wellsourced.project.project import Project, Reference
from wellsourced.project.registers import check_registers
from wellsourced.project.sections import read_sections
from wellsourced.project.styles import StyleError, read_style
from wellsourced.project.validate import validate
from wellsourced.project.yaml_cache import read_cached_yaml
from wellsourced.project.yaml_positions import YamlDocument, YamlPositions

__all__ = ["Loaded", "find_root", "load"]


class Loaded(NamedTuple):
    """`project` is None if any diagnostic is an error; all diagnostics are in reading order."""

    project: Project | None
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path, *, cache: Cache | None = None, unsaved: Mapping[str, str] | None = None) -> Loaded:
    """Read the project in the folder `root` (see `find_root`). Nothing outside of it is read; nothing is raised.

    `cache` spares parsing data files that have not changed; it changes nothing else. `unsaved`: path -> text (LF line
    ends) that stands for what the file holds on disk. The codes of the diagnostics are
    those of `load_codes.LOAD_CODES`.
    """
    with _paused_garbage_collection():
        # Symbolic links in the root's own path are the user's business.
        return _load(Path(os.path.abspath(root)), cache or Cache(None), unsaved or {})  # noqa: PTH100


def _load(root: Path, cache: Cache, unsaved: Mapping[str, str]) -> Loaded:
    files = {path: _read_data_file(root, path, model, cache, unsaved.get(path)) for path, model in DATA_FILES.items()}
    documents = {path: file.document for path, file in files.items() if file.document is not None}
    sections = read_sections(root, documents.get(ARTICLE_FILE), unsaved)
    figures = read_figures(root, cache=cache, unsaved=unsaved)
    style, complaints = _read_style(root, files[ARTICLE_FILE].value, documents.get(ARTICLE_FILE))
    diagnostics = sort_diagnostics(
        [
            *(diagnostic for file in files.values() for diagnostic in file.diagnostics),
            *complaints,
            *sections.diagnostics,
            *figures.diagnostics,
            *_check_registers(documents, cache),
        ]
    )
    if has_errors(diagnostics):
        return Loaded(None, diagnostics)
    values = {path: file.value for path, file in files.items()}
    texts = {path: file.text for path, file in files.items() if file.text is not None}
    project = Project(
        root=root,
        article=values[ARTICLE_FILE],
        sections=sections.sections,
        references=_keep_references(documents.get("references/bibliography.yaml"), cache),
        evidence=_take(values["references/evidence.yaml"], "evidence", {}),
        unconfirmed=_take(values["references/evidence.yaml"], "unconfirmed", {}),
        relevance=_take(values["references/evidence.yaml"], "relevance", {}),
        instruments=_take(values["references/instruments.yaml"], "instruments", ()),
        deeds=_take(values["references/deeds.yaml"], "deeds", ()),
        rejected=_take(values["references/rejected.yaml"], "rejected", ()),
        facts=_take(values["article/facts.yaml"], "facts", ()),
        corrections=_take(values["article/corrections.yaml"], "corrections", ()),
        terms=_take(values["article/terms.yaml"], "terms", ()),
        glossary=_take(values["article/terms.yaml"], "glossary", ()),
        help=values["article/help.yaml"],
        safety=values["article/safety.yaml"] or SafetyFile(),
        style=style,
        positions={path: document.positions for path, document in {**documents, **figures.documents}.items()},
        texts={
            **texts,
            **figures.texts,
            **{section.path: section.text for section in sections.sections},
            **sections.fragments,
        },
        fragments=sections.fragments,
        figures=figures.figures,
        warnings=diagnostics,
    )
    return Loaded(project, diagnostics)


def _read_style(
    root: Path, article: ArticleFile | None, document: YamlDocument | None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The CSL of the article's style; CFG021 where there is no such style."""
    if article is None or document is None:
        return "", ()
    try:
        return read_style(root, article.style), ()
    except StyleError as error:
        span = document.positions.span(("style",))
        help = "Name a style of the official CSL repository, or mend the project's own in references/styles."
        message = str(error)
        return "", (Diagnostic("CFG021", Severity.ERROR, message[:1].upper() + message[1:], span, help=help),)


@contextmanager
def _paused_garbage_collection() -> Iterator[None]:
    """Hundreds of thousands of small values are born here and none dies: collecting would double the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _DataFile(msgspec.Struct, frozen=True):
    """One data file: `value` is its record, `document` its plain values. Without a document it is absent or empty."""

    text: str | None = None
    value: Any = None
    document: YamlDocument | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def _read_data_file(root: Path, path: str, model: type[Any], cache: Cache, unsaved: str | None) -> _DataFile:
    text, problem = read_text(root, path) if unsaved is None else FileText(unsaved, None)
    if problem is not None:
        unreadable = YamlDocument(None, YamlPositions(path, "", 0), (), readable=False)
        return _DataFile(document=unreadable, diagnostics=(problem,))
    if text is None:
        return _DataFile(diagnostics=(_NO_ARTICLE,) if path == ARTICLE_FILE else ())
    document = read_cached_yaml(path, text, cache)
    if not document.readable:
        return _DataFile(text, document=document, diagnostics=document.diagnostics)
    try:
        return _DataFile(text, document.as_record(model), document, document.diagnostics)
    except msgspec.ValidationError:
        if document.value is None and not document.diagnostics:
            # An empty register says as much as none.
            return _DataFile(text, diagnostics=(_EMPTY_ARTICLE,) if path == ARTICLE_FILE else ())
        value, wrong = validate(document.value, model, document.positions)
        return _DataFile(text, value, document, (*document.diagnostics, *wrong))


def _check_registers(documents: Mapping[str, YamlDocument], cache: Cache) -> tuple[Diagnostic, ...]:
    """What `check_registers` says, from an earlier run where no document has changed since."""
    digests = [(path, document.digest) for path, document in documents.items()]
    if not cache.keeps or any(digest is None for _, digest in digests):
        return tuple(check_registers(documents))
    key = digest("pointers", state_of_program(), msgspec.msgpack.encode(digests))
    return cache.get_or_derive(key, tuple[Diagnostic, ...], lambda: tuple(check_registers(documents)))


def _keep_references(document: YamlDocument | None, cache: Cache) -> tuple[Reference, ...]:
    """The references, from an earlier run where the bibliography has not changed since."""
    if document is None or document.digest is None:
        return _gather_references(document)
    key = digest("references", state_of_program(), document.digest)
    return cache.get_or_derive(key, tuple[Reference, ...], lambda: _gather_references(document))


def _gather_references(document: YamlDocument | None) -> tuple[Reference, ...]:
    """The items exactly as read: pandoc and the fingerprint see what the author wrote."""
    if document is None:
        return ()
    span = document.positions.span
    return tuple(
        Reference(
            item["id"],
            {variable: value for variable, value in item.items() if variable != "aliases"},
            tuple(item.get("aliases", ())),
            span(("references", index)),
        )
        for index, item in enumerate(document.value["references"])
    )


def _take(file: Any, field: str, default: Any) -> Any:
    value = default if file is None else getattr(file, field)
    return dict(value) if isinstance(value, Mapping) else value


_LEAST_ARTICLE = "It needs at least `title`, `authors` (a list of maps with `name`) and `sections` (file names)."
_NO_ARTICLE = Diagnostic(
    "CFG008", Severity.ERROR, f"There is no {ARTICLE_FILE}", Span(ARTICLE_FILE), help=f"Write it. {_LEAST_ARTICLE}"
)
_EMPTY_ARTICLE = Diagnostic(
    "CFG009", Severity.ERROR, f"{ARTICLE_FILE} is empty", Span(ARTICLE_FILE), help=_LEAST_ARTICLE
)
