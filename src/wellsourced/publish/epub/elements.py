"""Elements of the text made ready for reading systems: table heads, equations, boxes to tick, words of headings."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from wellsourced.publish.epub.parts import NOTE_TAG


def say_equation(equation: Element, parent: Element) -> None:
    """Put the equation's spoken form where reading systems without MathML look for it; let a wide one scroll."""
    from wellsourced.publish.math_speech import speak

    tex = next((note.text or "" for note in equation.iter("annotation")), "")
    display = equation.get("display") == "block"
    equation.set("alttext", speak(tex, display=display))
    if display and parent.tag == "p":
        # What scrolls must be within reach of the keyboard (WCAG 2.2, 2.1.1).
        parent.attrib |= {"class": "ws-equation", "tabindex": "0"}


def head_table(table: Element, parent: Element) -> None:
    """Give header cells their scope, leave widths to the reading system, let a wide table scroll by itself."""
    table.attrib.pop("style", None)
    for columns in table.findall("colgroup"):
        table.remove(columns)
    for part, scope in (("thead", "col"), ("tbody", "row")):
        for body in table.iter(part):
            for cell in body.iter("th"):
                if "".join(cell.itertext()).strip() or cell.find(".//img") is not None:
                    wide = int(cell.get("colspan", "1")) > 1
                    cell.set("scope", "colgroup" if wide and scope == "col" else scope)
                else:
                    cell.tag = "td"
    caption = table.find("caption")
    name = heading_words(caption) if caption is not None else ""
    # Landmarks need names that differ; a group does not.
    named = {"role": "region", "aria-label": name} if name else {"role": "group", "aria-label": "Table"}
    box = Element("div", {"class": "ws-table", **named, "tabindex": "0"})
    box.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = box
    box.append(table)


def show_box(box: Element) -> None:
    """A box to tick, as a sign: a book is no form."""
    ticked = "checked" in box.attrib
    box.tag = "span"
    box.attrib.clear()
    box.attrib |= {"role": "img", "aria-label": "ticked" if ticked else "not ticked", "class": "ws-box"}
    box.text = "☒" if ticked else "☐"
    box.tail = f" {(box.tail or '').lstrip()}"


def lead_to_data(figure: Element, parent: Element) -> None:
    """Tell assistive technology that the table after a drawn figure holds what it shows."""
    siblings = list(parent)
    following = siblings[siblings.index(figure) + 1 :][:1]
    if following and following[0].tag == "details" and (identifier := following[0].get("id")):
        for image in figure.iter("img"):
            image.set("aria-details", identifier)
    for caption in figure.iter("figcaption"):
        caption.attrib.pop("aria-hidden", None)


def heading_words(element: Element) -> str:
    """The words of a heading: no notes, and of an equation its signs, not its TeX."""
    pieces: list[str] = []
    _collect(element, pieces)
    return " ".join("".join(pieces).split())


def _collect(element: Element, pieces: list[str]) -> None:
    if element.tag not in (NOTE_TAG, "annotation"):
        pieces.append(element.text or "")
        for child in element:
            _collect(child, pieces)
    pieces.append(element.tail or "")
