"""The build: load, parse, check, compose, write; and nothing appears in build/ unless all of it succeeded."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wellsourced.cache import Cache
from wellsourced.compose.compose import compose
from wellsourced.compose.document import Document
from wellsourced.compose.sections import SectionError
from wellsourced.diagnostics import Diagnostic, Severity, Span, has_errors, sort_diagnostics
from wellsourced.manuscript.parse import parse
from wellsourced.pandoc import NestingError, PandocError, warm_up
from wellsourced.project.build_date import source_date_epoch, today
from wellsourced.project.dates import parse_date
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.publish.examination import Examination, examine
from wellsourced.publish.formats import FORMATS
from wellsourced.publish.project_fonts import read_fonts
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.typst.fonts import ProjectFonts

#: What a killed build may leave behind; swept by a later build once it is this old.
_PARTIAL = ".partial-"
_STALE_SECONDS = 3600


class Output(msgspec.Struct, frozen=True):
    """A file that was written."""

    format: str
    path: Path
    size: int


class Built(msgspec.Struct, frozen=True):
    """What a build did. `outputs` is empty when the build stopped; `broken`: the project could not be read at all."""

    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: dict[str, str]
    seconds: float
    broken: bool = False


Progress = Callable[[str], None]


def build(
    root: Path,
    *,
    formats: Sequence[str] = (),
    site: bool = False,
    folder: Path | None = None,
    draft: bool = False,
    strict: bool = False,
    cache: Cache | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """Build the project at `root` into `folder` (default: its `build/`).

    `formats`: names of `formats.FORMATS`; default: those of article.yaml; `site` adds that one. Errors stop the build,
    with `strict` warnings too; `draft` builds anyway and stamps every page. `progress` is told the name of each stage
    as it begins.
    """
    started = time.perf_counter()

    def stop(diagnostics: Sequence[Diagnostic], texts: dict[str, str], *, broken: bool = False) -> Built:
        return Built((), sort_diagnostics(diagnostics), texts, time.perf_counter() - started, broken)

    progress("load")
    loaded = load(root, cache=cache)
    project = loaded.project
    if project is None:
        return stop(loaded.diagnostics, {}, broken=True)
    texts = dict(project.texts)
    progress("parse")
    manuscript = parse(project, cache=cache)
    cache, day = cache or Cache(None), today()
    progress("check")
    with examine(project, manuscript, day, cache) as examination, ThreadPoolExecutor(max_workers=1) as pool:
        # pandoc reads the sections and renders the citations while the rules run over them.
        threading.Thread(target=warm_up, daemon=True).start()
        composing = pool.submit(compose, project, manuscript, cache=cache, draft=draft, today=day)
        diagnostics = list(examination.findings().diagnostics)
        if has_errors(diagnostics, strict=strict) and not draft:
            return stop(diagnostics, texts)
        progress("compose")
        wanted = tuple(dict.fromkeys([*(formats or project.article.outputs), *(["site"] if site else [])]))
        fonts, complaints = read_fonts(root) if any(FORMATS[name].sets for name in wanted) else ((), ())
        diagnostics += complaints
        try:
            document, complaints = composing.result()
        except (PandocError, RecursionError) as error:
            return stop([*diagnostics, _refusal(error)], texts)
        diagnostics += complaints
        progress("write " + " and ".join(name.upper() for name in wanted))
        moment = _moment(project, wanted, fonts)
        reviewing = pool.submit(_write_review, examination, document)
        try:
            rendered = _write_all(document, wanted, moment)
        except (PandocError, RecursionError) as error:
            return stop([*diagnostics, _refusal(error)], texts)
        diagnostics += [complaint for result in rendered.values() for complaint in result.diagnostics]
        # An empty output means that its writer failed; what stopped it is among the diagnostics.
        failed = any(not result.content for result in rendered.values())
        if failed or (has_errors(diagnostics, strict=strict) and not draft):
            return stop(diagnostics, texts)
        beside = {**reviewing.result(), **_write_verification(document, moment)}
    target = folder or root / "build"
    try:
        outputs = _publish(rendered, beside, target)
    except OSError as error:
        return stop([*diagnostics, _unwritable(target, error)], texts, broken=True)
    cache.prune()
    return Built(outputs, sort_diagnostics(diagnostics), texts, time.perf_counter() - started)


def _refusal(error: Exception) -> Diagnostic:
    """What compose raised, at the place it is about."""
    if isinstance(error, SectionError):
        span = Span(error.path)
        help = "simplify what is nested most deeply in this file: brackets, emphasis, lists or quotations"
    else:
        span = _article()
        help = "the outputs of the last build stand"
    # Our own walk over the document goes as deep as the document does.
    words = str(NestingError()) if isinstance(error, RecursionError) else str(error)
    return Diagnostic("PUB002", Severity.ERROR, words, span, help=help)


def _write_all(document: Document, formats: Sequence[str], moment: Moment) -> dict[str, Rendered]:
    """Write every format, side by side: each spends its time in pandoc or in Typst, outside Python."""
    # Typst nests deeply and wants the main thread's stack, which other threads do not have everywhere.
    here = "pdf" if "pdf" in formats else formats[-1]
    with ThreadPoolExecutor(max_workers=len(formats)) as pool:
        running = {name: pool.submit(FORMATS[name].load_writer(), document, moment) for name in formats if name != here}
        written = {here: FORMATS[here].load_writer()(document, moment)}
        written |= {name: future.result() for name, future in running.items()}
    return {name: written[name] for name in formats}


def _write_review(examination: Examination, document: Document) -> dict[str, bytes]:
    """The reviewer's dossier beside the article: file name -> content."""
    from wellsourced.review.entries import entries_of_document

    return examination.review(entries_of_document(document))


