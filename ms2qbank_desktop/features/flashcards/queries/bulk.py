"""Writes notes and cards in bulk: past the ORM, for a package brings tens of thousands."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from .rows import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.storage.store import WriteSession

_NOTE = (
    *("id", "user_id", "guid", "note_type_id", "fields", "tags", "sort_text", "checksum"),
    *("search_row", "extra", "created_at", "changed_at"),
)
_PLACE = (
    *("id", "user_id", "note_id", "deck_id", "ordinal", "home_deck_id", "suspended"),
    *("buried_until", "buried_by_user", "flag", "leech", "source_kind", "source_place", "extra"),
    *("created_at", "changed_at"),
)
_SCHEDULE = ("position", *FOLDED)
_CACHE = "PRAGMA cache_size = -65536"
_GATHER = "INSERT INTO card_search (card_search, rank) VALUES ('hashsize', 33554432)"
_BULK = 500


_INDEX = "INSERT INTO card_search (rowid, fields) VALUES (?, ?)"
_UPDATE_NOTE = (
    "UPDATE card_notes SET fields = ?, tags = ?, base_fields = ?, base_tags = ?, sort_text = ?, "
    "checksum = ?, changed_at = ?, deleted_at = NULL WHERE id = ?"
)
_RESCHEDULE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in _SCHEDULE)} WHERE id = ?"


def make_room(session: WriteSession, notes: int = 0) -> None:
    """Let a large write gather its pages and its part of the search index in memory (64 MiB)."""
    connection = session.connection()
    connection.exec_driver_sql(_CACHE)
    if notes >= _BULK:
        connection.exec_driver_sql(_GATHER)


def _insert(
    session: WriteSession, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows, one at least, in the order of their first column: so they come to the pages of
    the table one after the other.

    A number, or nothing, that all of them have in a column stands in the statement: to hand it
    over with each row takes longer than all the rest of the row.
    """
    terms, varying = [], []
    for values in zip(*sorted(rows, key=itemgetter(0)), strict=True):
        first = values[0]
        if isinstance(first, int | None) and values.count(first) == len(values):
            terms.append("NULL" if first is None else f"{first:d}")
        else:
            terms.append("?")
            varying.append(values)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(terms)})"
    session.connection().exec_driver_sql(statement, list(zip(*varying, strict=True)))


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
    changed_at: int
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
        "changed_at, deleted_at IS NOT NULL FROM card_notes WHERE user_id = ? "
        "AND guid IN (SELECT value FROM json_each(?))",
        (user_id, json.dumps(guids)),
    )
    return {row[1]: StoredNote._make((*row[:9], bool(row[9]))) for row in rows}


def add_notes(session: WriteSession, user_id: int, notes: Sequence[NewNote]) -> None:
    """Add notes with their tags and their entries in the search index."""
    if not notes:
        return
    connection = session.connection()
    last = connection.exec_driver_sql("SELECT max(search_row) FROM card_notes").scalar() or 0
    rows = [
        (
            *(note.id, user_id, note.guid, note.note_type_id, note.fields, note.tags),
            *(note.sort_text, note.checksum, row, as_json(note.extra)),
            *(note.created_at, note.changed_at),
        )
        for row, note in enumerate(notes, last + 1)
    ]
    _insert(session, "card_notes", _NOTE, rows)
    index = [(row, note.text) for row, note in enumerate(notes, last + 1)]
    connection.exec_driver_sql(_INDEX, index)
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
    connection.exec_driver_sql(_INDEX, [(note.search_row, note.text) for note in notes])
    connection.exec_driver_sql("DELETE FROM card_tags WHERE note_id = ?", [(n.id,) for n in notes])
    _add_tags(session, [(note.id, note.tags) for note in notes])


def _add_tags(session: WriteSession, notes: Iterable[tuple[int, str]]) -> None:
    pairs = [(note, tag) for note, tags in sorted(notes) for tag in tags.split()]
    if pairs:
        session.connection().exec_driver_sql(
            "INSERT OR IGNORE INTO card_tags (note_id, tag) VALUES (?, ?)", pairs
        )


# Cards


class NewCard(NamedTuple):
    """A card to be added; times in milliseconds since 1970, ``folded`` as rows.folded_values has
    it."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    home_deck_id: int | None
    suspended: bool
    buried_until: int | None
    buried_by_user: bool
    flag: int
    leech: bool
    extra: dict[str, Any] | None
    created_at: int
    changed_at: int
    position: int
    folded: tuple[object, ...]


def known_cards(session: WriteSession, ids: Sequence[int]) -> dict[int, str]:
    """Return id -> state of those cards that there are; "" for a removed one."""
    rows = session.connection().exec_driver_sql(
        "SELECT id, CASE WHEN deleted_at IS NULL THEN state ELSE '' END FROM cards "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row[0]: row[1] for row in rows}


def add_cards(session: WriteSession, user_id: int, cards: Sequence[NewCard]) -> None:
    """Add cards."""
    if not cards:
        return
    rows = [
        (
            *(card.id, user_id, card.note_id, card.deck_id, card.ordinal, card.home_deck_id),
            *(card.suspended, card.buried_until, card.buried_by_user, card.flag, card.leech),
            *("", "", as_json(card.extra), card.created_at, card.changed_at),
            card.position,
            *card.folded,
        )
        for card in cards
    ]
    _insert(session, "cards", (*_PLACE, *_SCHEDULE), rows)


def reschedule_cards(session: WriteSession, cards: Sequence[NewCard]) -> None:
    """Give cards that are still new the schedules that ``cards`` have."""
    if cards:
        rows = [(card.position, *card.folded, card.id) for card in cards]
        session.connection().exec_driver_sql(_RESCHEDULE, rows)


def revive_cards(session: WriteSession, cards: Sequence[NewCard]) -> None:
    """Bring removed cards back, with what is known of them, into the decks of ``cards``."""
    if cards:
        session.connection().exec_driver_sql(
            "UPDATE cards SET deleted_at = NULL, deck_id = ?, home_deck_id = ?, changed_at = ? "
            "WHERE id = ?",
            [(card.deck_id, card.home_deck_id, card.created_at, card.id) for card in cards],
        )


def as_json(value: dict[str, Any] | None) -> str | None:
    """Return a JSON column's text; None for nothing."""
    return _encode(value) if value else None


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
