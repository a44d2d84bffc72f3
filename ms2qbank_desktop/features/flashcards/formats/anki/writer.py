"""Writes `.apkg` as legacy 2: schema 11 with JSON, which every Anki since 2.1 imports whole."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.flashcards.formats.base import (
    BadItem,
    DeckContent,
    ExportOptions,
    Extra,
    Packed,
    PackedNote,
    Source,
    media_name,
)
from ms2qbank_desktop.features.flashcards.models import Deck, Preset
from ms2qbank_desktop.features.flashcards.text.checksum import checksum_of_key
from ms2qbank_desktop.features.flashcards.text.plain_text import strip_html_keeping_media

from . import scheduling
from .collection import from_deck, from_note_type
from .identities import AnkiIds
from .presets import from_preset

_DAYS_BEFORE = 5000
"""The collection in a package begins so many days before today, so that no due is negative."""
_LEGACY_2 = b"\x08\x02"
# No indexes: Anki 26.09 reads the tables from end to end, and without them a third faster.
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL,
  usn integer NOT NULL DEFAULT -1,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL,
  factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_NOTE = "INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,?,?,?)"
_CARD = (
    "INSERT INTO cards (id,nid,did,ord,mod,usn,type,queue,due,ivl,factor,reps,lapses,left,odue,"
    "odid,flags,data) VALUES (?,?,?,?,?,-1,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_SETTINGS: Extra = {
    "activeDecks": [1],
    "curDeck": 1,
    "newSpread": 0,
    "collapseTime": 1200,
    "timeLim": 0,
    "estTimes": True,
    "dueCounts": True,
    "nextPos": 1,
    "sortType": "noteFld",
    "sortBackwards": False,
    "addToCur": True,
    "dayLearnFirst": False,
    "schedVer": 2,
    "sched2021": True,
    "creationOffset": 0,
}
_LEFT_OUT_TAGS = {"leech", "marked"}
"""Tags that tell of one's own reviews: Anki leaves them out without scheduling, too."""


def write_package(content: DeckContent, source: Source, options: ExportOptions) -> None:
    """Write ``content`` to ``source.path``; EnvironmentFault if the disk refuses.

    The file appears whole or not at all. Media that cannot be read are among the problems.
    """
    part = source.path.with_name(f"{source.path.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="anki-", dir=source.scratch) as folder:
            database = Path(folder) / "collection.anki21"
            _Writing(content, source, options).write(database)
            with zipfile.ZipFile(part, "w") as package:
                package.writestr("meta", _LEGACY_2)
                package.write(database, database.name, zipfile.ZIP_DEFLATED, compresslevel=1)
                names = _write_media(content, source, package) if options.media else {}
                package.writestr("media", json.dumps(names, ensure_ascii=False))
        part.replace(source.path)
    except (OSError, sqlite3.OperationalError) as error:
        raise EnvironmentFault(
            f"The package {source.path} cannot be written ({error}).",
            advice="Free some space or choose another folder.",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _write_media(content: DeckContent, source: Source, package: zipfile.ZipFile) -> dict[str, str]:
    """Add the files under numbers; return number → name."""
    names: dict[str, str] = {}
    for number, file in enumerate(content.media):
        try:
            name = media_name(file.name)
            with package.open(str(number), "w", force_zip64=True) as entry:
                for chunk in file.chunks():
                    entry.write(chunk)
        except BadItem as error:
            where = f"media file {file.name[:80]!r}"
            content.report(source.problem(where, f"It was left out: {error}."))
        else:
            names[str(number)] = name
        source.progress.report(number, content.counts.media)
    return names


class _Writing:
    """The database of one package."""

    def __init__(self, content: DeckContent, source: Source, options: ExportOptions) -> None:
        self._content = content
        self._source = source
        self._scheduling = options.scheduling
        self._day0 = source.today - _DAYS_BEFORE
        now_ms = int(source.now.timestamp() * 1000)
        self._common = AnkiIds(now_ms)
        self._notes = AnkiIds(now_ms)
        self._cards = AnkiIds(now_ms)
        self._sort_fields = {type_.item.id: type_.item.sort_field for type_ in content.note_types}

    def write(self, database: Path) -> None:
        """Fill ``database``, which does not exist yet."""
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "page_size=4096"):
                connection.execute(f"PRAGMA {pragma}")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            connection.execute(
                "INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')", self._collection()
            )
            for batch in self._content.notes:
                connection.executemany(_NOTE, list(map(self._note, batch)))
            done = 0
            for cards in self._content.cards or ():
                connection.executemany(_CARD, [self._card(card) for card in cards])
                done += len(cards)
                self._source.progress.report(done, self._content.counts.cards)
            connection.execute("COMMIT")
        if self._scheduling:
            self._content.reviews(database, self._cards.given)

    def _collection(self) -> tuple[Any, ...]:
        """Return what the one row of `col` holds."""
        began = datetime.combine(date.fromordinal(self._day0), time(4), UTC)
        now_ms = int(self._source.now.timestamp() * 1000)
        presets: dict[int, Extra] = {}
        if self._scheduling:
            for preset in self._content.presets:
                id_ = self._common(preset.item.id)
                presets[id_] = from_preset(preset, id_)
        default = Packed(Preset(id=1), self._source.now, {})
        presets.setdefault(1, from_preset(default, 1))
        decks: dict[int, Extra] = {}
        for packed in self._content.decks:
            if packed.item.name == "Default":
                self._common.settle(packed.item.id, 1)
            deck = from_deck(packed, self._common, self._day0)
            if deck.get("conf") not in presets and "conf" in deck:
                deck["conf"] = 1
            decks[deck["id"]] = deck
        if 1 not in decks:
            empty = Packed(Deck(1, "Default", 1), self._source.now, {})
            decks[1] = from_deck(empty, int, self._day0)
        types = [from_note_type(type_, self._common) for type_ in self._content.note_types]
        return (
            int(began.timestamp()),
            now_ms,
            now_ms,
            json.dumps(_SETTINGS),
            json.dumps({type_["id"]: type_ for type_ in types}),
            json.dumps(decks),
            json.dumps(presets),
        )

    def _note(self, packed: PackedNote) -> tuple[Any, ...]:
        note, extra = packed.note, packed.extra
        tags = note.tags
        if not self._scheduling:
            tags = tuple(tag for tag in tags if tag.lower() not in _LEFT_OUT_TAGS)
        place = self._sort_fields.get(note.notetype_id, 0)
        first = strip_html_keeping_media(note.fields[0]) if note.fields else ""
        sort = (
            strip_html_keeping_media(note.fields[place]) if 0 < place < len(note.fields) else first
        )
        return (
            self._notes.new(note.id),
            note.guid,
            self._common(note.notetype_id),
            int(note.changed_at.timestamp()),
            f" {' '.join(tags)} " if tags else "",
            "\x1f".join(note.fields),
            sort,
            checksum_of_key(first),
            extra.get("flags", 0),
            extra.get("data", ""),
        )

    def _card(self, packed: Packed[Any]) -> tuple[Any, ...]:
        if not self._scheduling:
            packed = scheduling.as_new(packed, len(self._cards.given) + 1)
        row = scheduling.from_card(packed, self._day0)
        id_, note_id, deck_id = row[:3]
        home = row[14]
        return (
            self._cards.new(id_),
            self._notes(note_id),
            self._common(deck_id),
            *row[3:14],
            self._common(home) if home else 0,
            *row[15:],
        )
