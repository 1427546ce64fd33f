"""Which publisher an address belongs to: its registrable host, as far as that can be told without a network."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Second-level labels under which country registries register names (`example.co.uk`, `example.gov.au`).
#: Taken from the registries' own rules. A label that is missing here makes two hosts look like one, never one like two,
#: so a gap can only cost a confirmation.
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gv", "judiciary", "leg", "mil", "ne", "net", "nhs"}
    | {"nic", "nom", "or", "org", "police", "sch"}
)
_ARCHIVES = re.compile(r"^https?://(?:web\.archive\.org/web|archive\.(?:ph|today|is))/[^/]+/(?=https?://)", re.I)


def registrable_host(url: str) -> str | None:
    """The part of the host that somebody registered: `www.iwf.org.uk` -> `iwf.org.uk`; None where `url` is no address.

    An archived copy belongs to the host of the original. Numeric hosts and one-word hosts stand for themselves.
    """
    url = _ARCHIVES.sub("", url.strip())
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or " " in host:
        return None
    labels = host.split(".")
    if len(labels) <= 2 or labels[-1].isdigit() or ":" in host:
        return host
    keep = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])
