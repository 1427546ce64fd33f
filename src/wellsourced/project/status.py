"""The status of a reference: derived from recorded evidence and the fingerprint, never written by hand.

Three things have to be vouched for: the **title**, the **issuer** (author or issuing body) and the **year**. Each is
confirmed by one primary record or by two secondary records of different registrable hosts, all of them made for the
item as it stands (same fingerprint). DESIGN.md, "evidence.yaml", is the source of the rule; what it leaves open is
decided in `_requirements` and `_issuer_claims`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from wellsourced.project.hosts import registrable_host
from wellsourced.project.models import EvidenceRecord

#: Types whose official number or citation stands for the issuer.
OFFICIAL_TYPES = frozenset({"legislation", "bill", "treaty", "legal_case", "standard", "regulation"})
#: Types that may be undated: pages and services, which change without notice, so that the day of access dates them.
UNDATED_TYPES = frozenset(
    {"webpage", "post", "post-weblog", "dataset", "software", "document", "entry", "entry-dictionary"}
    | {"entry-encyclopedia"}
)


#: Alternative sets of CSL fields that say the same thing, so that their witnesses may be added up.
Claim = tuple[tuple[str, ...], ...]


class Status(StrEnum):
    """How far a reference is vouched for."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"
    STALE = "stale"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


class StatusReport(msgspec.Struct, frozen=True):
    """A status and its grounds.

    `confirmed`: requirement (`title`, `issuer`, `year`, `accessed`) -> addresses of the records that prove it.
    `missing`: requirements that nothing current proves. `why`: sentences for the reader. `seen`: the latest date of
    the proving records.
    """

    status: Status
    confirmed: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    why: tuple[str, ...]
    seen: str | None


