"""All coming tasks as rows of a table, each day under a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.features.planner.models import Task
from ms2qbank_desktop.features.planner.ui.task.look import minutes_words
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.words import counted, day_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Task", "System", "Minutes", "State")
KINDS = {
    "questions": "Questions",
    "cards": "Cards",
    "video": "Lectures",
    "article": "Articles",
    "retest": "Retests",
    "self-assessment": "Self-assessments",
    "break": "Breaks",
    "other": "Other",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MINUTES = 2


class AgendaModel(QAbstractTableModel):
    """A row is a day or a task; days cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[date | Task] = []
        self._shown: Shown | None = None
        self._sums: dict[date, tuple[int, int]] = {}
        self.tasks = 0
        self.minutes = 0

    def show_tasks(self, shown: Shown, kinds: Collection[str], search: str) -> None:
        """Show what comes from today on, of some kinds (none: of all), with all words of
        ``search``."""
        words = search.casefold().split()
        self.beginResetModel()
        self._shown, self._rows, self._sums = shown, [], {}
        for day in sorted(one for one in shown.days if one >= shown.today):
            found = [
                task
                for task in shown.tasks(day)
                if (not kinds or task.kind in kinds) and _holds(task, words)
            ]
            if found:
                self._rows += [day, *found]
                self._sums[day] = (len(found), sum(task.minutes for task in found))
        self.tasks = sum(number for number, _ in self._sums.values())
        self.minutes = sum(minutes for _, minutes in self._sums.values())
        self.endResetModel()

    def task(self, row: int) -> Task | None:
        """Return the task of a row; None for a day, or if there is no such row."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Task) else None

    def row_of(self, task_id: int) -> int | None:
        """Return the row of a task, None if it is not shown."""
        rows = enumerate(self._rows)
        return next((at for at, one in rows if isinstance(one, Task) and one.id == task_id), None)

    def first(self) -> int | None:
        """Return the row of the first task that is still to be done, else of the first one."""
        rows = enumerate(self._rows)
        found = (at for at, one in rows if isinstance(one, Task) and one.done_at is None)
        return next(found, self.near(0))

    def near(self, row: int) -> int | None:
        """Return the row of a task at ``row`` or behind it, else before it."""
        behind = (at for at in range(row, len(self._rows)) if self.task(at))
        before = (at for at in range(min(row, len(self._rows)) - 1, -1, -1) if self.task(at))
        return next(behind, next(before, None))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.task(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags  # the keyboard goes past it
        return super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == _MINUTES:
                return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == _MINUTES else None
        one = self._rows[index.row()]
        if isinstance(one, Task):
            return self._of_task(one, index.column(), role)
        return self._of_day(one, index.column(), role)

    def _of_day(self, day: date, column: int, role: int) -> Any:
        if role == Cell.STRONG:
            return column == 0
        if role == Cell.INK:
            return "text" if column == 0 else "text-muted"
        if role not in _WORDS or self._shown is None:
            return None
        number, minutes = self._sums[day]
        words = day_words(day, self._shown.today)
        said = f"{words[:1].upper()}{words[1:]}"
        return (said, "", f"{minutes} min", counted(number, "task"))[column]

    def _of_task(self, task: Task, column: int, role: int) -> Any:
        done = task.done_at is not None
        if role in _WORDS:
            return (
                task.title,
                short_label(task.system) if task.system else "",
                minutes_words(task),
                self._state(task),
            )[column]
        if role == Cell.ICON:
            return "check" if done and column == len(COLUMNS) - 1 else None
        if role == Cell.INK:
            if column == len(COLUMNS) - 1:
                return "correct" if done else "text-muted"
            return "text-muted" if done or column else "text"
        return None

    def _state(self, task: Task) -> str:
        if task.done_at is not None:
            return "Done"
        if self._shown is not None and task.id in self._shown.moved:
            return "Moved today"
        return "Yours" if task.plan_id is None else ""


_WORDS = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


def _holds(task: Task, words: Collection[str]) -> bool:
    if not words:
        return True
    text = f"{task.title} {task.system} {task.note} {KINDS[task.kind]}".casefold()
    return all(word in text for word in words)
