"""The reference list in JATS: each entry as the citation style has it, as typed fields, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from wellsourced.compose.document import EvidenceLink, RenderedReference
from wellsourced.pandoc import Block, Inline
from wellsourced.project.dates import date_in_words
from wellsourced.project.status import Status
from wellsourced.publish.jats.blocks import BlockWriter
from wellsourced.publish.jats.citations import publication_type, write_citation
from wellsourced.publish.jats.inlines import external_link
from wellsourced.publish.jats.xml import Element, append, element
from wellsourced.publish.links_and_words import safe_address

_NOTICES = {
    "retraction": "Retraction notice",
    "correction": "Correction notice",
    "expression-of-concern": "Expression of concern",
}
#: Class of pandoc's citeproc for what stands left of an entry: its number.
_LABEL = "csl-left-margin"


def write_references(
    references: Sequence[RenderedReference], entries: Sequence[list[Block]], writer: BlockWriter
) -> Element | None:
    """The `ref-list`; None without references. `entries`: the blocks of each, made safe."""
    if not references:
        return None
    written = element("ref-list", None, element("title", None, "References"))
    for reference, blocks in zip(references, entries, strict=True):
        written.append(_reference(reference, blocks, writer))
    return written


def write_verification_meta(references: Sequence[RenderedReference], article: Element) -> Element | None:
    """How the references were verified, for programs: how many of each status, then status and day of each.

    JATS has no place for such data in a reference itself but a `note`, which is for readers. The value of each entry is
    the status, and the day (ISO 8601) where there is one; its name links to the reference.
    """
    if not references:
        return None
    group = element("custom-meta-group")
    counts = Counter(reference.status for reference in references)
    for status in Status:
        if counts[status]:
            group.append(_meta(f"references-{status.value}", str(counts[status])))
    if days := [reference.seen for reference in references if reference.seen]:
        group.append(_meta("references-last-verified", max(days)))
    written = [name for node in article.iter("ref") if (name := node.get("id"))]
    for reference, name in zip(references, written, strict=True):
        link = element("xref", {"ref-type": "bibr", "rid": name}, reference.id)
        said = element("named-content", {"content-type": "verification-status"}, reference.status.value)
        value = element("meta-value", None, said)
        if reference.seen:
            append(value, " ", element("named-content", {"content-type": "verification-date"}, reference.seen))
        for notice in reference.notices:
            append(value, " ", element("named-content", {"content-type": "notice"}, notice.kind))
        meta_name = element("meta-name", None, "reference-verification ", link)
        group.append(element("custom-meta", {"specific-use": "reference-verification"}, meta_name, value))
    return group


def _meta(name: str, value: str) -> Element:
    return element("custom-meta", None, element("meta-name", None, name), element("meta-value", None, value))


def _reference(reference: RenderedReference, blocks: list[Block], writer: BlockWriter) -> Element:
    written = element("ref", {"id": writer.names.name(reference.anchor)})
    label, inlines = _split_label(blocks)
    if label:
        written.append(writer.inline.fill(element("label"), label))
    typed = write_citation(reference.item)
    # The type goes with the fields that a citation of its type must have.
    kind = publication_type(reference.item) if typed is None else None
    mixed = writer.inline.fill(element("mixed-citation", {"publication-type": kind}), inlines)
    written.append(mixed if typed is None else element("citation-alternatives", None, typed, mixed))
    written.append(_verification(reference))
    append(written, *_notices(reference))
    return written


def _split_label(blocks: list[Block]) -> tuple[list[Inline], list[Inline]]:
    """The number that a style puts before an entry, and the entry's words, its blocks one after the other."""
    label: list[Inline] = []
    words: list[Inline] = []
    for inlines in _paragraphs(blocks):
        if words:
            words.append({"t": "Space"})
        for inline in inlines:
            if inline["t"] == "Span" and _LABEL in inline["c"][0][1]:
                label += inline["c"][1]
            else:
                words.append(inline)
    while label and label[-1]["t"] == "Space":
        label.pop()
    while words and words[0]["t"] in {"Space", "SoftBreak"}:
        words.pop(0)
    return label, words


def _paragraphs(blocks: Iterable[Block]) -> Iterable[list[Inline]]:
    for block in blocks:
        if block["t"] in {"Para", "Plain"}:
            yield block["c"]
        elif block["t"] == "Div":
            yield from _paragraphs(block["c"][1])


def _verification(reference: RenderedReference) -> Element:
    """The status in words, and where the work was seen."""
    kind = {"content-type": "verification-status", "specific-use": reference.status.value}
    paragraph = element("p", None, element("named-content", kind, reference.status_text), ".")
    seen = [link for link in reference.evidence if safe_address(link.url)]
    for place, link in enumerate(seen):
        append(paragraph, " Seen at: " if place == 0 else ", ", _evidence(link), f" ({link.kind})")
    append(paragraph, "." if seen else None)
    return element("note", {"content-type": "verification"}, paragraph)


def _evidence(link: EvidenceLink) -> Element:
    return external_link(safe_address(link.url) or "", link.host)


def _notices(reference: RenderedReference) -> list[Element]:
    notices = []
    for notice in reference.notices:
        paragraph = element("p", None, f"{_NOTICES[notice.kind]} about this work")
        if address := safe_address(notice.url):
            append(paragraph, ": ", external_link(address, address))
        append(paragraph, f" (seen on {date_in_words(notice.seen)}).")
        notices.append(element("note", {"content-type": notice.kind}, paragraph))
    return notices
