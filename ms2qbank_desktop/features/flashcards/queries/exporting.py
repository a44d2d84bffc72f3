"""Reads what an export writes: the notes, the cards and the log of a choice of cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, ReviewKind
from ms2qbank_desktop.features.flashcards.tables import (
    CardNoteRow,
    CardReviewRow,
    CardRow,
    DeckRow,
    NoteTypeRow,
    PresetRow,
    VoidRow,
)

from .notes import each

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERS = {kind.value: n for n, kind in enumerate(ReviewKind) if kind is not ReviewKind.IMPORTED}
"""The first six stand in the order of Anki's numbers."""
_TIME_BITS = 21


@dataclass(frozen=True, slots=True)
class Choice:
    """The cards to be read: all of the user, or those of ``ids``."""

    session: Session
    user_id: int
    ids: Sequence[int] | None = None

    def counts(self) -> tuple[int, int, int]:
        """Return the numbers of notes, cards and lines of the log."""
        cards = select(func.count(col(CardRow.note_id).distinct()), func.count())
        notes, number = self.session.execute(cards.where(*self._chosen())).one()
        lines = select(func.count()).where(*self._logged())
        return notes, number, self.session.scalar(lines) or 0

    def deck_ids(self) -> set[int]:
        """Return the decks that the cards are in, or come from."""
        decks = select(col(CardRow.deck_id), col(CardRow.home_deck_id)).distinct()
        found = self.session.execute(decks.where(*self._chosen()))
        return {deck for row in found for deck in row if deck is not None}

    def note_types(self) -> list[NoteTypeRow]:
        """Return the types of the notes."""
        used = select(col(CardNoteRow.note_type_id)).where(
            col(CardNoteRow.id).in_(self._cards(col(CardRow.note_id)))
        )
        found = self.session.scalars(select(NoteTypeRow).where(col(NoteTypeRow.id).in_(used)))
        return list(found)

    def notes(self, size: int) -> Iterator[Sequence[tuple[CardNoteRow, int]]]:
        """Yield notes in the order in which they came, each with the deck of its first card."""
        home = func.coalesce(col(CardRow.home_deck_id), col(CardRow.deck_id)).label("deck_id")
        # SQLite takes the other columns of a group from the row that has the minimum.
        first = func.min(col(CardRow.ordinal))
        decks = self._cards(col(CardRow.note_id), home, first).group_by(col(CardRow.note_id))
        found = decks.subquery()
        columns = [col(getattr(CardNoteRow, name)) for name in CardNoteRow.model_fields]
        query = (
            select(*columns, found.c.deck_id)
            .join(found, found.c.note_id == col(CardNoteRow.id))
            .where(col(CardNoteRow.deleted_at).is_(None))
            .order_by(col(CardNoteRow.search_row))
        )
        for part in self._streamed(query, size):
            yield [(cast("CardNoteRow", row), row.deck_id) for row in part]  # the same columns

    def cards(self, size: int) -> Iterator[Sequence[CardRow]]:
        """Yield the cards in the order of their notes."""
        columns = [col(getattr(CardRow, name)) for name in CardRow.model_fields]
        query = (
            self._cards(*columns)
            .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
            .where(col(CardNoteRow.deleted_at).is_(None))
            .order_by(col(CardNoteRow.search_row), col(CardRow.ordinal))
        )
        for part in self._streamed(query, size):
            yield [cast("CardRow", row) for row in part]  # the same columns

    def reviews(self, size: int) -> Iterator[Sequence[tuple[int, ...]]]:
        """Yield the log in the order of time, as formats.base.ReviewRow has it."""
        row = CardReviewRow
        query = (
            select(
                *(col(row.id).op(">>")(_TIME_BITS), col(row.card_id), col(row.rating)),
                *(col(row.interval), col(row.last_interval), col(row.ease_permille)),
                *(col(row.time_ms), case(_NUMBERS, value=col(row.kind))),
            )
            .where(*self._logged())
            .order_by(col(row.id))
        )
        yield from self._streamed(query, size)

    def _streamed(self, query: Select[Any], size: int) -> Iterator[Sequence[Any]]:
        # Past the ORM, which would fetch all of it at once.
        return self.session.connection().execute(query).partitions(size)

    def _chosen(self) -> tuple[ColumnElement[bool], ...]:
        chosen = (col(CardRow.user_id) == self.user_id, col(CardRow.deleted_at).is_(None))
        return chosen if self.ids is None else (*chosen, col(CardRow.id).in_(each(self.ids)))

    def _cards(self, *columns: Any) -> Select[Any]:
        return select(*columns).where(*self._chosen())

    def _logged(self) -> tuple[ColumnElement[bool], ...]:
        row = CardReviewRow
        logged = (
            col(row.user_id) == self.user_id,
            col(row.kind) != ReviewKind.IMPORTED.value,
            col(row.id).not_in(select(col(VoidRow.id))),
        )
        chosen = self._cards(col(CardRow.id))
        return logged if self.ids is None else (*logged, col(row.card_id).in_(chosen))


def with_parents(all_decks: Sequence[DeckRow], used: set[int]) -> list[DeckRow]:
    """Return the decks of ``used`` and all that they lie in, parents first."""
    paths = set()
    for row in all_decks:
        if row.id in used:
            parts = row.name.casefold().split(DECK_SEPARATOR)
            paths |= {tuple(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return [row for row in all_decks if tuple(row.name.casefold().split(DECK_SEPARATOR)) in paths]


def presets_of(session: Session, decks: Sequence[DeckRow]) -> list[PresetRow]:
    """Return the presets that decks have, removed ones too."""
    used = {row.preset_id for row in decks}
    return list(session.scalars(select(PresetRow).where(col(PresetRow.id).in_(used))))
