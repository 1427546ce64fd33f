"""Running text made safe and complete for pandoc's Typst writer: words, code, links, images, equations, languages."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.math_speech import speak
from wellsourced.publish.ties import stays_whole, tie_words
from wellsourced.publish.typst.images import EmbeddedImage, decode_image
from wellsourced.publish.typst.layout import Layout
from wellsourced.publish.typst.tables import plain_text
from wellsourced.publish.typst.text import (
    MISSING,
    drop_unprintable,
    escape_markup,
    label_call,
    quote_string,
    raw_inline,
)

#: Nesting (lists in quotations in notes ...) beyond which a document is refused. Typst ends near 30 nested quotations.
DEEPEST = 28
SCHEMES = frozenset({"http", "https", "mailto"})
ARTICLE = Span("article/article.yaml")
#: Words by which raw Typst could reach files, packages or other code; refused even where raw blocks are allowed.
_REACHING_OUT = re.compile(r"\b(import|include|eval|plugin|std)\b")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?", re.IGNORECASE)
#: CSS pixels are 96 to the inch (CSS Values 3, section 6.2); an em is the size of the text.
_POINTS = {"px": 0.75, "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
#: A number with a unit of CSS or a percentage.
LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(%|cm|mm|in|px|pt|em)?")
#: Tags whose content is inlines and nothing else.
SPANNED = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}


class NestedTooDeepError(Exception):
    """The document is nested beyond DEEPEST."""


@dataclass
class InlineRewriter:
    """Rewrites inlines in reading order, and gathers complaints, images and equations on the way.

    `anchors`: the identifiers that exist in the whole document. `reserved`: those that belong to the reference list.
    `missing`: characters that no font shows. `damaged`: images that Typst cannot decode. `unset`: equations that pandoc
    or Typst cannot set. `equations`: the TeX of all equations met.
    """

    anchors: frozenset[str]
    reserved: frozenset[str]
    missing: frozenset[str]
    layout: Layout
    damaged: frozenset[EmbeddedImage] = frozenset()
    unset: frozenset[str] = frozenset()
    allow_raw: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)
    images: list[EmbeddedImage] = field(default_factory=list)
    equations: dict[str, None] = field(default_factory=dict)
    _labelled: set[str] = field(default_factory=set)
    _linked: set[str] = field(default_factory=set)
    _depth: int = 0
    _part: float = 1.0
    _in_link: bool = False
    _nested: bool = False

    @abstractmethod
    def blocks(self, blocks: list[Block]) -> list[Block]:
        """The blocks, rewritten: those of a note."""

    def inlines(self, inlines: list[Inline]) -> list[Inline]:
        """The inlines, rewritten. Raises NestedTooDeepError."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NestedTooDeepError
        rewritten = [new for inline in tie_words(inlines) for new in self._inline(inline)]
        self._depth -= 1
        return _join_markup(rewritten)

    def printable(self, text: str) -> str:
        """`text` with nothing in it that the fonts cannot show."""
        text = drop_unprintable(text)
        return text.translate({ord(character): MISSING for character in self.missing}) if self.missing else text

    def anchor(self, identifier: str) -> str:
        """Typst markup that labels this place; empty where there is nothing to label or the label stands elsewhere."""
        return f"#metadata(none)#{label_call(identifier)}" if self.claim(identifier) else ""

    def stray_anchors(self) -> str:
        """Markup for the text's beginning: labels that links go to but that no block got (a span in a heading, say)."""
        return "".join(self.anchor(name) for name in sorted(self._linked - self._labelled - self.reserved))

    def nest(self, rewrite: Callable[[Any], Any], content: Any) -> Any:
        """The content rewritten as a part of something: no page can begin there, no heading is one of the article's."""
        before, self._nested = self._nested, True
        rewritten = rewrite(content)
        self._nested = before
        return rewritten

    def _inline(self, inline: Inline) -> list[Inline]:
        kind = inline["t"]
        content: Any = inline.get("c")
        match kind:
            case "Str":
                markup = escape_markup(self.printable(content))
                return [raw_inline(f"#box[{markup}]" if stays_whole(content) else markup)]
            case "Space" | "SoftBreak":
                return [raw_inline(" ")]
            case "LineBreak":
                return [inline]
            case "Quoted":
                left, right = _QUOTES[content[0]["t"]]
                return [raw_inline(left), *self.inlines(content[1]), raw_inline(right)]
            case "Cite":
                return self.inlines(content[1])
            case "Code":
                code = " ".join(content[1].split("\n"))
                return [raw_inline(f"{self.anchor(content[0][0])}#raw({quote_string(self.printable(code))});")]
            case "Math":
                return self._math(*content)
            case "Link":
                return self._link(*content)
            case "Image":
                return self._image(*content)
            case "Note":
                return [{"t": kind, "c": self.nest(self.blocks, content)}]
            case "Span":
                return self._span(*content)
            case "RawInline":
                return [raw_inline(content[1])] if self.may_pass(*content) else []
            case _ if kind in SPANNED:
                return [{"t": kind, "c": self.inlines(content)}]
            case _:
                return []

    def _math(self, kind: Any, tex: str) -> list[Inline]:
        """pandoc's own conversion inside a rule that gives the equation its alt text in words (PDF/UA-1, 7.7)."""
        tex = self.printable(tex)
        display = kind["t"] == "DisplayMath"
        if tex in self.unset or not tex.strip():
            self.complain(
                "PUB018",
                Severity.WARNING,
                f'the equation "{" ".join(tex.split())[:80]}" could not be set in the PDF',
                "Its source is printed in its place. Use the commands of LaTeX and amsmath that pandoc reads.",
            )
            return [raw_inline(f'#raw(block: {str(display).lower()}, lang: "tex", {quote_string(tex)});')]
        self.equations[tex] = None
        alt = quote_string(self.printable(speak(tex, display=display)))
        return [raw_inline(f"#[#set math.equation(alt: {alt});"), {"t": "Math", "c": [kind, tex]}, raw_inline("]")]

    def _link(self, attributes: Any, inlines: list[Inline], target: Any) -> list[Inline]:
        anchor = raw_inline(self.anchor(attributes[0]))
        destination = None if self._in_link else self._destination(target[0], inlines)
        if destination is None:
            return [anchor, *self.inlines(inlines)]
        self._in_link = True
        words = self.inlines(inlines) or [raw_inline(escape_markup(self.printable(target[0])))]
        self._in_link = False
        return [anchor, raw_inline(f"#link({destination})["), *words, raw_inline("]")]

    def _destination(self, target: str, words: list[Inline]) -> str | None:
        """The target as Typst code; None, with a complaint, where a reader must not or cannot be sent there."""
        if target.startswith("#"):
            if (name := drop_unprintable(target[1:])) in self.anchors:
                self._linked.add(name)
                return label_call(name)
            self.complain(
                "PUB012",
                Severity.WARNING,
                f'the link "{plain_text(words)}" points to "{target}", which is nowhere in the article',
                "Give the target an identifier, or mend the link. It is printed as plain text.",
            )
            return None
        target = drop_unprintable(target).strip()
        if is_public(target):
            return quote_string(target)
        self.complain(
            "PUB013",
            Severity.WARNING,
            f'the link "{plain_text(words)}" goes to "{target[:80]}", which is not an address on the web',
            "Links go to http, https and mailto addresses and to places in the article. It is printed as plain text.",
        )
        return None

    def _image(self, attributes: Any, inlines: list[Inline], target: Any) -> list[Inline]:
        identifier, _, pairs = attributes
        given = dict(pairs)
        alt = self.printable(given.get("alt") or plain_text(inlines) or target[1] or "Image without a description")
        anchor = self.anchor(identifier)
        image = decode_image(target[0])
        if image is None or image in self.damaged:
            self.complain(
                "PUB014",
                Severity.WARNING,
                f'the image "{alt}" could not be put into the PDF: {target[0][:80]}',
                "Use a sound PNG, JPEG, GIF, WebP or SVG file. The alternative text is printed in its place.",
            )
            return [raw_inline(f"{anchor}#image-missing[{escape_markup(alt)}]")]
        self.images.append(image)
        size = "".join(
            f", {side}: {length}"
            for side in ("width", "height")
            if (length := _length(given.get(side, ""), self.layout, self._part))
        )
        return [raw_inline(f"{anchor}#box(image({quote_string(image.name)}, alt: {quote_string(alt)}{size}))")]

    def _span(self, attributes: Any, inlines: list[Inline]) -> list[Inline]:
        identifier, classes, pairs = attributes
        opening, closing = language_switch(dict(pairs), "#text({arguments})[", "]")
        words = self.inlines(inlines)
        for style, kind in (("smallcaps", "SmallCaps"), ("underline", "Underline"), ("mark", "Strong")):
            if style in classes:
                words = [{"t": kind, "c": words}]
        anchor = self.anchor(identifier)
        return [raw_inline(anchor + opening), *words, raw_inline(closing)] if anchor or opening else words

    def complain(self, code: str, severity: Severity, message: str, help: str) -> None:
        """Record a diagnostic. The composed document no longer knows lines, so it points at the article's file."""
        self.diagnostics.append(Diagnostic(code, severity, message, ARTICLE, help))

    def claim(self, identifier: str) -> bool:
        """Whether to put a label here: the identifier is one, and the first of its name."""
        identifier = drop_unprintable(identifier)
        if not identifier:
            return False
        if identifier in self._labelled or identifier in self.reserved:
            self.complain(
                "PUB015",
                Severity.WARNING,
                f'the identifier "{identifier}" stands more than once in the article',
                "Links go to the first place. Give the others identifiers of their own.",
            )
            return False
        self._labelled.add(identifier)
        return True

    def may_pass(self, language: str, markup: str) -> bool:
        """Whether raw markup stays: Typst, where the project allows it, that reaches for nothing outside."""
        if not self.allow_raw or language.lower() != "typst":
            return False
        if word := _REACHING_OUT.search(markup):
            self.complain(
                "PUB016",
                Severity.ERROR,
                f'raw Typst with "{word[0]}" was left out',
                "Raw Typst in an article may not reach for files, packages or other code.",
            )
            return False
        return True


