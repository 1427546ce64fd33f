"""What is derived from one text of the article and the registers, kept in the user's cache from run to run.

Authors edit one section at a time. What is kept is found by the digest of the text as written and read, of every data
file, of the day and of the program's own files, so nothing goes stale; what is damaged is derived again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from wellsourced.cache import Value, digest
from wellsourced.manuscript.model import Manuscript
from wellsourced.project.program import state_of_program

if TYPE_CHECKING:
    from wellsourced.checks.context import ReadText
    from wellsourced.checks.registers import Registers


class KeptTexts(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The derived values of the texts of one article."""

    registers: Registers
    manuscript: Manuscript
    _digests: dict[ReadText, str] = msgspec.field(default_factory=dict)

    def keep(self, name: str, text: ReadText, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """What `derive` makes of the text, of the type `kind`; `name` tells derived values apart.

        `derive` may lean on what `Context.alone` holds, on nothing else.
        """
        return self.registers.cache.get_or_derive(self._key(name, text), kind, derive)

    def put(self, name: str, text: ReadText, value: object) -> None:
        """Keep what has been derived as `keep` would have it."""
        self.registers.cache.put_value(self._key(name, text), value)

    def keep_without_texts(self, name: str, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """As `keep`, for what leans on `Context.without_texts`."""
        key = digest("cited", name, self._data_files, self._cited)
        return self.registers.cache.get_or_derive(key, kind, derive)

    def _key(self, name: str, text: ReadText) -> str:
        if text not in self._digests:
            self._digests[text] = self._digest_of(text)
        return digest("text", name, self._data_files, self._digests[text])

    @cached_property
    def _data_files(self) -> str:
        """Every data file, the style, the day."""
        project = self.registers.project
        read = {section.path for section in project.sections}.union(project.fragments)
        files = [(path, content) for path, content in sorted(project.texts.items()) if path not in read]
        return digest(
            state_of_program(),
            project.style,
            msgspec.msgpack.encode((self.registers.today, files, [section.path for section in project.sections])),
        )

    @cached_property
    def _cited(self) -> str:
        return digest(*sorted(self.manuscript.cited))

    def _digest_of(self, text: ReadText) -> str:
        """The text, the files it was made of, its part in the article; and what words in data files lean on."""
        parsed = text.parsed
        section = next((s for s in self.manuscript.sections if s.parsed is parsed), None)
        return digest(
            parsed.path,
            parsed.text,
            parsed.prose,
            msgspec.msgpack.encode((sorted(parsed.files.items()), section and (section.role, section.title))),
            "" if section else self._cited,
        )
