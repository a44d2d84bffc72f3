"""The rows of the palette: things that were found, commands, and the heads between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.search.models import Span

    Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The row itself, for the one who paints it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A word over a group; it cannot be chosen."""

    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """What can be chosen. It opens ``place`` with ``words`` marked, or runs ``command``, or shows
    ``setting``, or begins a note called ``new_note``, or puts ``typed`` into the field."""

    icon: str
    title: str
    detail: str = ""
    snippet: str = ""
    title_marks: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    place: Place | None = None
    words: tuple[str, ...] = ()
    command: str = ""
    setting: str = ""
    new_note: str = ""
    typed: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for ears."""
        return ", ".join(part for part in (self.title, self.detail, self.snippet) if part)


Row = Head | Line


class PaletteModel(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def line(self, number: int) -> Line | None:
        """Return the line in a row; None for a head, or where there is no row."""
        row = self.rows[number] if 0 <= number < len(self.rows) else None
        return row if isinstance(row, Line) else None

    def step(self, number: int, by: int) -> int:
        """Return the row of the line that is ``by`` lines further than row ``number``, going round
        at the ends; −1 if there is no line."""
        lines = [at for at, row in enumerate(self.rows) if isinstance(row, Line)]
        if not lines:
            return -1
        if number not in lines:
            return lines[0 if by > 0 else -1]
        return lines[(lines.index(number) + by) % len(lines)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken if isinstance(row, Line) else row.title
        return None
