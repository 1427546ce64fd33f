"""pandoc's MathML made fit for the page: no `style` attributes, which the policy forbids, and words for equations."""

from __future__ import annotations

import re
from html import escape, unescape

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
#: The only styles that matter: how cells of a matrix are aligned. Engines no longer read `columnalign` (MathML Core).
_ALIGNMENT = re.compile(r'(<mtd\b[^>]*?) style="text-align: (left|center|right)[^"]*"')
_STYLE = re.compile(r'(<\w+\b[^>]*?) style="[^"]*"')
_SOURCE = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)


def mend_math(html: str) -> str:
    """The HTML with its equations mended; displayed ones get `alttext`, for readers that know no MathML."""
    return _MATH.sub(_mend, html) if "<math" in html else html


def _mend(found: re.Match[str]) -> str:
    math = _STYLE.sub(r"\1", _ALIGNMENT.sub(r'\1 class="ws-cell-\2"', found[0]))
    source = _SOURCE.search(math) if math.startswith('<math display="block"') else None
    if source is None:
        return math
    from wellsourced.publish.math_speech import speak

    words = speak(unescape(source[1]), display=True)
    return math.replace("<math ", f'<math alttext="{escape(words)}" ', 1)
