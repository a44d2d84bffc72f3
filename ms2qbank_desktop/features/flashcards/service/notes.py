"""Notes and cards as things that are written: added, edited, tagged, moved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.flashcards.queries import media, notes, rows
from ms2qbank_desktop.features.flashcards.queries.rows import FIELD_SEPARATOR, joined_tags
from ms2qbank_desktop.features.flashcards.tables import CardNoteRow, DeckRow, NoteTypeRow
from ms2qbank_desktop.features.flashcards.templates import is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import Card, Note, NoteType, SourceLink
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

_ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class NoteService:
    """The notes and cards of one data folder; those of another user are unknown."""

    def __init__(self, store: Store, clock: Clock, media_folder: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._media_folder = media_folder

    # Reading

    def note(self, user_id: int, note_id: int) -> Note:
        """Return a note; UserFault if the user has no such note."""
        with self._store.read() as session:
            return rows.note(_note_row(session, user_id, note_id))

    def note_type(self, user_id: int, note_type_id: int) -> NoteType:
        """Return a note type; UserFault if the user has no such type."""
        with self._store.read() as session:
            return _note_type(session, user_id, note_type_id)

    def cards(self, user_id: int, note_id: int) -> list[Card]:
        """Return the cards of a note by ordinal."""
        with self._store.read() as session:
            _note_row(session, user_id, note_id)
            return [rows.card(row) for row in notes.of_note(session, note_id)]

    def media(self, user_id: int, names: Iterable[str]) -> dict[str, Path]:
        """Return where the pictures and sounds lie that fields call ``names``; unknown ones are
        left out."""
        with self._store.read() as session:
            found = media.names(session, user_id, names)
        return {name: self._media_folder.path(kept) for name, kept in found.items()}

    def duplicates(self, user_id: int, note_type_id: int, first_field: str) -> list[int]:
        """Return the notes of this type whose first field says the same; none if it is empty."""
        if is_empty(first_field):
            return []
        with self._store.read() as session:
            return notes.duplicates(session, user_id, note_type_id, first_field)

    def tags(self, user_id: int) -> list[tuple[str, int]]:
        """Return the tags in use with their numbers of notes, by name."""
        with self._store.read() as session:
            return notes.tags(session, user_id)

    # Writing

    def add_note(
        self,
        user_id: int,
        deck_id: int,
        note_type_id: int,
        fields: Sequence[str],
        tags: Iterable[str] = (),
        source: SourceLink | None = None,
    ) -> int:
        """Add a note with its cards to a deck, and return its id.

        ``fields``: HTML in the order of the type. UserFault if the first one is empty, if there
        are too few or too many, or if deck or type are unknown.
        """
        now = self._clock.now()
        with self._store.write() as session:
            deck = session.get(DeckRow, deck_id)
            if deck is None or deck.user_id != user_id or deck.deleted_at is not None:
                raise UserFault("There is no such deck.", field="deck")
            note_type = _note_type(session, user_id, note_type_id)
            _check_fields(note_type, fields)
            guid = _guid(new_id(to_ms(now)))
            row = notes.add(session, user_id, note_type, fields, tags, now, guid)
            notes.make_cards(session, row, note_type, deck_id, now, source)
            session.touch("cards")
            return row.id

    def edit_note(
        self, user_id: int, note_id: int, fields: Sequence[str], tags: Iterable[str]
    ) -> None:
        """Change fields and tags of a note; new clozes and fronts make cards.

        What a package brought is kept beside, so that its update changes only what the user has
        not. UserFault as in :meth:`add_note`.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = _note_row(session, user_id, note_id)
            note_type = _note_type(session, user_id, row.note_type_id)
            _check_fields(note_type, fields)
            _keep_base(row, fields, tags)
            notes.write(session, row, note_type, fields, tags, now)
            cards = notes.of_note(session, note_id)
            deck_id = cards[0].deck_id if cards else None
            if deck_id is not None:
                notes.make_cards(session, row, note_type, deck_id, now)
            session.touch("cards")

    def change_tags(
        self, user_id: int, note_ids: Sequence[int], add: Iterable[str], remove: Iterable[str]
    ) -> int:
        """Add and take away tags of many notes; return how many this changed."""
        gone = {tag.casefold() for tag in remove}
        added = list(add)

        def changed(fields: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
            kept = [tag for tag in tags if tag.casefold() not in gone]
            have = {tag.casefold() for tag in kept}
            return fields, kept + [tag for tag in added if tag.casefold() not in have]

        return self.rewrite(user_id, note_ids, changed)

    def rewrite(
        self,
        user_id: int,
        note_ids: Sequence[int],
        change: Callable[[list[str], list[str]], tuple[list[str], list[str]]],
    ) -> int:
        """Pass (fields, tags) of each note through ``change``; return how many it changed."""
        now = self._clock.now()
        with self._store.write() as session:
            touched = []
            for row in notes.notes(session, user_id, note_ids):
                before = row.fields, row.tags
                fields, tags = change(row.fields.split(FIELD_SEPARATOR), row.tags.split())
                if (FIELD_SEPARATOR.join(fields), joined_tags(tags)) == before:
                    continue
                note_type = _note_type(session, user_id, row.note_type_id)
                _keep_base(row, fields, tags)
                notes.write(session, row, note_type, fields, tags, now)
                touched.append(row)
            if touched:
                session.touch("cards")
            return len(touched)

    def remove_notes(self, user_id: int, note_ids: Sequence[int], *, removed: bool = True) -> int:
        """Remove notes with their cards, or put them back; return how many notes that were."""
        now = self._clock.now()
        with self._store.write() as session:
            found = notes.notes(session, user_id, note_ids)
            for row in found:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
            session.flush()
            notes.reindex(session, found)
            cards = notes.card_ids(session, [row.id for row in found])
            gone = now if removed else None
            notes.change_cards(session, user_id, cards, now, deleted_at=gone)
            session.touch("cards")
            return len(found)

    def move_cards(self, user_id: int, card_ids: Sequence[int], deck_id: int) -> int:
        """Move cards to a deck; return how many."""
        return self._change(user_id, card_ids, deck_id=deck_id, home_deck_id=None)

    def flag_cards(self, user_id: int, card_ids: Sequence[int], flag: int) -> int:
        """Give cards a flag, 1–7, or 0 for none; return how many."""
        return self._change(user_id, card_ids, flag=flag)

    def suspend_cards(self, user_id: int, card_ids: Sequence[int], *, suspended: bool) -> int:
        """Suspend cards, or let them come again; return how many."""
        return self._change(user_id, card_ids, suspended=suspended)

    def _change(self, user_id: int, card_ids: Sequence[int], **values: object) -> int:
        with self._store.write() as session:
            done = notes.change_cards(session, user_id, card_ids, self._clock.now(), **values)
            session.touch("cards")
            return done


def _keep_base(row: CardNoteRow, fields: Sequence[str], tags: Iterable[str]) -> None:
    """Remember what a note was like when it came, at its first edit."""
    if row.base_fields is None and row.fields != FIELD_SEPARATOR.join(fields):
        row.base_fields = row.fields
    if row.base_tags is None and row.tags != joined_tags(tags):
        row.base_tags = row.tags


def _check_fields(note_type: NoteType, fields: Sequence[str]) -> None:
    if len(fields) != len(note_type.fields):
        raise UserFault(f"{note_type.name} has {len(note_type.fields)} fields.", field="fields")
    if is_empty(fields[0]):
        raise UserFault(f"{note_type.fields[0].name} is empty.", field="fields")


def _guid(number: int) -> str:
    """Return a new identity as Anki writes them, ten letters and digits."""
    value, letters = derived_id("guid", number), ""
    while value and len(letters) < 10:
        value, digit = divmod(value, len(_ALPHABET))
        letters += _ALPHABET[digit]
    return letters


def _note_row(session: Session, user_id: int, note_id: int) -> CardNoteRow:
    row = session.get(CardNoteRow, note_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such note.")
    return row


def _note_type(session: Session, user_id: int, note_type_id: int) -> NoteType:
    row = session.get(NoteTypeRow, note_type_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such note type.", field="note type")
    return rows.note_type(row)
