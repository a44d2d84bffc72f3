"""The bank as a Qt model: every id in memory, lines read a window at a time as they are seen."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.features.attempts.models import SortKey, Status
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.words import share, short_when

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.attempts.models import BankRow

Index = QModelIndex | QPersistentModelIndex
Painted = tuple[str, str | None, str | None]
"""Words, name of the icon, role of the colour."""

WINDOW = 32
"""Rows read at a time: 1 to 2 ms of the window's thread."""
SCREEN = 2 * WINDOW
"""Rows that fill any screen; they are read before all others."""
_KEPT_WINDOWS = 128


class Column(IntEnum):
    CHECK = 0
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


@dataclass(frozen=True, slots=True)
class Look:
    """How a column is called and what a click on its header sorts by. ``width`` in pixels at
    100 % text; ``name``: in menus, where the header has an icon or is short."""

    title: str
    width: int
    key: SortKey | None
    name: str = ""
    right: bool = False


LOOKS = {
    Column.CHECK: Look("", 38, None, "Selected"),
    Column.NUMBER: Look("No.", 72, SortKey.NUMBER, "Number", right=True),
    Column.QUESTION: Look("Question", 200, SortKey.QUESTION),
    Column.SYSTEM: Look("System", 170, SortKey.SYSTEM),
    Column.SUBJECT: Look("Subject", 112, SortKey.SUBJECT),
    Column.TOPIC: Look("Topic", 160, SortKey.TOPIC),
    Column.TAGS: Look("Own tags", 140, None),
    Column.PACK: Look("Pack", 140, SortKey.PACK),
    Column.DIFFICULTY: Look("Difficulty", 84, SortKey.DIFFICULTY, right=True),
    Column.STATUS: Look("Status", 118, SortKey.STATUS),
    Column.MARK: Look("", 38, None, "Mark"),
    Column.SEEN: Look("Seen", 68, SortKey.SEEN, "Times seen", right=True),
    Column.CORRECT: Look("Correct", 74, SortKey.CORRECT, right=True),
    Column.LAST: Look("Last", 100, SortKey.LAST, "Last seen"),
    Column.DUE: Look("Due", 84, SortKey.DUE, "Due again"),
}
STATUS_LOOKS = {  # icon, role
    Status.UNUSED: ("circle", "text-muted"),
    Status.CORRECT: ("check", "correct"),
    Status.INCORRECT: ("x", "incorrect"),
    Status.OMITTED: ("circle-dashed", "warning"),
    Status.SUSPENDED: ("pause", "text-muted"),
}
_MUTED = {
    Column.SYSTEM,
    Column.SUBJECT,
    Column.TOPIC,
    Column.TAGS,
    Column.PACK,
    Column.LAST,
    Column.DUE,
}


