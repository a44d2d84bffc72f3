"""What an import has left out, and why: a table that can be copied and saved."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView, QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.theme import px

from .buttons import Button
from .dialog import Dialog
from .labels import Label
from .layouts import line, row
from .linesmodel import LinesModel
from .table import Cell, style_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("File", "Where", "Why")
_FILE, _WHERE, _WHY = range(3)


class LeftOut(Protocol):
    """A thing that was left out: the whole path of its file, the place in it, one sentence."""

    @property
    def file(self) -> str: ...

    @property
    def where(self) -> str: ...

    @property
    def why(self) -> str: ...


class LeftOutDialog(Dialog):
    """``title`` and ``facts`` are what the import did; below them ``problems``, then
    ``duplicates``. Without either there is no table."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        facts: Sequence[str],
        problems: Sequence[LeftOut],
        duplicates: Sequence[LeftOut] = (),
    ) -> None:
        super().__init__(parent, title, do="Close")
        self.keep.hide()
        self._lines = [*problems, *duplicates]
        if said := " · ".join(filter(None, facts)):
            self.body.add(Label(said, "body", "text-muted", wrap=True))
        if not self._lines:
            return
        self.table = QTableView()
        self.table.setModel(_LeftOutModel(self._lines, len(problems), self.table))
        style_table(self.table)
        self.table.setAccessibleName("What was left out")
        self.table.setColumnWidth(_FILE, px(200))
        self.table.setColumnWidth(_WHERE, px(120))
        self.table.setColumnHidden(_WHERE, not any(one.where for one in self._lines))
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.copy.clicked.connect(self._copy)
        self.save = Button("Save as CSV…", "secondary", "export", size="small")
        self.save.clicked.connect(self._choose_file)
        self.body.add(row(Label("Left out", weight=500), None, self.copy, self.save), line())
        self.body.addWidget(self.table, 1)
        room = QSize(px(820), px(520))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def as_csv(self) -> str:
        """Return the table as CSV with a header."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(column.lower() for column in _COLUMNS)
        writer.writerows((one.file, one.where, one.why) for one in self._lines)
        return text.getvalue()

    def write(self, path: Path) -> None:
        """Save the table; EnvironmentFault if the file cannot be written."""
        try:
            path.write_text(self.as_csv(), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise EnvironmentFault(
                f"{path.name} cannot be written ({error.strerror}).",
                advice="Choose another folder.",
            ) from error

    def _copy(self) -> None:
        lines = [f"{one.file}\t{one.where}\t{one.why}" for one in self._lines]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")

    def _choose_file(self) -> None:
        ask_target(self, "Save as CSV", "import-report.csv", self.write)


class _LeftOutModel(LinesModel["LeftOut"]):
    """The first ``problems`` lines are faults, the others are known already."""

    def __init__(self, lines: Sequence[LeftOut], problems: int, parent: QObject) -> None:
        super().__init__(_COLUMNS, parent=parent)
        self.lines, self._problems = lines, problems

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (Path(one.file).name, one.where, one.why)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (one.file, one.where, one.why)[column]
        if role == Cell.ICON and column == _FILE:
            return "warning-circle" if index.row() < self._problems else "copy"
        return "text-muted" if role == Cell.INK and column != _WHY else None
