"""Whether a quantity of the text and a figure are of one kind: unit, base of the rate, and what they count."""

from __future__ import annotations

from decimal import Decimal

from wellsourced.checks.backing.fact_figures import FactFigure, stem
from wellsourced.manuscript.quantities.quantity import Quantity

_DAYS = {
    "second": Decimal(1) / 86400, "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1),
    "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25"), "decade": Decimal("3652.5"),
}  # fmt: skip
_PERIODS = _DAYS | {"quarter": Decimal("91.31")}
_BYTES = {f"{name}byte": Decimal(1000) ** n for n, name in enumerate(("kilo", "mega", "giga", "tera", "peta", "exa"))}
_EFFECTS = frozenset((
    "cohen's d", "hedges' g", "odds ratio", "incidence rate ratio", "standardised mean difference", "risk ratio",
    "hazard ratio", "correlation", "beta", "effect size", "morris d", "coefficient", "estimate", "kappa", "auc", "i2",
    "mean difference", "f1", "auroc", "k", "m", "sd", "alpha", "κ", "α", "η²", "r²", "χ²", "i²", "eta2", "r2",
))  # fmt: skip
#: Effects that say how many times as large one thing is as another.
RATIOS = frozenset(("odds ratio", "risk ratio", "hazard ratio", "incidence rate ratio", "times"))
_STANDARDISED = frozenset(("cohen's d", "hedges' g", "morris d", "standardised mean difference", "mean difference"))
_ANY_EFFECT = frozenset(("effect size", "estimate", "coefficient", "mean difference"))
#: Nouns that stand for each other.
_SAME = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "person people respondent participant adult man woman individual interviewee subject user panellist",
        "person child pupil student minor adolescent teenager girl boy schoolchild",
        "person investigator officer examiner analyst official practitioner employee worker staff expert",
        "person suspect offender defendant perpetrator arrest",
        "person victim child survivor",
        "country state nation jurisdiction party government territory ratification signatory",
        "report referral notice tip submission notification",
        "image picture photograph photo file video imagery item",
        "study trial paper article experiment evaluation",
        "company firm provider platform business enterprise",
        "website site page url address domain",
        "school pupil",
        "organisation organization agency body institution",
        "parent caregiver mother father",
    )
)


def unit_class(unit: str) -> str:
    """What may be compared: "percent", "money:EUR", "duration", "data", "effect", "times", "count"."""
    if unit in ("percent", "percentage point", "times") or unit.startswith("money:"):
        return unit
    return "duration" if unit in _DAYS else "effect" if unit in _EFFECTS else "data" if unit in _BYTES else "count"


def in_days(value: Decimal, unit: str) -> Decimal:
    """A duration in days."""
    return value * _DAYS[unit]


def comparable(quantity: Quantity, figure: FactFigure) -> Decimal | None:
    """By what the figure's value is multiplied to stand in the quantity's unit; None: they cannot be compared."""
    unit, base = _compare_units(quantity, figure), _compare_bases(quantity, figure)
    return None if unit is None or base is None else unit * base


def _compare_bases(quantity: Quantity, figure: FactFigure) -> Decimal | None:
    """As `comparable`, of rates: "16 per 1,000" and "160 per 100,000", "five hours a day" and "five hours a week"."""
    ours, theirs = quantity.per, figure.per
    if not ours or ours == theirs:
        return Decimal(1)
    if not theirs:
        yearly = ours == "year" or unit_class(figure.unit) in ("percent", "percentage point")
        return Decimal(1) if yearly else None
    if ours.isdecimal() and theirs.isdecimal():
        return Decimal(ours) / Decimal(theirs)
    return _PERIODS[ours] / _PERIODS[theirs] if ours in _PERIODS and theirs in _PERIODS else None


def _compare_units(quantity: Quantity, figure: FactFigure) -> Decimal | None:
    ours, theirs = unit_class(quantity.unit), unit_class(figure.unit)
    if quantity.unit == "point" and theirs == "percentage point":
        return Decimal(1)
    if ours == theirs:
        if ours == "duration":
            return _DAYS[figure.unit] / _DAYS[quantity.unit]
        if ours == "data":
            return _BYTES[figure.unit] / _BYTES[quantity.unit]
        if ours == "effect":
            same = quantity.unit == figure.unit or {quantity.unit, figure.unit} <= _STANDARDISED
            same = same or bool({quantity.unit, figure.unit} & _ANY_EFFECT)
            return Decimal(1) if same else None
        return Decimal(1)
    if not quantity.unit and (theirs in ("effect", "percent", "percentage point", "times") or "money" in theirs):
        fraction = theirs == "percent" and abs(quantity.high) < 1 and figure.value >= 1
        return Decimal("0.01") if fraction else Decimal(1)
    if ours == "percent" and figure.unit == "i2":
        return Decimal(1)
    return Decimal(1) if ours == "count" and not figure.unit else None


def same_noun(quantity: Quantity, figure: FactFigure, *, strictly: bool = False) -> bool:
    """Whether the quantity counts what the figure's unit names; `strictly`: what is it by its head noun."""
    if unit_class(quantity.unit) != "count" or not quantity.unit:
        return True
    if quantity.unit == "point" and figure.unit == "percentage point":
        return True
    ours = {stem(word) for word in quantity.noun.split()[-2:]} | {stem(quantity.unit)}
    head = stem(quantity.unit)
    if strictly:
        theirs = stem(figure.unit)
        return head == theirs or any(head in group and theirs in group for group in _SAME)
    return bool(ours & figure.nouns) or any(head in group and group & figure.nouns for group in _SAME)


def other_kind(quantity: Quantity, figure: FactFigure) -> bool:
    """Whether the nouns of both are known, and of different kinds: images and reports."""
    if unit_class(quantity.unit) != "count" or unit_class(figure.unit) != "count":
        return False
    head = stem(quantity.unit)
    ours = [group for group in _SAME if head in group]
    theirs = [group for group in _SAME if group & figure.nouns]
    # Persons of all sorts are of one kind: a survey of survivors is one of respondents.
    return bool(ours and theirs) and all(one.isdisjoint(other) for one in ours for other in theirs)


def as_parts(quantity: Quantity, figure: FactFigure) -> bool:
    """ "Nine out of ten", or the ten alone, against the fact 9 "of 10 cases"."""
    if quantity.parts or figure.whole is None:
        return bool(quantity.parts) and quantity.parts == (figure.value, figure.whole)
    return quantity.low == figure.whole and unit_class(quantity.unit) == "count" and not quantity.qualifier
