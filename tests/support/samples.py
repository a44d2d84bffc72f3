"""What the expected.json of the shared samples of Anki tells, and our cards told in its words."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.models import CardState
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.flashcards.models import Card

REVIEW_KEYS = ("id_ms", "rating", "interval", "last_interval", "factor", "time_ms", "kind")


def sample_truth() -> dict[str, Any]:
    """Return what the samples hold; skips the test where they are not."""
    found: dict[str, Any] = json.loads(shared("data/anki/expected.json").read_text())
    return found


def in_order(notes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return notes in the order in which they are compared."""
    return sorted(notes, key=lambda note: str(note["guid"]))


def expected_notes(truth: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the notes of the samples with their cards, without Anki's own numbers of them."""
    notes = [dict(note, tags=sorted(note["tags"])) for note in truth["notes"]]
    for note in notes:
        note["cards"] = [_expected_card(card) for card in note["cards"]]
    return in_order(notes)


def _expected_card(card: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in card.items() if key not in {"due_raw", "queue"}}
    if "due_date" in told:
        told["due_date"] = date.fromisoformat(told["due_date"])
    if "due_at" in told:
        told["due_at"] = datetime.fromisoformat(told["due_at"])
    return told


def told_card(
    card: Card, deck: str, home_deck: str, reviews: Iterable[tuple[Any, ...]]
) -> dict[str, Any]:
    """Say of a card what expected.json says; ``reviews``: values of :data:`REVIEW_KEYS`."""
    schedule = card.schedule
    told: dict[str, Any] = {
        "ord": card.ordinal,
        "deck": deck,
        "home_deck": home_deck,
        "type": str(schedule.state),
        "interval_days": schedule.interval_days,
        "factor": round(schedule.ease * 1000),
        "reps": schedule.repetitions,
        "lapses": schedule.lapses,
        "flag": card.flag,
        "suspended": card.suspended,
        "buried": card.buried_until is not None,
    }
    if schedule.state is CardState.NEW:
        told["new_position"] = schedule.position
    if schedule.due_at is not None:
        told["due_at"] = schedule.due_at
    if schedule.due_day is not None:
        told["due_date"] = date.fromordinal(schedule.due_day)
    told["reviews"] = [dict(zip(REVIEW_KEYS, row, strict=True)) for row in reviews]
    return told
