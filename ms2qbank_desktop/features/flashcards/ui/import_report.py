"""What an import of flashcards did, and what it has left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView, QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.widgets.table import Cell, style_table

from .wording import counted

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.features.questions.models import Problem

    Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("File", "Where", "Why")


def summary(report: CardsReport) -> str:
    """Return the result in one line: "351 notes added, 2 left out"."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'note')} added")
    if report.updated:
        parts.append(f"{counted(report.updated, 'note')} updated")
    if not parts:
        same = counted(report.unchanged, "note")
        parts.append(f"Nothing new: {same} known already" if report.unchanged else "No note added")
    left_out = len(report.problems) + report.unlisted
    if left_out:
        parts.append(f"{left_out:,} left out")
    return ", ".join(parts)


class ImportReport(Dialog):
    """Counts, and a table of what was left out: file, where, why."""

    def __init__(self, parent: QWidget | None, report: CardsReport) -> None:
        super().__init__(parent, summary(report), do="Close")
        self.keep.hide()
        facts = [
            counted(report.files, "file"),
            counted(report.notes, "note"),
            counted(report.cards, "card"),
            counted(report.decks, "deck"),
            f"{report.media:,} pictures and sounds",
            counted(report.reviews, "earlier answer"),
        ]
        if report.unchanged:
            facts.append(f"{report.unchanged:,} unchanged")
        self.body.add(Label(" · ".join(facts), "body", "text-muted", wrap=True))
        if not report.problems:
            return
        self._problems = report.problems
        self.table = QTableView()
        self.table.setModel(_ProblemModel(report.problems, self.table))
        style_table(self.table)
        self.table.setAccessibleName("What was left out")
        self.table.setColumnWidth(0, px(180))
        self.table.setColumnWidth(1, px(120))
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.copy.clicked.connect(self._copy)
        more = f"{report.unlisted:,} further ones are not listed" if report.unlisted else ""
        self.body.add(row(Label(more, "caption", "text-muted"), None, self.copy), line())
        self.body.addWidget(self.table, 1)
        room = QSize(px(780), px(480))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def _copy(self) -> None:
        lines = [f"{it.file}\t{it.where}\t{it.why}" for it in self._problems]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")


class _ProblemModel(QAbstractTableModel):
    def __init__(self, problems: list[Problem], parent: QObject) -> None:
        super().__init__(parent)
        self._problems = problems

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        problem, column = self._problems[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (Path(problem.file).name, problem.where, problem.why)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (problem.file, problem.where, problem.why)[column]
        if role == Cell.ICON and column == 0:
            return "warning-circle"
        return "text-muted" if role == Cell.INK and column < 2 else None
