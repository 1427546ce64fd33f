"""Formulas in JATS: TeX as written, MathML beside it, and the formula in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from wellsourced import pandoc
from wellsourced.compose import ast
from wellsourced.pandoc import Block
from wellsourced.publish.jats.xml import FORBIDDEN, NAMESPACES, Element, element

_MATHML = f"{{{NAMESPACES['xmlns:mml']}}}"


@dataclass(frozen=True)
class Formulas:
    """The MathML of each formula: (display, TeX) -> element. `warnings`: what pandoc complained of."""

    mathml: dict[tuple[bool, str], Element]
    warnings: tuple[str, ...] = ()

    def write(self, tex: str, *, display: bool, block: bool) -> Element:
        """`disp-formula` where the place takes a `block` and the formula is displayed, else `inline-formula`."""
        from wellsourced.publish.math_speech import speak

        formula = element("disp-formula" if display and block else "inline-formula")
        formula.append(element("alt-text", None, speak(tex, display=display)))
        written = element("tex-math", None, tex.strip())
        math = self.mathml.get((display, tex))
        # The same MathML may be wanted twice: an element has one place.
        formula.append(written if math is None else element("alternatives", None, written, _copy(math)))
        return formula


def convert_formulas(parts: Sequence[list[Block]]) -> Formulas:
    """The MathML of every formula in these blocks, from one run of pandoc; none where nothing is to be written.

    Raises PandocError.
    """
    wanted = dict.fromkeys(
        (found["c"][0]["t"] == "DisplayMath", str(found["c"][1])) for found in ast.walk(list(parts), ("Math",))
    )
    if not wanted:
        return Formulas({})
    blocks = [
        ast.para({"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, FORBIDDEN.sub("", tex)]})
        for display, tex in wanted
    ]
    converted = pandoc.write_blocks(blocks, "jats_archiving", ("--wrap=none",))
    namespaces = " ".join(f'{name}="{address}"' for name, address in NAMESPACES.items())
    warnings = tuple(warning.message for warning in converted.warnings)
    try:
        written = list(ElementTree.fromstring(f"<all {namespaces}>{converted.output}</all>"))
    except ElementTree.ParseError as error:
        return Formulas({}, (*warnings, f"its MathML cannot be read: {error}"))
    if len(written) != len(wanted):
        return Formulas({}, (*warnings, "its MathML does not fit the formulas"))
    pairs = ((key, one.find(f".//{_MATHML}math")) for key, one in zip(wanted, written, strict=True))
    return Formulas({key: math for key, math in pairs if math is not None}, warnings)


def _copy(node: Element) -> Element:
    """The element with the prefix that the document declares."""
    # pandoc says alignment twice, the second time in CSS.
    attributes = {name: value for name, value in node.items() if not name.startswith("{") and name != "style"}
    new = Element(str(node.tag).replace(_MATHML, "mml:"), attributes)
    new.text = node.text
    for child in node:
        new.append(_copy(child))
    return new
