"""Many things as the rows of a table: every id in memory, lines read a window at a time."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

Index = QModelIndex | QPersistentModelIndex
L = TypeVar("L")

WINDOW = 16
"""Rows read at a time: half a screen, so that a jump reads little that is not seen."""
CHECK = 0
"""The section with the check boxes, before the first column."""
_KEPT_WINDOWS = 128


class Painted(NamedTuple):
    """What is painted of a cell. ``icon``: a Phosphor name; ``ink``: role of its colour."""

    words: str
    ink: str = "text"
    icon: str = ""
    said: str = ""
    """What it means in words, for a cell of an icon alone."""


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """One column: how it is called, what it shows of a line, what a click on it sorts by.

    ``width`` in pixels at 100 % text; a ``stretch`` column takes what the others leave, and is
    always shown. ``order``: a key for the owner, None if it cannot be sorted. ``icon``: instead
    of the title, which menus have all the same.
    """

    id: str
    title: str
    width: int
    painted: Callable[[L, datetime], Painted]
    order: object = None
    name: str = ""
    right: bool = False
    icon: str = ""
    stretch: bool = False

    @property
    def menu_name(self) -> str:
        return self.name or self.title


class BrowseModel(QAbstractTableModel, Generic[L]):
    """The lines of ``ids``; ``read`` returns those of some ids, without those that are gone."""

    def __init__(
        self,
        columns: Sequence[Column[L]],
        read: Callable[[Sequence[int]], list[L]],
        id_of: Callable[[L], int],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._read = read
        self._id_of = id_of
        self._ids: Sequence[int] = ()
        self._now: datetime | None = None
        self._windows: OrderedDict[int, dict[int, L]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """What is shown, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[int], now: datetime, known: Sequence[L] = ()) -> None:
        """Show other things; times are said as of ``now``. ``known``: lines of the first ones,
        whole windows of them."""
        self.beginResetModel()
        self._ids, self._now = ids, now
        self._windows.clear()
        for start in range(0, len(known), WINDOW):
            some = known[start : start + WINDOW]
            self._windows[start // WINDOW] = {self._id_of(line): line for line in some}
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
        """Read the lines anew: the things are the same, what is known of them has changed."""
        self._now = now
        self._windows.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns))
            self.dataChanged.emit(self.index(0, 0), last)

    def place(self, wanted: int) -> int | None:
        """Return the row of an id, None if it is not among them."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return None

    def places(self, some: Collection[int]) -> list[int]:
        """Return the rows of those ids that are among them, in order."""
        wanted = set(some)
        return [row for row, one in enumerate(self._ids) if one in wanted]

    def line(self, row: int) -> L | None:
        """Return what a row shows; None if it has gone meanwhile."""
        number = row // WINDOW
        window = self._windows.get(number)
        if window is None:
            some = self._ids[number * WINDOW : (number + 1) * WINDOW]
            window = {self._id_of(line): line for line in self._read(some)}
            self._windows[number] = window
            if len(self._windows) > _KEPT_WINDOWS:
                self._windows.popitem(last=False)
        return window.get(self._ids[row])

    def cell(self, index: Index) -> Painted:
        """Return all that is painted of a cell at once: asked for by role after role, a screen of
        cells takes twice as long."""
        line = self.line(index.row())
        if line is None or index.column() == CHECK or self._now is None:
            return Painted("")
        return self.columns[index.column() - 1].painted(line, self._now)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        names = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if section == CHECK:
            return "Selected" if role in names else None
        column = self.columns[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return column.menu_name if role in names else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or index.column() == CHECK:
            return None
        column = self.columns[index.column() - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight if column.right else None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.said or cell.words
        return cell.said or (cell.words if not column.right else None) or None


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.TextAlignmentRole,
}
