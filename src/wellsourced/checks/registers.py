"""The registers of a project, made ready for what rules ask: each when it is first asked for, once for all texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from wellsourced.cache import Cache
from wellsourced.checks.backing.fact_figures import FactRegister
from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.names.register import NameRegister, compile_names
from wellsourced.checks.titles import OfficialTitles, collect_titles
from wellsourced.checks.words.wordings import Register, compile_register
from wellsourced.project.project import Project
from wellsourced.project.status import StatusReport, derive_status

if TYPE_CHECKING:
    from wellsourced.project.style_reach import StyleReach


class Registers(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What the project's data files hold. `today`: the day by which evidence is judged; without it none grows old.

    `cache` spares deriving anew what the registers alone decide; it changes nothing else.
    """

    project: Project
    today: date | None
    cache: Cache

    def status(self, reference_id: str) -> StatusReport:
        """The derived status of a reference of the bibliography."""
        if reference_id not in self._statuses:
            item = self.project.reference_by_id[reference_id].item
            records = self.project.evidence.get(reference_id, ())
            self._statuses[reference_id] = derive_status(item, records, today=self.today)
        return self._statuses[reference_id]

    @cached_property
    def _statuses(self) -> dict[str, StatusReport]:
        return {}

    @cached_property
    def kept(self) -> KeptRegisters:
        """What is derived from the registers alone."""
        return KeptRegisters(self.project, self.cache)

    @cached_property
    def corrections(self) -> Register:
        """The corrections register, compiled."""
        return compile_register(self.project.corrections, self.cache)

    @cached_property
    def names(self) -> NameRegister:
        """The register of named things, compiled."""
        return compile_names(self.kept)

    @cached_property
    def titles(self) -> OfficialTitles:
        """Names of registered instruments and titles of the bibliography."""
        return collect_titles(self.kept)

    @cached_property
    def facts(self) -> FactRegister:
        """The facts as figures, read source by source."""
        return FactRegister(self.project)

    @cached_property
    def fact_numbers(self) -> Mapping[str, int]:
        """Fact id -> its place in article/facts.yaml."""
        return {fact.id: number for number, fact in enumerate(self.project.facts)}

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """Every id of a reference, former ones included -> its present id."""
        return {
            **{reference.id: reference.id for reference in self.project.references},
            **self.project.reference_aliases,
        }

    @cached_property
    def reach(self) -> StyleReach:
        """The article's citation style, to be asked what it prints."""
        from wellsourced.project.style_reach import StyleReach

        return StyleReach(self.project.style)
