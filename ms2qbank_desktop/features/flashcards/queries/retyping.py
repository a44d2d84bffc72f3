"""Notes that become notes of another type, with their cards, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from ms2qbank_desktop.features.flashcards.notes.retyping import Retyped, mapped
from ms2qbank_desktop.features.flashcards.tables import CardNoteRow, CardRow

from . import notes
from .rows import FIELD_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.flashcards.notes.retyping import TypeChange


def types(session: Session, user_id: int, note_ids: Iterable[int]) -> set[int]:
    """Return the types that notes are of."""
    query = select(col(CardNoteRow.note_type_id)).where(
        col(CardNoteRow.id).in_(notes.each(note_ids)), col(CardNoteRow.user_id) + 0 == user_id
    )
    return set(session.scalars(query))


def retype(
    session: Session,
    user_id: int,
    note_ids: Iterable[int],
    new: NoteType,
    change: TypeChange,
    now: datetime,
) -> list[Retyped]:
    """Give notes another type, and return what they were. Cards without a place in it go, those
    that are missing are made."""
    found = notes.notes(session, user_id, note_ids)
    cards = _cards(session, found)
    before = [
        Retyped(
            row.id,
            row.note_type_id,
            row.fields,
            row.base_fields,
            {card.id: card.ordinal for card in cards[row.id]},
        )
        for row in found
    ]
    written = []
    for row in found:
        row.note_type_id = new.id
        if row.base_fields is not None:
            row.base_fields = _mapped(row.base_fields, change)
        texts = _mapped(row.fields, change).split(FIELD_SEPARATOR)
        written.append((row, new, texts, row.tags.split()))
        for card in cards[row.id]:
            ordinal = change.ordinal(card.ordinal, new)
            card.changed_at = now
            if ordinal is None:
                card.deleted_at = now
            else:
                card.ordinal = ordinal
            session.add(card)
    notes.write_all(session, written, now)
    for row in found:
        if (deck_id := notes.home_of(cards[row.id])) is not None:
            notes.make_cards(session, row, new, deck_id, now)
    return before


def take_back(
    session: Session,
    user_id: int,
    before: Sequence[Retyped],
    known: Mapping[int, NoteType],
    now: datetime,
) -> None:
    """Make notes what they were; cards that were made since go. ``known``: types by id."""
    was = {one.note_id: one for one in before}
    found = [row for row in notes.notes(session, user_id, was) if row.deleted_at is None]
    written = []
    for row in found:
        one = was[row.id]
        row.note_type_id, row.base_fields = one.note_type_id, one.base_fields
        texts = one.fields.split(FIELD_SEPARATOR)
        written.append((row, known[one.note_type_id], texts, row.tags.split()))
    for note_id, cards in _cards(session, found, removed=True).items():
        ordinals = was[note_id].cards
        for card in cards:
            if card.id in ordinals:
                card.ordinal, card.deleted_at = ordinals[card.id], None
            elif card.deleted_at is None:
                card.deleted_at = now
            else:
                continue  # removed before, and not by this
            card.changed_at = now
            session.add(card)
    notes.write_all(session, written, now)


def _mapped(fields: str, change: TypeChange) -> str:
    return FIELD_SEPARATOR.join(mapped(fields.split(FIELD_SEPARATOR), change.fields))


def _cards(
    session: Session, of: Iterable[CardNoteRow], *, removed: bool = False
) -> dict[int, list[CardRow]]:
    """Return the cards of notes by note, each note's by ordinal."""
    by_note: dict[int, list[CardRow]] = {row.id: [] for row in of}
    query = select(CardRow).where(col(CardRow.note_id).in_(notes.each(by_note)))
    if not removed:
        query = query.where(col(CardRow.deleted_at).is_(None))
    for card in session.scalars(query.order_by(col(CardRow.ordinal))):
        by_note[card.note_id].append(card)
    return by_note
