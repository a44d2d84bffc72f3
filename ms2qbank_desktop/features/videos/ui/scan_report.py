"""What a look through files and folders has found, and what it has left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView, QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.widgets.table import Cell, style_table

from .video_words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import Problem
    from ms2qbank_desktop.features.videos.models import ScanReport


def summary(report: ScanReport) -> str:
    """Return the result in one line: "12 videos added, 1 left out"."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'video')} added")
    if report.moved:
        parts.append(f"{report.moved:,} found in another place")
    if report.missing:
        parts.append(f"{report.missing:,} missing")
    others = report.updated - report.moved - report.missing
    if others > 0:
        parts.append(f"{others:,} updated")
    if not parts:
        same = counted(report.unchanged, "video")
        parts.append(f"Nothing new: {same} known already" if report.unchanged else "Nothing new")
    if report.rejected:
        parts.append(f"{report.rejected:,} left out")
    return ", ".join(parts)


class ScanReportDialog(Dialog):
    """A table of what was left out or cannot be played: file, where, why."""

    def __init__(self, parent: QWidget | None, report: ScanReport) -> None:
        super().__init__(parent, summary(report), do="Close")
        self.keep.hide()
        self._problems = report.problems
        self.table = QTableView()
        self.table.setModel(_model(report.problems, self.table))
        style_table(self.table)
        self.table.setAccessibleName("What was left out")
        self.table.setColumnWidth(0, px(260))
        self.table.setColumnWidth(1, px(120))
        self.table.setColumnHidden(1, not any(one.where for one in report.problems))
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.copy.clicked.connect(self._copy)
        facts = f"{counted(report.unchanged, 'video')} unchanged" if report.unchanged else ""
        self.body.add(row(Label(facts, "body", "text-muted"), None, self.copy), line())
        self.body.addWidget(self.table, 1)
        room = QSize(px(780), px(460))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def _copy(self) -> None:
        lines = [f"{it.file}\t{it.where}\t{it.why}" for it in self._problems]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")


def _model(problems: list[Problem], parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    model.setHorizontalHeaderLabels(["File", "Where", "Why"])
    for one in problems:
        items = []
        for words, ink in ((Path(one.file).name, "text-muted"), (one.where, "text-muted")):
            item = QStandardItem(words)
            item.setData(ink, Cell.INK)
            items.append(item)
        items[0].setData("warning-circle", Cell.ICON)
        items[0].setToolTip(one.file)
        why = QStandardItem(one.why)
        why.setToolTip(one.why)
        model.appendRow([*items, why])
    return model
