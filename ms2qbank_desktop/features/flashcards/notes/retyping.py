"""Changes of note types that templates, notes and cards have to follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import NoteKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import CardTemplate, NoteType

_NAMED = re.compile(r"\{\{([#^/]?(?:[^{}:]+:)*)([^{}:]+)\}\}")


def renamed_fields(
    templates: Sequence[CardTemplate], names: Mapping[str, str]
) -> list[CardTemplate]:
    """Return templates that call fields by their new names (old name → new name)."""

    def renamed(text: str) -> str:
        return _NAMED.sub(
            lambda found: f"{{{{{found[1]}{names.get(found[2].strip(), found[2])}}}}}", text
        )

    return [
        replace(
            one,
            front=renamed(one.front),
            back=renamed(one.back),
            browser_front=renamed(one.browser_front),
            browser_back=renamed(one.browser_back),
        )
        for one in templates
    ]


def mapped(texts: Sequence[str], was: Sequence[int | None]) -> list[str]:
    """Return the fields of a note in another order; ``was``: the place each had, None: new."""
    return [texts[place] if place is not None and place < len(texts) else "" for place in was]


@dataclass(frozen=True, slots=True)
class TypeChange:
    """How notes of one type become notes of another: for each field and each card of the new type
    the place that it has in the old one, None for a new one.

    ``cards`` is None where one of the two is a cloze: its cards are numbers in the text, and cards
    keep theirs.
    """

    fields: tuple[int | None, ...]
    cards: tuple[int | None, ...] | None

    def ordinal(self, was: int, new: NoteType) -> int | None:
        """Return the ordinal that a card has in the new type; None: it goes."""
        if self.cards is not None:
            return self.cards.index(was) if was in self.cards else None
        kept = new.kind is not NoteKind.STANDARD or was < len(new.templates)
        return was if kept else None


@dataclass(frozen=True, slots=True)
class Retyped:
    """A note before it became one of another type; ``cards``: their ordinals by id."""

    note_id: int
    note_type_id: int
    fields: str
    base_fields: str | None
    cards: Mapping[int, int]


def proposed(old: NoteType, new: NoteType) -> TypeChange:
    """Return the change that keeps most: what has the same name, then what is left in order."""
    fields = _matched([one.name for one in old.fields], [one.name for one in new.fields])
    if NoteKind.STANDARD is old.kind is new.kind:
        names = ([one.name for one in each.templates] for each in (old, new))
        return TypeChange(fields, _matched(*names))
    return TypeChange(fields, None)


def _matched(old: Sequence[str], new: Sequence[str]) -> tuple[int | None, ...]:
    places = {name.casefold(): place for place, name in enumerate(old)}
    found = [places.pop(name.casefold(), None) for name in new]
    left = iter(sorted(places.values()))
    return tuple(next(left, None) if place is None else place for place in found)
