"""Reads `.apkg` and `.colpkg` in the three layouts: legacy 1, legacy 2 and the newest."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.formats import log
from ms2qbank_desktop.features.flashcards.formats.base import (
    BATCH,
    LAST_INSTANT,
    MAX_FIELD,
    MAX_NOTES,
    REVIEW_BATCH,
    REVIEW_KINDS,
    BadFile,
    BadItem,
    Counts,
    DeckContent,
    Extra,
    Packed,
    PackedNote,
    Source,
    instant,
)
from ms2qbank_desktop.features.flashcards.models import Card, Note

from . import scheduling, schema18, values
from .archive import Archive
from .collection import to_deck, to_note_type
from .database import Database
from .media import listed
from .presets import to_preset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LAYOUTS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Newest first: the newer layouts carry a stub of the oldest that says "please update"."""
_NEWEST = 3
_ANY = (-values.MAX_INT, values.MAX_INT)
_SOUND = ((1, LAST_INSTANT), (1, values.MAX_ID), (0, 4), *(_ANY,) * 4, (0, len(REVIEW_KINDS) - 1))
_REVIEW_LIMITS = dict(zip(log.COLUMNS, _SOUND, strict=True))


class AnkiPackage:
    """Reader of Anki's packages. The ids of its content are Anki's."""

    name = "anki"
    title = "Anki package"
    endings = (".apkg", ".colpkg")

    def sniff(self, path: Path, head: bytes, /) -> bool:
        if not head.startswith(b"PK"):
            return False
        if path.suffix.lower() in self.endings:
            return True
        try:
            archive = Archive(path)
        except BadFile:
            return False
        try:
            return any(name in archive for name in _LAYOUTS)
        finally:
            archive.close()

    @contextmanager
    def open(self, source: Source) -> Iterator[DeckContent]:
        archive = Archive(source.path)
        try:
            entry = _layout(archive)
            newest = entry == _LAYOUTS[0]
            with tempfile.TemporaryDirectory(prefix="anki-", dir=source.scratch) as folder:
                unpacked = Path(folder) / "collection.db"
                archive.extract(entry, unpacked, source.progress, zstd=newest)
                database = Database(unpacked)
                try:
                    yield _content(source, archive, database, newest=newest)
                finally:
                    database.close()
        finally:
            archive.close()


def _layout(archive: Archive) -> str:
    """Return the entry that holds the collection."""
    if "meta" in archive:
        meta = archive.read("meta", 1024, zstd=False)
        if len(meta) > 1 and meta[0] == 8 and meta[1] > _NEWEST:
            raise BadFile("The package was made by a newer Anki than this program knows.")
    for entry in _LAYOUTS:
        if entry in archive:
            return entry
    raise BadFile("It is no Anki package: it holds no collection.")


def _content(source: Source, archive: Archive, database: Database, *, newest: bool) -> DeckContent:
    rows = database.rows("col", "crt", "conf", "models", "decks", "dconf")
    began, settings, types, decks, presets = next(rows, ("",) * 5)
    if not isinstance(began, int):
        raise BadFile("The package holds no Anki collection.")
    if newest:
        options = schema18.settings(database)
        raw_types, raw_presets = schema18.note_types(database), schema18.presets(database)
        raw_decks = schema18.decks(database)
    else:
        options = values.document(settings or "{}", "options")
        raw_types, raw_decks, raw_presets = (
            [member for member in values.document(text, name).values() if isinstance(member, dict)]
            for text, name in ((types, "note types"), (decks, "decks"), (presets, "presets"))
        )
    try:
        day0 = _day0(began, options)
        content = DeckContent(
            decks=tuple(to_deck(raw, day0) for raw in raw_decks),
            presets=tuple(to_preset(raw, options) for raw in raw_presets),
            note_types=tuple(map(to_note_type, raw_types)),
            notes=(),
            settings=options,
        )
    except BadItem as error:
        raise BadFile(f"The collection in the package cannot be read: {error}.") from None
    if not content.decks:
        raise BadFile("The package holds no decks.")
    names = listed(archive, newest=newest)
    content.counts = Counts(
        database.count("notes"), database.count("cards"), database.count("revlog"), len(names)
    )
    streams = _Streams(source, database, content, day0)
    content.notes = streams.until_damaged(streams.notes())
    content.cards = streams.until_damaged(streams.cards())
    content.reviews = streams.copy_reviews
    content.media = streams.until_damaged(names.files(content, source))
    return content


