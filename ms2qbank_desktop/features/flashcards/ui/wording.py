"""Decks, cards and times in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import (
    DECK_SEPARATOR,
    CardState,
    Rating,
    ReviewKind,
)
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Schedule

STATES = {
    CardState.NEW: "New",
    CardState.LEARNING: "Learning",
    CardState.REVIEW: "Review",
    CardState.RELEARNING: "Relearning",
}
KINDS = {
    ReviewKind.LEARN: "Learned",
    ReviewKind.REVIEW: "Reviewed",
    ReviewKind.RELEARN: "Relearned",
    ReviewKind.FILTERED: "Filtered",
    ReviewKind.MANUAL: "Changed by hand",
    ReviewKind.RESCHEDULED: "Moved",
    ReviewKind.IMPORTED: "Imported",
}
BELOW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
"""Between a deck and one in it."""
ANSWERS = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}


def interval(value: int) -> str:
    """Return an interval (days above 0, seconds below) as a button shows it: "10 min"."""
    if value < 0:
        return seconds(-value)
    if value == 0:
        return "now"
    if value < 31:
        return "1 day" if value == 1 else f"{value} days"
    if value < 365:
        return _short(value / 30.4375, "month")
    return _short(value / 365.25, "year")


def seconds(value: int) -> str:
    """Return a delay in its largest unit."""
    if value < 60:
        return f"{value} s"
    if value < 3600:
        return f"{round(value / 60)} min"
    if value < 86_400:
        return f"{_plain(value / 3600)} h"
    return interval(round(value / 86_400))


def leaf(deck: str) -> str:
    """Return the last part of a deck's path."""
    return deck.rpartition(DECK_SEPARATOR)[2]


def in_deck(deck: str) -> str:
    """Return the search for the cards of a deck and of those below it."""
    name = deck.replace('"', '\\"')
    return f'deck:"{name}"'


def path(deck: str) -> str:
    """Return a deck's path to be read, with an arrow head between its parts."""
    return deck.replace(DECK_SEPARATOR, BELOW)


def day_name(ordinal: int) -> str:
    """Return a study day: "Tue 17 Mar 2026"."""
    day = date.fromordinal(ordinal)
    return f"{day:%a} {day.day} {day:%b %Y}"


def answered_on(day: int, number: int) -> str:
    """Return what was done on a study day: "Tue 17 Mar 2026: 12 answers"."""
    return f"{day_name(day)}: {counted(number, 'answer')}"


def history(schedule: Schedule) -> str:
    """Return what is known of a card in one line: "seen 3 times · 1 lapse · stability 4.2 days"."""
    if schedule.state is CardState.NEW and not schedule.repetitions:
        return "new"
    facts = ["seen once" if schedule.repetitions == 1 else f"seen {schedule.repetitions} times"]
    if schedule.lapses:
        facts.append("1 lapse" if schedule.lapses == 1 else f"{schedule.lapses} lapses")
    if schedule.stability is not None:
        facts.append(f"stability {_plain(schedule.stability)} days")
    elif schedule.ease:
        facts.append(f"ease {schedule.ease * 100:.0f} %")
    return " · ".join(facts)


def _short(value: float, unit: str) -> str:
    words = _plain(value)
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"


def _plain(value: float) -> str:
    """Return a number with one decimal where that says more."""
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"
