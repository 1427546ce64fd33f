"""Identifiers and links of a JATS file: XML names for identifiers, and the kind of each link's target."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wellsourced.publish.jats.xml import Element

_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2c00-\u2fef\u3001-\ud7ff"
#: What a name without colons may not hold (Namespaces in XML 1.0, NCName): an ID has none.
_NO_NAME = re.compile(f"[^{_START}0-9.\u00b7-]")
_NO_START = re.compile(f"[^{_START}]")
#: `ref-type` of a link by the element it leads to (JATS 1.3 Tag Library, @ref-type); "other" for the rest.
_KINDS = {
    "sec": "sec",
    "app": "app",
    "fig": "fig",
    "table-wrap": "table",
    "fn": "fn",
    "ref": "bibr",
    "aff": "aff",
    "corresp": "corresp",
    "disp-formula": "disp-formula",
    "boxed-text": "boxed-text",
    "list": "list",
}


@dataclass
class Names:
    """The names given so far. `aliases`: a name that another element's stands for."""

    given: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)

    def name(self, identifier: str) -> str | None:
        """The XML name of an identifier of the text, always the same; None for none."""
        if not identifier:
            return None
        if identifier not in self.given:
            self.given[identifier] = self.own(identifier)
        return self.given[identifier]

    def own(self, wanted: str) -> str:
        """A name that nothing else has."""
        name = _NO_NAME.sub("_", wanted)
        name = name if not _NO_START.match(name[0]) else f"id-{name}"
        count, free = 1, name
        while free in self.taken:
            count += 1
            free = f"{name}-{count}"
        self.taken.add(free)
        return free


def settle_links(root: Element, names: Names) -> list[str]:
    """Say of each `xref` what it leads to; one that leads nowhere becomes plain words. Returns their targets."""
    kinds = {name: str(node.tag) for node in root.iter() if (name := node.get("id"))}
    lost: dict[str, None] = {}
    for link in root.iter("xref"):
        target = link.get("rid", "")
        target = names.aliases.get(target, target)
        if target in kinds:
            link.attrib = {"ref-type": _KINDS.get(kinds[target], "other"), **link.attrib, "rid": target}
        else:
            lost[target] = None
            link.tag = "styled-content"
            link.attrib = {name: value for name, value in link.items() if name == "id"}
    return list(lost)
