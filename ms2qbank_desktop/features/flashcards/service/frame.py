"""The decks, presets, note types and media of a file on their way into the collection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards.formats.base import BadItem
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, Algorithm, NoteType
from ms2qbank_desktop.features.flashcards.queries import decks, media, rows
from ms2qbank_desktop.features.flashcards.tables import NoteTypeRow, PresetRow
from ms2qbank_desktop.features.flashcards.text.media_names import renamed, stylesheet_media_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.formats.base import DeckContent, Packed
    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

_LONGEST_ENDING = 5


@dataclass(slots=True)
class Frame:
    """What the notes and cards of a file refer to: its ids -> ours."""

    decks: dict[int, int] = field(default_factory=dict)
    filtered: set[int] = field(default_factory=set)
    """Those of our decks that are filtered ones."""
    types: dict[int, NoteType] = field(default_factory=dict)
    untouched: set[int] = field(default_factory=set)
    """Those of our decks whose options are as the file has them."""


def take_media(
    store: Store,
    folder: MediaFolder,
    user_id: int,
    content: DeckContent,
    progress: Progress,
    complain: Callable[[str, str], None],
) -> tuple[int, dict[str, str]]:
    """Store pictures and sounds; return how many, and the new names of those whose own name means
    another file already."""
    with store.read() as session:
        known = media.names(session, user_id)
    taken: dict[str, str] = {}
    new_names: dict[str, str] = {}
    number = 0
    for file in content.media:
        path = PurePath(file.name)
        ending = path.suffix.lstrip(".").lower()
        sound = ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING
        try:
            kept = folder.add(file.chunks(), ending if sound else "bin")
        except (BadItem, UserFault) as why:
            complain(file.name, str(why))
            continue
        name = file.name
        if known.get(name, kept) != kept:
            name = f"{path.stem}-{kept[:8]}{path.suffix}"
            new_names[file.name] = name
        if known.get(name) != kept:
            taken[name] = kept
        known[name] = kept
        number += 1
        progress.report(number, content.counts.media, "media")
    if taken:
        with store.write() as session:
            media.add(session, user_id, taken)
            session.touch("cards")
    return number, new_names


def take_frame(
    session: WriteSession,
    user_id: int,
    content: DeckContent,
    new_names: Mapping[str, str],
    now: datetime,
) -> Frame:
    """Find or make decks, presets and note types. What the user has of them stays as it is."""
    frame = Frame()
    decks.ensure_stock(session, user_id, now)
    presets = {one.item.id: one for one in content.presets}
    known_decks = decks.by_name(session, user_id)
    before = set(known_decks)
    taken: dict[int, int] = {}
    for packed in sorted(content.decks, key=lambda one: one.item.name.count(DECK_SEPARATOR)):
        deck = packed.item
        row = decks.ensure_deck(session, user_id, deck.name, now, known_decks)
        frame.decks[deck.id] = row.id
        if row.name.casefold() not in before:
            before.add(row.name.casefold())
            frame.untouched.add(row.id)
            if deck.preset_id in presets:
                if deck.preset_id not in taken:
                    preset = presets[deck.preset_id]
                    taken[deck.preset_id] = _preset(session, user_id, preset)
                row.preset_id = taken[deck.preset_id]
            row.options = rows.deck_options(deck, packed.extra)
            session.add(row)
        elif deck.preset_id in presets:
            known = session.get(PresetRow, row.preset_id)
            if known is not None and known.changed_at == presets[deck.preset_id].changed_at:
                frame.untouched.add(row.id)
        if row.options.get("filtered"):
            frame.filtered.add(row.id)
    for one in content.note_types:
        frame.types[one.item.id] = _note_type(session, user_id, _renamed(one, new_names))
    return frame


def _preset(session: WriteSession, user_id: int, packed: Packed[Preset]) -> int:
    """Return our preset for one of the file: the one of the same name and options, or a new one."""
    options = rows.preset_options(packed.item, packed.extra)
    wanted = _without_extra(options)
    for row in decks.presets(session, user_id):
        if row.name == packed.item.name and _without_extra(row.options) == wanted:
            if "extra" not in row.options:
                row.options = options
                session.add(row)
            return row.id
    preset_id = derived_id("deck_preset", user_id, packed.item.id, packed.item.name, str(wanted))
    row = session.get(PresetRow, preset_id) or PresetRow(
        id=preset_id,
        user_id=user_id,
        name=packed.item.name,
        options=options,
        changed_at=packed.changed_at,
    )
    row.deleted_at = None
    session.add(row)
    session.flush()
    return preset_id


def use_fsrs(session: WriteSession, user_id: int, frame: Frame) -> None:
    """Let the decks whose options nobody has touched here be scheduled by FSRS.

    A package does not say so: only its cards do, which have a memory. A preset that other decks
    have too stays as it is.
    """
    all_decks = decks.decks(session, user_id)
    others = {row.preset_id for row in all_decks if row.id not in frame.untouched}
    wanted = {row.preset_id for row in all_decks if row.id in frame.untouched} - others
    for row in decks.presets(session, user_id):
        if row.id in wanted:
            row.options = {**row.options, "algorithm": Algorithm.FSRS.value}
            session.add(row)


def _without_extra(options: dict[str, Any]) -> dict[str, Any]:
    # Through JSON tuples become lists: as text they are alike. use_fsrs sets the algorithm.
    said = {name: value for name, value in options.items() if name not in ("extra", "algorithm")}
    return {name: str(value).translate(_BRACKETS) for name, value in said.items()}


_BRACKETS = str.maketrans("()", "[]")


def _note_type(session: WriteSession, user_id: int, packed: Packed[NoteType]) -> NoteType:
    """Return our note type for one of the file: the one that came with it before, brought up to
    date, or a new one where its fields are others. A text file only names it."""
    theirs = packed.item
    if not packed.extra and (row := decks.note_type_named(session, user_id, theirs)):
        return rows.note_type(row)
    shape = (theirs.kind.value, *(one.name for one in theirs.fields))
    type_id = theirs.id
    row = session.get(NoteTypeRow, type_id)
    if row is None or row.user_id != user_id or _shape(row) != shape:
        type_id = derived_id("note_type", user_id, theirs.id, *shape)
        row = session.get(NoteTypeRow, type_id)
    if row is None:
        row = NoteTypeRow(
            id=type_id,
            user_id=user_id,
            name=theirs.name,
            kind=theirs.kind.value,
            content=rows.note_type_content(theirs, packed.extra),
            changed_at=packed.changed_at,
        )
    elif packed.changed_at > row.changed_at:
        row.name = theirs.name
        row.content = rows.note_type_content(theirs, packed.extra)
        row.changed_at = packed.changed_at
    row.deleted_at = None
    session.add(row)
    session.flush()
    return rows.note_type(row)


def _shape(row: NoteTypeRow) -> tuple[str, ...]:
    return (row.kind, *(one["name"] for one in row.content["fields"]))


def _renamed(packed: Packed[NoteType], names: Mapping[str, str]) -> Packed[NoteType]:
    """Give the media in templates and style sheet their new names."""
    if not names:
        return packed
    css = packed.item.css
    for name in stylesheet_media_names(css):
        css = css.replace(name, names.get(name, name))
    templates = tuple(
        replace(one, front=renamed(one.front, names), back=renamed(one.back, names))
        for one in packed.item.templates
    )
    return packed._replace(item=replace(packed.item, css=css, templates=templates))