def fingerprint(item: Mapping[str, Any]) -> str:
    """SHA-256 (64 hexadecimal digits) over the canonical JSON of a CSL item.

    Canonical: keys sorted at every depth, no white space, UTF-8 with nothing escaped that JSON allows unescaped.
    `aliases` is left out: being known by a former id changes nothing that was checked.
    """
    checked = {key: value for key, value in item.items() if key != "aliases"}
    text = json.dumps(checked, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def derive_status(
    item: Mapping[str, Any], records: Iterable[EvidenceRecord], *, today: date | None = None
) -> StatusReport:
    """The status of the CSL item `item` on the strength of `records`.

    A record made for another state of the item, or past its `review_after` when `today` is given, proves nothing; if it
    would have proved what is missing, the reference is `stale`. Current disputes and notices of retraction outrank
    everything else.
    """
    records = tuple(records)
    current_print = fingerprint(item)
    changed = [record for record in records if record.fingerprint != current_print]
    expired = [record for record in records if today and _is_past(record.review_after, today) and record not in changed]
    current = [record for record in records if record not in changed and record not in expired]

    confirmed = _confirm(item, current)
    missing = tuple(need for need in _requirements(item) if need not in confirmed)
    why = [_explain_missing(item, need, current) for need in missing]
    disputed = sorted({field for record in current for field in record.disputes})
    retracted = [record for record in records if record.notice == "retraction"]
    recovered = [need for need in _confirm(item, records) if need in missing] if missing else []

    if retracted:
        status = Status.RETRACTED
        why = [f"{retracted[0].by or retracted[0].url} announced its retraction", *why]
    elif disputed:
        status = Status.DISPUTED
        why = [f"an authority gives another {', '.join(disputed)}", *why]
    elif not missing:
        status = Status.VERIFIED
    elif recovered:
        status = Status.STALE
        because = "the item changed after it was checked" if changed else "its evidence is past the date of review"
        why = [f"{because}: {', '.join(recovered)} must be checked again", *why]
    else:
        status = Status.PARTIAL if set(confirmed) - {"accessed"} else Status.UNVERIFIED
    proving = {url for urls in confirmed.values() for url in urls}
    seen = max((record.seen for record in current if record.url in proving), default=None)
    return StatusReport(status, confirmed, missing, tuple(why), seen)


def issuer_name(item: Mapping[str, Any]) -> str:
    """The author or body that a citation of the item names, in words; empty where it names none."""
    for field in ("author", "editor"):
        if names := item.get(field):
            return _plain_name(names[0])
    return str(item.get("authority") or item.get("publisher") or item.get("container-title") or "")


def _requirements(item: Mapping[str, Any]) -> tuple[str, ...]:
    if "issued" in item or item.get("type") not in UNDATED_TYPES:
        return ("title", "issuer", "year")
    return ("title", "issuer", "accessed")


def _confirm(item: Mapping[str, Any], records: Sequence[EvidenceRecord]) -> dict[str, tuple[str, ...]]:
    """Requirement -> addresses that prove it, for the requirements that are met."""
    confirmed: dict[str, tuple[str, ...]] = {}
    for need in _requirements(item):
        if need == "accessed":
            if item.get("accessed"):
                confirmed[need] = ()
            continue
        proofs = (_proof(_witnesses(claim, records)) for claim in _claims(item, need))
        if proof := next(filter(None, proofs), ()):
            confirmed[need] = proof
    return confirmed


def _claims(item: Mapping[str, Any], need: str) -> tuple[Claim, ...]:
    if need == "issuer":
        return _issuer_claims(item)
    field = {"title": "title", "year": "issued"}[need]
    return (((field,),),) if item.get(field) else ()


def _issuer_claims(item: Mapping[str, Any]) -> tuple[Claim, ...]:
    """The claims each of which, when proved, vouches for the issuer of `item`.

    - What a citation names is what must be seen: the author; without author the editor; without either the authority,
      the publisher or, for pages and press, the site or paper (`container-title`). A confirmed publisher says nothing
      about a personal author, so it does not stand in for one.
    - A body may be given in several fields: every field that holds the author's name counts as the author.
    - Acts, bills, treaties, cases and standards are identified by number or citation: `number`; or `container-title`
      with `volume` (a treaty series, law reports, statutes at large, an official journal) or with `section` (a code).
    """
    claims: list[Claim] = []
    bodies = [field for field in ("authority", "publisher") if item.get(field)]
    named = next((field for field in ("author", "editor") if item.get(field)), None)
    if named:
        names = {_fold(_plain_name(name)) for name in item[named]}
        same = [(field,) for field in bodies if {_fold(str(item[field]))} == names]
        claims.append(((named,), *same))
    else:
        claims += [((field,),) for field in bodies]
    if str(item.get("type", "")) in OFFICIAL_TYPES:
        claims += [(("number",),)] if item.get("number") else []
        claims += [(("container-title", part),) for part in ("volume", "section") if item.get(part)]
    elif not claims and item.get("container-title"):
        claims.append((("container-title",),))
    return tuple(claims)


def _witnesses(claim: Claim, records: Sequence[EvidenceRecord]) -> list[EvidenceRecord]:
    return [record for record in records if any(set(fields) <= set(record.confirms) for fields in claim)]


def _proof(witnesses: Sequence[EvidenceRecord]) -> tuple[str, ...]:
    """The addresses that suffice: all primary ones, else the secondary ones if they span two hosts, else none."""
    placed = [(record, registrable_host(record.url)) for record in witnesses]
    primary = [record.url for record, host in placed if host and record.kind == "primary"]
    if primary:
        return tuple(dict.fromkeys(primary))
    hosts = {host for _, host in placed if host}
    return tuple(dict.fromkeys(record.url for record, host in placed if host)) if len(hosts) >= 2 else ()


def _explain_missing(item: Mapping[str, Any], need: str, records: Sequence[EvidenceRecord]) -> str:
    if need == "accessed":
        return "the page is undated, so it needs the date on which it was seen (`accessed`)"
    if need == "title" and not item.get("title"):
        return "the item has no title"
    if need == "year" and not item.get("issued"):
        return f"a {item.get('type', 'work')} needs a date of issue"
    claims = _claims(item, need)
    if not claims:
        return "the item names neither author nor issuing body"
    seen = [record for claim in claims for record in _witnesses(claim, records)]
    hosts = {host for record in seen if (host := registrable_host(record.url))}
    name = {"title": "the title", "issuer": "the author or issuing body", "year": "the year"}[need]
    if not seen:
        return f"no current record confirms {name}"
    if not hosts:
        return f"{name} was seen only where there is no public address"
    if len(hosts) > 1:
        return f"{name} was seen on {' and '.join(sorted(hosts))}, but in different fields, each on one host only"
    return f"{name} was seen on one secondary host only ({hosts.pop()})"


def _is_past(review_after: str | None, today: date) -> bool:
    # A bare year or month is over when the year or month is: compare as far as it is given.
    return review_after is not None and today.isoformat()[: len(review_after)] > review_after


def _plain_name(name: Mapping[str, Any]) -> str:
    if literal := name.get("literal"):
        return str(literal)
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    return " ".join(str(part) for part in (name.get("given"), *particles, name.get("family")) if part)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))
