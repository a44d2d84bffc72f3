"""Decks, their options, and note types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update
from sqlmodel import col

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.flashcards.models import (
    DECK_SEPARATOR,
    Deck,
    NoteType,
    Preset,
    TodayLimit,
)
from ms2qbank_desktop.features.flashcards.queries import decks, rows
from ms2qbank_desktop.features.flashcards.tables import CardRow, DeckRow, NoteTypeRow, PresetRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import Store, WriteSession


class DeckService:
    """The decks, presets and note types of one data folder; a deck of another user is unknown."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # Decks

    def decks(self, user_id: int) -> list[Deck]:
        """Return the user's decks, parents before their children, in the order of names."""
        with self._store.read() as session:
            return [rows.deck(row) for row in decks.decks(session, user_id)]

    def deck(self, user_id: int, deck_id: int) -> Deck:
        """Return a deck; UserFault if the user has no such deck."""
        with self._store.read() as session:
            return rows.deck(_deck_row(session, user_id, deck_id))

    def create_deck(self, user_id: int, name: str) -> int:
        """Make a deck, "A::B" below A, and return its id; the id of the old one if there is one.

        UserFault if a part of the name is blank.
        """
        name = _checked_name(name)
        with self._store.write() as session:
            row = decks.ensure_deck(session, user_id, name, self._clock.now())
            session.touch("decks")
            return row.id

    def rename_deck(self, user_id: int, deck_id: int, name: str) -> None:
        """Give a deck another path; the decks below it follow. UserFault if it is blank, taken,
        or below the deck itself."""
        name, now = _checked_name(name), self._clock.now()
        with self._store.write() as session:
            row = _deck_row(session, user_id, deck_id)
            old = row.name
            everything = decks.decks(session, user_id)
            moved = set(decks.deck_ids_from(everything, row))
            inside = name.casefold().startswith(old.casefold() + DECK_SEPARATOR)
            if inside:
                raise UserFault("A deck cannot be moved into itself.", field="name")
            taken = {one.name.casefold() for one in everything if one.id not in moved}
            if name.casefold() in taken:
                raise UserFault(f"There is a deck called {name} already.", field="name")
            for one in everything:
                if one.id in moved:
                    one.name = name + one.name[len(old) :]
                    one.changed_at = now
                    session.add(one)
            parent = name.rpartition(DECK_SEPARATOR)[0]
            if parent:
                decks.ensure_deck(session, user_id, parent, now)
            session.touch("decks")

    def remove_deck(self, user_id: int, deck_id: int, *, removed: bool = True) -> int:
        """Remove a deck with the decks and cards in it, or put them back; return the number of
        cards. What was removed at another time stays as it was."""
        now = self._clock.now()
        with self._store.write() as session:
            row = _deck_row(session, user_id, deck_id)
            when = None if removed else row.deleted_at
            query = select(DeckRow).where(col(DeckRow.user_id) == user_id)
            alike = [one for one in session.scalars(query) if one.deleted_at == when]
            ids = decks.deck_ids_from(alike, row)
            after = now if removed else None
            for one in alike:
                if one.id in ids:
                    one.deleted_at, one.changed_at = after, now
                    session.add(one)
            if removed:  # guests of a filtered deck go home
                session.execute(
                    update(CardRow)
                    .where(col(CardRow.deck_id).in_(ids), col(CardRow.home_deck_id).not_in(ids))
                    .values(deck_id=col(CardRow.home_deck_id), home_deck_id=None, changed_at=now)
                )
            changed = session.execute(
                update(CardRow)
                .where(
                    or_(col(CardRow.deck_id).in_(ids), col(CardRow.home_deck_id).in_(ids)),
                    col(CardRow.deleted_at).is_(None)
                    if when is None
                    else col(CardRow.deleted_at) == when,
                )
                .values(deleted_at=after, changed_at=now)
            )
            session.touch("decks", "cards")
            return int(changed.rowcount)  # type: ignore[attr-defined]

    def save_deck(self, user_id: int, deck: Deck) -> None:
        """Save description, preset and limits of a deck; its name is :meth:`rename_deck`'s."""
        with self._store.write() as session:
            row = _deck_row(session, user_id, deck.id)
            _preset_row(session, user_id, deck.preset_id)
            row.preset_id = deck.preset_id
            row.options = rows.deck_options(deck, row.options.get("extra"))
            row.changed_at = self._clock.now()
            session.add(row)
            session.touch("decks")

    def raise_today(self, user_id: int, deck_id: int, *, new: int = 0, reviews: int = 0) -> None:
        """Let a deck and those below it give so many more new cards and reviews today only."""
        now = self._clock.now()
        today = self._clock.study_day(now).toordinal()

        def raised(limit: TodayLimit | None, usual: int, more: int) -> TodayLimit | None:
            if not more:
                return limit
            held = limit.limit if limit is not None and limit.day == today else usual
            return TodayLimit(held + more, today)

        with self._store.write() as session:
            top = _deck_row(session, user_id, deck_id)
            everything = decks.decks(session, user_id)
            below = set(decks.deck_ids_from(everything, top))
            presets = {row.id: rows.preset(row) for row in decks.presets(session, user_id)}
            for row in everything:
                if row.id not in below:
                    continue
                deck = rows.deck(row)
                preset = presets[deck.preset_id]
                new_usual = preset.new_per_day if deck.new_limit is None else deck.new_limit
                usual = preset.reviews_per_day if deck.review_limit is None else deck.review_limit
                changed = replace(
                    deck,
                    new_today=raised(deck.new_today, new_usual, new),
                    review_today=raised(deck.review_today, usual, reviews),
                )
                row.options = rows.deck_options(changed, row.options.get("extra"))
                row.changed_at = now
                session.add(row)
            session.touch("decks")

    # Presets

    def presets(self, user_id: int) -> list[Preset]:
        """Return the user's presets by name; there is always one."""
        with self._store.write() as session:
            decks.default_preset(session, user_id, self._clock.now())
            return [rows.preset(row) for row in decks.presets(session, user_id)]

    def save_preset(self, user_id: int, preset: Preset) -> int:
        """Save a preset (id 0: a new one) and return its id; UserFault if its name is blank."""
        if not preset.name.strip():
            raise UserFault("Give the preset a name.", field="name")
        now = self._clock.now()
        with self._store.write() as session:
            if preset.id:
                row = _preset_row(session, user_id, preset.id)
            else:
                preset = replace(preset, id=new_id(to_ms(now)))
                row = PresetRow(id=preset.id, user_id=user_id, name="", options={}, changed_at=now)
            row.name = preset.name.strip()
            row.options = rows.preset_options(preset, row.options.get("extra"))
            row.changed_at = now
            session.add(row)
            session.touch("decks")
        return preset.id

    def remove_preset(self, user_id: int, preset_id: int) -> None:
        """Remove a preset; its decks get the first one. UserFault for the first one itself."""
        now = self._clock.now()
        with self._store.write() as session:
            first = decks.default_preset(session, user_id, now)
            if preset_id == first.id:
                raise UserFault("The first preset stays.")
            row = _preset_row(session, user_id, preset_id)
            row.deleted_at = row.changed_at = now
            session.add(row)
            session.execute(
                update(DeckRow)
                .where(col(DeckRow.preset_id) == preset_id)
                .values(preset_id=first.id, changed_at=now)
            )
            session.touch("decks")

    # Note types

    def note_types(self, user_id: int) -> list[NoteType]:
        """Return the user's note types by name, those that every profile has among them."""
        with self._store.write() as session:
            decks.ensure_stock(session, user_id, self._clock.now())
            return [rows.note_type(row) for row in decks.note_types(session, user_id)]

    def save_note_type(self, user_id: int, note_type: NoteType) -> int:
        """Save a note type (id 0: a new one) and return its id.

        UserFault if name, fields or templates are missing, or if it has lost or won fields while
        it has notes: their texts stand in the order of the fields.
        """
        if not note_type.name.strip() or not note_type.fields or not note_type.templates:
            raise UserFault("A note type needs a name, a field and a card.", field="name")
        now = self._clock.now()
        with self._store.write() as session:
            if note_type.id:
                row = session.get(NoteTypeRow, note_type.id)
                if row is None or row.user_id != user_id:
                    raise UserFault("There is no such note type.")
                if len(row.content["fields"]) != len(note_type.fields):
                    raise UserFault("The fields of a note type in use are renamed, not removed.")
            else:
                note_type = replace(note_type, id=new_id(to_ms(now)))
                row = NoteTypeRow(
                    id=note_type.id, user_id=user_id, name="", kind="", content={}, changed_at=now
                )
            row.name, row.kind = note_type.name.strip(), note_type.kind.value
            row.content = rows.note_type_content(note_type, row.content.get("extra"))
            row.changed_at = now
            session.add(row)
            session.touch("cards")
        return note_type.id


def _checked_name(name: str) -> str:
    parts = [part.strip() for part in name.split(DECK_SEPARATOR)]
    if not all(parts):
        raise UserFault("Give the deck a name.", field="name")
    return DECK_SEPARATOR.join(parts)


def _deck_row(session: Session | WriteSession, user_id: int, deck_id: int) -> DeckRow:
    row = session.get(DeckRow, deck_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such deck.")
    return row


def _preset_row(session: Session | WriteSession, user_id: int, preset_id: int) -> PresetRow:
    row = session.get(PresetRow, preset_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such preset.")
    return row
