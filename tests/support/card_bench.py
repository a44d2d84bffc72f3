"""The flashcards that shared/bench/make_cards.py makes, in a profile: a course as a student has it.

Written as the import of a package writes it, scheduling and review log included.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards import storing
from ms2qbank_desktop.features.flashcards.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.formats.base import ReviewRow
from ms2qbank_desktop.features.flashcards.plain_text import strip_html
from ms2qbank_desktop.features.flashcards.queries.notes import search_text
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.stock import BASIC, CLOZE, REVERSED

from .shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

_DAY_MS = 86_400_000
_TYPES = {"basic": BASIC.name, "reversed": REVERSED.name, "cloze": CLOZE.name}
_STEPS = {"learning": (2, 60), "relearning": (1, 600)}
_BATCH = 5_000


def make_cards(folder: Path, preset: str = "1k") -> Path:
    """Write the set called ``preset`` ("1k", "35k", "100k") into ``folder`` and return it."""
    script = shared("bench/make_cards.py")
    command = [sys.executable, str(script), "--preset", preset, "--out-dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def grow(desk: Desk, folder: Path) -> list[int]:
    """Put the cards of ``folder`` into the profile, its reference day being the clock's today;
    return their ids in the order of the file."""
    decks = DeckService(desk.context.store, desk.clock)
    types = {one.name: one.id for one in decks.note_types(desk.user_id)}
    notes = [json.loads(line) for line in (folder / "notes.jsonl").open(encoding="utf-8")]
    deck_ids = {name: decks.create_deck(desk.user_id, name) for name in {n["deck"] for n in notes}}
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    now = to_ms(desk.clock.now())
    shift = (now // _DAY_MS - meta["reference_now_ms"] // _DAY_MS) * _DAY_MS
    today = desk.clock.study_day(desk.clock.now()).toordinal()
    ids = [storing.note_id(desk.user_id, note["guid"]) for note in notes]
    reviews = [
        ReviewRow(int(row[1]) + shift, int(row[0]), *map(int, row[2:]))
        for row in _rows(folder / "reviews.csv")
    ]
    last = {review.card_id: review.at_ms for review in reviews}
    cards: list[tuple[Any, ...]] = []
    states: list[tuple[int, dict[str, Any]]] = []
    for number, row in enumerate(_rows(folder / "cards.csv")):
        _, note, ordinal, state, due, interval, ease, reps, lapses, suspended = row
        card_id = storing.card_id(ids[int(note)], int(ordinal))
        left, step = _STEPS.get(state, (0, 0))
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
            "last_review_at": last.get(number),
            "last_review_day": today + (last[number] - now) // _DAY_MS if number in last else None,
            "last_rating": 3 if number in last else None,
        }
        deck_id = deck_ids[notes[int(note)]["deck"]]
        cards.append(
            (
                *(card_id, desk.user_id, ids[int(note)], deck_id, int(ordinal), None),
                *(int(suspended), None, 0, 0, 0, "", "", None, now - _DAY_MS, now),
                *schedule.values(),
            )
        )
        if state != "new":
            states.append((card_id, schedule))
    with desk.context.store.write() as session:
        new = [
            _note(note, note_id, types[_TYPES[note["kind"]]], now)
            for note, note_id in zip(notes, ids, strict=True)
        ]
        for start in range(0, len(new), _BATCH):
            storing.add_notes(session, desk.user_id, new[start : start + _BATCH])
        storing.add_cards(session, cards)
        log = ((cards[review.card_id][0], review) for review in reviews)
        storing.add_reviews(session, desk.user_id, log)
        storing.add_carried(session, desk.user_id, states, desk.clock.now())
    return [card[0] for card in cards]


def _note(note: dict[str, Any], note_id: int, type_id: int, now: int) -> storing.NewNote:
    fields = (note["front"], note["back"])
    return storing.NewNote(
        *(note_id, note["guid"], type_id, "\x1f".join(fields), f" {' '.join(note['tags'])} "),
        *(strip_html(fields[0])[:200], field_checksum(fields[0]), search_text(fields), None),
        *(now - _DAY_MS, now),
    )


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]
