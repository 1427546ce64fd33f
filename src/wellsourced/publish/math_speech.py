"""Equations in English words, for those who hear them: the alternative text of a formula."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from wellsourced.publish.typst.text import drop_unprintable

#: Longer equations are not parsed: the time grows faster than the length, and nobody listens to the end of them.
LONGEST = 4_000
EMPTY = "empty formula"
_LANGUAGE = "en"
#: mathra's rules for a command that it does not know, and for arguments and brackets that are missing: the phrase that
#: comes out of a guess could say something else than the page shows.
_GUESSED = frozenset({"E-REC-1", "E-REC-2", "E-REC-3", "E-REC-4", "E-REC-5", "E-REC-6", "E-REC-7"})
#: What a screen reader says by itself, or pauses at.
_SPOKEN = frozenset(" .,:;'’-/%()")
#: Signs whose name in Unicode is not what they mean in an equation.
_NAMES = {
    "↦": "maps to", "⊤": "top", "⊥": "bottom", "|": "bar", "‖": "double bar", "=": "equals", "+": "plus", "*": "star",
    "<": "is less than", ">": "is greater than",
    # Unicode's invisible signs of application, multiplication, separation and addition (UTR 25, section 2.14).
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "",
}  # fmt: skip
#: Signs of TeX that stand for a word, in the order they are read.
_LINEAR = (
    (re.compile(r"\\\\(?:\[[^\]]*\])?"), "; "),
    (re.compile(r"\\(?:begin|end)\s*\{[^}]*\}"), " "),
    (re.compile(r"\\(?:left|right|displaystyle|textstyle|limits|nolimits)(?![A-Za-z])"), " "),
    (re.compile(r"\\[,;:! ]"), " "),
    (re.compile(r"\\([A-Za-z]+)\*?"), r" \1 "),
    (re.compile(r"\\(.)"), r"\1"),
    (re.compile(r"\^"), " to the "),
    (re.compile(r"_"), " sub "),
    (re.compile(r"[{}&~$]"), " "),
)


@lru_cache(maxsize=4096)
def speak(tex: str, *, display: bool) -> str:
    """`\\frac{a}{b}` as "a over b". Never empty, always one line, the same for the same TeX.

    The words are those of mathra (a compiled parser of LaTeX with rules of speech; it opens no file and expands no
    macro without end). TeX that it would have to guess at is read out command by command instead.
    """
    tex = " ".join(drop_unprintable(tex).split())
    return " ".join((_speak(tex, display) or _read_out(tex)).split()) or EMPTY


def _speak(tex: str, display: bool) -> str | None:
    """The phrase; None for TeX that cannot be read without guessing."""
    if len(tex) > LONGEST:
        return None
    import mathra

    try:
        result = mathra.render(tex, _LANGUAGE, display=display)
    except ValueError:  # its word for all input it refuses: nesting, lone surrogates, JSON that does not hold
        return None
    except BaseException as error:
        # A panic inside the parser arrives as pyo3's PanicException, which is no Exception; a key press must pass.
        if type(error).__name__ != "PanicException":
            raise
        return None
    if any(warning["rule"] in _GUESSED for warning in result["warnings"]):
        return None
    return _name_signs(result["speech"])


def _read_out(tex: str) -> str:
    """The source in a row, commands by their names: no speech, but nothing left out."""
    for pattern, words in _LINEAR:
        tex = pattern.sub(words, tex)
    return _name_signs(tex)


def _name_signs(text: str) -> str:
    """Signs that a screen reader passes over, by their names in Unicode: ⌊ as "left floor"."""
    return "".join(
        character
        if character.isalnum() or character.isspace() or character in _SPOKEN or unicodedata.combining(character)
        else f" {_NAMES.get(character, unicodedata.name(character, '').lower())} "
        for character in text
    )
