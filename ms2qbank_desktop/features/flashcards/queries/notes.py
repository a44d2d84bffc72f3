"""Notes and their cards: read, written, and kept in the search index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, func, select, update
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.flashcards.notes.identities import card_id
from ms2qbank_desktop.features.flashcards.tables import (
    SEARCH_INDEX,
    CardNoteRow,
    CardRow,
    CardTagRow,
)
from ms2qbank_desktop.features.flashcards.text.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.text.plain_text import parted_words, sort_text
from ms2qbank_desktop.features.flashcards.text.templates import cards_of

from .rows import FIELD_SEPARATOR, sorted_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.links.models import Place

_INDEX = f"INSERT INTO {SEARCH_INDEX} (rowid, fields) VALUES (?, ?)"  # noqa: S608
_UNINDEX = f"DELETE FROM {SEARCH_INDEX} WHERE rowid = ?"  # noqa: S608


def each(ids: Iterable[int]) -> Select[Any]:
    """Return ``ids`` as rows: a statement may name only so many parameters.

    Beside it a column of an index takes ``+ 0``, else SQLite goes through all rows of the user.
    """
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(listed.c.value)


def search_text(fields: Sequence[str]) -> str:
    """Return the words of a note for the search index."""
    return parted_words("\n".join(fields))


def named(note_type: NoteType, fields: Sequence[str]) -> dict[str, str]:
    """Return the fields of a note by their names."""
    return {one.name: text for one, text in zip(note_type.fields, fields, strict=False)}


def add(
    session: Session,
    user_id: int,
    note_type: NoteType,
    fields: Sequence[str],
    tags: Iterable[str],
    now: datetime,
    guid: str,
) -> CardNoteRow:
    """Add a note without cards; its place in the search index is the next free one."""
    last = session.scalar(select(func.max(col(CardNoteRow.search_row)))) or 0
    row = CardNoteRow(
        id=new_id(to_ms(now)),
        user_id=user_id,
        guid=guid,
        note_type_id=note_type.id,
        fields="",
        checksum=0,
        search_row=last + 1,
        created_at=now,
        changed_at=now,
    )
    write(session, row, note_type, fields, tags, now)
    return row


def write(
    session: Session,
    row: CardNoteRow,
    note_type: NoteType,
    fields: Sequence[str],
    tags: Iterable[str],
    now: datetime,
) -> None:
    """Give a note its fields and tags, and bring index and tag table along."""
    write_all(session, [(row, note_type, fields, tags)], now)


def write_all(
    session: Session,
    changes: Iterable[tuple[CardNoteRow, NoteType, Sequence[str], Iterable[str]]],
    now: datetime,
) -> None:
    """Give notes their fields and tags; at once, for thousands of them take long one by one."""
    rows, with_new_text = [], []
    for row, note_type, fields, tags in changes:
        joined = FIELD_SEPARATOR.join(fields)
        if joined != row.fields or not joined:
            with_new_text.append(row)
        row.fields = joined
        row.tags = sorted_tags(tags)
        row.sort_text = sort_text(fields[note_type.sort_field])
        row.checksum = field_checksum(fields[0])
        row.changed_at = now
        session.add(row)
        rows.append(row)
    session.flush()
    _index_texts(session, with_new_text)
    _list_tags(session, rows)


def reindex(session: Session, notes: Sequence[CardNoteRow]) -> None:
    """Write index entries and tags of ``notes`` anew; those of removed notes go."""
    _index_texts(session, notes)
    _list_tags(session, notes)


def _index_texts(session: Session, notes: Sequence[CardNoteRow]) -> None:
    connection = session.connection()
    if notes:
        connection.exec_driver_sql(_UNINDEX, [(note.search_row,) for note in notes])
    entries = [
        (note.search_row, search_text(note.fields.split(FIELD_SEPARATOR)))
        for note in notes
        if note.deleted_at is None
    ]
    if entries:
        connection.exec_driver_sql(_INDEX, entries)


def _list_tags(session: Session, notes: Sequence[CardNoteRow]) -> None:
    ids = [note.id for note in notes]
    session.execute(
        delete(CardTagRow).where(col(CardTagRow.note_id).in_(each(ids))),
        execution_options={"synchronize_session": False},
    )
    there = [note for note in notes if note.deleted_at is None]
    pairs = [(note.id, tag) for note in there for tag in note.tags.split()]
    if pairs:
        insert = "INSERT INTO card_tags (note_id, tag) VALUES (?, ?)"
        session.connection().exec_driver_sql(insert, pairs)


def make_cards(
    session: Session,
    note: CardNoteRow,
    note_type: NoteType,
    deck_id: int,
    now: datetime,
    source: Place | None = None,
) -> list[CardRow]:
    """Make the cards that a note is missing, and return all of its cards.

    Cards that its text no longer makes stay, as in Anki, until they are cleaned up: their
    history is not lost by a slip in a template.
    """
    cards = list(of_note(session, note.id))
    have = {card.ordinal: card for card in cards}
    for ordinal in cards_of(note_type, named(note_type, note.fields.split(FIELD_SEPARATOR))):
        if ordinal in have:
            continue
        own = note_type.templates[ordinal].deck_id if ordinal < len(note_type.templates) else None
        identity = card_id(note.id, ordinal)
        while session.get(CardRow, identity) is not None:  # of one that was removed or moved on
            identity = card_id(identity, ordinal)
        card = CardRow(
            id=identity,
            user_id=note.user_id,
            note_id=note.id,
            deck_id=own or deck_id,
            ordinal=ordinal,
            position=next_position(session, note.user_id) if not cards else cards[0].position,
            source_kind=source.kind.value if source else "",
            source_id=source.id if source else None,
            source_place=source.spot if source else "",
            created_at=now,
            changed_at=now,
        )
        session.add(card)
        session.flush()
        cards.append(card)
    return cards


def next_position(session: Session, user_id: int) -> int:
    """Return the place behind the last new card."""
    query = select(func.max(col(CardRow.position))).where(col(CardRow.user_id) == user_id)
    return (session.scalar(query) or 0) + 1


def of_note(session: Session, note_id: int) -> list[CardRow]:
    """Return the cards of a note that are not removed, by ordinal."""
    query = select(CardRow).where(
        col(CardRow.note_id) == note_id, col(CardRow.deleted_at).is_(None)
    )
    return list(session.scalars(query.order_by(col(CardRow.ordinal))))


def home_of(cards: Sequence[CardRow]) -> int | None:
    """Return the deck that new cards of a note go to: where its first one is at home."""
    return cards[0].home_deck_id or cards[0].deck_id if cards else None


def of_source(session: Session, user_id: int, source: Place) -> list[CardRow]:
    """Return the cards that were made from one thing, the oldest first."""
    query = select(CardRow).where(
        col(CardRow.source_id) == source.id,
        col(CardRow.source_kind) == source.kind.value,
        col(CardRow.user_id) == user_id,
        col(CardRow.deleted_at).is_(None),
    )
    return list(session.scalars(query.order_by(col(CardRow.created_at), col(CardRow.id))))


def with_cards(
    session: Session, user_id: int, card_ids: Iterable[int]
) -> list[tuple[int, int, CardNoteRow]]:
    """Return (card, ordinal, note) of cards."""
    query = (
        select(col(CardRow.id), col(CardRow.ordinal), CardNoteRow)
        .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
        .where(col(CardRow.id).in_(each(card_ids)), col(CardRow.user_id) + 0 == user_id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def of_type(session: Session, user_id: int, note_type_id: int) -> list[CardNoteRow]:
    """Return all notes of a type, removed ones too: they may be put back."""
    query = select(CardNoteRow).where(
        col(CardNoteRow.user_id) == user_id, col(CardNoteRow.note_type_id) == note_type_id
    )
    return list(session.scalars(query))


def fields_of_type(session: Session, user_id: int, note_type_id: int) -> list[tuple[int, str]]:
    """Return (note, joined fields) of all notes of a type."""
    query = select(col(CardNoteRow.id), col(CardNoteRow.fields)).where(
        col(CardNoteRow.user_id) == user_id,
        col(CardNoteRow.note_type_id) == note_type_id,
        col(CardNoteRow.deleted_at).is_(None),
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def notes(session: Session, user_id: int, ids: Iterable[int]) -> list[CardNoteRow]:
    """Return those of the user's notes."""
    return list(
        session.scalars(
            select(CardNoteRow).where(
                col(CardNoteRow.id).in_(each(ids)), col(CardNoteRow.user_id) + 0 == user_id
            )
        )
    )