def _write_verification(document: Document, moment: Moment) -> dict[str, bytes]:
    """What is known of every reference, beside the outputs that lead to it: file name -> content."""
    from wellsourced.publish.verification import CARRIERS, FILE, render_verification

    return {FILE: render_verification(document, moment)} if CARRIERS.intersection(moment.formats) else {}


def _moment(project: Project, formats: tuple[str, ...], fonts: ProjectFonts) -> Moment:
    """SOURCE_DATE_EPOCH, else the article's own date, so that a build repeated tomorrow gives the same bytes; else now.

    SOURCE_DATE_EPOCH: reproducible-builds.org specification.
    """
    epoch = source_date_epoch()
    if epoch is None and project.article.date:
        day = parse_date(project.article.date)
        epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None
    return Moment(int(time.time()) if epoch is None else epoch, formats, fonts)


def _publish(rendered: dict[str, Rendered], beside: dict[str, bytes], folder: Path) -> tuple[Output, ...]:
    """Write all files under temporary names, then rename them: a killed build leaves the previous ones whole."""
    files = dict(beside)
    for name, result in rendered.items():
        files |= {FORMATS[name].file: result.content, **result.files}
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    with _temporary_files(folder) as temporary:
        for name, content in files.items():
            temporary[name].write_bytes(content)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        written = {name: temporary[name].replace(folder / name) for name in files}
    _remove_leftovers(folder, rendered, files)
    sizes = {name: len(result.content) + sum(map(len, result.files.values())) for name, result in rendered.items()}
    outputs = (Output(name, written[FORMATS[name].file], size) for name, size in sizes.items())
    return (*outputs, Output("review", written["review.html"], len(files["review.html"])))


def _remove_leftovers(folder: Path, formats: Iterable[str], files: Container[str]) -> None:
    """Files of an earlier build in a folder that a format has to itself: the page of a section now gone."""
    for name in formats:
        own = FORMATS[name].folder
        for path in (folder / own).glob("*") if own else ():
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                path.unlink(missing_ok=True)


class _Temporary(dict[str, Path]):
    """Name -> a temporary file in `folder`, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Path:
        handle, path = tempfile.mkstemp(dir=self._folder, prefix=_PARTIAL, suffix=f"-{name.replace('/', '-')}")
        os.close(handle)
        # mkstemp keeps files to their owner; a published file is for whoever may read the folder.
        Path(path).chmod(0o644)
        self[name] = Path(path)
        return self[name]


@contextmanager
def _temporary_files(folder: Path) -> Iterator[_Temporary]:
    files = _Temporary(folder)
    try:
        yield files
    finally:
        for path in files.values():
            path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_PARTIAL}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            path.unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "PUB006",
        Severity.ERROR,
        f"nothing can be written to the folder {folder.name or folder}: {error.strerror or error}",
        Span(str(folder)),
        help="name another folder with --output, or make room and right to write there; the last outputs stand",
    )


def _article() -> Span:
    return Span("article/article.yaml")
