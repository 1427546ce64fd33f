"""What a citation style prints of an item: the branches of its CSL, followed without rendering anything.

Rendering 10,000 entries takes minutes; asking which variables the style would reach takes milliseconds. The rules are
those of CSL 1.0.2: "Choose", "Group" (empty when all its variables are), "Substitute" (the first that prints).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

import msgspec

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
#: CSL 1.0.2, "Choose", is-numeric: numbers with affixes, joined by hyphen, comma or ampersand.
_NUMERIC = re.compile(r"[a-z]{0,4}\d{1,20}[a-z]{0,4}(?:\s*[-–,&]\s*[a-z]{0,4}\d{1,20}[a-z]{0,4})*", re.IGNORECASE)
#: Macros call macros; a style that calls itself is ill-formed (CSL 1.0.2, "Macro"), and this ends it.
_DEEPEST = 60

_Printed = tuple[bool, frozenset[str]]
_NOTHING: _Printed = (False, frozenset())


class StyleReach:
    """A style, ready to be asked what it prints in the reference list (in a note, where it has no list)."""

    def __init__(self, csl: str) -> None:
        """Raises ElementTree.ParseError if `csl` is not well-formed XML."""
        root = ElementTree.fromstring(csl)
        macros = {macro.get("name", ""): macro for macro in root.findall(f"{_NAMESPACE}macro")}
        self._macros = {name: _read_node(macro) for name, macro in macros.items()}
        layout = root.find(f"{_NAMESPACE}bibliography/{_NAMESPACE}layout")
        if layout is None:
            layout = root.find(f"{_NAMESPACE}citation/{_NAMESPACE}layout")
        self._layout = None if layout is None else _read_node(layout)
        self._known: dict[tuple[object, ...], frozenset[str]] = {}
        self._calling: dict[int, bool] = {}

    def printed(self, item: Mapping[str, Any]) -> frozenset[str]:
        """The CSL variables of `item` (a CSL-JSON mapping) that its entry shows."""
        if self._layout is None:
            return frozenset()
        signature = (item.get("type"), *sorted(_feature(key, value) for key, value in item.items() if _filled(value)))
        if signature not in self._known:
            self._known[signature] = self._children(self._layout, _Features(item), 0)[1]
        return self._known[signature]

    def _children(self, node: _Node, item: _Features, depth: int) -> _Printed:
        anything, variables = False, frozenset[str]()
        for child in node.children:
            printed, found = self._walk(child, item, depth)
            anything, variables = anything or printed, variables | found
        return anything, variables

    def _walk(self, node: _Node, item: _Features, depth: int) -> _Printed:
        if depth > _DEEPEST:
            return _NOTHING
        match node.tag:
            case "text" if macro := self._macros.get(node.macro):
                return self._children(macro, item, depth + 1)
            case "text" if node.literal:
                return True, frozenset()
            case "text" | "number" | "date":
                return item.present_of(node.variables[:1])
            case "names":
                return self._names(node, item, depth)
            case "group":
                return self._group(node, item, depth)
            case "choose":
                branch = next((b for b in node.children if _holds(b, item)), None)
                return _NOTHING if branch is None else self._children(branch, item, depth + 1)
            case _:
                return _NOTHING

    def _names(self, node: _Node, item: _Features, depth: int) -> _Printed:
        found = item.present_of(node.variables)
        substitute = next((child for child in node.children if child.tag == "substitute"), None)
        if found[0] or substitute is None:
            return found
        for child in substitute.children:
            if (printed := self._walk(child, item, depth + 1))[0]:
                return printed
        return _NOTHING

    def _group(self, node: _Node, item: _Features, depth: int) -> _Printed:
        printed = self._children(node, item, depth + 1)
        return printed if printed[1] or not self._calls_variable(node) else _NOTHING

    def _calls_variable(self, node: _Node) -> bool:
        # The nodes live as long as the style: their identity is theirs alone.
        if id(node) not in self._calling:
            self._calling[id(node)] = self._finds_variable(node, 0)
        return self._calling[id(node)]

    def _finds_variable(self, node: _Node, depth: int) -> bool:
        if depth > _DEEPEST:
            return False
        macro = self._macros.get(node.macro)
        return (
            node.names_variable
            or (macro is not None and self._finds_variable(macro, depth + 1))
            or any(self._finds_variable(child, depth + 1) for child in node.children)
        )


class _Node(msgspec.Struct, frozen=True, eq=False):
    """An element of a style, its attributes read. `tests`: attribute and name asked for, of a branch of `choose`."""

    tag: str
    macro: str
    variables: tuple[str, ...]
    literal: bool
    names_variable: bool
    tests: tuple[tuple[str, str], ...]
    match: str
    children: tuple[_Node, ...]


def _read_node(element: ElementTree.Element) -> _Node:
    tag = element.tag.removeprefix(_NAMESPACE)
    variable = element.get("variable")
    branch = tag in ("if", "else-if")
    return _Node(
        tag,
        element.get("macro", ""),
        tuple((variable or "").split()) if tag == "names" else (variable or "",),
        bool(element.get("term") or element.get("value")),
        variable is not None and not branch,
        tuple((key, name) for key, value in element.attrib.items() for name in value.split()) if branch else (),
        element.get("match", "all"),
        tuple(_read_node(child) for child in element if isinstance(child.tag, str)),
    )


class _Features(msgspec.Struct, frozen=True, dict=True):
    """What a style may ask of an item."""

    item: Mapping[str, Any]

    @cached_property
    def present(self) -> frozenset[str]:
        """The variables that are there."""
        return frozenset(key for key, value in self.item.items() if key and _filled(value))

    def present_of(self, variables: Iterable[str]) -> _Printed:
        """Those of `variables` that are there, and whether any is."""
        # "page-first" is the first number of "page" (CSL 1.0.2, appendix IV).
        found = self.present.intersection(variables)
        return bool(found), found


def _filled(value: object) -> bool:
    return value not in (None, "", (), [], {})


def _feature(key: str, value: object) -> tuple[str, str]:
    """What of a variable a style can ask for: that it is there, a number, an uncertain date."""
    if key in ("id", "type", "aliases"):
        return "", ""
    circa = isinstance(value, dict) and bool(value.get("circa"))
    return key, "circa" if circa else "numeric" if _is_numeric(value) else ""


def _is_numeric(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and bool(_NUMERIC.fullmatch(value[:200])))


def _holds(branch: _Node, item: _Features) -> bool:
    if branch.tag == "else":
        return True
    tests = (_passes(test, name, item) for test, name in branch.tests if test in _TESTS)
    match branch.match:
        case "any":
            return any(tests)
        case "none":
            return not any(tests)
        case _:
            first = next(tests, False)
            return first and all(tests)


#: In the reference list no entry has a position or a locator; telling apart comes later.
_NEVER = ("position", "locator", "disambiguate")
_TESTS = ("type", "variable", "is-numeric", "is-uncertain-date", *_NEVER)


def _passes(test: str, name: str, item: _Features) -> bool:
    match test:
        case "type":
            return bool(item.item.get("type") == name)
        case "variable":
            return name in item.present
        case "is-numeric":
            return _is_numeric(item.item.get(name))
        case "is-uncertain-date":
            return _feature(name, item.item.get(name))[1] == "circa"
        case _:
            return False
