"""The notes of a file, made ready for the collection, and what they change there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards.notes.identities import note_id
from ms2qbank_desktop.features.flashcards.notes.merging import Version, merged
from ms2qbank_desktop.features.flashcards.queries import bulk
from ms2qbank_desktop.features.flashcards.queries.notes import search_text
from ms2qbank_desktop.features.flashcards.queries.rows import FIELD_SEPARATOR, sorted_tags
from ms2qbank_desktop.features.flashcards.text.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.text.media_names import media_names, renamed
from ms2qbank_desktop.features.flashcards.text.plain_text import sort_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.formats.base import PackedNote
    from ms2qbank_desktop.features.flashcards.models import Note, NoteType


class Arriving(NamedTuple):
    """A note of the file, made ready to be added: ``theirs`` is its id there."""

    theirs: int
    note_type: NoteType
    note: Note
    row: bulk.NewNote
    deck_id: int | None


def made_ready(
    packed: PackedNote,
    note_type: NoteType,
    user_id: int,
    now_ms: int,
    new_names: Mapping[str, str],
) -> Arriving:
    """Do beforehand what needs no database, so that nobody waits for it.

    ``new_names``: of the media that have one. A text file leaves empty fields at the end out.
    """
    note, extra, deck_id = packed
    missing = len(note_type.fields) - len(note.fields)
    if missing:
        note = replace(note, fields=note.fields + ("",) * missing)
    if new_names:
        note = _with_new_names(note, new_names)
    row = bulk.NewNote(
        id=note_id(user_id, note.guid),
        guid=note.guid,
        note_type_id=note_type.id,
        fields=FIELD_SEPARATOR.join(note.fields),
        tags=sorted_tags(note.tags),
        sort_text=_sort_text(note_type, note.fields),
        checksum=field_checksum(note.fields[0]),
        text=search_text(note.fields),
        extra=extra or None,
        created_at=now_ms,
        changed_at=to_ms(note.changed_at),
    )
    return Arriving(note.id, note_type, note, row, deck_id)


def update_of(stored: bulk.StoredNote, arriving: Arriving, now_ms: int) -> bulk.ChangedNote | None:
    """Return what the file changes of a note; None if nothing."""
    theirs, row = arriving.note, arriving.row
    if (row.fields, row.tags) == (stored.fields, stored.tags):
        now, base = Version(theirs.fields, theirs.tags), None
    else:
        mine = Version(_fields(stored.fields), tuple(stored.tags.split()))
        before = _base(stored)
        if before is None and row.changed_at < stored.changed_at and not stored.deleted:
            return None  # an older file than the one it came with
        now, base = merged(mine, before, Version(theirs.fields, theirs.tags))
    fields, tags = FIELD_SEPARATOR.join(now.fields), sorted_tags(now.tags)
    base_fields = FIELD_SEPARATOR.join(base.fields) if base else None
    base_tags = sorted_tags(base.tags) if base else None
    same = (fields, tags, base_fields, base_tags) == (
        *(stored.fields, stored.tags, stored.base_fields, stored.base_tags),
    )
    if same and not stored.deleted:
        return None
    return bulk.ChangedNote(
        id=stored.id,
        search_row=stored.search_row,
        fields=fields,
        tags=tags,
        base_fields=base_fields,
        base_tags=base_tags,
        sort_text=_sort_text(arriving.note_type, now.fields),
        checksum=field_checksum(now.fields[0]),
        text=search_text(now.fields),
        changed_at=now_ms if base else max(row.changed_at, stored.changed_at),
    )


def _with_new_names(note: Note, new_names: Mapping[str, str]) -> Note:
    used = {name for text in note.fields for name in media_names(text)}
    if used.isdisjoint(new_names):
        return note
    return replace(note, fields=tuple(renamed(text, new_names) for text in note.fields))


def _fields(text: str) -> tuple[str, ...]:
    return tuple(text.split(FIELD_SEPARATOR))


def _base(stored: bulk.StoredNote) -> Version | None:
    """Return a note as its package had it, None if the user has changed nothing of it."""
    if stored.base_fields is None and stored.base_tags is None:
        return None
    fields = stored.fields if stored.base_fields is None else stored.base_fields
    tags = stored.tags if stored.base_tags is None else stored.base_tags
    return Version(_fields(fields), tuple(tags.split()))


def _sort_text(note_type: NoteType, fields: Sequence[str]) -> str:
    return sort_text(fields[min(note_type.sort_field, len(fields) - 1)])