class BankModel(QAbstractTableModel):
    """The lines of ``ids``; ``read`` returns those of some ids, in their order."""

    def __init__(self, read: Callable[[Sequence[int]], list[BankRow]]) -> None:
        super().__init__()
        self._read = read
        self._ids: Sequence[int] = ()
        self._now: datetime | None = None
        self._windows: OrderedDict[int, dict[int, BankRow]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """The questions shown, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[int], now: datetime, known: Sequence[BankRow] = ()) -> None:
        """Show other questions; times are said as of ``now``. ``known``: lines of the first ones,
        whole windows of them."""
        self.beginResetModel()
        self._ids, self._now = ids, now
        self._windows.clear()
        for start in range(0, len(known), WINDOW):
            some = known[start : start + WINDOW]
            self._windows[start // WINDOW] = {line.question_id: line for line in some}
        self.endResetModel()

    def add_ids(self, ids: Sequence[int]) -> bool:
        """Show ``ids``, which go on from those that are shown; False, and nothing, if not so."""
        shown = len(self._ids)
        if ids[:shown] != self._ids or shown % WINDOW:
            return False
        self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
        self._ids = ids
        self.endInsertRows()
        return True

    def read_anew(self, now: datetime) -> None:
        """Read the lines anew: the questions are the same, what is known of them has changed."""
        self._now = now
        self._windows.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def place(self, question_id: int) -> int | None:
        """Return the row of a question, None if it is not among them."""
        try:
            return self._ids.index(question_id)
        except ValueError:
            return None

    def places(self, questions: Collection[int]) -> list[int]:
        """Return the rows of those of the questions that are among them, in order."""
        wanted = set(questions)
        return [row for row, question in enumerate(self._ids) if question in wanted]

    def line(self, row: int) -> BankRow | None:
        """Return what a row shows; None if its question has gone meanwhile."""
        number = row // WINDOW
        window = self._windows.get(number)
        if window is None:
            some = self._ids[number * WINDOW : (number + 1) * WINDOW]
            window = {line.question_id: line for line in self._read(some)}
            self._windows[number] = window
            if len(self._windows) > _KEPT_WINDOWS:
                self._windows.popitem(last=False)
        return window.get(self._ids[row])

    def cell(self, index: Index) -> Painted:
        """Return all that is painted of a cell at once: asked for by role after role, a screen of
        cells takes twice as long."""
        line, column = self.line(index.row()), Column(index.column())
        if line is None:
            return "", None, None
        return self._words(line, column), _icon(line, column), _ink(line, column)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        look = LOOKS[Column(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return look.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return look.name or look.title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight if LOOKS[column].right else None
        if role not in _ROLES:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(line, column)
            case Qt.ItemDataRole.ToolTipRole if column in (Column.QUESTION, *_MUTED):
                return self._words(line, column) or None
            case Qt.ItemDataRole.AccessibleTextRole if column == Column.MARK:
                return "marked" if line.marked else "not marked"
            case Cell.ICON:
                return _icon(line, column)
            case Cell.INK:
                return _ink(line, column)
        return None

    def _words(self, line: BankRow, column: Column) -> str:
        match column:
            case Column.NUMBER:
                return f"{line.number:,}"
            case Column.QUESTION:
                return line.stem
            case Column.SYSTEM:
                return line.system
            case Column.SUBJECT:
                return line.subject
            case Column.TOPIC:
                return line.topic
            case Column.TAGS:
                return ", ".join(line.tags)
            case Column.PACK:
                return line.pack
            case Column.DIFFICULTY:
                return str(line.difficulty or "–")
            case Column.STATUS:
                return shown_status(line).value
            case Column.SEEN:
                return str(line.seen or "–")
            case Column.CORRECT:
                return share(line.correct / line.seen) if line.seen else "–"
            case Column.LAST if line.last_at:
                return _day(short_when(line.last_at, self._now or line.last_at))
            case Column.DUE if line.due_at and not line.suspended:
                now = self._now or line.due_at
                return "now" if line.due_at <= now else _day(short_when(line.due_at, now))
        return ""


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Cell.ICON,
    Cell.INK,
}


def shown_status(line: BankRow) -> Status:
    """Return the one status that a line shows: suspended, a question has no other."""
    return Status.SUSPENDED if line.suspended else line.status


def _day(when: str) -> str:
    """Return "today" for "today 09:42": the time of day stands in the preview."""
    day, _, time = when.rpartition(" ")
    return day if ":" in time else when


def _icon(line: BankRow, column: Column) -> str | None:
    if column == Column.STATUS:
        return STATUS_LOOKS[shown_status(line)][0]
    return "flag-fill" if column == Column.MARK and line.marked else None


def _ink(line: BankRow, column: Column) -> str | None:
    if column == Column.STATUS:
        return STATUS_LOOKS[shown_status(line)][1]
    if column == Column.MARK:
        return "marked"
    empty = column in (Column.SEEN, Column.CORRECT) and not line.seen
    unknown = column == Column.DIFFICULTY and line.difficulty is None
    return "text-muted" if column in _MUTED or empty or unknown else None
