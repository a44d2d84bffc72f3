"""Notes and cards as things that are written: added, edited, tagged, moved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.flashcards.queries import drafts, media, notes, rows
from ms2qbank_desktop.features.flashcards.queries.rows import FIELD_SEPARATOR, sorted_tags
from ms2qbank_desktop.features.flashcards.tables import (
    CardNoteRow,
    CardRow,
    DeckRow,
    NoteTypeRow,
)
from ms2qbank_desktop.features.flashcards.text.card_text import card_text
from ms2qbank_desktop.features.flashcards.text.plain_text import parted_words, strip_html
from ms2qbank_desktop.features.flashcards.text.templates import is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import (
        Card,
        Draft,
        Note,
        NoteType,
    )
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

Texts = tuple[tuple[str, ...], tuple[str, ...]]
"""Fields and tags of a note."""

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

    def card(self, user_id: int, card_id: int) -> Card:
        """Return a card; UserFault if the user has no such card."""
        with self._store.read() as session:
            row = session.get(CardRow, card_id)
            if row is None or row.user_id != user_id or row.deleted_at is not None:
                raise UserFault("There is no such card.")
            return rows.card(row)

    def cards_of_source(self, user_id: int, source: Place) -> list[Card]:
        """Return the cards that were made from a question, an article, a note or a video."""
        with self._store.read() as session:
            return [rows.card(row) for row in notes.of_source(session, user_id, source)]

    def note_ids(self, user_id: int, card_ids: Iterable[int]) -> list[int]:
        """Return the notes of cards, each once."""
        with self._store.read() as session:
            return notes.note_ids(session, user_id, card_ids)

    def answers(self, user_id: int, card_ids: Iterable[int]) -> dict[int, str]:
        """Return what the backs of cards say that their fronts do not, as plain text."""
        with self._store.read() as session:
            types: dict[int, NoteType] = {}
            found = {}
            for card_id, ordinal, note in notes.with_cards(session, user_id, card_ids):
                if note.note_type_id not in types:
                    types[note.note_type_id] = _note_type(session, user_id, note.note_type_id)
                sides = card_text(types[note.note_type_id], rows.note(note), ordinal)
                back = sides.back.removeprefix(sides.front)
                back = back.partition("<hr id=answer>")[2] or back
                found[card_id] = " ".join(parted_words(back).split())
            return found

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

    def same_field(
        self, user_id: int, note_type_id: int, field: int
    ) -> list[tuple[str, list[int]]]:
        """Return the texts that a field has in more than one note, with those notes. On a
        worker: it reads every note of the type."""
        alike: dict[str, list[int]] = {}
        with self._store.read() as session:
            for note_id, fields in notes.fields_of_type(session, user_id, note_type_id):
                text = strip_html(fields.split(FIELD_SEPARATOR)[field]).strip()
                if text:
                    alike.setdefault(text.casefold(), []).append(note_id)
        return [(text, ids) for text, ids in alike.items() if len(ids) > 1]

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
        source: Place | None = None,
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
            if (deck_id := notes.home_of(cards)) is not None:
                notes.make_cards(session, row, note_type, deck_id, now)
            session.touch("cards")

    def change_tags(
        self, user_id: int, note_ids: Sequence[int], add: Iterable[str], remove: Iterable[str]
    ) -> dict[int, Texts]:
        """Add and take away tags of many notes; return as :meth:`rewrite` does."""
        gone = {tag.casefold() for tag in remove}
        added = list(add)

        def changed(
            _note_type: NoteType, fields: list[str], tags: list[str]
        ) -> tuple[list[str], list[str]]:
            kept = [tag for tag in tags if tag.casefold() not in gone]
            have = {tag.casefold() for tag in kept}
            return fields, kept + [tag for tag in added if tag.casefold() not in have]

        return self.rewrite(user_id, note_ids, changed)

    def rewrite(
        self,
        user_id: int,
        note_ids: Sequence[int],
        change: Callable[[NoteType, list[str], list[str]], tuple[Sequence[str], Sequence[str]]],
        *,
        keep: bool = True,
    ) -> dict[int, Texts]:
        """Pass (type, fields, tags) of each note through ``change``; return what those were
        before that it changed, for :meth:`restore`. Without ``keep`` nothing is written."""
        before: dict[int, Texts] = {}
        after: dict[int, Texts] = {}
        types: dict[int, NoteType] = {}
        with self._store.read() as session:
            for row in notes.notes(session, user_id, note_ids):
                if row.note_type_id not in types:
                    types[row.note_type_id] = _note_type(session, user_id, row.note_type_id)
                old, old_tags = row.fields.split(FIELD_SEPARATOR), row.tags.split()
                fields, tags = change(types[row.note_type_id], list(old), list(old_tags))
                if (list(fields), list(tags)) != (old, old_tags):
                    before[row.id] = tuple(old), tuple(old_tags)
                    after[row.id] = tuple(fields), tuple(tags)
        if keep and after:
            self.restore(user_id, after)
        return before

    def restore(self, user_id: int, texts: Mapping[int, Texts]) -> None:
        """Give notes these fields and tags."""
        with self._store.write() as session:
            types: dict[int, NoteType] = {}
            changed = []
            for row in notes.notes(session, user_id, list(texts)):
                fields, tags = texts[row.id]
                if row.note_type_id not in types:
                    types[row.note_type_id] = _note_type(session, user_id, row.note_type_id)
                _keep_base(row, fields, tags)
                changed.append((row, types[row.note_type_id], fields, tags))
            notes.write_all(session, changed, self._clock.now())
            session.touch("cards")

    # Written and not yet added

    def draft(self, user_id: int) -> Draft | None:
        """Return the note that is being written, None if there is none."""
        with self._store.read() as session:
            return drafts.draft(session, user_id)

    def save_draft(self, user_id: int, draft: Draft | None) -> None:
        """Keep the note that is being written, in place of the one before; None drops it."""
        with self._store.write() as session:
            drafts.save(session, user_id, draft, self._clock.now())

    def keep_pictures(self, user_id: int, names: Iterable[str]) -> None:
        """Let fields call pictures of the media folder by the names they have there."""
        known = {name: name for name in names if self._media_folder.path(name).is_file()}
        if known:
            with self._store.write() as session:
                media.add(session, user_id, known)

    def add_picture(self, user_id: int, data: bytes, name: str = "") -> str:
        """Keep a picture and return the name by which fields call it: ``name``, unless another
        picture is called so already. UserFault if it is no picture or too large."""
        kept = self._media_folder.add_image(data)
        stem, ending = (name.rpartition(".")[0] or name or "picture"), kept.rpartition(".")[2]
        stem = "".join(sign for sign in stem if sign.isalnum() or sign in " -_()").strip()
        wanted = f"{stem or 'picture'}.{ending}"
        with self._store.write() as session:
            taken = media.names(session, user_id, (wanted,)).get(wanted, kept)
            if taken != kept:
                wanted = f"{stem}-{kept[:8]}.{ending}"
            media.add(session, user_id, {wanted: kept})
        return wanted


def _keep_base(row: CardNoteRow, fields: Sequence[str], tags: Iterable[str]) -> None:
    """Remember what a note was like when it came, at its first edit."""
    if row.base_fields is None and row.fields != FIELD_SEPARATOR.join(fields):
        row.base_fields = row.fields
    if row.base_tags is None and row.tags != sorted_tags(tags):
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