def _day0(began: int, options: Extra) -> int:
    """Return the study day on which the collection began, from which its days are counted.

    Anki keeps the offset of the time zone it began in: minutes west of Greenwich.
    """
    created = instant(began)
    west = options.get("creationOffset")
    if isinstance(west, int) and abs(west) < 24 * 60:
        return (created - timedelta(minutes=west)).date().toordinal()
    return created.astimezone().date().toordinal()


class _Streams:
    """The tables of one package, read once in the order notes, cards, reviews."""

    def __init__(self, source: Source, database: Database, content: DeckContent, day0: int) -> None:
        self._source = source
        self._database = database
        self._content = content
        self._day0 = day0
        self._widths = {type_.item.id: len(type_.item.fields) for type_ in content.note_types}
        self._notes: set[int] = set()

    def until_damaged(self, stream: Iterator[Any]) -> Iterator[Any]:
        """Pass a stream on up to the place where the file is damaged."""
        try:
            yield from stream
        except BadFile as error:
            self._reject("", f"{error} The rest of it is missing.")

    def notes(self) -> Iterator[list[PackedNote]]:
        integers, texts = ("id", "mid", "mod", "flags"), ("guid", "tags", "flds", "data")
        room = self._database.size
        batch: list[PackedNote] = []
        held = 0
        for [row] in self._database.batches("notes", integers, texts, MAX_FIELD, 1):
            length = len(row[6] or "")
            room -= length
            if room < 0 or len(self._notes) > MAX_NOTES:
                raise BadFile("The package holds more notes than it can have room for.")
            try:
                batch.append(self._note(*row))
            except BadItem as error:
                self._reject(f"note {row[0]}", f"It was left out: {error}.")
                continue
            held += length
            if len(batch) >= BATCH or held > MAX_FIELD:
                yield batch
                batch, held = [], 0
        if batch:
            yield batch

    def _note(self, *row: Any) -> PackedNote:
        id_, type_id, changed, flags, guid, tags, fields, data = row
        if id_ is None or type_id is None or changed is None:
            raise BadItem("one of its numbers is none")
        if guid is None or tags is None or fields is None:
            raise BadItem("its text cannot be read")
        if len(fields) > MAX_FIELD or len(tags) > MAX_FIELD // 64:
            raise BadItem("it is too long")
        width = self._widths.get(type_id)
        if width is None:
            raise BadItem("its note type is missing")
        if "\0" in fields:
            fields = fields.replace("\0", "")
        texts = fields.split("\x1f")
        if len(texts) > width:
            raise BadItem(f"it has {len(texts)} fields, its note type {width}")
        texts += [""] * (width - len(texts))
        self._notes.add(id_)
        extra: Extra = {}
        if flags:
            extra["flags"] = flags
        if data:
            extra["data"] = data
        note = Note(
            id_,
            guid or str(id_),
            type_id,
            tuple(texts),
            tuple(dict.fromkeys(tags.split())),
            instant(changed),
        )
        return PackedNote(note, extra)

    def cards(self) -> Iterator[list[Packed[Card]]]:
        for rows in self._database.batches(
            "cards", scheduling.INTEGERS, ("data",), scheduling.MAX_DATA, BATCH
        ):
            batch: list[Packed[Card]] = []
            for row in rows:
                try:
                    packed = scheduling.to_card(row, self._day0)
                    if packed.item.note_id not in self._notes:
                        raise BadItem("its note is missing")
                except BadItem as error:
                    self._reject(f"card {row[0]}", f"It was left out: {error}.")
                else:
                    batch.append(packed)
            yield batch

    def copy_reviews(self, target: Path, cards: Mapping[int, int]) -> None:
        """Copy the log, see formats.log: at once if all of it is sound."""
        if not self._database.copy(log.TABLE, _REVIEW_LIMITS, target, cards):
            log.add(target, self.until_damaged(self._sound_reviews()), cards)

    def _sound_reviews(self) -> Iterator[list[tuple[int, ...]]]:
        for rows in self._database.batches(log.TABLE, log.COLUMNS, (), 0, REVIEW_BATCH):
            batch = []
            for row in rows:
                if _is_sound(row):
                    batch.append(row)
                else:
                    self._reject(f"review {row[0]}", "It was left out: it makes no sense.")
            yield batch

    def _reject(self, where: str, why: str) -> None:
        self._content.report(self._source.problem(where, why))


def _is_sound(row: tuple[Any, ...]) -> bool:
    """Say whether every column of a review holds an integer within its limits."""
    return all(
        value is not None and low <= value <= high
        for value, (low, high) in zip(row, _SOUND, strict=True)
    )
