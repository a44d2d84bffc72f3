"""Bringing articles in: files or a folder, read in the background; then the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QTableView, QWidget

from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.widgets.table import Cell, style_table
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.library.models import ArticlesReport
    from ms2qbank_desktop.ui.context import UiContext

_ENDINGS = ("md", "markdown", "html", "htm", "xml", "cnxml", "json", "zip", "tar.gz", "tgz")


def add_commands(ctx: UiContext) -> None:
    """Declare what the library can do from every page."""
    ctx.commands.add(
        Command(
            "import-articles",
            "Import articles…",
            lambda: choose_files(ctx),
            menu="File",
            section="import",
            icon="books",
        ),
        Command(
            "import-article-folder",
            "Import a folder of articles…",
            lambda: choose_folder(ctx),
            menu="File",
            section="import",
            icon="folder",
        ),
    )


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    every = " ".join(f"*.{end}" for end in _ENDINGS)
    dialog = QFileDialog(ctx.window, "Import articles")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"Articles and books ({every})", "All files (*)"])
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
    dialog.filesSelected.connect(lambda names: import_paths(ctx, list(map(Path, names))))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def choose_folder(ctx: UiContext) -> None:
    """Ask for a folder and import what is in it."""
    dialog = QFileDialog(ctx.window, "Import a folder of articles")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
    dialog.fileSelected.connect(lambda name: import_paths(ctx, [Path(name)]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def import_paths(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import files and folders, with progress and cancel in the status bar."""
    name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"

    def work(progress: Progress) -> ArticlesReport:
        from ms2qbank_desktop.features.library.service.importing import ImportService

        return ctx.service(ImportService).import_paths(paths, progress)

    def ended() -> None:
        if task.cancelled:
            ctx.messages.toast("Cancelled. Articles read before that are in the library.")

    task = ctx.tasks.run(f"Importing {name}", work, done=lambda report: tell(ctx, report))
    task.ended.connect(ended)


def tell(ctx: UiContext, report: ArticlesReport) -> None:
    """Say what an import did; what it left out in a banner with the details."""

    def details() -> None:
        dialog = ReportDialog(ctx.window, report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    if report.problems:
        kind = "warning" if report.added or report.updated or report.unchanged else "fault"
        ctx.messages.banner(summary(report), kind=kind, action=("Details", details))
    else:
        ctx.messages.toast(summary(report))


def summary(report: ArticlesReport) -> str:
    """Return the result in one line: "12 articles added, 3 pictures missing"."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'article')} added")
    if report.updated:
        parts.append(f"{report.updated:,} updated")
    if not parts:
        same = counted(report.unchanged, "article")
        known = f"Nothing new: {same} known already"
        parts.append(known if report.unchanged else "No article found")
    if report.missing_pictures:
        parts.append(f"{counted(report.missing_pictures, 'picture')} missing")
    if report.problems:
        parts.append(f"{counted(len(report.problems), 'problem')}")
    return ", ".join(parts)


class ReportDialog(Dialog):
    """Counts, and a table of what could not be taken: file, where, why."""

    def __init__(self, parent: QWidget | None, report: ArticlesReport) -> None:
        super().__init__(parent, summary(report), do="Close")
        self.keep.hide()
        self._problems = report.problems
        facts = [
            counted(report.files, "file"),
            f"{report.unchanged:,} unchanged" if report.unchanged else "",
            counted(report.pictures, "picture") if report.pictures else "",
            counted(report.terms, "term") + " of glossaries" if report.terms else "",
        ]
        self.table = QTableView()
        self.table.setModel(self._model())
        style_table(self.table)
        self.table.setAccessibleName("What was left out")
        self.table.setColumnWidth(0, px(200))
        self.table.setColumnWidth(1, px(200))
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.copy.clicked.connect(self._copy)
        words = " · ".join(filter(None, facts))
        self.body.add(row(Label(words, "body", "text-muted"), None, self.copy), line())
        self.body.addWidget(self.table, 1)
        room = QSize(px(820), px(460))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def _model(self) -> QStandardItemModel:
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels(["File", "Where", "Why"])
        for one in self._problems:
            items = [QStandardItem(words) for words in (Path(one.file).name, one.where, one.why)]
            for item, tip in zip(items, (one.file, one.where, one.why), strict=True):
                item.setToolTip(tip)
            items[0].setData("warning-circle", Cell.ICON)
            for item in items[:2]:
                item.setData("text-muted", Cell.INK)
            model.appendRow(items)
        return model

    def _copy(self) -> None:
        lines = [f"{it.file}\t{it.where}\t{it.why}" for it in self._problems]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")
