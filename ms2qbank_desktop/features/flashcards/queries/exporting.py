"""Reads what an export writes: the notes, the cards and the log of a choice of cards."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.formats import log
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
from .rows import CARD, card_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Card

_NOTE = ("id", "guid", "note_type_id", "fields", "tags", "changed_at", "extra", "sort_text")
_KINDS = " ".join(
    f"WHEN '{kind.value}' THEN {number}"
    for number, kind in enumerate(ReviewKind)
    if kind is not ReviewKind.IMPORTED
)
"""The first six stand in the order of Anki's numbers."""
_PORTIONS = 20
"""Stretches of time in which a log is copied."""
_LINES = (
    "SELECT r.id >> 21, i.theirs, r.rating, r.interval, r.last_interval, r.ease_permille, "
    f"r.time_ms, CASE r.kind {_KINDS} END "
    "FROM main.card_reviews r CROSS JOIN temp.ids i ON i.id = r.card_id "
    "WHERE r.user_id = ? AND r.id >= ? AND r.id < ? AND r.kind != 'imported' "
    "AND r.id NOT IN (SELECT id FROM main.card_review_voids) ORDER BY r.id"
)
_COPY_LINES = f"INSERT INTO target.{log.TABLE} ({', '.join(log.COLUMNS)}) {_LINES}"


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

    def notes(self, size: int) -> Iterator[Sequence[Any]]:
        """Yield notes in the order in which they came: id, guid, note_type_id, fields, tags,
        changed_at, extra, sort_text, and deck_id of the first card."""
        home = func.coalesce(col(CardRow.home_deck_id), col(CardRow.deck_id)).label("deck_id")
        # SQLite takes the other columns of a group from the row that has the minimum.
        first = func.min(col(CardRow.ordinal))
        decks = self._cards(col(CardRow.note_id), home, first).group_by(col(CardRow.note_id))
        found = decks.subquery()
        query = (
            select(*(col(getattr(CardNoteRow, name)) for name in _NOTE), found.c.deck_id)
            .join(found, found.c.note_id == col(CardNoteRow.id))
            .where(col(CardNoteRow.deleted_at).is_(None))
            .order_by(col(CardNoteRow.search_row))
        )
        yield from self._streamed(query, size)

    def cards(self, size: int) -> Iterator[list[tuple[Card, datetime, dict[str, Any]]]]:
        """Yield the cards in the order of their notes, each with when it was changed and what a
        package said of it."""
        query = (
            self._cards(*(col(getattr(CardRow, name)) for name in ("changed_at", "extra", *CARD)))
            .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
            .where(col(CardNoteRow.deleted_at).is_(None))
            .order_by(col(CardNoteRow.search_row), col(CardRow.ordinal))
        )
        for part in self._streamed(query, size):
            yield [(card_of(row[2:]), row[0], row[1] or {}) for row in part]

    def copy_reviews(self, target: Path, cards: Mapping[int, int]) -> None:
        """Copy the log, see formats.log. Where its ids are unique, of two lines of one
        millisecond the later gives way."""
        if not cards:
            return
        connection = self.session.connection()
        connection.detach()  # so that it ends with the session, and its table of ids with it
        connection.exec_driver_sql("ATTACH ? AS target", (str(target),))
        connection.exec_driver_sql("CREATE TEMP TABLE ids (id INTEGER PRIMARY KEY, theirs INTEGER)")
        connection.exec_driver_sql("INSERT INTO temp.ids VALUES (?, ?)", list(cards.items()))
        query = "SELECT min(id), max(id) FROM card_reviews WHERE user_id = ?"
        first, last = connection.exec_driver_sql(query, (self.user_id,)).one()
        first, last = first or 0, last or 0
        step = (last - first) // _PORTIONS + 1
        for start in range(first, last + 1, step):
            values = (self.user_id, start, start + step)
            try:
                connection.exec_driver_sql(_COPY_LINES, values)
            except IntegrityError:
                lines = connection.exec_driver_sql(_LINES, values).fetchall()
                log.add_apart(connection.exec_driver_sql, lines)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("DETACH target")

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
