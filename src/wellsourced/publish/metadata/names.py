"""The parts of a person's name that indexes sort by."""

from __future__ import annotations

import re


def split_name(name: str, family: str | None = None) -> tuple[str, str | None, str | None]:
    """A person's family name, given names and suffix. Both arguments are clean: see `metadata_record.clean`.

    `family` says which part of `name` is the family name: at its end, at its beginning (王小明, Bartók Béla), or before
    a suffix (Martin Luther King Jr.). Without it, or where `name` does not hold it, it is the last word.
    """
    if family and family != name:
        if name.endswith(f" {family}"):
            return family, name.removesuffix(family).rstrip(" ,"), None
        if name.startswith((f"{family} ", f"{family},")) or (" " not in name and name.startswith(family)):
            return family, name.removeprefix(family).lstrip(" ,"), None
        if found := re.fullmatch(rf"(.+?)[ ,]+{re.escape(family)}[ ,]+(.+)", name):
            return family, found[1], found[2]
    if family == name or " " not in name:
        return name, None, None
    given, _, last = name.rpartition(" ")
    return last, given, None


def holds_family(name: str, family: str) -> bool:
    """Whether `family` is found in `name`, so that `split_name` can go by it."""
    return split_name(name, family)[0] == family
