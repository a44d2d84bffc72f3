"""The flashcards that shared/bench/make_cards.py makes, in a profile: a course as a student has it.

Written past the program's own import, so that what is measured or tested on them is theirs alone.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards.notes.stock import BASIC, CLOZE, REVERSED
from ms2qbank_desktop.features.flashcards.queries.notes import search_text
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.text.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.text.plain_text import strip_html
from ms2qbank_desktop.storage.engine import connect

from .shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.bank import Desk

_DAY_MS = 86_400_000
_TYPES = {"basic": BASIC.name, "reversed": REVERSED.name, "cloze": CLOZE.name}
_STEPS = {"learning": (2, 60), "relearning": (1, 600)}
_KINDS = ("learn", "review", "relearn")
_TIME_BITS = 21


def make_cards(folder: Path, preset: str = "1k") -> Path:
    """Write the set called ``preset`` ("1k", "35k", "100k") into ``folder`` and return it."""
    script = shared("bench/make_cards.py")
    command = [sys.executable, str(script), "--preset", preset, "--out-dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def grow(desk: Desk, folder: Path) -> list[int]:
    """Put the cards of ``folder`` into the profile, its reference day being the clock's today;
    return their ids in the order of the file. The log of each ends with the state of the file."""
    decks = DeckService(desk.context.store, desk.clock)
    types = {one.name: one.id for one in decks.note_types(desk.user_id)}
    lines = (folder / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    notes = [json.loads(line) for line in lines]
    deck_ids = {name: decks.create_deck(desk.user_id, name) for name in {n["deck"] for n in notes}}
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    now = to_ms(desk.clock.now())
    today = desk.clock.study_day(desk.clock.now()).toordinal()
    shift = (now // _DAY_MS - meta["reference_now_ms"] // _DAY_MS) * _DAY_MS
    user, made = desk.user_id, now - _DAY_MS
    note_ids = [derived_id("bench note", note["guid"]) for note in notes]
    rows = list(_rows(folder / "cards.csv"))
    ids = [derived_id("bench card", note_ids[int(row[1])], row[2]) for row in rows]
    log: list[tuple[Any, ...]] = []
    last: dict[int, int] = {}
    for card, at, rating, interval, before, ease, time_ms, kind in _rows(folder / "reviews.csv"):
        last[int(card)] = at_ms = int(at) + shift
        values = (int(rating), _KINDS[int(kind)], int(interval), int(before), int(ease))
        log.append((at_ms << _TIME_BITS, ids[int(card)], *values, int(time_ms), user, None))
    cards = []
    for place, (_, note, ordinal, state, due, interval, ease, reps, lapses, suspended) in enumerate(
        rows
    ):
        left, step = _STEPS.get(state, (0, 0))
        seen = last.get(place)
        schedule = {
            "position": int(due) if state == "new" else 0,
            "state": state,
            "remaining_steps": left,
            "due_at": now + int(due) * 1000 if left else None,
            "due_day": today + int(due) if state == "review" else None,
            "interval_days": int(interval),
            "step_seconds": step,
            "ease": int(ease),
            "stability": None,
            "difficulty": None,
            "repetitions": int(reps),
            "lapses": int(lapses),
            "streak": 0,
            "reviews": 0,
            "correct": 0,
            "last_review_at": seen,
            "last_review_day": today + (seen - now) // _DAY_MS if seen else None,
            "last_rating": 3 if seen else None,
        }
        deck = deck_ids[notes[int(note)]["deck"]]
        own = {"id": ids[place], "note_id": note_ids[int(note)], "deck_id": deck}
        own |= {"ordinal": int(ordinal), "suspended": int(suspended)}
        cards.append({**_CARD, **own, **schedule, "user_id": user, "created_at": made})
        if seen:
            line = (seen + 1 << _TIME_BITS) + place % (1 << _TIME_BITS)
            log.append((line, ids[place], 0, "imported", 0, 0, 0, 0, user, json.dumps(schedule)))
    connection = connect(desk.context.store.paths.database)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for place, (note, note_id) in enumerate(zip(notes, note_ids, strict=True)):
        fields = (note["front"], note["back"])
        text = search_text(fields)
        row = (
            *(note_id, user, note["guid"], types[_TYPES[note["kind"]]], "\x1f".join(fields)),
            *(f" {' '.join(note['tags'])} ", strip_html(fields[0])[:200]),
            *(field_checksum(fields[0]), place, made, made),
        )
        connection.execute(_insert("card_notes", _NOTE), row)
        connection.execute("INSERT INTO card_search (rowid, fields) VALUES (?, ?)", (place, text))
        tags = [(note_id, tag) for tag in note["tags"]]
        connection.executemany("INSERT INTO card_tags (note_id, tag) VALUES (?, ?)", tags)
    connection.executemany(_insert("cards", cards[0]), [tuple(card.values()) for card in cards])
    log.sort(key=lambda line: line[0])
    connection.executemany(_insert("card_reviews", _REVIEW), log)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return ids


_NOTE = (
    *("id", "user_id", "guid", "note_type_id", "fields", "tags", "sort_text", "checksum"),
    *("search_row", "created_at", "changed_at"),
)
_REVIEW = (
    *("id", "card_id", "rating", "kind", "interval", "last_interval", "ease_permille"),
    *("time_ms", "user_id", "carried"),
)
_CARD: dict[str, Any] = {
    "buried_by_user": 0,
    "flag": 0,
    "leech": 0,
    "source_kind": "",
    "source_place": "",
    "changed_at": 0,
}


def _insert(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]
