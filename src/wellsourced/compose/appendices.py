"""The generated appendices: corrections to an earlier draft, and how the article was verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from wellsourced.compose import ast
from wellsourced.pandoc import Block, Inline
from wellsourced.project.dates import date_in_words
from wellsourced.project.models import Correction
from wellsourced.project.project import Project
from wellsourced.project.status import Status, StatusReport

CORRECTIONS_ANCHOR = "appendix-corrections"
VERIFICATION_ANCHOR = "appendix-verification"

_VERDICTS = {
    "nonexistent": "Does not exist",
    "misnamed": "Wrong name",
    "misattributed": "Wrongly credited",
    "overstated": "Overstated",
    "imprecise": "Imprecise",
    "outdated-term": "Outdated term",
    "correct": "Correct; kept with more precision",
}

_STATUS_MEANING = {
    Status.VERIFIED: "title, author or issuing body, and year were each seen at the issuing authority or at two "
    "independent places",
    Status.PARTIAL: "some of these were seen, not all",
    Status.UNVERIFIED: "none of these was seen at a citable place",
    Status.STALE: "the entry changed after it was checked, or its check has run out",
    Status.DISPUTED: "an authority gives a field differently",
    Status.RETRACTED: "withdrawn by its publisher",
}


def write_corrections(project: Project, statuses: Mapping[str, StatusReport]) -> list[Block]:
    """The appendix of corrections: each error quoted, judged, set right and sourced. Empty without a register."""
    if not project.corrections:
        return []
    draft = project.article.draft_name
    blocks: list[Block] = [
        ast.header(1, CORRECTIONS_ANCHOR, ast.words(f"Corrections to {draft}")),
        ast.para(
            *ast.words(
                f"Readers of {draft} will find statements here that differ. Each was checked against sources; this is "
                f"the whole register, {len(project.corrections)} entries, with what should be said instead. The tool "
                "that built this article refuses to build if one of the errors returns to the text."
            )
        ),
    ]
    for correction in project.corrections:
        blocks += _write_correction(correction, statuses)
    return blocks


class LetStand(NamedTuple):
    """What the authors excused: the code of the rule, where, and why."""

    code: str
    place: str
    reason: str


def write_verification(
    project: Project,
    statuses: Mapping[str, StatusReport],
    cited: tuple[str, ...],
    facts_used: int,
    exceptions: Sequence[LetStand] = (),
) -> list[Block]:
    """The appendix on method: what `verified` means, counts, what was not verified. Empty without references."""
    if not project.references:
        return []
    reports = [statuses[key] for key in cited if key in statuses]
    seen = sorted(report.seen for report in reports if report.seen)
    every = [statuses[reference.id] for reference in project.references]
    blocks: list[Block] = [
        ast.header(1, VERIFICATION_ANCHOR, ast.words("How this article was verified")),
        ast.para(
            *ast.words(
                "Every entry of the reference list rests on recorded evidence: which page was seen, on which day, and "
                "which bibliographic fields it confirmed. A reference counts as verified when its title, its author "
                "or issuing body, and its year were each confirmed by one primary record (the issuing authority, "
                "publisher, court, depositary or author's institution) or by two independent secondary ones. For "
                "laws, treaties, cases and standards the official number or citation may stand for the issuer; an "
                "undated page carries the date on which it was seen. The status is computed from these records and a "
                "fingerprint of the entry, never typed: whoever changes one letter of an entry has to verify it again."
            )
        ),
        ast.table(
            [
                ast.words("Status"),
                ast.words("What it means"),
                ast.words("Cited here"),
                ast.words("In the bibliography"),
            ],
            [
                [
                    ast.words(status.value.capitalize()),
                    ast.words(_STATUS_MEANING[status]),
                    ast.words(str(sum(report.status is status for report in reports))),
                    ast.words(str(sum(report.status is status for report in every))),
                ]
                for status in Status
                if any(report.status is status for report in every)
            ],
            widths=[0.14, 0.5, 0.16, 0.2],
        ),
        ast.para(*ast.words(_summary(len(reports), facts_used, len(project.facts), seen))),
        ast.para(
            *ast.words(
                "Verified means that the work exists and is what its entry says. It does not mean that the work was "
                "read in full, or that its findings are right: what was read was often an excerpt, an abstract or a "
                "page about the document. Figures are quoted from the places named with them. Pages change and "
                "disappear; each entry shows where and when it was seen, so that a reader can look again."
            )
        ),
    ]
    open_fields = [(key, project.unconfirmed[key]) for key in cited if project.unconfirmed.get(key)]
    if open_fields:
        blocks.append(
            ast.para(
                *ast.words(
                    f"Not verified: for {len(open_fields)} of the cited works some detail beyond title, issuer and "
                    "year was not seen at a citable place (a page range, a month, the order of authors)."
                )
            )
        )
    left_out = sum(report.status is not Status.VERIFIED for report in every)
    if left_out:
        blocks.append(
            ast.para(
                *ast.words(
                    f"{left_out} further works are in the bibliography but not verified, so that the text may not cite "
                    f"them; {sum(not lead.confirmed_by for lead in project.rejected)} leads were examined and rejected."
                )
            )
        )
    return [*blocks, *_write_exceptions(project, exceptions)]


def _write_exceptions(project: Project, exceptions: Sequence[LetStand]) -> list[Block]:
    """What the checks found and the authors let stand, and which checks did not run: a reader must be able to know."""
    blocks: list[Block] = []
    if exceptions:
        number = f"{len(exceptions)} findings" if len(exceptions) > 1 else "One finding"
        blocks.append(ast.para(*ast.words(f"{number} of the checks stood when this was built, each for a reason:")))
        blocks.append(
            ast.table(
                [ast.words("Check"), ast.words("Where"), ast.words("Why it was let stand")],
                [[ast.words(e.code), ast.words(e.place), ast.words(e.reason)] for e in exceptions],
                widths=[0.14, 0.34, 0.52],
            )
        )
    settings = project.article.check
    switched_off = sorted({*settings.ignore, *(code for path in settings.paths for code in path.ignore)})
    if switched_off:
        codes = ", ".join(switched_off)
        words = f"These checks were switched off, for the whole article or for some of its files: {codes}."
        blocks.append(ast.para(*ast.words(words)))
    return blocks


def _write_correction(correction: Correction, statuses: Mapping[str, StatusReport]) -> list[Block]:
    quoted: Inline = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, ast.words(correction.quote)]}
    verdict = ast.words(_VERDICTS[correction.verdict] + ".")
    body = [
        *verdict,
        {"t": "Space"},
        *ast.words(correction.explanation),
        {"t": "Space"},
        *_sources(correction, statuses),
    ]
    return [
        ast.header(2, f"correction-{correction.id}", [quoted], classes=("unnumbered", "unlisted", "correction")),
        ast.para(ast.strong(verdict), *body[len(verdict) :]),
    ]


def _sources(correction: Correction, statuses: Mapping[str, StatusReport]) -> list[Inline]:
    """Verified references as a citation; without any, the page on which the correction rests."""
    verified = [key for key in correction.references if key in statuses and statuses[key].status is Status.VERIFIED]
    if verified:
        return [*ast.words("Sources"), {"t": "Space"}, ast.cite(*dict.fromkeys(verified)), {"t": "Str", "c": "."}]
    links: list[Inline] = []
    for address in correction.evidence:
        host = urlsplit(address).hostname
        if host:
            links += [{"t": "Str", "c": ", "}] if links else []
            links.append(ast.link(ast.words(host.removeprefix("www.")), address))
    return [*ast.words("Seen at:"), {"t": "Space"}, *links, {"t": "Str", "c": "."}] if links else []


def _summary(cited: int, facts_used: int, facts: int, seen: list[str]) -> str:
    dates = ""
    if seen:
        first, last = date_in_words(seen[0]), date_in_words(seen[-1])
        dates = (
            f" The evidence was seen on {last}."
            if first == last
            else f" The evidence was seen between {first} and {last}."
        )
    figures = (
        f" {facts_used} figures in the text come from a register of {facts} facts, each with its source; figures "
        "derived from them are computed, not typed."
        if facts_used
        else ""
    )
    return f"The text cites {cited} works.{figures}{dates}"
