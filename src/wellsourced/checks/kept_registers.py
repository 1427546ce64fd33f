"""What is derived from the registers alone, kept in the user's cache from run to run.

The registers hold several times the words of an article and change less often. What is kept is found by the digest of
all registers and of the program's own files, so nothing goes stale; what is damaged is derived again; and without a
cache everything is derived each time. Only values that are as good as new after a round trip through MessagePack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import msgspec

from wellsourced.cache import Cache, Value, digest
from wellsourced.project.program import state_of_program
from wellsourced.project.project import Project


class KeptRegisters(msgspec.Struct, frozen=True, dict=True):
    """The derived values of one project."""

    project: Project
    cache: Cache

    def keep(self, name: str, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """What `derive` makes of the project's registers, of the type `kind`; `name` tells derived values apart.

        `derive` may lean on registers and on the program, on nothing else: no section, no date, no setting.
        """
        if not self.cache.keeps:
            return derive()
        return self.cache.get_or_derive(digest("registers", name, self._digest), kind, derive)

    @cached_property
    def _digest(self) -> str:
        project = self.project
        registers = (
            [(reference.id, reference.item) for reference in project.references],
            project.instruments,
            project.rejected,
            project.facts,
            project.help,
        )
        return digest(state_of_program(), msgspec.msgpack.encode(registers))
