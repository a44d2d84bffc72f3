"""Reads a folder of plain tables: notes.jsonl, cards.csv, reviews.csv and meta.json.

The days in it count from a reference day, and they are moved by whole days so that this is today.
"""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.models import (
    Card,
    CardState,
    Deck,
    Note,
    Preset,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.notes import stock

from . import log
from .anki import values
from .base import (
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
    ReviewRow,
    Source,
)
from .separated import bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_KINDS = {"basic": stock.BASIC, "reversed": stock.REVERSED, "cloze": stock.CLOZE}
_STEPS_LEFT = {CardState.LEARNING: 2, CardState.RELEARNING: 1}
_DAY_MS = 86_400_000
_CARD_COLUMNS = (
    *("card_index", "note_index", "ord", "state", "due", "interval", "ease_permille"),
    *("reps", "lapses", "suspended"),
)
_REVIEW_COLUMNS = (
    *("card_index", "reviewed_at", "rating", "interval", "last_interval", "ease_permille"),
    *("time_ms", "kind"),
)


class CardsFolder:
    """Reader of such a folder."""

    name = "cards folder"
    title = "Folder with notes.jsonl, cards.csv and reviews.csv"
    endings = ()

    def sniff(self, path: Path, _head: bytes, /) -> bool:
        return (path / "notes.jsonl").is_file()

    @contextmanager
    def open(self, source: Source) -> Iterator[DeckContent]:
        types = {
            kind: replace(type_, id=id_) for id_, (kind, type_) in enumerate(_KINDS.items(), 1)
        }
        reader = _Folder(source)
        decks = reader.decks()
        if not decks:
            raise BadFile("notes.jsonl holds no notes.")
        content = DeckContent(
            decks=tuple(Packed(Deck(id_, name, 1), source.now, {}) for name, id_ in decks.items()),
            presets=(Packed(Preset(id=1), source.now, {}),),
            note_types=tuple(Packed(type_, source.now, {}) for type_ in types.values()),
            notes=(),
            counts=Counts(*(reader.meta.get(key) for key in ("notes", "cards", "reviews"))),
        )
        reader.content = content
        content.notes = reader.notes(decks, {kind: type_.id for kind, type_ in types.items()})
        if (source.path / "cards.csv").is_file():
            content.cards = reader.cards()
            if (source.path / "reviews.csv").is_file():
                content.reviews = reader.copy_reviews
        yield content


class _Folder:
    """The tables of one folder, read once in the order notes, cards, reviews."""

    content: DeckContent

    def __init__(self, source: Source) -> None:
        self._source = source
        self.meta = _meta(source.path / "meta.json")
        reference = self.meta.get("reference_now_ms")
        now_ms = int(source.now.timestamp() * 1000)
        self._shift = 0 if reference is None else now_ms // _DAY_MS - reference // _DAY_MS
        self._deck_of: dict[int, int] = {}

    def decks(self) -> dict[str, int]:
        """Return name → id of the decks of all notes."""
        found: dict[str, int] = {}
        for number, note in self._lines():
            if note is not None:
                found.setdefault(values.text(note, "deck") or "Default", len(found) + 1)
            if number > MAX_NOTES:
                raise BadFile("notes.jsonl holds too many notes.")
        return found

    def notes(self, decks: dict[str, int], types: dict[str, int]) -> Iterator[list[PackedNote]]:
        batch: list[PackedNote] = []
        for line, raw in self._lines():
            try:
                if raw is None:
                    raise BadItem("it is no JSON object")
                batch.append(self._note(raw, decks, types))
            except BadItem as error:
                self._reject(f"notes.jsonl, line {line}", f"It was left out: {error}.")
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _note(self, raw: Extra, decks: dict[str, int], types: dict[str, int]) -> PackedNote:
        number = values.whole(raw, "note_index", -1)
        guid = values.text(raw, "guid")
        kind = types.get(values.text(raw, "kind"))
        tags = raw.get("tags")
        if number < 0 or not guid or kind is None:
            raise BadItem("it has no note_index, guid or known kind")
        deck_id = decks[values.text(raw, "deck") or "Default"]
        self._deck_of[number] = deck_id
        words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        note = Note(
            number + 1,
            guid,
            kind,
            (values.text(raw, "front"), values.text(raw, "back")),
            tuple(dict.fromkeys(" ".join(words).split())),
            self._source.now,
        )
        return PackedNote(note, {}, deck_id)

    def cards(self) -> Iterator[list[Packed[Card]]]:
        return self._batches("cards.csv", _CARD_COLUMNS, BATCH, self._card)

    def _card(self, row: list[str]) -> Packed[Card]:
        index, note, ordinal, due, interval, ease, reps, lapses, suspended = map(
            int, (*row[:3], *row[4:])
        )
        state = CardState(row[3])
        if note not in self._deck_of:
            raise BadItem("its note is missing")
        learns = state in _STEPS_LEFT
        schedule = Schedule(
            state=state,
            position=due if state is CardState.NEW else 0,
            remaining_steps=_STEPS_LEFT.get(state, 0),
            due_at=self._source.now + timedelta(seconds=due) if learns else None,
            due_day=self._source.today + due if state is CardState.REVIEW else None,
            interval_days=interval,
            ease=ease / 1000,
            repetitions=reps,
            lapses=lapses,
        )
        deck_id = self._deck_of[note]
        card = Card(index + 1, note + 1, deck_id, ordinal, schedule, suspended=suspended != 0)
        return Packed(card, self._source.now, {})

    def copy_reviews(self, target: Path, cards: Mapping[int, int]) -> None:
        lines = self._batches("reviews.csv", _REVIEW_COLUMNS, REVIEW_BATCH, self._review)
        log.add(target, lines, cards)

    def _review(self, row: list[str]) -> ReviewRow:
        card, at_ms, rating, interval, last, ease, time_ms, kind = map(int, row)
        at_ms += self._shift * _DAY_MS
        if not (0 <= rating <= 4 and 0 <= kind < len(REVIEW_KINDS) and 0 < at_ms <= LAST_INSTANT):
            raise BadItem("there is no such rating, kind or time")
        return ReviewRow(at_ms, card + 1, rating, interval, last, ease, time_ms, kind)

    def _batches(
        self, name: str, columns: tuple[str, ...], size: int, made: Callable[[list[str]], Any]
    ) -> Iterator[list[Any]]:
        """Yield what ``made`` makes of the rows of a table; a bad row becomes a problem."""
        path = self._source.path / name
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            table = csv.reader(bounded(file))
            if tuple(next(table, ())) != columns:
                self._reject(name, f"It was left out: its columns are not {', '.join(columns)}.")
                return
            batch: list[Any] = []
            while True:
                try:
                    batch.append(made(next(table)))
                except StopIteration:
                    break
                except BadFile as error:
                    self._reject(name, str(error))
                    break
                except (ValueError, OverflowError, csv.Error, BadItem) as error:
                    where = f"{name}, line {table.line_num}"
                    self._reject(where, f"It was left out: {error}.")
                if len(batch) >= size:
                    yield batch
                    batch = []
            if batch:
                yield batch

    def _lines(self) -> Iterator[tuple[int, Extra | None]]:
        """Yield number and object of each line of notes.jsonl; None if it is none."""
        path = self._source.path / "notes.jsonl"
        with path.open(encoding="utf-8", errors="replace") as file:
            number = 0
            while line := file.readline(MAX_FIELD):
                number += 1
                if line.isspace():
                    continue
                try:
                    found = values.parsed(line)
                except ValueError:
                    found = None
                yield number, found if isinstance(found, dict) else None

    def _reject(self, where: str, why: str) -> None:
        self.content.report(self._source.problem(where, why))


def _meta(path: Path) -> dict[str, int]:
    """Return the numbers in meta.json, none if it is missing or broken."""
    try:
        found = values.document(path.read_bytes()[: 1 << 20], "description")
    except (OSError, BadFile):
        return {}
    return {key: value for key, value in found.items() if type(value) is int and value >= 0}
