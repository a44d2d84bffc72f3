"""The notes of a place, by their ids; what is shown of them is read as it comes into sight."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QStringListModel, Qt

from ms2qbank_desktop.ui.words import short_day

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.notebook.models import NoteLine

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-ms2qbank-notes"
"""Ids of notes that are dragged, separated by commas."""
WINDOW = 64
"""Notes that are read at once."""
_KEPT_WINDOWS = 40
UNTITLED = "Untitled"


class NoteModel(QStringListModel):
    """``read`` returns the lines of some ids, without those that are gone.

    It is a list of empty strings to Qt, which asks for the number of rows twice a row: 20,000
    answers from Python would take a frame.
    """

    def __init__(self, read: Callable[[Sequence[int]], list[NoteLine]]) -> None:
        super().__init__()
        self.ids: Sequence[int] = ()
        self.now: datetime | None = None
        """Days are said as of then."""
        self._read = read
        self._windows: OrderedDict[int, dict[int, NoteLine]] = OrderedDict()

    def show_ids(self, ids: Sequence[int], known: Sequence[NoteLine], now: datetime) -> bool:
        """Show these notes; False if they are those that are shown, read anew. ``known``: the
        lines of the first WINDOW of them."""
        same = ids == self.ids
        self.ids, self.now = ids, now
        self._windows.clear()
        self._windows[0] = {line.id: line for line in known}
        if not same:
            self.setStringList([""] * len(ids))
        elif ids:
            self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
        return not same

    def line(self, row: int) -> NoteLine | None:
        """Return what a row shows; None if it has gone meanwhile."""
        number = row // WINDOW
        window = self._windows.get(number)
        if window is None:
            some = self.ids[number * WINDOW : (number + 1) * WINDOW]
            window = self._windows[number] = {line.id: line for line in self._read(some)}
            if len(self._windows) > _KEPT_WINDOWS:
                self._windows.popitem(last=False)
        return window.get(self.ids[row])

    def row_of(self, note_id: int | None) -> int:
        """Return where a note stands, -1 if it is not shown."""
        try:
            return self.ids.index(note_id) if note_id is not None else -1
        except ValueError:
            return -1

    def rows_of(self, some: Collection[int]) -> list[int]:
        """Return where those stand that are shown, in order."""
        wanted = set(some)
        return [row for row, one in enumerate(self.ids) if one in wanted] if wanted else []

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        title = line.title or UNTITLED
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{title}\n{line.opening}".strip()
        states = ("pinned", "bookmarked", "archived")
        said = [one for one in states if getattr(line, one)]
        day = short_day(line.changed_at, self.now) if self.now else ""
        colour = f"marked {line.colour}" if line.colour else ""
        return ", ".join(filter(None, (title, *said, colour, day, line.opening)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = ",".join(str(self.ids[index.row()]) for index in indexes)
        data.setData(MIME, ids.encode())
        return data


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


def dragged(data: QMimeData) -> list[int]:
    """Return the notes of a drag, none for anything else."""
    return [int(one) for one in bytes(data.data(MIME).data()).decode().split(",") if one]
