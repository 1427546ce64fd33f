"""The text as pages of the EPUB: links between files, footnotes under the page that refers to them, table heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from wellsourced.publish.epub.elements import head_table, heading_words, lead_to_data, say_equation, show_box
from wellsourced.publish.epub.parts import NOTE_TAG
from wellsourced.publish.epub.xml import (
    keep_known_attributes,
    parse_fragment,
    safe_identifier,
    web_address,
    write_inside,
)

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class CitedPlace:
    """A section that cites a work, and the address of the first citation there."""

    label: str
    address: str


@dataclass(frozen=True)
class Written:
    """A page's content as XML, and its footnotes. Counted in both: `equations` in MathML, `formulas` left as TeX."""

    content: str
    notes: tuple[str, ...]
    equations: int
    formulas: int


@dataclass
class Binder:
    """Binds pandoc's fragments to pages. First every page is taken up, then each is written, in reading order.

    `references`: anchors of the reference list. `notes`: the fragments of the notes. `targets`: identifier in the
    document -> file and identifier there. `titles`: identifier of a heading -> its words. `places`: anchor of a
    reference -> label of a section -> where it is cited there.
    """

    references: frozenset[str]
    notes: Sequence[str]
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, CitedPlace]] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    _citations: dict[str, int] = field(default_factory=dict)
    _noted: int = 0

    def reserve(self, file: str, anchor: str) -> str:
        """Take an identifier for an element of a page's own; the identifier in the file."""
        identifier = safe_identifier(anchor)
        self._taken.setdefault(file, set()).add(identifier)
        self.targets.setdefault(anchor, (file, identifier))
        return identifier

    def take_up(self, file: str, fragment: str) -> Element:
        """Parse a page's fragment and remember where its identifiers are. Raises ElementTree.ParseError."""
        root = parse_fragment(fragment)
        taken = self._taken.setdefault(file, set())
        for element in root.iter():
            if identifier := element.attrib.pop("id", None):
                new = safe_identifier(identifier)
                if new not in taken:
                    taken.add(new)
                    element.set("id", new)
                    self.targets.setdefault(identifier, (file, new))
                    if element.tag in _HEADINGS:
                        self.titles.setdefault(identifier, heading_words(element))
        return root

    def write(self, file: str, root: Element, label: str) -> Written:
        """Finish a page. `label`: what a citation before the page's first heading is said to stand in.

        Raises ElementTree.ParseError.
        """
        notes = self._finish(file, root, label)
        elements = [element for part in (root, *(note for _, note in notes)) for element in part.iter()]
        return Written(
            write_inside(root),
            tuple(_write_note(number, note) for number, note in notes),
            equations=sum(element.tag == "math" for element in elements),
            formulas=sum("math" in element.get("class", "").split() for element in elements),
        )

    def _finish(self, file: str, root: Element, label: str) -> list[tuple[int, Element]]:
        """Change the elements in place; the notes that they refer to, numbered and finished."""
        notes: list[tuple[int, Element]] = []
        parents = {child: parent for parent in root.iter() for child in parent}
        equations = {inner for math in root.iter("math") for inner in math.iter()}
        for element in list(root.iter()):
            if element in equations:
                if element.tag == "math":
                    say_equation(element, parents[element])
                continue
            if element.tag in _HEADINGS:
                label = _label(element) or label
            elif element.tag == NOTE_TAG:
                self._noted += 1
                note = self.take_up(file, self.notes[int(element.get("n", "0"))])
                self._finish(file, note, label)
                notes.append((self._noted, note))
                _refer_to_note(element, self._noted)
            elif element.tag == "a":
                self._link(file, element, label)
            elif element.tag == "table":
                head_table(element, parents[element])
            elif element.tag == "input":
                show_box(element)
            elif element.tag == "label":
                element.tag = "span"
            elif element.tag == "figure":
                lead_to_data(element, parents[element])
            keep_known_attributes(element)
        return notes

    def _link(self, file: str, link: Element, label: str) -> None:
        if link.get("role") == "doc-noteref":
            return
        address = link.get("href", "")
        if outside := web_address(address):
            link.set("href", outside)
            return
        anchor = address.removeprefix("#")
        if anchor not in self.targets:
            link.tag = "span"
            return
        target, identifier = self.targets[anchor]
        link.set("href", f"#{identifier}" if target == file else f"{target}#{identifier}")
        if anchor in self.references:
            self._cite(file, link, anchor, label)

    def _cite(self, file: str, link: Element, anchor: str, label: str) -> None:
        """A citation that leads to the reference list, and the way back."""
        self._citations[anchor] = self._citations.get(anchor, 0) + 1
        identifier = link.get("id") or f"ws-cited-{safe_identifier(anchor)}-{self._citations[anchor]}"
        link.set("id", identifier)
        link.set("epub:type", "biblioref")
        link.set("role", "doc-biblioref")
        link.attrib.pop("title", None)
        self.places.setdefault(anchor, {}).setdefault(label, CitedPlace(label, f"{file}#{identifier}"))


def _label(heading: Element) -> str | None:
    """How a section is named in the list of places that cite a work: by its number, else by its title."""
    number = heading.get("data-number")
    return number or (heading_words(heading) if heading.tag == "h1" else None)


def _refer_to_note(element: Element, number: int) -> None:
    element.tag = "a"
    element.attrib.clear()
    element.text = str(number)
    element.attrib |= {
        "href": f"#ws-note-{number}",
        "id": f"ws-noteref-{number}",
        "class": "ws-noteref",
        "epub:type": "noteref",
        "role": "doc-noteref",
        "aria-label": f"Note {number}",
    }


def _write_note(number: int, note: Element) -> str:
    """A footnote that reading systems may show in a window: what it says, its number, the way back."""
    back = Element("a", {"href": f"#ws-noteref-{number}", "role": "doc-backlink", "class": "ws-back"})
    back.text = str(number)
    back.set("aria-label", f"Back to the reference to note {number}")
    back.tail = " "
    first = note[0] if len(note) and note[0].tag == "p" else None
    holder = first if first is not None else SubElement(note, "p")
    if first is None:
        note.remove(holder)
        note.insert(0, holder)
    back.tail, holder.text = f" {holder.text or ''}", None
    holder.insert(0, back)
    return (
        f'<aside id="ws-note-{number}" class="ws-note" epub:type="footnote" role="doc-footnote">'
        f"{write_inside(note)}</aside>"
    )
