"""Writes notes, cards and reviews in bulk: past the ORM, for a package brings half a million."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id

from .formats.base import REVIEW_KINDS
from .models import ReviewKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.storage.store import WriteSession

    from .formats.base import ReviewRow

_NOTE = (
    *("id", "user_id", "guid", "note_type_id", "fields", "tags", "sort_text", "checksum"),
    *("search_row", "extra", "created_at", "changed_at"),
)
_CARD = (
    *("id", "user_id", "note_id", "deck_id", "ordinal", "home_deck_id", "suspended"),
    *("buried_until", "buried_by_user", "flag", "leech", "source_kind", "source_place", "extra"),
    *("created_at", "changed_at", "position", "state", "remaining_steps", "due_at", "due_day"),
    *("interval_days", "step_seconds", "ease", "stability", "difficulty", "repetitions", "lapses"),
    *("streak", "reviews", "correct", "last_review_at", "last_review_day", "last_rating"),
)
_REVIEW = (
    *("id", "user_id", "card_id", "rating", "kind", "interval", "last_interval"),
    *("ease_permille", "time_ms", "carried"),
)
_KINDS = tuple(kind.value for kind in REVIEW_KINDS)
_TIME_BITS = 21
_BULK = 1_000
# Lets the search index gather a whole batch in memory before it writes.
_GATHER = "INSERT INTO card_search (card_search, rank) VALUES ('hashsize', 67108864)"


def _insert(table: str, columns: Sequence[str], *, ignoring: bool = False) -> str:
    manner = "INSERT OR IGNORE" if ignoring else "INSERT"
    values = ", ".join("?" * len(columns))
    return f"{manner} INTO {table} ({', '.join(columns)}) VALUES ({values})"


_INSERT_NOTE = _insert("card_notes", _NOTE)
_INSERT_CARD = _insert("cards", _CARD)
_INSERT_REVIEW = _insert("card_reviews", _REVIEW, ignoring=True)
_UPDATE_NOTE = (
    "UPDATE card_notes SET fields = ?, tags = ?, base_fields = ?, base_tags = ?, sort_text = ?, "
    "checksum = ?, changed_at = ?, deleted_at = NULL WHERE id = ?"
)
_RESCHEDULE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in _CARD[16:])} WHERE id = ?"  # noqa: S608


class StoredNote(NamedTuple):
    """A note that is in the collection. ``base_*`` None: as its package had it."""

    id: int
    guid: str
    note_type_id: int
    fields: str
    tags: str
    base_fields: str | None
    base_tags: str | None
    search_row: int
    deleted: bool


class NewNote(NamedTuple):
    """A note to be added: fields joined, tags as a row keeps them, ``text`` for the index."""

    id: int
    guid: str
    note_type_id: int
    fields: str
    tags: str
    sort_text: str
    checksum: int
    text: str
    extra: dict[str, Any] | None
    created_at: int
    changed_at: int


def known_notes(session: WriteSession, user_id: int, guids: Sequence[str]) -> dict[str, StoredNote]:
    """Return the notes that have one of ``guids``, removed ones too."""
    rows = session.connection().exec_driver_sql(
        "SELECT id, guid, note_type_id, fields, tags, base_fields, base_tags, search_row, "
        "deleted_at IS NOT NULL FROM card_notes WHERE user_id = ? "
        "AND guid IN (SELECT value FROM json_each(?))",
        (user_id, json.dumps(guids)),
    )
    return {row[1]: StoredNote._make((*row[:8], bool(row[8]))) for row in rows}


def add_notes(session: WriteSession, user_id: int, notes: Sequence[NewNote]) -> None:
    """Add notes with their tags and their entries in the search index."""
    if not notes:
        return
    connection = session.connection()
    last = connection.exec_driver_sql("SELECT max(search_row) FROM card_notes").scalar() or 0
    if len(notes) >= _BULK:
        connection.exec_driver_sql(_GATHER)
    rows = [
        (
            *(note.id, user_id, note.guid, note.note_type_id, note.fields, note.tags),
            *(note.sort_text, note.checksum, row, as_json(note.extra)),
            *(note.created_at, note.changed_at),
        )
        for row, note in enumerate(notes, last + 1)
    ]
    connection.exec_driver_sql(_INSERT_NOTE, rows)
    index = [(row, note.text) for row, note in enumerate(notes, last + 1)]
    connection.exec_driver_sql("INSERT INTO card_search (rowid, fields) VALUES (?, ?)", index)
    _add_tags(session, [(note.id, note.tags) for note in notes])


class ChangedNote(NamedTuple):
    """A note that gets another text."""

    id: int
    search_row: int
    fields: str
    tags: str
    base_fields: str | None
    base_tags: str | None
    sort_text: str
    checksum: int
    text: str
    changed_at: int


def change_notes(session: WriteSession, notes: Sequence[ChangedNote]) -> None:
    """Replace the texts of notes, and bring removed ones back."""
    if not notes:
        return
    connection = session.connection()
    connection.exec_driver_sql(
        _UPDATE_NOTE,
        [
            (
                *(n.fields, n.tags, n.base_fields, n.base_tags, n.sort_text, n.checksum),
                *(n.changed_at, n.id),
            )
            for n in notes
        ],
    )
    rows = [(note.search_row,) for note in notes]
    connection.exec_driver_sql("DELETE FROM card_search WHERE rowid = ?", rows)
    index = [(note.search_row, note.text) for note in notes]
    connection.exec_driver_sql("INSERT INTO card_search (rowid, fields) VALUES (?, ?)", index)
    connection.exec_driver_sql("DELETE FROM card_tags WHERE note_id = ?", [(n.id,) for n in notes])
    _add_tags(session, [(note.id, note.tags) for note in notes])


def _add_tags(session: WriteSession, notes: Iterable[tuple[int, str]]) -> None:
    pairs = [(note, tag) for note, tags in notes for tag in tags.split()]
    if pairs:
        session.connection().exec_driver_sql(
            "INSERT OR IGNORE INTO card_tags (note_id, tag) VALUES (?, ?)", pairs
        )


def known_cards(session: WriteSession, ids: Sequence[int]) -> dict[int, str]:
    """Return id -> state of those cards that there are; "" for a removed one."""
    rows = session.connection().exec_driver_sql(
        "SELECT id, CASE WHEN deleted_at IS NULL THEN state ELSE '' END FROM cards "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row[0]: row[1] for row in rows}


def carried_at(session: WriteSession, ids: Sequence[int]) -> dict[int, int]:
    """Return when those of the cards were imported that were, in milliseconds since 1970."""
    rows = session.connection().exec_driver_sql(
        "SELECT card_id, max(id) FROM card_reviews WHERE kind = 'imported' "
        "AND card_id IN (SELECT value FROM json_each(?)) GROUP BY card_id",
        (json.dumps(ids),),
    )
    return {row[0]: row[1] >> _TIME_BITS for row in rows}


def add_cards(session: WriteSession, rows: Sequence[tuple[object, ...]]) -> None:
    """Add cards: values in the order of :data:`CARD_COLUMNS`."""
    if rows:
        session.connection().exec_driver_sql(_INSERT_CARD, list(rows))


def card_values(
    card: int, user_id: int, note: int, deck: int, ordinal: int, position: int, at_ms: int
) -> tuple[object, ...]:
    """Return the row of a new card for :func:`add_cards`."""
    return (
        *(card, user_id, note, deck, ordinal, None, False, None, False, 0, False, "", "", None),
        *(at_ms, at_ms, position, "new", 0, None, None, 0, 0, 0, None, None),
        *(0,) * 5,
        *(None,) * 3,
    )


def reschedule_cards(session: WriteSession, rows: Sequence[tuple[object, ...]]) -> None:
    """Give cards that are still new the schedule of the package: rows as for add_cards."""
    if rows:
        session.connection().exec_driver_sql(_RESCHEDULE, [(*row[16:], row[0]) for row in rows])


CARD_COLUMNS = _CARD


def add_reviews(
    session: WriteSession, user_id: int, reviews: Iterable[tuple[int, ReviewRow]]
) -> int:
    """Add lines of the log that are not there yet, (card id, review); return how many."""
    rows = [
        (
            *(review_id(row.at_ms, card_id), user_id, card_id, row.rating, _KINDS[row.kind]),
            *(row.interval, row.last_interval, row.ease_permille, row.time_ms, None),
        )
        for card_id, row in reviews
    ]
    return _add_review_rows(session, rows)


def add_carried(
    session: WriteSession,
    user_id: int,
    states: Iterable[tuple[int, dict[str, Any]]],
    now: datetime,
) -> None:
    """End the history of imported cards with the state they came with: (card id, schedule)."""
    at_ms, kind = to_ms(now), ReviewKind.IMPORTED.value
    rows = [
        (review_id(at_ms, card), user_id, card, 0, kind, 0, 0, 0, 0, as_json(state))
        for card, state in states
    ]
    _add_review_rows(session, rows)


def _add_review_rows(session: WriteSession, rows: list[tuple[Any, ...]]) -> int:
    if not rows:
        return 0
    connection = session.connection()
    before = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    connection.exec_driver_sql(_INSERT_REVIEW, sorted(rows, key=lambda row: row[0]))
    after = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    return int(after - before)


def review_id(at_ms: int, card_id: int) -> int:
    """Return the id of an imported review: the same on every device that imports it."""
    mixed = (card_id * 0x9E3779B97F4A7C15) & ((1 << 64) - 1)
    return at_ms << _TIME_BITS | mixed >> (64 - _TIME_BITS)


def note_id(user_id: int, guid: str) -> int:
    """Return the id of an imported note."""
    return derived_id("card_note", user_id, guid)


def card_id(of_note: int, ordinal: int) -> int:
    """Return the id of a card of a note; quicker than derived_id, for there are many."""
    key = of_note.to_bytes(8, "big") + ordinal.to_bytes(4, "big")
    digest = hashlib.blake2b(key, digest_size=8, person=b"card").digest()
    return int.from_bytes(digest, "big") & ((1 << 63) - 1)


def as_json(value: dict[str, Any] | None) -> str | None:
    """Return a JSON column's text; None for nothing."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
