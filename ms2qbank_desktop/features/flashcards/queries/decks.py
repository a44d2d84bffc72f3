"""Decks, presets and note types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import func, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, Deck, NoteType, Preset
from ms2qbank_desktop.features.flashcards.notes import stock
from ms2qbank_desktop.features.flashcards.scheduling.limits import tree_order
from ms2qbank_desktop.features.flashcards.tables import (
    CardNoteRow,
    CardRow,
    DeckRow,
    NoteTypeRow,
    PresetRow,
)

from . import rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def decks(session: Session, user_id: int) -> list[DeckRow]:
    """Return the user's decks by name, parents before their children."""
    found = session.scalars(
        select(DeckRow).where(col(DeckRow.user_id) == user_id, col(DeckRow.deleted_at).is_(None))
    )
    return sorted(found, key=lambda row: row.name.casefold().split(DECK_SEPARATOR))


def tree(session: Session, user_id: int, *, removed: bool = False) -> list[Deck]:
    """Return the user's decks as models in the order of :func:`decks`, quicker than by rows;
    ``removed``: with those that were removed."""
    kept = () if removed else (col(DeckRow.deleted_at).is_(None),)
    found = session.execute(
        select(
            *(col(DeckRow.id), col(DeckRow.name), col(DeckRow.preset_id), col(DeckRow.official)),
            col(DeckRow.options),
        ).where(col(DeckRow.user_id) == user_id, *kept)
    )
    alike = (rows.deck(cast("DeckRow", row)) for row in found)  # columns of the same names
    return sorted(alike, key=lambda deck: tree_order(deck.name))


def deck_ids_from(all_decks: list[DeckRow], top: DeckRow) -> list[int]:
    """Return the ids of ``top`` and of all decks below it."""
    below = top.name.casefold() + DECK_SEPARATOR
    return [
        row.id for row in all_decks if row.id == top.id or row.name.casefold().startswith(below)
    ]


def by_name(session: Session, user_id: int) -> dict[str, DeckRow]:
    """Return the user's decks by their folded names."""
    return {row.name.casefold(): row for row in decks(session, user_id)}


def ensure_deck(
    session: Session,
    user_id: int,
    name: str,
    now: datetime,
    known: dict[str, DeckRow] | None = None,
) -> DeckRow:
    """Return the deck called ``name`` (in any case), made with its parents where it is missing.

    ``known``: :func:`by_name`, for who wants many decks: read for each of them, a thousand take
    seconds. What is made is put into it.
    """
    if known is None:
        known = by_name(session, user_id)
    parts = name.split(DECK_SEPARATOR)
    row = None
    for depth in range(1, len(parts) + 1):
        path = DECK_SEPARATOR.join(parts[:depth])
        row = known.get(path.casefold())
        if row is None:
            parent = known.get(DECK_SEPARATOR.join(parts[: depth - 1]).casefold())
            row = _new_deck(session, user_id, path, parent, now)
            known[path.casefold()] = row
    if row is None:
        raise ValueError(name)
    return row


def bring_back(session: Session, user_id: int, note_id: int, now: datetime) -> None:
    """See to it that the cards of a note lie in decks that are there: those that were removed come
    back, without what else was in them."""
    held = select(CardRow, DeckRow).join(
        DeckRow, col(DeckRow.id) == func.coalesce(CardRow.home_deck_id, CardRow.deck_id)
    )
    gone = col(CardRow.note_id) == note_id, col(DeckRow.deleted_at).is_not(None)
    for card, deck in session.execute(held.where(*gone)).all():
        there = ensure_deck(session, user_id, deck.name, now).id
        if card.home_deck_id is None:
            card.deck_id = there
        else:
            card.home_deck_id = there
        session.add(card)


def _new_deck(
    session: Session, user_id: int, name: str, parent: DeckRow | None, now: datetime
) -> DeckRow:
    deck_id = derived_id("deck", user_id, name)
    preset_id = parent.preset_id if parent else default_preset(session, user_id, now).id
    row = session.get(DeckRow, deck_id)  # a removed or renamed one may still hold the id
    if row is not None and row.name != name:
        row, deck_id = None, derived_id("deck", user_id, name, int(now.timestamp() * 1000))
    if row is None:
        row = DeckRow(
            id=deck_id,
            user_id=user_id,
            name=name,
            preset_id=preset_id,
            options={},
            changed_at=now,
        )
        session.add(row)
    row.deleted_at = None
    session.flush()
    return row