def note_ids(session: Session, user_id: int, card_ids: Iterable[int]) -> list[int]:
    """Return the notes of cards, each once."""
    query = select(col(CardRow.note_id)).where(
        col(CardRow.id).in_(each(card_ids)), col(CardRow.user_id) + 0 == user_id
    )
    return list(dict.fromkeys(session.scalars(query)))


def card_ids(session: Session, note_ids: Iterable[int]) -> list[int]:
    """Return the cards of notes, removed ones too."""
    query = select(col(CardRow.id)).where(col(CardRow.note_id).in_(each(note_ids)))
    return list(session.scalars(query))


def change_cards(
    session: Session, user_id: int, card_ids: Iterable[int], now: datetime, **values: Any
) -> int:
    """Set columns of cards; return how many cards that were."""
    done = session.execute(
        update(CardRow)
        .where(col(CardRow.id).in_(each(card_ids)), col(CardRow.user_id) + 0 == user_id)
        .values(changed_at=now, **values),
        execution_options={"synchronize_session": False},
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def duplicates(session: Session, user_id: int, note_type_id: int, first_field: str) -> list[int]:
    """Return the notes of a type whose first field says the same, by Anki's checksum."""
    query = select(col(CardNoteRow.id)).where(
        col(CardNoteRow.user_id) == user_id,
        col(CardNoteRow.note_type_id) == note_type_id,
        col(CardNoteRow.checksum) == field_checksum(first_field),
        col(CardNoteRow.deleted_at).is_(None),
    )
    return list(session.scalars(query))


def tags(session: Session, user_id: int) -> list[tuple[str, int]]:
    """Return the tags of the user's notes with their numbers of notes, by name."""
    rows = session.execute(
        select(col(CardTagRow.tag), func.count())
        .join(CardNoteRow, col(CardNoteRow.id) == col(CardTagRow.note_id))
        .where(col(CardNoteRow.user_id) == user_id)
        .group_by(col(CardTagRow.tag))
    )
    return sorted(((tag, number) for tag, number in rows), key=lambda pair: pair[0].casefold())
