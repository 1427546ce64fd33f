"""What an import did, for the person who started it."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellsourced.diagnostics import Diagnostic


@dataclass
class MergeNotes:
    """What a reader of the import report wants to know; lines of text, each list in order of finding."""

    merged: list[str] = field(default_factory=list)
    merged_instruments: list[str] = field(default_factory=list)
    merged_facts: list[str] = field(default_factory=list)
    split_facts: list[str] = field(default_factory=list)
    drawn_facts: list[str] = field(default_factory=list)
    near_misses: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    accessed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `counts`: (what, number) in order of printing; `written`: files that changed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    notes: MergeNotes = field(default_factory=MergeNotes)
    written: tuple[str, ...] = ()

    def rows(self) -> tuple[tuple[str, int], ...]:
        """(what, number) for a table."""
        return self.counts

    def render(self, *, details: bool = True) -> str:
        """The report as plain text; without `details` only the counts and the files written."""
        width = max((len(name) for name, _ in self.counts), default=0)
        lines = [f"{name:<{width}}  {number:>5}" for name, number in self.counts]
        lines += ["", f"written: {', '.join(self.written) if self.written else 'nothing, all is as it was'}"]
        if details:
            for title, entries in _sections(self.notes):
                if entries:
                    lines += ["", f"{title} ({len(entries)})", *(f"  {entry}" for entry in entries)]
        return "\n".join(lines) + "\n"


def _sections(notes: MergeNotes) -> list[tuple[str, list[str]]]:
    return [
        ("references merged", notes.merged),
        ("instruments merged", notes.merged_instruments),
        ("facts merged", notes.merged_facts),
        ("facts split: the id of the list is gone, each figure has its own", notes.split_facts),
        ("facts drawn from statements", notes.drawn_facts),
        ("renamed", notes.renamed),
        ("kept as the project has it", notes.kept),
        ("contradictions: the first value stays", notes.contradictions),
        ("near misses, not merged", notes.near_misses),
        ("undated pages: date of access from the primary evidence", notes.accessed),
    ]
