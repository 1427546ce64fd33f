"""Judge one address of a link: whether it can be reached at all, safely, and without being followed."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

#: What the published article links to (DESIGN, "Trust"); publishing drops the rest.
SCHEMES = ("http", "https", "mailto", "doi")
#: Query parameters that tell the target who sent the reader: campaign and click identifiers.
TRACKING = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)"
    r"|mkt_tok|oly_(?:anon|enc)_id|vero_id|ref_src|cmpid|s_cid)",
    re.IGNORECASE,
)
#: DOI Handbook, "DOI name syntax": a prefix 10.NNNN, perhaps subdivided, a slash, a suffix.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: Labels of letters (of any script), digits and inner hyphens; RFC 1123 and RFC 5890.
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]\.?|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-fA-F:.]+\]?"
)
_MAIL = re.compile(r"[^\s@]+@(?:[\w-]+\.)+[\w-]{2,}")


class Problem(NamedTuple):
    """What is wrong with an address, what to do, and the address mended where that is plain."""

    what: str
    help: str
    mended: str | None = None


def find_problem(target: str, *, published: bool) -> Problem | None:
    """Why the address cannot be followed; `published`: whether it stands in the article, which links to no files."""
    if not target:
        return Problem("The link has no address", "Write it between the round brackets, or remove the link.")
    if target.startswith("#"):
        return None
    scheme = _SCHEME.match(target)
    if scheme is None:
        return _judge_path(target, published=published)
    name = scheme[1].lower()
    if name == "tel" and not published:
        return None
    if name not in SCHEMES:
        return Problem(f"An article does not link to {name}:", f"Links are limited to {', '.join(SCHEMES)}.")
    if " " in target:
        return Problem("There is a space in the address", "Write %20 for it.", target.replace(" ", "%20"))
    if re.search(r"%(?![0-9A-Fa-f]{2})", target):
        return Problem("A % in the address is followed by no code", "Write %25 for the sign itself.")
    rest = target[scheme.end() :]
    if name == "doi":
        return None if _DOI.fullmatch(unquote(rest)) else _NO_DOI
    if name == "mailto":
        address = unquote(rest.partition("?")[0])
        return None if _MAIL.fullmatch(address) else Problem("This is no e-mail address", "Write mailto:name@host.")
    if not rest.startswith("//"):
        return Problem("Two slashes are missing", f"Write {name}://", f"{name}://{rest.lstrip('/')}")
    return _judge_host(target)


def split_address(target: str) -> SplitResult | None:
    """The parts of an address; None where it has none."""
    try:
        parts = urlsplit(target)
        parts.port  # noqa: B018 - refuses what is no number
        return parts
    except ValueError:
        return None


def without_tracking(target: str) -> str | None:
    """The address without parameters that follow the reader; None where there are none."""
    before, mark, rest = target.partition("?")
    if not mark:
        return None
    query, fragment_mark, fragment = rest.partition("#")
    # `&` may be written as an entity.
    pieces = re.split(r"(&amp;|[&;])", query)
    kept: list[str] = []
    for number in range(0, len(pieces), 2):
        if not TRACKING.fullmatch(pieces[number].partition("=")[0]):
            kept += [pieces[number - 1] if number and kept else "", pieces[number]]
    if "".join(kept) == query:
        return None
    return before + ("?" + "".join(kept) if kept else "") + fragment_mark + fragment


_NO_DOI = Problem("This is no DOI", "A DOI is 10., four to nine digits, a slash and a suffix: 10.1000/182.")


def _judge_path(target: str, *, published: bool) -> Problem | None:
    if target.startswith("//") or re.match(r"www\.\w", target, re.IGNORECASE):
        return Problem("The address has no scheme", "Begin it with https://", f"https://{target.lstrip('/')}")
    if _DOI.fullmatch(target):
        return Problem("The address has no scheme", "Begin it with https://doi.org/", f"https://doi.org/{target}")
    if published:
        return Problem(
            "The article does not link to files",
            "Link to a section as #its-identifier, or to a page of the web as https://...",
        )
    return None


def _judge_host(target: str) -> Problem | None:
    parts = split_address(target)
    if parts is None:
        return Problem("The address cannot be read", "Look at its host and port.")
    host = parts.hostname or ""
    if not host:
        return Problem("The address has no host", "Write the name of the site behind the two slashes.")
    if not _HOST.fullmatch(host):
        return Problem(f"{host!r} is no name of a host", "Names are words joined by single dots: journal.example.org.")
    if host in _DOI_HOSTS and parts.path.strip("/") and not _DOI.fullmatch(unquote(parts.path[1:])):
        return _NO_DOI
    return None
