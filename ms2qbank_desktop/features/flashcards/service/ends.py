"""Cards as links name them: by the sort field of their note, its own blanks left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.features.flashcards.tables import CardNoteRow, CardRow, DeckRow
from ms2qbank_desktop.features.flashcards.text.cloze import line_of
from ms2qbank_desktop.features.links.models import End

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import Store

TRIGRAM = 3
"""Letters that the index needs at the least."""
_HOLDING = (
    "SELECT c.id FROM card_search AS s CROSS JOIN card_notes AS n ON n.search_row = s.rowid "
    "JOIN cards AS c ON c.note_id = n.id "
    "WHERE s.card_search MATCH ? AND c.user_id = ? AND c.deleted_at IS NULL LIMIT ?"
)
_TOO_LARGE = 2**63
"""For an id: SQLite cannot hold it."""
LONGEST = 80
"""Characters of a sort field that stand for its card."""


class CardEnds:
    """links.models.Ends of cards."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, user_id: int, ids: Iterable[int]) -> dict[int, End]:
        with self._store.read() as session:
            return _ends(session, user_id, ids)

    def named(self, user_id: int, name: str, _part: str = "") -> int | None:
        """Return the card of that id: a card has no other name of its own, many are alike."""
        if not name.isdecimal() or int(name) >= _TOO_LARGE:
            return None
        with self._store.read() as session:
            row = session.get(CardRow, int(name))
            there = row is not None and row.user_id == user_id and row.deleted_at is None
            return int(name) if there else None

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        if len(text.strip()) < TRIGRAM:
            return []
        with self._store.read() as session:
            wanted = '"' + text.strip().replace('"', '""') + '"'
            found = session.connection().exec_driver_sql(_HOLDING, (wanted, user_id, number))
            ids = list(found.scalars())
            ends = _ends(session, user_id, ids)
            return [(one, ends[one]) for one in ids]


def _ends(session: Session, user_id: int, ids: Iterable[int]) -> dict[int, End]:
    query = (
        select(CardRow, CardNoteRow, DeckRow)
        .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
        .join(DeckRow, col(DeckRow.id) == col(CardRow.deck_id))
        .where(col(CardRow.id).in_(list(ids)), CardRow.user_id + 0 == user_id)
    )
    return {
        card.id: End(
            _short(line_of(note.sort_text, card.ordinal + 1)),
            deck.name.replace("::", " › "),
            gone=card.deleted_at is not None,
        )
        for card, note, deck in session.exec(query)
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
