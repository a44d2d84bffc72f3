"""What the study screen and previews show of one card: rendered, with its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.text.colours import Ink
from ms2qbank_desktop.features.flashcards.text.rendering import render
from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Card, Note, NoteType
    from ms2qbank_desktop.features.flashcards.text.rendering import RenderedCard, Side

_HINT = re.compile(r'href="(hint:[^"]+)"')


@dataclass(frozen=True, slots=True)
class CardContent:
    """A rendered card. ``files``: its pictures by their addresses; ``media``: its files by name."""

    rendered: RenderedCard
    files: Mapping[str, Path]
    media: Mapping[str, Path]

    def sounds(self, side: Side) -> tuple[Path, ...]:
        """Return the sounds of a side in order; missing ones are left out."""
        return tuple(self.media[name] for name in side.sounds if name in self.media)

    def hints(self, *, answer: bool) -> tuple[str, ...]:
        """Return the addresses of the hints of a side that are closed."""
        side = self.rendered.back if answer else self.rendered.front
        return tuple(_HINT.findall(side.html))

    def sound(self, address: str) -> Path | None:
        """Return the sound that a link ``sound:f0`` or ``sound:b1`` stands for."""
        place = address.removeprefix("sound:")
        side = self.rendered.front if place[:1] == "f" else self.rendered.back
        number = int(place[1:]) if place[1:].isdecimal() else len(side.sounds)
        return self.media.get(side.sounds[number]) if number < len(side.sounds) else None


def card_content(
    note_type: NoteType,
    note: Note,
    card: Card,
    media: Mapping[str, Path],
    *,
    deck: str = "",
    opened: frozenset[str] = frozenset(),
    typed: str | None = None,
) -> CardContent:
    """Render a card in the colours of the present theme.

    ``media``: the files that its fields name. ``opened``: addresses of hints that are open;
    ``typed``: what the student typed, compared on the back.
    """
    rendered = render(
        note_type,
        note,
        card.ordinal,
        theme_ink(),
        lambda name: media[name].name if name in media else None,
        deck=deck,
        flag=card.flag,
        card_id=card.id,
        opened=opened,
        typed=typed,
    )
    return CardContent(rendered, {path.name: path for path in media.values()}, media)


def theme_ink() -> Ink:
    """Return the colours that cards are written in."""
    theme = current()

    def name(role: str) -> str:
        return theme.color(role).name()

    return Ink(
        text=name("text"),
        surface=name("surface"),
        muted=name("text-muted"),
        sunken=name("sunken"),
        accent=name("accent"),
        right=name("correct"),
        right_subtle=name("correct-subtle"),
        wrong=name("incorrect"),
        wrong_subtle=name("incorrect-subtle"),
        dark=theme.dark,
    )
