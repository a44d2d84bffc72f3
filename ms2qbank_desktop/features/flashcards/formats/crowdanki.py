"""Reads CrowdAnki's folders and files: `deck.json` with nested decks, and `media/` beside it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.models import Deck, Note, NoteType, Preset

from .anki import values
from .anki.collection import to_deck, to_note_type
from .anki.presets import to_preset
from .base import (
    BATCH,
    MAX_FIELD,
    BadFile,
    BadItem,
    Counts,
    DeckContent,
    Extra,
    MediaFile,
    Packed,
    PackedNote,
    Source,
    instant,
    media_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

MAX_FILE = 256 << 20
MAX_DEPTH = 50
_CHUNK = 1 << 20
_OF_THE_TREE = {"children", "notes", "deck_configurations", "note_models", "media_files"}


class CrowdAnki:
    """Reader of `deck.json`; the cards are left to the note types."""

    name = "crowdanki"
    title = "CrowdAnki deck"
    endings = (".json",)

    def sniff(self, path: Path, head: bytes, /) -> bool:
        if path.is_dir():
            return _deck_file(path).is_file()
        return head.lstrip().startswith(b"{") and (
            b"crowdanki_uuid" in head or path.name == "deck.json"
        )

    @contextmanager
    def open(self, source: Source) -> Iterator[DeckContent]:
        path = _deck_file(source.path) if source.path.is_dir() else source.path
        if path.stat().st_size > MAX_FILE:
            raise BadFile(f"The file is larger than {MAX_FILE >> 20} MB.")
        try:
            root = values.parsed(path.read_bytes())
        except ValueError:
            raise BadFile("The file is no JSON.") from None
        if not isinstance(root, dict) or not isinstance(root.get("note_models", []), list):
            raise BadFile("The file holds no CrowdAnki deck.")
        tree = _Tree(instant(int(path.stat().st_mtime)))
        tree.add(root, "", 0)
        if not tree.decks:
            raise BadFile("The file holds no CrowdAnki deck.")
        files = list(dict.fromkeys(tree.media))
        content = DeckContent(
            decks=tuple(tree.decks),
            presets=tuple(tree.presets.values()) or (Packed(Preset(id=1), source.now, {}),),
            note_types=tuple(tree.types.values()),
            notes=(),
            counts=Counts(notes=len(tree.notes), media=len(files)),
        )
        content.notes = _notes(source, tree, content)
        content.media = _media(source, path.parent / "media", files, content)
        yield content


def _deck_file(folder: Path) -> Path:
    """Return the file in a folder that CrowdAnki wrote: `deck.json`, or one named as the folder."""
    named = folder / f"{folder.name}.json"
    return named if named.is_file() else folder / "deck.json"


@dataclass(slots=True)
class _Tree:
    """The decks of one file, flattened. CrowdAnki links by uuid; here they get numbers."""

    changed_at: datetime
    decks: list[Packed[Deck]] = field(default_factory=list)
    presets: dict[str, Packed[Preset]] = field(default_factory=dict)
    types: dict[str, Packed[NoteType]] = field(default_factory=dict)
    notes: list[tuple[int, Extra]] = field(default_factory=list)
    media: list[str] = field(default_factory=list)

    def add(self, raw: Extra, parent: str, depth: int) -> None:
        """Add a deck and those below it; BadFile if they are nested too deep."""
        if depth > MAX_DEPTH:
            raise BadFile("Its decks are nested too deep.")
        for preset in values.groups(raw, "deck_configurations"):
            self._number(preset, self.presets, to_preset(preset, {}))
        for type_ in values.groups(raw, "note_models"):
            self._number(type_, self.types, to_note_type(type_))
        name = values.text(raw, "name").strip() or "Deck"
        # Old versions wrote a child's whole path, newer ones only its own part.
        path = name if not parent or name.startswith(f"{parent}::") else f"{parent}::{name}"
        preset_of = self.presets.get(values.text(raw, "deck_config_uuid"))
        own: Extra = {key: value for key, value in raw.items() if key not in _OF_THE_TREE}
        own |= {
            "id": len(self.decks) + 1,
            "name": path,
            "conf": preset_of.item.id if preset_of else 1,
        }
        self.decks.append(to_deck(own, 1)._replace(changed_at=self.changed_at))
        self.notes += [(own["id"], note) for note in values.groups(raw, "notes")]
        listed = raw.get("media_files")
        if isinstance(listed, list):
            self.media += [file for file in listed if isinstance(file, str)]
        for child in values.groups(raw, "children"):
            self.add(child, path, depth + 1)

    def _number(self, raw: Extra, known: dict[str, Packed[Any]], packed: Packed[Any]) -> None:
        uuid = values.text(raw, "crowdanki_uuid")
        if uuid not in known:
            item = replace(packed.item, id=len(known) + 1)
            known[uuid] = packed._replace(item=item, changed_at=self.changed_at)


def _notes(source: Source, tree: _Tree, content: DeckContent) -> Iterator[list[PackedNote]]:
    batch: list[PackedNote] = []
    for number, (deck_id, raw) in enumerate(tree.notes, 1):
        try:
            note = _note(number, raw, tree)
        except BadItem as error:
            content.report(source.problem(f"note {number}", f"It was left out: {error}."))
            continue
        batch.append(PackedNote(note, {}, deck_id))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _note(number: int, raw: Extra, tree: _Tree) -> Note:
    type_ = tree.types.get(values.text(raw, "note_model_uuid"))
    fields, tags = raw.get("fields"), raw.get("tags", [])
    guid = values.text(raw, "guid")
    if type_ is None:
        raise BadItem("its note type is missing")
    if not isinstance(fields, list) or not all(isinstance(text, str) for text in fields):
        raise BadItem("it has no fields")
    if not guid:
        raise BadItem("it has no guid")
    width = len(type_.item.fields)
    if len(fields) > width:
        raise BadItem(f"it has {len(fields)} fields, its note type {width}")
    if sum(map(len, fields)) > MAX_FIELD:
        raise BadItem("it is too long")
    texts = [values.text({"": text}, "") for text in fields] + [""] * (width - len(fields))
    words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    named = dict.fromkeys(" ".join(words).split())
    return Note(number, guid, type_.item.id, tuple(texts), tuple(named), tree.changed_at)


def _media(
    source: Source, folder: Path, names: list[str], content: DeckContent
) -> Iterator[MediaFile]:
    for written in names:
        try:
            name = media_name(written)
            path = folder / name
            if path.is_symlink() or not path.is_file():
                raise BadItem("it is not in the folder media")
        except BadItem as error:
            where = f"media file {written[:80]!r}"
            content.report(source.problem(where, f"It was left out: {error}."))
            continue
        yield MediaFile(name, _Reading(path))


@dataclass(frozen=True, slots=True)
class _Reading:
    path: Path

    def __call__(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise BadItem(f"it cannot be read ({error.strerror})") from None
