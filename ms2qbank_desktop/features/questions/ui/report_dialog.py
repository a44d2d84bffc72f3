"""What an import has left out, and why."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QTableView, QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.questions.models import ImportReport
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.widgets.table import Cell, style_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject


Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("File", "Where", "Why")
_FILE = 0


def summary(report: ImportReport) -> str:
    """Return the result in one line: "1,273 questions added, 2 left out"."""
    new = [
        f"{number:,} {word}"
        for number, word in (
            (report.added, "added"),
            (report.updated, "updated"),
            (report.removed, "removed"),
        )
        if number
    ]
    if new:
        first = report.added or report.updated or report.removed
        new[0] = new[0].replace(" ", " question " if first == 1 else " questions ", 1)
    elif report.unchanged:
        new = [f"Nothing new: {report.unchanged:,} questions are in the bank already"]
    else:
        new = ["No question added"]
    if report.duplicates:
        count = len(report.duplicates)
        new.append(f"{count:,} duplicate" if count == 1 else f"{count:,} duplicates")
    if report.rejected:
        new.append(f"{report.rejected:,} left out")
    return ", ".join(new)


def update_summary(title: str, report: ImportReport) -> str:
    """Return what a newer file has done to a pack: "Core: 3 added, 41 unchanged, 1 removed"."""
    counts = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (len(report.duplicates), "duplicates"),
        (report.rejected, "left out"),
    )
    words = ", ".join(f"{number:,} {word}" for number, word in counts if number)
    return f"{title}: {words or 'nothing in the file'}"


def joined(reports: Iterable[ImportReport]) -> ImportReport:
    """Return the sum of several reports."""
    whole = ImportReport()
    for part in reports:
        whole.files += part.files
        whole.added += part.added
        whole.updated += part.updated
        whole.unchanged += part.unchanged
        whole.removed += part.removed
        whole.unlisted += part.unlisted
        whole.duplicates += part.duplicates
        whole.problems += part.problems
    return whole


class ReportDialog(Dialog):
    """Counts, and a table of what was left out: file, where, why."""

    def __init__(self, parent: QWidget | None, report: ImportReport) -> None:
        super().__init__(parent, summary(report), do="Close")
        self.keep.hide()
        self._lines = [*report.problems, *report.duplicates]
        facts = [f"{report.files:,} files" if report.files != 1 else "1 file"]
        if report.unchanged:
            facts.append(f"{report.unchanged:,} questions unchanged")
        if report.unlisted:
            facts.append(f"{report.unlisted:,} further problems are not listed")
        self.table = QTableView()
        self.table.setModel(_LinesModel(report, self.table))
        style_table(self.table)
        self.table.setAccessibleName("What was left out")
        self.table.setColumnWidth(0, px(200))
        self.table.setColumnWidth(1, px(110))
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.copy.clicked.connect(self._copy)
        self.save = Button("Save as CSV…", "secondary", "export", size="small")
        self.save.clicked.connect(self._choose_file)
        head = row(Label(" · ".join(facts), "body", "text-muted"), None, self.copy, self.save)
        self.body.add(head, line())
        self.body.addWidget(self.table, 1)
        room = QSize(px(820), px(520))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def as_csv(self) -> str:
        """Return the table as CSV with a header."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(column.lower() for column in _COLUMNS)
        writer.writerows((it.file, it.where, it.why) for it in self._lines)
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
        lines = [f"{it.file}\t{it.where}\t{it.why}" for it in self._lines]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Save as CSV")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("import-report.csv")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _LinesModel(QAbstractTableModel):
    """Problems first, then duplicates."""

    def __init__(self, report: ImportReport, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = [*report.problems, *report.duplicates]
        self._problems = len(report.problems)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        problem, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (Path(problem.file).name, problem.where, problem.why)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (problem.file, problem.where, problem.why)[column]
        if role == Cell.ICON and column == _FILE:
            return "warning-circle" if index.row() < self._problems else "copy"
        if role == Cell.INK and column != len(_COLUMNS) - 1:
            return "text-muted"
        return None