def card_ids(session: Session, deck_ids: Iterable[int]) -> list[int]:
    """Return the cards that are in decks, or at home there."""
    listed = list(deck_ids)
    query = select(col(CardRow.id)).where(
        col(CardRow.deck_id).in_(listed) | col(CardRow.home_deck_id).in_(listed),
        col(CardRow.deleted_at).is_(None),
    )
    return list(session.scalars(query))


def presets(session: Session, user_id: int) -> list[PresetRow]:
    """Return the user's presets by name."""
    return list(
        session.scalars(
            select(PresetRow)
            .where(col(PresetRow.user_id) == user_id, col(PresetRow.deleted_at).is_(None))
            .order_by(func.lower(PresetRow.name), col(PresetRow.id))
        )
    )


def preset_models(session: Session, user_id: int) -> dict[int, Preset]:
    """Return the user's presets by id, removed ones too: a deck may still name one."""
    found = session.execute(
        select(col(PresetRow.id), col(PresetRow.name), col(PresetRow.options)).where(
            col(PresetRow.user_id) == user_id
        )
    )
    return {row.id: rows.preset(cast("PresetRow", row)) for row in found}


def default_preset_id(user_id: int) -> int:
    """Return the id of the preset that a new deck gets."""
    return derived_id("deck_preset", user_id, "default")


def default_preset(session: Session, user_id: int, now: datetime) -> PresetRow:
    """Return the preset that a new deck gets, made at the first call."""
    preset_id = default_preset_id(user_id)
    row = session.get(PresetRow, preset_id)
    if row is None:
        row = PresetRow(
            id=preset_id,
            user_id=user_id,
            name="Default",
            options=rows.preset_options(Preset()),
            changed_at=now,
        )
        session.add(row)
        session.flush()
    return row


def note_types(session: Session, user_id: int) -> list[NoteTypeRow]:
    """Return the user's note types by name."""
    return list(
        session.scalars(
            select(NoteTypeRow)
            .where(col(NoteTypeRow.user_id) == user_id, col(NoteTypeRow.deleted_at).is_(None))
            .order_by(func.lower(NoteTypeRow.name), col(NoteTypeRow.id))
        )
    )


def note_type_named(session: Session, user_id: int, wanted: NoteType) -> NoteTypeRow | None:
    """Return the note type that has the name and kind of ``wanted`` and at least as many fields:
    of several the one with the most notes."""
    number = (
        select(func.count())
        .where(col(CardNoteRow.note_type_id) == col(NoteTypeRow.id))
        .scalar_subquery()
    )
    found = session.scalars(
        select(NoteTypeRow)
        .where(
            col(NoteTypeRow.user_id) == user_id,
            col(NoteTypeRow.deleted_at).is_(None),
            func.lower(NoteTypeRow.name) == wanted.name.lower(),
            col(NoteTypeRow.kind) == wanted.kind.value,
        )
        .order_by(number.desc(), col(NoteTypeRow.id))
    )
    wide = (row for row in found if len(row.content["fields"]) >= len(wanted.fields))
    return next(wide, None)


def stock_note_type(session: Session, user_id: int, wanted: NoteType, now: datetime) -> NoteTypeRow:
    """Return one of the note types that every profile has, made at the first call."""
    type_id = derived_id("note_type", user_id, "stock", wanted.name)
    row = session.get(NoteTypeRow, type_id)
    if row is None:
        row = NoteTypeRow(
            id=type_id,
            user_id=user_id,
            name=wanted.name,
            kind=wanted.kind.value,
            content=rows.note_type_content(wanted),
            changed_at=now,
        )
        session.add(row)
        session.flush()
    return row


def ensure_stock(session: Session, user_id: int, now: datetime) -> None:
    """Make what every profile begins with: the preset and the note types."""
    default_preset(session, user_id, now)
    for one in stock.STOCK:
        stock_note_type(session, user_id, one, now)
