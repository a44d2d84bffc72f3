"""Flashcards in a profile: imported, told as the expected.json of the shared samples tells them,
and edited as a student edits them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from tests.support.bank import Desk, open_desk
from tests.support.samples import in_order, told_card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.browsing import CardRecord
    from ms2qbank_desktop.features.flashcards.models import CardsReport

_KINDS = ("learn", "review", "relearn", "filtered", "manual", "rescheduled")
_REVIEWS = (
    "SELECT id >> 21, rating, interval, last_interval, ease_permille, time_ms, kind "
    "FROM card_reviews WHERE card_id = ? AND kind != 'imported' ORDER BY id"
)


@dataclass
class Shelf:
    """A profile with an open context, and its flashcards."""

    desk: Desk
    user_id: int = field(init=False)
    exchange: ExchangeService = field(init=False)
    cards: CardService = field(init=False)
    decks: DeckService = field(init=False)
    notes: NoteService = field(init=False)
    search: SearchService = field(init=False)

    def __post_init__(self) -> None:
        service = self.desk.context.service
        self.user_id = self.desk.user_id
        self.exchange, self.cards = service(ExchangeService), service(CardService)
        self.decks, self.notes = service(DeckService), service(NoteService)
        self.search = service(SearchService)

    def take(self, *files: Path) -> CardsReport:
        """Import files."""
        return self.exchange.import_files(self.user_id, files, Silent())

    def records(self, search: str = "") -> list[CardRecord]:
        return self.exchange.records(self.user_id, self.search.find(self.user_id, search))

    def note_of(self, guid: str) -> int:
        return next(one.card.note_id for one in self.records() if one.guid == guid)

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        path = self.desk.context.paths.database
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table of flashcards."""
        tables = (
            *("decks", "deck_presets", "note_types", "card_notes", "card_tags", "cards"),
            *("card_reviews", "card_review_voids", "card_media", "card_search"),
        )
        return {name: self.sql(f"SELECT rowid, * FROM {name} ORDER BY rowid") for name in tables}  # noqa: S608

    def told(self) -> list[dict[str, Any]]:
        """Say of the notes what expected.json says."""
        kinds = {one.name: one.kind for one in self.decks.note_types(self.user_id)}
        found: dict[str, dict[str, Any]] = {}
        for record in self.records():
            note: dict[str, Any] = {
                "guid": record.guid,
                "notetype": record.note_type,
                "is_cloze": kinds[record.note_type] is NoteKind.CLOZE,
                "tags": sorted(record.tags),
                "fields": record.fields,
                "cards": [],
            }
            found.setdefault(record.guid, note)["cards"].append(self._card(record))
        for note in found.values():
            note["cards"].sort(key=lambda card: card["ord"])
        return in_order(found.values())

    def _card(self, record: CardRecord) -> dict[str, Any]:
        reviews = [(*row[:-1], _KINDS.index(row[-1])) for row in self.sql(_REVIEWS, record.card.id)]
        return told_card(record.card, record.deck, record.home_deck, reviews)

    def media(self) -> dict[str, tuple[int, str]]:
        """Return name -> size and SHA-1 of the pictures and sounds."""
        names = [row[0] for row in self.sql("SELECT name FROM card_media")]
        found = {}
        for name, path in self.notes.media(self.user_id, names).items():
            data = path.read_bytes()
            found[name] = len(data), hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return found


def open_shelf(data_dir: Path) -> Shelf:
    """Open a profile in ``data_dir``, without questions."""
    return Shelf(open_desk(data_dir, questions=0))


def altered(
    package: Path, target: Path, *statements: str, media: dict[str, bytes] | None = None
) -> Path:
    """Write a legacy package again after SQL statements, with other media if told so."""
    database = target.with_suffix(".db")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        entry = max(name for name in old.namelist() if name.startswith("collection.anki2"))
        database.write_bytes(old.read(entry))
        with closing(sqlite3.connect(database)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        new.writestr("collection.anki2", database.read_bytes())
        names: dict[str, str] = json.loads(old.read("media"))
        files = media if media is not None else {names[n]: old.read(n) for n in names}
        new.writestr("media", json.dumps(dict(enumerate(files))))
        for number, data in enumerate(files.values()):
            new.writestr(str(number), data)
    database.unlink()
    return target


def guids(records: Sequence[CardRecord]) -> set[str]:
    return {one.guid for one in records}
