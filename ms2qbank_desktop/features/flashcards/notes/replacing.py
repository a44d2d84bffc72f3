"""Find and replace in the fields and tags of a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import NoteType


@dataclass(frozen=True)
class Replacing:
    """``find`` becomes ``into``. ``only``: in fields of this name, "" in all; ``tags``: in
    the tags instead. re.error if a ``regular`` expression is none."""

    find: str
    into: str
    regular: bool = False
    case: bool = False
    only: str = ""
    tags: bool = False
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.find if self.regular else re.escape(self.find)
        pattern = re.compile(text, 0 if self.case else re.IGNORECASE)
        if self.regular:
            nothing = re.compile(f"(?:{text})|").match("")
            if nothing is not None:
                nothing.expand(self.into)  # the groups that it names must be there
        object.__setattr__(self, "_pattern", pattern)

    def changed(
        self, note_type: NoteType, fields: Sequence[str], tags: Sequence[str]
    ) -> tuple[list[str], list[str]]:
        """Return fields and tags of a note with everything replaced."""
        if self.tags:
            new = [part for tag in tags for part in self._in(tag).split()]
            return list(fields), list(dict.fromkeys(new))
        named = zip(note_type.fields, fields, strict=False)
        return [
            self._in(text) if self.only in ("", one.name) else text for one, text in named
        ], list(tags)

    def _in(self, text: str) -> str:
        return self._pattern.sub(self.into if self.regular else lambda _: self.into, text)