def is_public(target: str) -> bool:
    """Whether a reader may be sent there: an http(s) address with a host, or a mail address."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or (parts.scheme.lower() == "mailto" and parts.path))


def language_arguments(tag: str) -> str | None:
    """A BCP 47 tag as arguments of Typst's `text`: `lang: "en", region: "GB"`. None if it is not a tag."""
    match = _LANGUAGE.fullmatch(tag.strip())
    if not match:
        return None
    region = f'"{match[2].lower()}"' if match[2] else "none"
    return f'lang: "{match[1].lower()}", region: {region}'


def _join_markup(inlines: list[Inline]) -> list[Inline]:
    """Neighbouring raw inlines as one: a paragraph is a few nodes then, not hundreds, for pandoc to read and write."""
    joined: list[Inline] = []
    markup: list[str] = []
    for inline in inlines:
        if inline["t"] == "RawInline":
            markup.append(inline["c"][1])
            continue
        if markup:
            joined.append(raw_inline("".join(markup)))
            markup = []
        joined.append(inline)
    return [*joined, raw_inline("".join(markup))] if markup else joined


def language_switch(pairs: Mapping[str, str], opening: str, closing: str) -> tuple[str, str]:
    """What opens and closes a part in another language, given in `lang`; nothing where none is given."""
    arguments = language_arguments(pairs.get("lang", ""))
    return (opening.format(arguments=arguments), closing) if arguments else ("", "")


def _length(text: str, layout: Layout, part: float) -> str | None:
    match = LENGTH.fullmatch(text.strip())
    if not match:
        return None
    if match[2] == "%":
        return f"{min(float(match[1]), 100) * part:.4g}%"
    points = float(match[1]) * {**_POINTS, "em": layout.size}[match[2] or "px"]
    return f"{min(points, layout.widest):g}pt"
