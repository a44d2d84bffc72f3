"""Reads a whole file of flashcards at once, as no program should."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.formats import log
from ms2qbank_desktop.features.flashcards.formats.base import (
    BadItem,
    DeckContent,
    ExportOptions,
    Packed,
    PackedNote,
    ReviewRow,
    Source,
)
from ms2qbank_desktop.features.flashcards.formats.known import WRITERS, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Card, Deck, NoteType, Preset
    from ms2qbank_desktop.features.questions.models import Problem

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)
TODAY = NOW.date().toordinal()


@dataclass(frozen=True)
class Everything:
    """All that a file holds; things that have ids are in the order of their ids."""

    decks: list[Packed[Deck]]
    presets: list[Packed[Preset]]
    note_types: list[Packed[NoteType]]
    notes: list[PackedNote]
    cards: list[Packed[Card]]
    reviews: list[ReviewRow]
    media: dict[str, bytes]
    problems: list[Problem]

    @property
    def whys(self) -> list[str]:
        return [problem.why for problem in self.problems]


@contextmanager
def opened(path: Path, scratch: Path) -> Iterator[DeckContent]:
    known = format_of(path)
    assert known is not None, f"no format for {path}"
    with known.open(Source(path, scratch, NOW, TODAY)) as content:
        yield content
    assert not list(scratch.iterdir()), "temporary files were left behind"


def everything(path: Path, scratch: Path) -> Everything:
    """Read ``path``; media that cannot be read are left out."""
    with opened(path, scratch) as content:
        notes = [note for batch in content.notes for note in batch]
        cards = [card for batch in content.cards or () for card in batch]
        lost = range(1, 10)  # cards that hostile packages have but not to be read
        reviews = log_of(
            content, scratch, {id_: id_ for id_ in (*lost, *(c.item.id for c in cards))}
        )
        media = {}
        for file in content.media:
            try:
                media[file.name] = b"".join(file.chunks())
            except BadItem as error:
                content.report(Source(path, scratch, NOW, TODAY).problem(file.name, str(error)))
        return Everything(
            sorted(content.decks, key=lambda packed: packed.item.id),
            sorted(content.presets, key=lambda packed: packed.item.id),
            sorted(content.note_types, key=lambda packed: packed.item.id),
            sorted(notes, key=lambda packed: packed.note.id),
            sorted(cards, key=lambda packed: packed.item.id),
            reviews,
            media,
            content.problems,
        )


def log_of(content: DeckContent, scratch: Path, cards: dict[int, int]) -> list[ReviewRow]:
    """Return the reviews of ``cards`` (their ids -> those they are to have)."""
    file = scratch / "log.db"
    log.create(file)
    content.reviews(file, cards)
    with closing(sqlite3.connect(file)) as connection:
        lines = connection.execute("SELECT * FROM revlog ORDER BY rowid").fetchall()
    file.unlink()
    return [ReviewRow._make(line) for line in lines]


def rewrite(path: Path, target: Path, scratch: Path, options: ExportOptions) -> None:
    """Read ``path`` and write all of it to ``target``."""
    with opened(path, scratch) as content:
        WRITERS[target.suffix](content, Source(target, scratch, NOW, TODAY), options)
