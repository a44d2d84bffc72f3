"""The model of a table that shows plain lines under titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QObject

    Index = QModelIndex | QPersistentModelIndex

L = TypeVar("L")


class LinesModel(QAbstractTableModel, Generic[L]):
    """A row for each of ``lines``; what stands in its cells is for its kinds to say, by ``data``.
    ``right``: columns of numbers, whose titles stand at the right."""

    def __init__(
        self, titles: Sequence[str], right: Collection[int] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.lines: Sequence[L] = ()
        self._titles, self._right = titles, right

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
