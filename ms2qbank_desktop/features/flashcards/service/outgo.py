"""A part of the collection on its way into a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ms2qbank_desktop.features.flashcards.formats.base import (
    BATCH,
    BadItem,
    Counts,
    DeckContent,
    MediaFile,
    Packed,
    PackedNote,
)
from ms2qbank_desktop.features.flashcards.models import Note
from ms2qbank_desktop.features.flashcards.queries import decks, media, rows
from ms2qbank_desktop.features.flashcards.queries.exporting import (
    Choice,
    presets_of,
    with_parents,
)
from ms2qbank_desktop.features.flashcards.text.media_names import (
    media_names,
    stylesheet_media_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Card, NoteType
    from ms2qbank_desktop.features.flashcards.tables import DeckRow, NoteTypeRow, PresetRow
    from ms2qbank_desktop.storage.media import MediaFolder

T = TypeVar("T")
_CHUNK = 1 << 20
_DIGITS = 16


def content_of(
    choice: Choice, empty_decks: set[int], folder: MediaFolder, today: int
) -> DeckContent:
    """Return the notes, cards and log of ``choice`` with all that they refer to.

    ``empty_decks`` come along though no card is in them. The streams are read from the snapshot of
    the choice's session, and media after the notes that name them.
    """
    session, user_id = choice.session, choice.user_id
    every = decks.decks(session, user_id)
    deck_rows = with_parents(every, choice.deck_ids() | empty_decks)
    notes, cards, reviews = choice.counts()
    type_rows, preset_rows = choice.note_types(), presets_of(session, deck_rows)
    type_ids = _their_ids({row.id: row.content for row in type_rows})
    preset_ids = _their_ids(
        {row.id: row.options for row in preset_rows}, {decks.default_preset_id(user_id): 1}
    )
    types = [replace(rows.note_type(row), id=type_ids[row.id]) for row in type_rows]
    used = {name for note_type in types for name in _names_of(note_type)}
    return DeckContent(
        decks=tuple(
            _packed(replace(rows.deck(row), preset_id=preset_ids[row.preset_id]), row, row.options)
            for row in deck_rows
        ),
        presets=tuple(
            _packed(replace(rows.preset(row), id=preset_ids[row.id]), row, row.options)
            for row in preset_rows
        ),
        note_types=tuple(
            _packed(note_type, row, row.content)
            for note_type, row in zip(types, type_rows, strict=True)
        ),
        notes=_notes(choice, type_ids, used),
        cards=_cards(choice, today),
        reviews=choice.copy_reviews,
        media=_media(choice, used, folder),
        counts=Counts(notes, cards, reviews, None),
    )


def _packed(item: T, row: DeckRow | PresetRow | NoteTypeRow, kept: dict[str, Any]) -> Packed[T]:
    return Packed(item, row.changed_at, kept.get("extra") or {})


def _their_ids(
    kept: Mapping[int, dict[str, Any]], stock: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return our id -> the id that a thing had in its package: by it Anki knows it again.

    ``stock``: ids of what every Anki has, which give way. Of two with one id, one keeps ours.
    """
    ids: dict[int, int] = {}
    stock = stock or {}
    for own in sorted(kept, key=lambda own: own in stock):
        known = stock.get(own, (kept[own].get("extra") or {}).get("id"))
        text = str(known)  # JSON has it as a number or as a text
        theirs = int(text) if text.isdecimal() and len(text) < _DIGITS else own
        ids[own] = own if theirs in ids.values() else theirs
    return ids


def _notes(choice: Choice, types: Mapping[int, int], used: set[str]) -> Iterator[list[PackedNote]]:
    """Yield the notes; the media that they name are added to ``used``."""
    for part in choice.notes(BATCH):
        batch = []
        for id_, guid, type_id, joined, tags, changed_at, extra, _, deck_id in part:
            fields = tuple(joined.split(rows.FIELD_SEPARATOR))
            if "<" in joined or "[" in joined:
                used.update(name for text in fields for name in media_names(text))
            note = Note(id_, guid, types[type_id], fields, tuple(tags.split()), changed_at)
            batch.append(PackedNote(note, extra or {}, deck_id))
        yield batch


def _cards(choice: Choice, today: int) -> Iterator[list[Packed[Card]]]:
    for part in choice.cards(BATCH):
        yield [
            Packed(_without_old_burial(card, today), changed_at, extra)
            for card, changed_at, extra in part
        ]


def _without_old_burial(card: Card, today: int) -> Card:
    over = card.buried_until is not None and card.buried_until <= today
    return replace(card, buried_until=None, buried_by_user=False) if over else card


def _media(choice: Choice, used: set[str], folder: MediaFolder) -> Iterator[MediaFile]:
    for name, kept in sorted(media.names(choice.session, choice.user_id, used).items()):
        yield MediaFile(name, partial(_chunks, folder.path(kept)))


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise BadItem(f"it cannot be read ({error.strerror})") from None


def _names_of(note_type: NoteType) -> Iterator[str]:
    """Yield the media that templates and style sheet name."""
    yield from stylesheet_media_names(note_type.css)
    for template in note_type.templates:
        yield from media_names(template.front)
        yield from media_names(template.back)
