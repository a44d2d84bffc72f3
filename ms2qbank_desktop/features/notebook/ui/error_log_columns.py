"""The columns of the error log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.models import REASON_WORDS, ErrorLine
from ms2qbank_desktop.ui.widgets.browsemodel import Column, Painted
from ms2qbank_desktop.ui.words import day_words, short_when

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

NO_REASON = "Why?"
"""Of a row that does not say yet why its question was missed."""


def error_log_columns(today: Callable[[], date]) -> tuple[Column[ErrorLine], ...]:
    """Return the columns of the error log; ``today`` says which retests are late."""

    def following(line: ErrorLine, _now: datetime) -> Painted:
        days = line.entry.retests
        if not days:
            return Painted("done", "text-muted", "check")
        if days[0] < today():
            return Painted(f"since {day_words(days[0], today())}", "warning", "clock")
        return Painted(day_words(days[0], today()))

    return (
        Column("question", "Question", 220, _question, "question", stretch=True),
        Column("why", "Why", 132, _why, "why"),
        Column("rule", "Rule", 300, _rule, "rule"),
        Column("next", "Next retest", 148, following, "next"),
        Column("missed", "Missed", 136, _missed, "missed"),
    )


def reason_words(line: ErrorLine) -> str:
    """Return why a question was missed, "" if that is not said yet."""
    return REASON_WORDS[line.entry.reason] if line.entry.reason else ""


def _question(line: ErrorLine, _now: datetime) -> Painted:
    return Painted(line.title)


def _why(line: ErrorLine, _now: datetime) -> Painted:
    words = reason_words(line)
    return Painted(words) if words else Painted(NO_REASON, "text-muted")


def _rule(line: ErrorLine, _now: datetime) -> Painted:
    return Painted(line.entry.rule, "text-muted")


def _missed(line: ErrorLine, now: datetime) -> Painted:
    return Painted(short_when(line.entry.created_at, now), "text-muted")
