"""The columns of the bank."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import SortKey, Status
from ms2qbank_desktop.ui.widgets import browsemodel
from ms2qbank_desktop.ui.widgets.browsemodel import BrowseModel, Painted
from ms2qbank_desktop.ui.words import share, short_when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.attempts.models import BankRow

SCREEN = 4 * browsemodel.WINDOW
"""Rows that fill any screen; they are read before all others."""
STATUS_LOOKS = {  # icon, role
    Status.UNUSED: ("circle", "text-muted"),
    Status.CORRECT: ("check", "correct"),
    Status.INCORRECT: ("x", "incorrect"),
    Status.OMITTED: ("circle-dashed", "warning"),
    Status.SUSPENDED: ("pause", "text-muted"),
}


class Column(IntEnum):
    """The sections of the table: the check boxes, then ``COLUMNS`` in their order."""

    CHECK = browsemodel.CHECK
    NUMBER = 1
    QUESTION = 2
    SYSTEM = 3
    SUBJECT = 4
    TOPIC = 5
    TAGS = 6
    PACK = 7
    DIFFICULTY = 8
    STATUS = 9
    MARK = 10
    SEEN = 11
    CORRECT = 12
    LAST = 13
    DUE = 14


def shown_status(line: BankRow) -> Status:
    """Return the one status that a line shows: suspended, a question has no other."""
    return Status.SUSPENDED if line.suspended else line.status


def bank_model(read: Callable[[Sequence[int]], list[BankRow]]) -> BrowseModel[BankRow]:
    """Return the bank as a model; ``read`` returns the lines of some ids, in their order."""
    return BrowseModel(COLUMNS, read, lambda line: line.question_id)


def _muted(words: str) -> Painted:
    return Painted(words, "text-muted")


def _number(line: BankRow, _now: datetime) -> Painted:
    return Painted(f"{line.number:,}")


def _difficulty(line: BankRow, _now: datetime) -> Painted:
    return Painted(str(line.difficulty)) if line.difficulty else _muted("–")


def _status(line: BankRow, _now: datetime) -> Painted:
    status = shown_status(line)
    icon, role = STATUS_LOOKS[status]
    return Painted(status.value, role, icon)


def _mark(line: BankRow, _now: datetime) -> Painted:
    return Painted("", "marked", *(("flag-fill", "marked") if line.marked else ("", "not marked")))


def _seen(line: BankRow, _now: datetime) -> Painted:
    return Painted(str(line.seen)) if line.seen else _muted("–")


def _correct(line: BankRow, _now: datetime) -> Painted:
    return Painted(share(line.correct / line.seen)) if line.seen else _muted("–")


def _last(line: BankRow, now: datetime) -> Painted:
    return _muted(_day(short_when(line.last_at, now)) if line.last_at else "")


def _due(line: BankRow, now: datetime) -> Painted:
    if line.due_at is None or line.suspended:
        return _muted("")
    return _muted("now" if line.due_at <= now else _day(short_when(line.due_at, now)))


def _day(when: str) -> str:
    """Return "today" for "today 09:42": the time of day stands in the preview."""
    day, _, time = when.rpartition(" ")
    return day if ":" in time else when


_C = browsemodel.Column
COLUMNS: tuple[browsemodel.Column[BankRow], ...] = (
    _C("number", "No.", 72, _number, SortKey.NUMBER, "Number", right=True),
    _C("question", "Question", 200, lambda e, _: Painted(e.stem), SortKey.QUESTION, stretch=True),
    _C("system", "System", 170, lambda e, _: _muted(e.system), SortKey.SYSTEM),
    _C("subject", "Subject", 112, lambda e, _: _muted(e.subject), SortKey.SUBJECT),
    _C("topic", "Topic", 160, lambda e, _: _muted(e.topic), SortKey.TOPIC),
    _C("tags", "Own tags", 140, lambda e, _: _muted(", ".join(e.tags))),
    _C("pack", "Pack", 140, lambda e, _: _muted(e.pack), SortKey.PACK),
    _C("difficulty", "Difficulty", 84, _difficulty, SortKey.DIFFICULTY, right=True),
    _C("status", "Status", 118, _status, SortKey.STATUS),
    _C("mark", "", 38, _mark, None, "Mark", icon="flag"),
    _C("seen", "Seen", 68, _seen, SortKey.SEEN, "Times seen", right=True),
    _C("correct", "Correct", 74, _correct, SortKey.CORRECT, right=True),
    _C("last", "Last", 100, _last, SortKey.LAST, "Last seen"),
    _C("due", "Due", 84, _due, SortKey.DUE, "Due again"),
)
