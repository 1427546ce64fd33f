"""A checked manuscript becomes one document."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from wellsourced import pandoc
from wellsourced.cache import Cache
from wellsourced.checks.excuses import find_excuses, find_yaml_excuses
from wellsourced.compose.abbreviations import write_abbreviations
from wellsourced.compose.appendices import LetStand, write_corrections, write_verification
from wellsourced.compose.citations import cited_keys, rename_keys, render_citations
from wellsourced.compose.document import ContentsEntry, Document, EvidenceLink, Notice, RenderedReference
from wellsourced.compose.figures import (
    draw_figures,
    find_names,
    insert_drawings,
    name_references,
    number_figures,
    place_figures,
    resolve_figures,
)
from wellsourced.compose.glossary import write_glossary
from wellsourced.compose.legal_items import prepare_items
from wellsourced.compose.sections import Numbering, number_headings, read_sections
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.model import Manuscript
from wellsourced.pandoc import Block
from wellsourced.project.dates import date_in_words
from wellsourced.project.figures import data_files
from wellsourced.project.hosts import registrable_host
from wellsourced.project.project import Project
from wellsourced.project.status import Status, StatusReport, derive_status
from wellsourced.project.styles import is_author_date, is_note_style


def compose(
    project: Project,
    manuscript: Manuscript,
    *,
    cache: Cache,
    draft: bool = False,
    today: date | None = None,
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Compose the document: sections read and numbered, citations rendered, appendices generated.

    `draft` marks the document as one that did not pass. `today` decides whether evidence is past its review.
    Raises PandocError.
    """
    article = project.article
    figures = resolve_figures(project, [section.parsed.text for section in manuscript.sections])
    with ThreadPoolExecutor(max_workers=1) as pool:
        # Drawing goes on while pandoc reads the sections and renders the citations; only the places must be known.
        drawing = pool.submit(draw_figures, figures, cache=cache)
        body = read_sections(manuscript.sections, root=project.root, allow_raw=article.allow_raw, cache=cache)
        style = project.style
        statuses = {
            reference.id: derive_status(reference.item, project.evidence.get(reference.id, ()), today=today)
            for reference in project.references
        }
        numbered = number_figures(place_figures(body.blocks, project, figures))
        names = find_names(numbered)
        body_blocks = rename_keys(name_references(numbered, names), project.reference_aliases)
        cited = tuple(key for key in cited_keys(body_blocks) if key in project.reference_by_id)
        texts = (*(section.parsed for section in manuscript.sections), *manuscript.figures)
        facts_used = len({use.id for text in texts for use in text.facts})
        let_stand = _find_let_stand(project, manuscript)
        wanted = article.appendices
        appendices, appendix_contents = _number_appendices(
            [
                write_abbreviations(project, manuscript, statuses) if wanted.abbreviations else [],
                write_glossary(project, manuscript, statuses) if wanted.glossary else [],
                write_corrections(project, statuses) if wanted.corrections else [],
                write_verification(project, statuses, cited, facts_used, let_stand) if wanted.verification else [],
            ],
            body.contents,
        )

        abstract = rename_keys(name_references(_read_abstract(manuscript), names), project.reference_aliases)

        rendered = render_citations(
            [*abstract, _BOUNDARY, *body_blocks, _BOUNDARY, *appendices],
            prepare_items(project, author_date=is_author_date(style)),
            style=style,
            note_style=is_note_style(style),
            language=article.language,
            cache=cache,
        )
        drawings = drawing.result()
    first = rendered.blocks.index(_BOUNDARY)
    second = rendered.blocks.index(_BOUNDARY, first + 1)
    document = Document(
        article=article,
        draft=draft,
        help=project.help,
        abstract=rendered.blocks[:first],
        body=insert_drawings(rendered.blocks[first + 1 : second], drawings),
        references=tuple(
            _reference(key, blocks, project, statuses[key])
            for key, blocks in rendered.entries.items()
            if key in statuses
        ),
        appendices=rendered.blocks[second + 1 :],
        contents=(*body.contents, *appendix_contents),
        note_style=is_note_style(style),
        words=sum(section.parsed.words for section in manuscript.sections),
        figures=drawings,
    )
    complaints = tuple(
        Diagnostic(
            "CIT090",
            Severity.WARNING,
            f"citation style: {warning.message}",
            project.where("article/article.yaml", "style"),
        )
        for warning in rendered.warnings
    )
    return document, (*body.diagnostics, *complaints)


#: Stands between abstract, body and appendices while citations are rendered over all three.
_BOUNDARY: Block = {"t": "HorizontalRule", "c": "boundary"}


def _read_abstract(manuscript: Manuscript) -> list[Block]:
    return pandoc.read_together([manuscript.abstract.text])[0].blocks if manuscript.abstract else []


def _find_let_stand(project: Project, manuscript: Manuscript) -> tuple[LetStand, ...]:
    """The excuses of sections and data files. One that excuses nothing is reported by the checks."""
    excuses = [(excuse, section.title) for section in manuscript.sections for excuse in find_excuses(section.parsed)]
    for path in data_files(project):
        excuses += [(excuse, path) for excuse in find_yaml_excuses(path, project.texts[path])]
    return tuple(
        LetStand(code, place, excuse.reason) for excuse, place in excuses for code in excuse.codes if excuse.reason
    )


def _number_appendices(
    written: Sequence[list[Block]], contents: tuple[ContentsEntry, ...]
) -> tuple[list[Block], list[ContentsEntry]]:
    """The appendices in their order, those without a word left out, lettered from A."""
    blocks: list[Block] = []
    entries: list[ContentsEntry] = []
    taken = {entry.anchor for entry in contents}
    for letter, appendix in zip("ABCDEFGH", [appendix for appendix in written if appendix], strict=False):
        numbered, found = number_headings(appendix, Numbering(letter), taken)
        blocks += numbered
        entries += [entry for entry in found if entry.level == 1]
    return blocks, entries


def _reference(key: str, blocks: list[Block], project: Project, report: StatusReport) -> RenderedReference:
    return RenderedReference(
        id=key,
        anchor=f"ref-{key}",
        blocks=blocks,
        status=report.status,
        status_text=_status_in_words(report),
        evidence=tuple(
            EvidenceLink(record.url, host, record.kind, record.seen, record.confirms)
            for record in project.evidence.get(key, ())
            if (host := registrable_host(record.url)) and record.confirms
        ),
        item=project.reference_by_id[key].item,
        seen=report.seen,
        notices=tuple(
            Notice(record.notice, record.url, record.seen) for record in project.evidence.get(key, ()) if record.notice
        ),
    )


def _status_in_words(report: StatusReport) -> str:
    if report.status is Status.VERIFIED:
        return f"Verified on {date_in_words(report.seen)}" if report.seen else "Verified"
    reason = f": {'; '.join(report.why)}" if report.why else ""
    return f"{report.status.value.capitalize()}{reason}"
