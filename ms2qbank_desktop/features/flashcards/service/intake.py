"""One file of flashcards on its way into the collection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards import storing
from ms2qbank_desktop.features.flashcards.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.formats.base import BadItem
from ms2qbank_desktop.features.flashcards.media_names import media_names, renamed
from ms2qbank_desktop.features.flashcards.merging import Version, merged
from ms2qbank_desktop.features.flashcards.models import CardState, Note, NoteType, Preset
from ms2qbank_desktop.features.flashcards.plain_text import strip_html
from ms2qbank_desktop.features.flashcards.queries import decks, media, rows
from ms2qbank_desktop.features.flashcards.queries.notes import named, next_position, search_text
from ms2qbank_desktop.features.flashcards.queries.rows import FIELD_SEPARATOR, joined_tags
from ms2qbank_desktop.features.flashcards.tables import NoteTypeRow, PresetRow
from ms2qbank_desktop.features.flashcards.templates import cards_of
from ms2qbank_desktop.features.questions.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.formats.base import (
        DeckContent,
        Packed,
        PackedNote,
        ReviewRow,
    )
    from ms2qbank_desktop.features.flashcards.models import Card, CardsReport
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

_NEW = CardState.NEW.value
_SORT_CHARACTERS = 200


class Intake:
    """Merges the content of one file into a user's collection, batch by batch.

    Each batch is committed: what was taken stays if the user cancels, and the same file taken
    again goes on from there. Notes are known again by their guid, cards by note and ordinal,
    reviews by card and millisecond. What the user has edited, tagged or scheduled stays.
    """

    def __init__(
        self,
        store: Store,
        folder: MediaFolder,
        user_id: int,
        file: str,
        report: CardsReport,
        now: datetime,
    ) -> None:
        self._store = store
        self._folder = folder
        self._user_id = user_id
        self._file = file
        self._report = report
        self._now = now
        self._decks: dict[int, int] = {}
        self._types: dict[int, NoteType] = {}
        self._notes: dict[int, int] = {}
        self._cards: dict[int, tuple[int, int]] = {}
        """Card of the file -> ours, and the millisecond before which its reviews are taken."""
        self._renamed: dict[str, str] = {}

    def run(self, content: DeckContent, progress: Progress) -> None:
        """Take in everything; Cancelled may come between two batches."""
        counts = content.counts
        total = sum(filter(None, (counts.notes, counts.cards, counts.reviews)))
        done = 0
        self._take_media(content, progress)
        with self._store.write() as session:
            self._take_frame(session, content)
            session.touch("decks")
        for notes in content.notes:
            with self._store.write() as session:
                self._take_notes(session, notes, makes_cards=content.cards is None)
                session.touch("cards")
            done += len(notes)
            progress.report(done, max(total, done), "notes")
        for cards in content.cards or ():
            with self._store.write() as session:
                self._take_cards(session, cards)
                session.touch("cards")
            done += len(cards)
            progress.report(done, max(total, done), "cards")
        for reviews in content.reviews:
            with self._store.write() as session:
                self._take_reviews(session, reviews)
            done += len(reviews)
            progress.report(done, max(total, done), "reviews")
        self._report.problems += content.problems
        self._report.unlisted += content.unlisted

    # Media

    def _take_media(self, content: DeckContent, progress: Progress) -> None:
        """Store pictures and sounds. A name that another file has already gets a new one."""
        taken: dict[str, str] = {}
        with self._store.read() as session:
            known = media.names(session, self._user_id)
        for file in content.media:
            ending = PurePath(file.name).suffix.lstrip(".").lower()
            ending = ending if ending.isascii() and ending.isalnum() and len(ending) < 6 else "bin"
            try:
                kept = self._folder.add(file.chunks(), ending)
            except (BadItem, UserFault) as why:
                self._complain(file.name, str(why))
                continue
            name = file.name
            if known.get(name, kept) != kept:
                path = PurePath(name)
                name = f"{path.stem}-{kept[:8]}{path.suffix}"
                self._renamed[file.name] = name
            if name not in known:
                taken[name] = kept
            known[name] = kept
            self._report.media += 1
            progress.report(self._report.media, content.counts.media, "media")
        if taken:
            with self._store.write() as session:
                media.add(session, self._user_id, taken)

    # Decks, presets and note types

    def _take_frame(self, session: WriteSession, content: DeckContent) -> None:
        decks.ensure_stock(session, self._user_id, self._now)
        presets = {one.item.id: self._take_preset(session, one) for one in content.presets}
        before = {row.name.casefold() for row in decks.decks(session, self._user_id)}
        for packed in sorted(content.decks, key=lambda one: one.item.name.count("::")):
            deck = packed.item
            row = decks.ensure_deck(session, self._user_id, deck.name, self._now)
            self._decks[deck.id] = row.id
            if row.name.casefold() not in before:
                row.preset_id = presets.get(deck.preset_id, row.preset_id)
                row.options = rows.deck_options(deck, packed.extra)
                session.add(row)
        self._report.decks += len(content.decks)
        for packed_type in content.note_types:
            self._types[packed_type.item.id] = self._take_type(session, packed_type)

    def _take_preset(self, session: WriteSession, packed: Packed[Preset]) -> int:
        """Return our preset for one of the file; one of the same name and options is the same."""
        options = rows.preset_options(packed.item, packed.extra)
        for row in decks.presets(session, self._user_id):
            if row.name == packed.item.name and row.options == options:
                return row.id
        preset_id = derived_id("deck_preset", self._user_id, packed.item.id, str(options))
        if session.get(PresetRow, preset_id) is None:
            session.add(
                PresetRow(
                    id=preset_id,
                    user_id=self._user_id,
                    name=packed.item.name,
                    options=options,
                    changed_at=packed.changed_at,
                )
            )
            session.flush()
        return preset_id

    def _take_type(self, session: WriteSession, packed: Packed[NoteType]) -> NoteType:
        """Return our note type for one of the file: the one that came with it before, brought up
        to date, or a new one where its fields are others."""
        theirs = packed.item
        names = tuple(one.name for one in theirs.fields)
        parts = (theirs.kind.value, *names)
        row = session.get(NoteTypeRow, theirs.id)
        if row is None or row.user_id != self._user_id or _shape(row) != parts:
            type_id = derived_id("note_type", self._user_id, theirs.id, *parts)
            row = session.get(NoteTypeRow, type_id)
        else:
            type_id = theirs.id
        own = replace(theirs, id=type_id)
        if row is None:
            row = NoteTypeRow(
                id=type_id,
                user_id=self._user_id,
                name=theirs.name,
                kind=theirs.kind.value,
                content=rows.note_type_content(own, packed.extra),
                changed_at=packed.changed_at,
            )
        elif packed.changed_at > row.changed_at:
            row.content = rows.note_type_content(own, packed.extra)
            row.changed_at = packed.changed_at
        session.add(row)
        session.flush()
        return rows.note_type(row)

    # Notes

    def _take_notes(
        self, session: WriteSession, packed: Sequence[PackedNote], *, makes_cards: bool
    ) -> None:
        known = storing.known_notes(session, self._user_id, [one.note.guid for one in packed])
        added: dict[int, storing.NewNote] = {}
        changed: list[storing.ChangedNote] = []
        homes: list[tuple[int, NoteType, tuple[str, ...], int]] = []
        for one in packed:
            note_type = self._types.get(one.note.notetype_id)
            if note_type is None or len(one.note.fields) != len(note_type.fields):
                self._complain(f"note {one.note.guid}", "Its fields are not those of its type.")
                continue
            theirs = self._renamed_media(one.note)
            stored = known.get(theirs.guid)
            note_id = stored.id if stored else storing.note_id(self._user_id, theirs.guid)
            self._report.notes += 1
            if stored is None:
                added[note_id] = self._new_note(note_id, note_type, theirs, one.extra)
            elif stored.note_type_id != note_type.id:
                self._complain(f"note {theirs.guid}", "It is of another type in the collection.")
                continue
            elif update := self._update(stored, note_type, theirs):
                changed.append(update)
            else:
                self._report.unchanged += 1
            self._notes[one.note.id] = note_id
            if makes_cards:
                deck_id = self._decks.get(one.deck_id or 0) or self._default_deck(session)
                homes.append((note_id, note_type, theirs.fields, deck_id))
        storing.add_notes(session, self._user_id, list(added.values()))
        storing.change_notes(session, changed)
        self._report.added += len(added)
        self._report.updated += len(changed)
        self._make_cards(session, homes)

    def _new_note(
        self, note_id: int, note_type: NoteType, note: Note, extra: dict[str, Any]
    ) -> storing.NewNote:
        changed = to_ms(note.changed_at)
        return storing.NewNote(
            id=note_id,
            guid=note.guid,
            note_type_id=note_type.id,
            fields=FIELD_SEPARATOR.join(note.fields),
            tags=joined_tags(note.tags),
            sort_text=_sort_text(note_type, note.fields),
            checksum=field_checksum(note.fields[0]),
            text=search_text(note.fields),
            extra=extra or None,
            created_at=to_ms(self._now),
            changed_at=changed,
        )

    def _update(
        self, stored: storing.StoredNote, note_type: NoteType, theirs: Note
    ) -> storing.ChangedNote | None:
        """Return what the file changes of a note; None if nothing."""
        mine = Version(tuple(stored.fields.split(FIELD_SEPARATOR)), tuple(stored.tags.split()))
        base = None
        if stored.base_fields is not None or stored.base_tags is not None:
            fields = stored.fields if stored.base_fields is None else stored.base_fields
            tags = stored.tags if stored.base_tags is None else stored.base_tags
            base = Version(tuple(fields.split(FIELD_SEPARATOR)), tuple(tags.split()))
        now, new_base = merged(mine, base, Version(theirs.fields, theirs.tags))
        fields, tags = FIELD_SEPARATOR.join(now.fields), joined_tags(now.tags)
        if (fields, tags) == (stored.fields, stored.tags) and not stored.deleted:
            return None
        return storing.ChangedNote(
            id=stored.id,
            search_row=stored.search_row,
            fields=fields,
            tags=tags,
            base_fields=FIELD_SEPARATOR.join(new_base.fields) if new_base else None,
            base_tags=joined_tags(new_base.tags) if new_base else None,
            sort_text=_sort_text(note_type, now.fields),
            checksum=field_checksum(now.fields[0]),
            text=search_text(now.fields),
            changed_at=to_ms(self._now),
        )

    def _renamed_media(self, note: Note) -> Note:
        if not self._renamed:
            return note
        used = {name for text in note.fields for name in media_names(text)}
        if used.isdisjoint(self._renamed):
            return note
        return replace(note, fields=tuple(renamed(text, self._renamed) for text in note.fields))

    # Cards

    def _make_cards(
        self,
        session: WriteSession,
        homes: Iterable[tuple[int, NoteType, tuple[str, ...], int]],
    ) -> None:
        """Make the cards of notes from a file that has none."""
        wanted = [
            (storing.card_id(note_id, ordinal), note_id, ordinal, deck_id)
            for note_id, note_type, fields, deck_id in homes
            for ordinal in cards_of(note_type, named(note_type, fields))
        ]
        known = storing.known_cards(session, [row[0] for row in wanted])
        position = next_position(session, self._user_id)
        new = [row for row in wanted if not known.get(row[0])]
        at = to_ms(self._now)
        storing.add_cards(
            session,
            [
                storing.card_values(card, self._user_id, note, deck, ordinal, position + n, at)
                for n, (card, note, ordinal, deck) in enumerate(new)
                if card not in known
            ],
        )
        self._report.cards += len(wanted)

    def _take_cards(self, session: WriteSession, packed: Sequence[Packed[Card]]) -> None:
        """Add cards, each with an entry in the log that carries the state it came with: what the
        file has of its history lies before that entry and changes nothing about it."""
        placed: list[tuple[int, Packed[Card]]] = []
        for one in packed:
            note_id = self._notes.get(one.item.note_id)
            if note_id is not None:  # else its note was refused, which has been said
                placed.append((storing.card_id(note_id, one.item.ordinal), one))
        ids = [card_id for card_id, _ in placed]
        known = storing.known_cards(session, ids)
        carried = storing.carried_at(session, ids)
        now_ms = to_ms(self._now)
        fresh, still_new, states = [], [], []
        for card_id, one in placed:
            state = known.get(card_id)
            if state is None:
                fresh.append(self._card_row(session, card_id, one))
            elif state == _NEW and one.item.schedule.state is not CardState.NEW:
                still_new.append(self._card_row(session, card_id, one))
            else:
                if card_id in carried:
                    self._cards[one.item.id] = card_id, carried[card_id]
                continue
            self._cards[one.item.id] = card_id, now_ms
            states.append((card_id, rows.schedule_json(one.item.schedule)))
        storing.add_cards(session, fresh)
        storing.reschedule_cards(session, still_new)
        storing.add_carried(session, self._user_id, states, self._now)
        self._report.cards += len(placed)

    def _card_row(
        self, session: WriteSession, card_id: int, packed: Packed[Card]
    ) -> tuple[object, ...]:
        card = packed.item
        columns: dict[str, Any] = rows.schedule_json(card.schedule)
        columns |= {
            "id": card_id,
            "user_id": self._user_id,
            "note_id": self._notes[card.note_id],
            "deck_id": self._decks.get(card.deck_id) or self._default_deck(session),
            "ordinal": card.ordinal,
            "home_deck_id": self._decks.get(card.home_deck_id) if card.home_deck_id else None,
            "suspended": card.suspended,
            "buried_until": card.buried_until,
            "buried_by_user": card.buried_by_user,
            "flag": card.flag,
            "leech": card.leech,
            "source_kind": "",
            "source_place": "",
            "extra": storing.as_json(packed.extra),
            "created_at": to_ms(self._now),
            "changed_at": to_ms(packed.changed_at),
        }
        return tuple(columns[name] for name in storing.CARD_COLUMNS)

    def _default_deck(self, session: WriteSession) -> int:
        return decks.ensure_deck(session, self._user_id, PurePath(self._file).stem, self._now).id

    # Reviews

    def _take_reviews(self, session: WriteSession, reviews: Iterable[ReviewRow]) -> None:
        pairs = []
        for row in reviews:
            card_id, before_ms = self._cards.get(row.card_id, (0, 0))
            if row.at_ms < before_ms:
                pairs.append((card_id, row))
        self._report.reviews += storing.add_reviews(session, self._user_id, pairs)

    def _complain(self, where: str, why: str) -> None:
        self._report.problems.append(Problem(self._file, where, why))


def _shape(row: NoteTypeRow) -> tuple[str, ...]:
    return (row.kind, *(one["name"] for one in row.content["fields"]))


def _sort_text(note_type: NoteType, fields: Sequence[str]) -> str:
    return strip_html(fields[min(note_type.sort_field, len(fields) - 1)])[:_SORT_CHARACTERS]
