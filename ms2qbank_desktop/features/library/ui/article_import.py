"""Bringing articles in: files or a folder are looked into, then read in the background; books
that hold more than articles are asked about first. Then the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ms2qbank_desktop.features.library.models import Extras
from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

from .book_dialog import BookDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.library.models import ArticlesReport, BookOffer
    from ms2qbank_desktop.features.library.service.importing import ImportService
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
    """Import files and folders, with progress and cancel in the status bar; ask before that what
    else is wanted of books that hold more than articles."""

    def ask(offers: Sequence[BookOffer]) -> None:
        if not offers:
            _import(ctx, paths, Extras())
            return
        dialog = BookDialog(ctx.window, offers)
        dialog.accepted.connect(lambda: _import(ctx, paths, dialog.extras(ctx.user_id)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    ctx.tasks.run(
        f"Looking into {_named(paths)}",
        lambda progress: _service(ctx).offers(paths, progress),
        done=ask,
    )


def _import(ctx: UiContext, paths: Sequence[Path], extras: Extras) -> None:
    told = []

    def work(progress: Progress) -> ArticlesReport:
        return _service(ctx).import_paths(paths, progress, extras)

    def done(report: ArticlesReport) -> None:
        told.append(report)
        tell(ctx, report)

    def ended() -> None:
        if task.cancelled and not told:
            ctx.messages.toast("Cancelled. Articles read before that are in the library.")

    task = ctx.tasks.run(f"Importing {_named(paths)}", work, done=done)
    task.ended.connect(ended)


def _service(ctx: UiContext) -> ImportService:
    from ms2qbank_desktop.features.library.service.importing import ImportService

    return ctx.service(ImportService)


def _named(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else f"{len(paths)} files"


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
    if report.cards.added:
        parts.append(f"{counted(report.cards.added, 'card')} made")
    if report.questions.added:
        parts.append(f"{counted(report.questions.added, 'question')} taken")
    if not parts:
        same = counted(report.unchanged, "article")
        known = f"Nothing new: {same} known already"
        parts.append(known if report.unchanged else "No article found")
    if report.missing_pictures:
        parts.append(f"{counted(report.missing_pictures, 'picture')} missing")
    if report.problems:
        parts.append(counted(len(report.problems), "problem"))
    return ", ".join(parts)


class ReportDialog(LeftOutDialog):
    """Counts, and a table of what could not be taken: file, where, why."""

    def __init__(self, parent: QWidget | None, report: ArticlesReport) -> None:
        facts = [
            counted(report.files, "file"),
            f"{report.unchanged:,} unchanged" if report.unchanged else "",
            counted(report.pictures, "picture") if report.pictures else "",
            counted(report.terms, "term") + " of glossaries" if report.terms else "",
        ]
        super().__init__(parent, summary(report), facts, report.problems)
