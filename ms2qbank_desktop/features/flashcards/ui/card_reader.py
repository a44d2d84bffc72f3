"""Reads cards for the study screen, the following one before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.text.media_names import media_names

from .card_content import CardContent, card_content

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.flashcards.study_models import Shown


class CardReader:
    """Renders cards in the colours of the theme; keeps the one that was read ahead."""

    def __init__(self, notes: NoteService, user_id: int) -> None:
        self._notes = notes
        self._user_id = user_id
        self._ahead: tuple[Shown, CardContent] | None = None

    def read(
        self, shown: Shown, opened: frozenset[str] = frozenset(), typed: str | None = None
    ) -> CardContent:
        """Return a card with ``opened`` hints; ``typed`` is compared on its back."""
        ahead = self._ahead
        if ahead and not opened and typed is None and _same(ahead[0], shown):
            return ahead[1]
        names = {name for field in shown.note.fields for name in media_names(field)}
        for template in shown.note_type.templates:
            names.update(media_names(template.front + template.back))
        return card_content(
            shown.note_type,
            shown.note,
            shown.card,
            self._notes.media(self._user_id, names) if names else {},
            deck=shown.deck.name,
            opened=opened,
            typed=typed,
        )

    def read_ahead(self, shown: Shown) -> CardContent:
        """Read the card that most likely comes next."""
        content = self.read(shown)
        self._ahead = shown, content
        return content

    def forget(self) -> None:
        """Drop what was read ahead: the colours are others now, or a note was edited."""
        self._ahead = None


def _same(one: Shown, other: Shown) -> bool:
    """Say whether two look alike on the screen."""
    return (
        one.card.id == other.card.id
        and one.card.flag == other.card.flag
        and one.note == other.note
        and one.note_type == other.note_type
        and one.deck.name == other.deck.name
    )
