"""The words in which prose says that something rose or fell."""

from __future__ import annotations

import re

_RISE = (
    r"ris(?:e|es|en|ing)|rose|increas\w*|grew|grow(?:n|th|s|ing)?|up|jump\w*|climb\w*|surg\w*|gain\w*|swell\w*|swollen"
    r"|soar\w*|expan(?:d|sion)\w*|mount(?:ed|ing)|leap\w*|spik(?:e|es|ed|ing)|more|higher|additional|doubl\w*|tripl\w*"
    r"|trebl\w*|quadrupl\w*|multipl(?:y|ied|ies|ying)|larger|faster|longer|rocket\w*|shot\sup|went\sup|crept\sup|edged\sup"
)
_FALL = (
    r"fell|fall\w*|drop\w*|declin\w*|decreas\w*|down|reduc\w*|fewer|less|lower\w*|shrank|shrunk|shrink\w*|cuts?|cutting"
    r"|halv\w*|slump\w*|plung\w*|plummet\w*|dwindl\w*|sank|sunk|diminish\w*|dipp?(?:ed|s|ing)?|slid|slash\w*|smaller"
    r"|shorter|slower|worse|loss|lost|losing|contracted|tumbl\w*|collaps\w*|eased|trimmed"
)
#: Any word of change, and one of falling.
CHANGE = re.compile(rf"\b(?:{_RISE}|{_FALL}|chang\w*)\b", re.IGNORECASE)
RISE = re.compile(rf"\b(?:{_RISE})\b", re.IGNORECASE)
FALL = re.compile(rf"\b(?:{_FALL})\b", re.IGNORECASE)
_NOUN = r"(?:ris|increas|fall|drop|declin|decreas|reduction|growth|jump|surg|gain|loss|leap|slump|cut|dip|expansion)e?"
_LOOSELY = r"(?:[\w-]+\s){0,3}"
#: Before a figure that is itself the change: "rose by about", "a fall of", "was up", "gained".
BY = re.compile(
    rf"\b(?:{_RISE}|{_FALL}|chang\w*)\b[^.;|]{{0,60}}\bby\s{_LOOSELY}$"
    rf"|\b{_NOUN}\sof\s{_LOOSELY}$"
    rf"|\b(?:rose|risen|rises?|rising|grew|grown|grows?|increase[ds]?|increasing|fell|fallen|falls?|falling|dropped|drops?"
    rf"|declined?|declines|decreased?|decreases|jumped|climbed|surged|swelled|soared|slumped|plunged|plummeted|shrank"
    rf"|gained|gains?|lost|added|up|down|slid|sank|dipped|leapt)\s(?:(?:about|nearly|almost|some|another|roughly|around|just"
    rf"|over|under|more\sthan|less\sthan|a|an|well|close\sto|at\sleast|exactly|only)\s){{0,3}}$",
    re.IGNORECASE,
)
#: Behind such a figure: "20 per cent more", "a 20 per cent rise".
MORE = re.compile(
    r"\s(?:more|fewer|less|higher|lower|larger|smaller|faster|slower|longer|shorter|increase|rise|growth|jump|surge|gain"
    r"|drop|fall|decline|decrease|reduction|cut|leap|slump|dip|up|down|above|below)\b(?!\sor\b|\slikely)"
)
#: Before a share that is what was left, or reached: "fell to a third of what it was".
TO = re.compile(rf"\b(?:{_RISE}|{_FALL}|went|cut|came)\b[^.;|]{{0,40}}\bto\s{_LOOSELY}$", re.IGNORECASE)
#: Behind it, what it is a share of: its former value.
OF_BEFORE = re.compile(
    r"\sof\s(?:what|its|their|the\s(?:former|previous|earlier|old|original|level|number|figure|value|count|rate|total)"
    r"|that|those|(?:19|20)\d\d)\b"
)
