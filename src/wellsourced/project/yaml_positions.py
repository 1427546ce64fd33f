"""YAML 1.2 (core schema) into plain values, with the place of every key and value.

libyaml's event stream is read once; values and places are built side by side, so nothing is recursive and every limit
is enforced while reading. Source of the rules: YAML 1.2.2, chapter 10.3 (core schema) and 3.2.1.3 (unique keys).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.project.wording import describe_value, is_reserved, name_character, shorten
from wellsourced.project.yaml_scalars import MAY_BE_SPECIAL, NumberOutOfRangeError, resolve_plain

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

    from wellsourced.project.project import KeyPath

Record = TypeVar("Record")

#: Our files need eight levels; anything deeper is a mistake or an attack.
MAX_DEPTH = 64
#: Nodes that aliases may add to those written out. A "billion laughs" needs ten lines to pass it a thousandfold.
MAX_ALIASED_NODES = 100_000

_CORE_TAG = "tag:yaml.org,2002:"
_TYPES_OF_TAG: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}
#: Characters that YAML forbids outright, and those (U+E000-U+E0FF) that the template expander uses as marks.
_NOT_YAML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\ue0ff\ufeff\ufffe\uffff]")
_NOT_IN_VALUES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue0ff\ufffe\uffff]")

#: libyaml follows YAML 1.1, where these three break lines; in 1.2 they are plain text. Stand-ins of the same length
#: keep it from folding them.
_BREAKS_OF_1_1 = {0x85: 0x10FFF0, 0x2028: 0x10FFF1, 0x2029: 0x10FFF2}
_BREAKS_BACK = {stand_in: char for char, stand_in in _BREAKS_OF_1_1.items()}

# A place is one integer, start << 32 | end, offsets into the text; a container also keeps its children's places.
_OFFSET_BITS = 32
_OFFSET_MASK = (1 << _OFFSET_BITS) - 1


class YamlDocument:
    """What a file says. `value` is None and `readable` False when the text could not be read to its end.

    `value` and the places may be given as they were kept, in MessagePack; they are unpacked when first asked for.
    `digest`: that of the text, where the document was kept or might be.
    """

    def __init__(
        self,
        value: Any,
        positions: YamlPositions,
        diagnostics: tuple[Diagnostic, ...],
        *,
        readable: bool,
        digest: str | None = None,
    ) -> None:
        self._value = value
        self.positions = positions
        self.diagnostics = diagnostics
        self.readable = readable
        self.digest = digest

    @cached_property
    def value(self) -> Any:
        """The plain value."""
        return _unpack(self._value)

    def as_record(self, model: type[Record]) -> Record:
        """The value as a `model`. Raises msgspec.ValidationError at the first thing that is wrong."""
        if isinstance(self._value, msgspec.Raw):
            return msgspec.msgpack.decode(self._value, type=model)
        return msgspec.convert(self._value, model)


def read_yaml(path: str, text: str) -> YamlDocument:
    """Read `text`, the LF-ended content of the file `path` without BOM.

    Mappings come as dicts with text keys, sequences as lists; values written once and aliased are shared, so they must
    not be changed in place. Codes: CFG003 (forbidden character), CFG004 (malformed), CFG005 (duplicate key), CFG006
    (limits), CFG007 (YAML that these files do not use), CFG011 (a number out of range), CFG020 (reserved character).
    """
    reader = _Reader(path, text)
    try:
        value, place = reader.read()
    except _StopReadingError as stop:
        positions = YamlPositions(path, text, 0)
        return YamlDocument(None, positions, (*reader.diagnostics, stop.diagnostic), readable=False)
    return YamlDocument(value, YamlPositions(path, text, place), tuple(reader.diagnostics), readable=True)


class YamlPositions:
    """Where the values of one YAML file stand (implements `Positions`)."""

    def __init__(self, path: str, text: str, place: Any) -> None:
        """`place`: the root's place as `_Reader` built it, or as it was kept; lists may stand for its tuples."""
        self._root = place
        self._path = path
        self._text = text

    @cached_property
    def root(self) -> Any:
        """The place of the whole value."""
        return _unpack(self._root)

    def span(self, path: KeyPath, *, key: bool = False) -> Span:
        """The span of the value at `path`, or of its key; of the nearest parent if the file does not have it.

        An item of a list has no key: its own span is given.
        """
        place: Any = self.root
        key_place: int | None = None
        for step in path:
            children = None if type(place) is int else place[1]
            if isinstance(children, dict) and step in children:
                key_place, place = children[step]
            elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
                key_place, place = None, children[step]
            else:
                return self._span_of(_extent(place))
        return self._span_of(key_place if key and key_place is not None else _extent(place))

    def span_between(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`."""
        line, column = self._locate(start)
        end_line, end_column = self._locate(end)
        return Span(self._path, line, column, end_line, end_column)

    def source(self, path: KeyPath) -> str:
        """The text of the value at `path` as it is written in the file."""
        place: Any = self.root
        for step in path:
            children = place[1]
            place = children[step][1] if isinstance(children, dict) else children[step]
        extent = _extent(place)
        return self._text[extent >> _OFFSET_BITS : extent & _OFFSET_MASK]

    def _span_of(self, extent: int) -> Span:
        return self.span_between(extent >> _OFFSET_BITS, extent & _OFFSET_MASK)

    def _locate(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]


class _StopReadingError(Exception):
    """The rest of the file makes no sense."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Anchored(NamedTuple):
    """What an anchor stands for; `size` counts its nodes with all aliases expanded."""

    value: Any
    place: Any
    size: int


class _Container:
    """A mapping or sequence under construction; `key` is None until the mapping's next key has been read."""

    __slots__ = ("anchor", "children", "end", "flow", "is_mapping", "key", "key_place", "size", "start", "value")

    def __init__(self, event: Any, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.value: Any = {} if is_mapping else []
        self.children: Any = {} if is_mapping else []
        self.start: int = event.start_mark.index
        self.end: int = event.end_mark.index
        self.flow: bool = event.flow_style
        self.anchor: str | None = event.anchor
        self.size = 1
        self.key: str | None = None
        self.key_place = 0


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, path: str, text: str) -> None:
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self._positions = YamlPositions(path, text, 0)
        self._anchors: dict[str, _Anchored | None] = {}
        self._aliased = 0
        self._has_escapes = "\\" in text
        self._has_old_breaks = any(chr(char) in text for char in _BREAKS_OF_1_1)

    def read(self) -> tuple[Any, Any]:
        """The root value and its place; an empty file is None."""
        import yaml
        from yaml._yaml import CParser

        self._refuse_forbidden_characters()
        text = self.text.translate(_BREAKS_OF_1_1) if self._has_old_breaks else self.text
        try:
            return self._read_events(CParser(text).get_event)
        except yaml.MarkedYAMLError as error:
            raise self._explain_syntax(error) from None
        except yaml.YAMLError as error:  # the reader's own: should have been caught by the character test
            raise _StopReadingError(self._diagnose("CFG004", f"Malformed YAML: {error}", 0, 0)) from None

    def _read_events(self, get_event: Callable[[], Any]) -> tuple[Any, Any]:
        # The hottest loop of the load, once for every scalar of every data file: names are bound locally and the
        # common case, a plain text, is decided here.
        from yaml import events

        scalar_event, alias_event = events.ScalarEvent, events.AliasEvent
        mapping_start, sequence_start = events.MappingStartEvent, events.SequenceStartEvent
        mapping_end, sequence_end = events.MappingEndEvent, events.SequenceEndEvent
        may_be_special, has_old_breaks = MAY_BE_SPECIAL, self._has_old_breaks

        documents = 0
        root = top = _Container(_WholeFile, is_mapping=False)
        stack = [root]
        while (event := get_event()) is not None:
            kind = type(event)
            if kind is scalar_event:
                value, style = event.value, event.style
                if style or event.tag is not None or has_old_breaks or not value or value[0] in may_be_special:
                    value = self._resolve(event)
                start, end = event.start_mark.index, event.end_mark.index
                if style == "|" or style == ">":
                    end = self._end_of_block_scalar(start, end)
                place: Any = start << _OFFSET_BITS | end
                size = 1
                if event.anchor is not None:
                    self._anchors[event.anchor] = _Anchored(value, place, 1)
            elif kind is mapping_start or kind is sequence_start:
                self._refuse_container(event, depth=len(stack), is_key=top.is_mapping and top.key is None)
                if event.anchor is not None:
                    self._anchors[event.anchor] = None
                top = _Container(event, is_mapping=kind is mapping_start)
                stack.append(top)
                continue
            elif kind is mapping_end or kind is sequence_end:
                finished = stack.pop()
                top = stack[-1]
                value, size = finished.value, finished.size
                # A block collection's own end mark is that of the next token; its last child knows better.
                end = event.end_mark.index if finished.flow else finished.end
                place = (finished.start << _OFFSET_BITS | end, finished.children)
                if finished.anchor is not None:
                    self._anchors[finished.anchor] = _Anchored(value, place, size)
            elif kind is alias_event:
                value, place, size, end = self._follow_alias(event)
            else:
                documents += kind is events.DocumentStartEvent
                if documents > 1:
                    raise self._refuse_second_document(event)
                continue

            top.end = end
            top.size += size
            if not top.is_mapping:
                top.value.append(value)
                top.children.append(place)
            elif top.key is None:
                top.key = value if type(value) is str else self._refuse_key(value, place)
                top.key_place = place
            else:
                key, top.key = top.key, None
                if key in top.value:
                    self._report_duplicate(key, top)
                else:
                    top.value[key] = value
                    top.children[key] = (top.key_place, place)
        return (root.value[0], root.children[0]) if root.value else (None, 0)

    # --- values ------------------------------------------------------------------------------------------------------

    def _resolve(self, event: Any) -> Any:
        value: str = event.value
        if self._has_old_breaks:
            value = value.translate(_BREAKS_BACK)
        if event.tag is None or event.tag == "!":
            if event.style == "" and event.tag is None:
                return self._resolve_plain(event, value)
            if self._has_escapes and event.style == '"' and _NOT_IN_VALUES.search(value):
                return self._refuse_escaped_characters(event, value)
            return value
        return self._resolve_tagged(event, value)

    def _resolve_plain(self, event: Any, value: str) -> Any:
        try:
            return resolve_plain(value)
        except NumberOutOfRangeError:
            message = f"The number {shorten(value)} is out of range"
            self._report("CFG011", message, event, help="Put it in quotes if it is text.")
            return 0

    def _resolve_tagged(self, event: Any, value: str) -> Any:
        tag = event.tag.removeprefix(_CORE_TAG)
        types = _TYPES_OF_TAG.get(tag)
        if types is None or not event.tag.startswith(_CORE_TAG):
            self._refuse_tag(event)
            return value
        resolved = value if tag == "str" else self._resolve_plain(event, value)
        if type(resolved) not in types:
            self._report("CFG011", f"`{shorten(value)}` does not fit its tag `!!{tag}`", event, help="Remove the tag.")
        return float(resolved) if tag == "float" and type(resolved) is int else resolved

    def _follow_alias(self, event: Any) -> tuple[Any, Any, int, int]:
        name = event.anchor
        if name not in self._anchors:
            raise self._stop(
                "CFG004",
                f"The alias `*{shorten(name)}` has no anchor `&{shorten(name)}` before it",
                event,
                help="Define it first.",
            )
        anchored = self._anchors[name]
        if anchored is None:
            raise self._stop(
                "CFG006",
                f"The alias `*{shorten(name)}` stands inside what it stands for",
                event,
                help="A value cannot contain itself: write the value out.",
            )
        self._aliased += anchored.size
        if self._aliased > MAX_ALIASED_NODES:
            raise self._stop(
                "CFG006",
                f"Aliases make this file too large: more than {MAX_ALIASED_NODES:,} values when they are expanded",
                event,
                help="Write the values out, or use fewer aliases.",
            )
        end = event.end_mark.index
        extent = event.start_mark.index << _OFFSET_BITS | end
        place = (extent, anchored.place[1]) if type(anchored.place) is tuple else extent
        return anchored.value, place, anchored.size, end

    def _end_of_block_scalar(self, start: int, end: int) -> int:
        """libyaml ends a block scalar where the next token begins; readers see its last line as its end."""
        while end > start and self.text[end - 1] in " \t\n":
            end -= 1
        return end

    # --- keys --------------------------------------------------------------------------------------------------------

    def _refuse_key(self, value: Any, place: int) -> str:
        start, end = place >> _OFFSET_BITS, place & _OFFSET_MASK
        written = self.text[start:end]
        span = self._positions.span_between(start, end)
        self.diagnostics.append(
            Diagnostic(
                "CFG007",
                Severity.ERROR,
                f"A key must be text; `{shorten(written)}` is {describe_value(value)}"
                if written
                else "A key is missing here",
                span,
                help=f'Put it in quotes: "{shorten(written)}".' if written else "Write the key before the colon.",
                fix=Fix("Put the key in quotes", (Edit(span, f'"{written}"'),), safe=True) if written else None,
            )
        )
        return written

    def _report_duplicate(self, key: str, mapping: _Container) -> None:
        span, first = (
            self._positions.span_between(place >> _OFFSET_BITS, place & _OFFSET_MASK)
            for place in (mapping.key_place, mapping.children[key][0])
        )
        self.diagnostics.append(
            Diagnostic(
                "CFG005",
                Severity.ERROR,
                f"The key `{shorten(key)}` stands twice in the same mapping",
                span,
                help=f"It first stands on line {first.line}. Keep one of the two.",
                related=(Related(first, f"`{shorten(key)}` first stands here"),),
            )
        )

    # --- refusals ----------------------------------------------------------------------------------------------------

    def _refuse_forbidden_characters(self) -> None:
        found = _NOT_YAML.search(self.text)
        if found:
            reserved = is_reserved(found[0])
            diagnostic = self._diagnose(
                "CFG020" if reserved else "CFG003",
                f"The character {name_character(found[0])} is {'reserved' if reserved else 'not allowed in YAML'}",
                found.start(),
                found.end(),
                help="Remove it: the template expander uses it as a mark." if reserved else "Remove it.",
            )
            raise _StopReadingError(diagnostic)

    def _refuse_escaped_characters(self, event: Any, value: str) -> str:
        for character in sorted(set(_NOT_IN_VALUES.findall(value))):
            self._report(
                "CFG020" if is_reserved(character) else "CFG003",
                f"This value contains {name_character(character)}, written as an escape",
                event,
                help="Control and reserved private-use characters cannot be published: remove the escape.",
            )
        return _NOT_IN_VALUES.sub("\N{REPLACEMENT CHARACTER}", value)

    def _refuse_container(self, event: Any, *, depth: int, is_key: bool) -> None:
        if is_key:
            raise self._stop(
                "CFG007", "A key must be text, not a list or mapping", event, help="Braces in a value need quotes."
            )
        if depth > MAX_DEPTH:
            raise self._stop(
                "CFG006", f"Values are nested more than {MAX_DEPTH} levels deep", event, help="Flatten the file."
            )
        if event.tag not in (None, "!", f"{_CORE_TAG}map", f"{_CORE_TAG}seq"):
            self._refuse_tag(event)

    def _refuse_second_document(self, event: Any) -> _StopReadingError:
        return self._stop(
            "CFG007",
            "A second YAML document begins here",
            event,
            help="Each file holds one document: remove the `---` and what follows, or merge the two.",
        )

    def _refuse_tag(self, event: Any) -> None:
        self._report(
            "CFG007",
            f"The tag `{shorten(event.tag.replace(_CORE_TAG, '!!'))}` is not accepted",
            event,
            help="These files hold plain text, numbers, true/false, lists and mappings only: remove the tag.",
        )

    def _explain_syntax(self, error: MarkedYAMLError) -> _StopReadingError:
        mark = error.problem_mark or error.context_mark
        offset = min(mark.index, len(self.text)) if mark else 0
        problem = error.problem or error.context or "it cannot be read"
        context = f" ({error.context})" if error.context and error.context != problem else ""
        related: tuple[Related, ...] = ()
        if error.context_mark and error.context_mark.index != offset:
            begin = min(error.context_mark.index, len(self.text))
            related = (Related(self._positions.span_between(begin, begin), f"{error.context} which begins here"),)
        return _StopReadingError(
            self._diagnose(
                "CFG004",
                f"Malformed YAML: {problem}{context}",
                offset,
                min(offset + 1, len(self.text)),
                help=_advise_on_syntax(problem, self.text[offset : offset + 1]),
                related=related,
            )
        )

    def _report(self, code: str, message: str, event: Any, *, help: str) -> None:
        self.diagnostics.append(self._diagnose(code, message, event.start_mark.index, event.end_mark.index, help=help))

    def _stop(self, code: str, message: str, event: Any, *, help: str) -> _StopReadingError:
        return _StopReadingError(self._diagnose(code, message, event.start_mark.index, event.end_mark.index, help=help))

    def _diagnose(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        *,
        help: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        span = self._positions.span_between(start, end)
        return Diagnostic(code, Severity.ERROR, message, span, help=help, related=related)


def _advise_on_syntax(problem: str, character: str) -> str:
    if character == "\t":
        return "YAML is indented with spaces: replace the tab."
    if "mapping values are not allowed" in problem:
        return "A text that contains a colon and a space needs quotes around it; or the indentation is off."
    if "could not find expected ':'" in problem:
        return "A key needs a colon and a space after it; or a text over several lines needs quotes or a `|`."
    if "cannot start any token" in problem:
        return f"A text that begins with `{character}` needs quotes around it."
    if "block end" in problem or "block mapping" in problem or "block collection" in problem:
        return "The indentation differs from the lines before it, or a quotation mark is not closed."
    return "Look for a quotation mark, bracket or indentation that is off here or just above."


class _WholeFile:
    """Stands for the start event of the list of documents."""

    class _Start:
        index = 0

    start_mark = end_mark = _Start
    flow_style = False
    anchor = None


def _unpack(kept: Any) -> Any:
    return msgspec.msgpack.decode(kept) if isinstance(kept, msgspec.Raw) else kept


def _extent(place: Any) -> int:
    return int(place if type(place) is int else place[0])
