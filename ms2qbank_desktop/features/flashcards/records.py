"""A card with all that a list says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .models import Card


class CardRecord(NamedTuple):
    """``fields``: HTML by the names of the note type; ``question``: the sort field as plain text.

    ``home_deck``: where the card goes back to from a filtered deck, else its deck.
    """

    card: Card
    guid: str
    question: str
    deck: str
    home_deck: str
    note_type: str
    fields: dict[str, str]
    tags: tuple[str, ...]
