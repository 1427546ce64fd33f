"""Markdown in which something is planted, in every construct that holds prose, and in those that hold none.

`§` is where it is planted, `¤` where something that is hard to count by may stand before it on the line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wellsourced.diagnostics import Span


class Plant(NamedTuple):
    """`written` goes into the text; a diagnostic with this code must cover `marked`, which is a part of it."""

    code: str
    written: str
    marked: str


PLANTS = {
    "citation": Plant("CIT001", "[@lost-key]", "@lost-key"),
    "narrative citation": Plant("CIT001", "@lost-key", "@lost-key"),
    "citation with locator": Plant("CIT001", "[see @lost-key, p. 3]", "@lost-key"),
    "wrong phrase": Plant("COR001", "wrong phrase", "wrong phrase"),
    "discouraged term": Plant("TRM001", "old wording", "old wording"),
    "unknown name": Plant("INS001", "Hive Protection Act 2031", "Hive Protection Act 2031"),
    "wrong name": Plant("INS002", "Apiary Welfare Act 2018", "Apiary Welfare Act 2018"),
    "quantity": Plant("FCT001", "4,711 hives", "4,711"),
    "bare address": Plant("LNK003", "https://bees.example/hives", "https://bees.example/hives"),
}

#: What stands before the plant on its line.
NOISE = (
    "",
    "plain words ",
    "a face 😀 ",
    "a family 👩‍👩‍👧‍👦 and a flag 🇺🇳 ",
    "cafe\u0301 and A\u030a ",
    "no\u00a0break\u202fhere ",
    "עברית and العربية ",
    "code `x = 1` ",
    "maths $a^2$ and $b$ ",
    "a figure {{ fact('hives') }} ",
    "a {{ fact('hives') | words }} and {% if 1 %}then{% endif %} ",
    "[words](https://example.org/a_(b)) ",
    "[words]{.span} ",
    "<b>bold</b> ",
    "escaped \\* and \\_ and &amp; ",
    "a<!-- comment --> ",
    "tab\there ",
    "x < y and z > y ",
    "*emphasis* **strong** ~~struck~~ ",
    '“smart” ‘quotes’ and "straight" -- dash ... ',
    "H~a~O and x^b^ ",
)

PROSE = {
    "paragraph": "¤In it § stands.",
    "second line": "First line\n¤then § stands.",
    "heading": "## ¤Of § here",
    "closed heading": "## ¤Of § here ##",
    "heading with attributes": "## ¤Of § here {#own .class}",
    "setext heading": "¤Of § here\n----------",
    "list": "- one\n- ¤two § here\n- three",
    "loose list": "- one\n\n- ¤two § here\n\n- three",
    "nested list": "- one\n    - two\n        - ¤three § here",
    "list continuation": "- one\n\n    ¤more § here\n\n- two",
    "two paragraphs of continuation": "- one\n\n  more\n\n  ¤still § here",
    "ordered list": "1. one\n2. ¤two § here",
    "lettered list": "(a) one\n(b) ¤two § here",
    "ordered list continuation": "10. one\n\n    ¤more § here",
    "example list": "(@) ¤example § here",
    "task list": "- [ ] ¤todo § here\n- [x] done",
    "block quotation": "> ¤said § here",
    "nested quotation": "> one\n>\n> > ¤two § here",
    "quotation, lazy": "> one\n¤and § here",
    "list in quotation": "> - one\n> - ¤two § here",
    "quotation in list": "- one\n\n  > ¤two § here",
    "footnote": "Word.[^n1]\n\n[^n1]: ¤A note § here.",
    "footnote, second paragraph": "Word.[^n2]\n\n[^n2]: A note.\n\n    ¤More § here.",
    "inline note": "Word.^[¤A note § here.]",
    "footnote with code-like indentation": "Word.[^n3]\n\n[^n3]: A note,\n    ¤more § here.",
    "pipe table": "| a | b |\n|---|---|\n| ¤c § here | d |",
    "pipe table head": "| ¤a § here | b |\n|---|---|\n| c | d |",
    "pipe table without outer bars": "a | b\n--|--\n¤c § here | d",
    "inline note in a table": "| a | b |\n|---|---|\n| c^[¤in a note § here] | d |",
    "footnote of a table": "| a[^n5] | b |\n|---|---|\n| c | d |\n\n[^n5]: ¤A note § here.",
    "footnote in a quotation": "> Word.[^n6]\n>\n> [^n6]: ¤A note § here.",
    "table caption": "| a | b |\n|---|---|\n| c | d |\n\n: ¤The caption § here",
    "grid table": None,  # made to measure
    "simple table": None,
    "definition list": "Term\n\n:   ¤What it is § here.",
    "definition list, tight": "Term\n: ¤What it is § here.",
    "defined term": "¤Of § here\n\n:   What it is.",
    "tilde definition": "Term\n  ~ ¤What it is § here.",
    "emphasis": "¤In *it § stands*.",
    "emphasis alone": "¤In *§*.",
    "strong": "¤In **§** here.",
    "strong, underscores": "¤In __so § here__.",
    "emphasis, underscores": "¤In _it_ § _stands_.",
    "strikeout": "¤In ~~§~~ here.",
    "nested emphasis": "¤In ***so §* here**.",
    "superscript": "¤In x^a^ and § here.",
    "smart quotes": "¤In “so § here”, it said.",
    "straight quotes": "¤In \"so § here\", it said.",
    "brackets": "¤In it (so § here) stands.",
    "loose braces": "¤In {it so § here}.",
    "brackets of no link": "¤In it](so § here).",
    "brackets behind a note": "¤In it.[^n7](so § here)\n\n[^n7]: A note.",
    "no tag": "¤In x <y and (so § here) z>.",
    "no definition": "¤In it\n[so]: § here.",
    "dashes": "¤In it---so § here---stands.",
    "line block": "| one\n| ¤two § here",
    "fenced div": "::: {.box}\n¤In it § stands.\n:::",
    "nested div": ":::: box\n::: {#inner}\n¤In it § stands.\n:::\n::::",
    "span": "¤In [it § stands]{.class}.",
    "if": "{% if fact('hives') %}\n¤In it § stands.\n{% endif %}",
    "inline if": "¤So {% if 1 %}in it § stands{% else %}nothing{% endif %}.",
    "for": "{% for n in range(1) %}\n¤In it § stands.\n{% endfor %}",
    "trimmed template": "¤in it {{- fact('hives') }} and § stands.",
    "after an image": "¤So ![alt](x.png){width=3} and § stands.",
    "after a template in a table": "| a | b |\n|---|---|\n| {{ fact('hives') }} | ¤c § here |",
    "hard line break": "One\\\n¤two § here",
    "raw in template": "¤So {% raw %}{{ x }} and § stands{% endraw %}.",
    "after a code block": "```\ncode\n```\n\n¤In it § stands.",
    "after an indented block": "    code\n\n¤In it § stands.",
    "after a comment": "<!-- a\n\ncomment -->\n\n¤In it § stands.",
    "before a comment": "¤In it § <!-- note --> stands.",
    "html block": "<div>\n\n¤In it § stands.\n\n</div>",
    "after display mathematics": "$$\na = b\n$$\n\n¤In it § stands.",
    "money before": "¤It is $x and § and $y.",
    "after a bare dollar": "¤It is x$ then § here.",
    "after a rule": "* * *\n\n¤In it § stands.",
    "abbreviation before": "¤Cf. e.g. and so on, § stands.",
}  # fmt: skip

#: Prose as well, but what stands in them is no citation to pandoc, or an address is no bare one.
WORDS_ONLY = {
    "link text": "¤So [words § here](https://example.org/x) stand.",
    "reference link": "¤So [words § here][label] stand.\n\n[label]: https://example.org/y",
    "image alternative": "¤So ![words § here](x.png) stand.",
}

#: No prose: nothing is reported.
NO_PROSE = {
    "code": "¤So `x § y` stands.",
    "code with double ticks": "¤So ``x ` § y`` stands.",
    "code with too many ticks": "¤So ``x § y` stands.",
    "fenced code": "```\nx § y\n```",
    "tilde fence": "~~~ {.python}\nx § y\n~~~",
    "indented code": "Words.\n\n    x § y",
    "code in list": "- one\n\n      x § y",
    "code in nested list": "- one\n    - two\n\n            x § y",
    "code in footnote": "Word.[^n4]\n\n[^n4]: A note.\n\n        x § y",
    "code in quotation": "> one\n>\n>     x § y",
    "code in definition": "Term\n\n:   What.\n\n        x § y",
    "fenced code in quotation": "> ```\n> a\n>\n> x § y\n> ```",
    "fenced code in list": "- one\n\n    ```\n    a\n\n    x § y\n    ```",
    "comment": "¤So <!-- x § y --> it stands.",
    "comment block": "<!--\nx\n\n§ y\n-->",
    "mathematics": "¤So $x § y$ stands.",
    "display mathematics": "$$\nx § y\n$$",
    "raw inline": "¤So `x § y`{=html} stands.",
    "raw block": "```{=latex}\nx § y\n```",
    "attribute": '¤So [it]{title="x § y"} stands.',
    "code attribute": '```{title="x § y"}\ncode\n```',
    "tag attribute": '¤So <b title="x § y">it</b> stands.',
    "template comment": "{% if 0 %}x § y{% endif %}",
}
#: Plants that hold neither spaces nor brackets can stand in an address.
ADDRESSES = {
    "address": "¤So [words](https://example.org/§) stand.",
    "address in angles": "¤So [words](<https://example.org/§>) stand.",
    "definition": "¤So [words][l] stand.\n\n[l]: https://example.org/§",
    "autolink": "¤So <https://example.org/§> stands.",
    "image": "¤So ![words](figures/§.png) stands.",
}


def make(template: str | None, name: str, plant: str, noise: str = "") -> str:
    """The block of Markdown."""
    if name == "grid table":
        cell = f" {noise}c {plant} here "
        rule, head = f"+---+{'-' * len(cell)}+", f"| a |{'b'.ljust(len(cell))}|"
        return f"{rule}\n{head}\n+===+{'=' * len(cell)}+\n| x |{cell}|\n{rule}"
    if name == "simple table":
        cell = f"{noise}c {plant} here"
        return f"a    {'b'.ljust(len(cell))}\n---  {'-' * len(cell)}\nx    {cell}\n"
    assert template is not None
    return template.replace("¤", noise).replace("§", plant)


#: How the lines of a file may end; the last is a mixture.
LINE_ENDS = ("\n", "\r\n", "\r", "")


def encode(text: str, line_end: str, *, mark: bool = False) -> bytes:
    """The file as an editor writes it, with these line ends and perhaps a byte order mark."""
    if line_end:
        text = text.replace("\n", line_end)
    else:
        # No LF behind a lone CR: the two would be one line end.
        ends = iter(range(text.count("\n")))
        text = re.sub(r"\n(?=(\n?))", lambda m: ("\r\n", "\n" if m[1] else "\r", "\r\n")[next(ends) % 3], text)
        text = text.replace("\r\r\n", "\r\n\r\n")
    return (b"\xef\xbb\xbf" if mark else b"") + text.encode()


def slice_file(content: bytes, span: Span) -> str:
    """What a span covers in a file, its lines told apart as editors do and its columns counted in code points."""
    text = content.decode("utf-8-sig")
    lines = re.split(r"(\r\n|\n|\r)", text)
    starts = [0]
    for number in range(0, len(lines) - 1, 2):
        starts.append(starts[-1] + len(lines[number]) + len(lines[number + 1]))
    return text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]
