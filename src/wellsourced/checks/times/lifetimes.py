"""When an instrument was adopted, in force and over, as far as the register says."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from wellsourced.checks.names.register import NameRegister
from wellsourced.project.models import Instrument

#: A day, or only a month or a year: (year, month, day), zeros where unknown.
Moment = tuple[int, int, int]

_ISO = re.compile(r"\b((?:18|19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?\b")
#: What the status of an instrument begins with that is no more, and what it holds where it is not yet law.
_OVER = re.compile(
    r"(?:abandoned|closed|ended|expired|lapsed|merged|period ended|repealed|replaced|revoked|struck down|superseded"
    r"|withdrawn)"
)
_PENDING = re.compile(r"^(?:not (?:yet )?in force|proposal|proposed|draft|bill\b|pending)|not (?:yet )?in force")


class Lifetime(msgspec.Struct, frozen=True):
    """When an instrument began to exist and to apply, and when it ended, as far as the register says.

    `pending`: it never came into force (a proposal, too few ratifications). `over`: repealed, lapsed, merged.
    """

    adopted: Moment | None
    in_force: Moment | None
    until: Moment | None
    pending: bool
    over: bool

    @property
    def start(self) -> Moment | None:
        """The first moment at which it could apply."""
        return self.in_force or self.adopted

    @property
    def never_began(self) -> bool:
        """Whether it is pending and no day is set on which it comes into force."""
        return self.pending and self.in_force is None


#: The times of what was replaced and is registered only as such.
REPLACED = Lifetime(None, None, None, False, True)


def read_lifetime(instrument: Instrument, register: NameRegister, today: date | None) -> Lifetime:
    """The times of an instrument. A status in words counts where no date does."""
    status = (instrument.status or "").casefold()
    not_in_force = "not in force" in (instrument.in_force or "").casefold()
    now = (today.year, today.month, today.day) if today is not None else None
    successor = register.by_id.get(instrument.superseded_by or "")
    until = _read_end(instrument, successor)
    in_force = None if not_in_force else read_moment(instrument.in_force)
    adopted = read_moment(instrument.adopted)
    if adopted is None:
        years = register.named_years(instrument)
        adopted = (min(years), 0, 0) if years else None
    pending = (
        bool(_PENDING.search(status))
        or not_in_force
        or (in_force is not None and now is not None and in_force > now)
        or "proposal" in (instrument.adopted or "")
        or instrument.official_name.startswith("Proposal")
    )
    ended = until is not None and now is not None and until <= now
    over = successor is not None or bool(_OVER.match(status)) or ended
    return Lifetime(adopted, in_force, until, pending, over)


def _read_end(instrument: Instrument, successor: Instrument | None) -> Moment | None:
    """When it ended: by its record, or when what supersedes it was adopted, if that is later than itself."""
    until = read_moment(str(instrument.until)) if instrument.until else None
    if until is None and successor is not None:
        until = read_moment(successor.adopted)
        until = until if until and until > (read_moment(instrument.adopted) or (0, 0, 0)) else None
    return until


def read_moment(text: str | None) -> Moment | None:
    """The first date in a text: 2010-07-01, 2010-07, 2010."""
    return next(iter(read_moments(text or "")), None)


def read_moments(text: str) -> list[Moment]:
    """All dates in a text, each as 2010-07-01, 2010-07 or 2010."""
    return [(int(m[1]), int(m[2] or 0), int(m[3] or 0)) for m in _ISO.finditer(text)]


def agrees(said: Moment, known: Moment) -> bool:
    """Whether two dates agree in what both give."""
    return all(not a or not b or a == b for a, b in zip(said, known, strict=True))


def is_before(a: Moment, b: Moment) -> bool:
    """Whether `a` is surely before `b`."""
    for x, y in zip(a, b, strict=True):
        if not x or not y:
            return False
        if x != y:
            return x < y
    return False


def write_moment(moment: Moment) -> str:
    """A moment as the register writes it: 2010-07."""
    return "-".join(f"{part:02}" for part in moment if part)
