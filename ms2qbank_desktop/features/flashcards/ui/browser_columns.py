"""The columns of the card browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards import browsing
from ms2qbank_desktop.features.flashcards.browsing import CardOrder
from ms2qbank_desktop.features.flashcards.models import CardState
from ms2qbank_desktop.ui.widgets.browsemodel import Column, Painted
from ms2qbank_desktop.ui.words import share

from .flags import FLAGS
from .study_bars import FLAG_ROLES
from .wording import STATES, leaf, path, seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.features.flashcards.browsing import CardLine

Key = browsing.Column


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A line of the table. ``answer`` is read only while its column is shown."""

    line: CardLine
    answer: str = ""


def columns(today: Callable[[datetime], int]) -> tuple[Column[CardEntry], ...]:
    """Return the columns; ``today`` gives the study day of an instant."""

    def due(entry: CardEntry, now: datetime) -> Painted:
        return _due(entry.line, now, today(now))

    return (
        Column("flag", "", 38, _flag, Key.FLAG, "Flag", icon="flag"),
        Column("question", "Question", 200, _question, Key.QUESTION, stretch=True),
        Column("answer", "Answer", 220, lambda e, _: Painted(e.answer, "text-muted")),
        Column("deck", "Deck", 128, _deck, Key.DECK),
        Column("state", "State", 112, _state),
        Column("due", "Due", 110, due, Key.DUE),
        Column("interval", "Interval", 78, _interval, Key.INTERVAL, right=True),
        Column("ease", "Ease", 72, _ease, Key.EASE, right=True),
        Column("stability", "Stability", 88, _stability, Key.STABILITY, right=True),
        Column("difficulty", "Difficulty", 88, _difficulty, Key.DIFFICULTY, right=True),
        Column("recall", "Recall", 72, _recall, Key.RETRIEVABILITY, right=True),
        Column("reviews", "Reviews", 80, _reviews, Key.REPETITIONS, right=True),
        Column("lapses", "Lapses", 74, _lapses, Key.LAPSES, right=True),
        Column("tags", "Tags", 170, lambda e, _: _muted(", ".join(e.line.tags))),
        Column("type", "Note type", 120, lambda e, _: _muted(e.line.note_type), Key.NOTE_TYPE),
        Column("card", "Card", 100, _card),
        Column("created", "Created", 92, _created, Key.CREATED),
        Column("edited", "Edited", 92, _edited, Key.EDITED),
    )


def shown_columns(settings: Settings) -> frozenset[str]:
    """Return the columns that the settings name."""
    return frozenset(settings.get("card_columns").split())


def wanted_order(settings: Settings) -> CardOrder:
    """Return the order that the settings name."""
    name = settings.get("card_order")
    known = {key.value: key for key in Key}
    key = known.get(name.removeprefix("-"), Key.CREATED)
    return CardOrder(key, descending=name.startswith("-"))


def _muted(words: str) -> Painted:
    return Painted(words, "text-muted")


def _number(value: float | None, words: str) -> Painted:
    return Painted(words) if value else _muted("–")


def _flag(entry: CardEntry, _now: datetime) -> Painted:
    line = entry.line
    if line.flag:
        return Painted("", FLAG_ROLES[line.flag], "flag-fill", f"{FLAGS[line.flag]} flag")
    return Painted("", "warning", "warning", "Leech") if line.leech else Painted("")


def _question(entry: CardEntry, _now: datetime) -> Painted:
    return Painted(entry.line.question or "–", "text-muted" if entry.line.suspended else "text")


def _deck(entry: CardEntry, _now: datetime) -> Painted:
    name = entry.line.deck
    return Painted(leaf(name), "text-muted", said=path(name))


def _card(entry: CardEntry, _now: datetime) -> Painted:
    cloze = entry.line.ordinal and entry.line.template.casefold().startswith("cloze")
    number = f" {entry.line.ordinal + 1}" if cloze else ""
    return _muted(f"{entry.line.template}{number}")


def _state(entry: CardEntry, _now: datetime) -> Painted:
    line = entry.line
    if line.suspended:
        return Painted("suspended", "text-muted", "pause")
    if line.buried:
        return Painted("buried", "text-muted", "archive")
    role = {CardState.NEW: "accent", CardState.REVIEW: "correct"}.get(line.state, "warning")
    return Painted(STATES[line.state].lower(), role)


def _due(line: CardLine, now: datetime, today: int) -> Painted:
    if line.state is CardState.NEW:
        return _muted(f"new {line.position:,}")
    if line.suspended:
        return _muted("–")
    if line.due_at is not None:
        left = round((line.due_at - now).total_seconds())
        return Painted("now", "accent") if left <= 0 else Painted(f"in {seconds(left)}", "accent")
    if line.due_day is None:
        return _muted("–")
    if line.due_day <= today:
        return Painted("today", "accent")
    tomorrow = line.due_day == today + 1
    return _muted("tomorrow" if tomorrow else _short_day(date.fromordinal(line.due_day), now))


def _short_day(at: date, now: datetime) -> str:
    words = f"{at.day} {at:%b}"
    return words if at.year == now.year else f"{words} {at.year}"


def _interval(entry: CardEntry, _now: datetime) -> Painted:
    days = entry.line.interval_days
    if days < 100:
        return _number(days, f"{days} d")
    months = days / 30.4375
    return Painted(f"{months:.0f} mo" if days < 730 else f"{months / 12:.1f} y")


def _ease(entry: CardEntry, _now: datetime) -> Painted:
    return _number(entry.line.ease, f"{entry.line.ease * 100:.0f} %")


def _stability(entry: CardEntry, _now: datetime) -> Painted:
    value = entry.line.stability
    return _number(value, f"{value or 0:.1f} d")


def _difficulty(entry: CardEntry, _now: datetime) -> Painted:
    value = entry.line.difficulty
    return _number(value, f"{value or 0:.1f}")


def _recall(entry: CardEntry, _now: datetime) -> Painted:
    value = entry.line.retrievability
    return _number(value, share(value or 0))


def _reviews(entry: CardEntry, _now: datetime) -> Painted:
    return _number(entry.line.repetitions, f"{entry.line.repetitions:,}")


def _lapses(entry: CardEntry, _now: datetime) -> Painted:
    many = entry.line.lapses > 2
    return Painted(str(entry.line.lapses), "warning" if many else "text-muted")


def _created(entry: CardEntry, now: datetime) -> Painted:
    return _muted(_short_day(entry.line.created_at.astimezone(), now))


def _edited(entry: CardEntry, now: datetime) -> Painted:
    return _muted(_short_day(entry.line.edited_at.astimezone(), now))
