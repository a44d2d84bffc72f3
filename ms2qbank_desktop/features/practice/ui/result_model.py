"""The items of a result as a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.features.attempts.models import Confidence, Status
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.links.models import Kind
    from ms2qbank_desktop.features.practice.models import ItemResult

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    ITEM = 0
    VERDICT = 1
    QUESTION = 2
    TOPIC = 3
    YOURS = 4
    RIGHT = 5
    SURE = 6
    HELP = 7
    TIME = 8
    LINKED = 9


SURENESS = {Confidence.SURE: "Sure", Confidence.UNSURE: "Unsure", Confidence.GUESS: "Guess"}
"""The ratings of an answer as they are asked for."""
_TITLES = ("Item", "", "Question", "Topic", "Yours", "Right", "How sure", "Help", "Time", "Linked")
_NUMBERS = {Column.ITEM, Column.TIME}
_VERDICTS = {  # icon, role
    Status.CORRECT: ("check", "correct"),
    Status.INCORRECT: ("x", "incorrect"),
    Status.OMITTED: ("circle-dashed", "text-muted"),
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One item; ``given`` and ``right`` are letters as they stood on the screen."""

    item: ItemResult
    given: str
    right: str
    sure: Confidence | None
    slow: bool

    @property
    def help(self) -> str:
        """What was used before the answer, in words."""
        used = (("hint", self.item.hint_used), ("key phrases", self.item.phrases_used))
        return ", ".join(name for name, was_used in used if was_used).capitalize()


class ResultModel(LinesModel[ResultRow]):
    """Rows of a result, or some of them."""

    def __init__(self) -> None:
        super().__init__(_TITLES, _NUMBERS)
        self._linked: Mapping[int, Sequence[Kind]] = {}

    def show_linked(self, linked: Mapping[int, Sequence[Kind]]) -> None:
        """Show what kinds of things questions are linked to."""
        self._linked = linked
        last = len(self.lines) - 1
        if last >= 0:
            top, bottom = self.index(0, Column.LINKED), self.index(last, Column.LINKED)
            self.dataChanged.emit(top, bottom)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.lines[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in _NUMBERS:
                return Qt.AlignmentFlag.AlignRight
            case Qt.ItemDataRole.AccessibleTextRole if column == Column.VERDICT:
                return row.item.status.value
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Cell.ICONS if column == Column.LINKED:
                return [LOOKS[kind].icon for kind in self._kinds(row)]
            case Cell.ICON if column == Column.VERDICT:
                return _VERDICTS[row.item.status][0]
            case Cell.INK:
                return self._ink(row, column)
            case Cell.STRONG:
                return column in (Column.ITEM, Column.RIGHT)
        return None

    def _kinds(self, row: ResultRow) -> Sequence[Kind]:
        return self._linked.get(row.item.question_id, ())

    def _words(self, row: ResultRow, column: Column) -> str:
        item = row.item
        match column:
            case Column.ITEM:
                return str(item.position + 1)
            case Column.QUESTION:
                return item.stem
            case Column.TOPIC:
                return item.topic or item.subject
            case Column.YOURS:
                return row.given or "–"
            case Column.RIGHT:
                return row.right
            case Column.SURE:
                return SURENESS[row.sure] if row.sure else "–"
            case Column.HELP:
                return row.help
            case Column.TIME:
                return f"{round(item.time_ms / 1000)} s"
            case Column.LINKED:
                return ", ".join(LOOKS[kind].name for kind in self._kinds(row))
        return ""

    def _tip(self, row: ResultRow, column: Column) -> str | None:
        if column == Column.VERDICT:
            return row.item.status.value.capitalize()
        if column == Column.TIME:
            return "Slow: a third over the pace, or more" if row.slow else None
        elided = (Column.QUESTION, Column.TOPIC, Column.HELP, Column.LINKED)
        return self._words(row, column) or None if column in elided else None

    @staticmethod
    def _ink(row: ResultRow, column: Column) -> str:
        role = _VERDICTS[row.item.status][1]
        inks = {
            Column.VERDICT: role,
            Column.TOPIC: "text-muted",
            Column.YOURS: role,
            Column.RIGHT: "correct",
            Column.HELP: "text-muted",
            Column.LINKED: "text-muted",
            Column.SURE: "text" if row.sure else "text-muted",
            Column.TIME: "warning" if row.slow else "text",
        }
        return inks.get(column, "text")
