"""Bringing notes in from the window: a vault (a folder), Markdown files, a Joplin archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import NotesReport
    from ms2qbank_desktop.ui.context import UiContext

_FILTERS = [
    "Notes (*.jex *.md *.markdown)",
    "Joplin archive (*.jex)",
    "Markdown (*.md *.markdown)",
    "All files (*)",
]


def add_commands(ctx: UiContext) -> None:
    """Declare what brings notes in from every page."""
    ctx.commands.add(
        Command(
            "import-vault",
            "Import a folder of notes…",
            lambda: choose_vault(ctx),
            menu="File",
            section="import",
            icon="folder",
        ),
        Command(
            "import-notes",
            "Import notes (Joplin, Markdown)…",
            lambda: choose_files(ctx),
            menu="File",
            section="import",
            icon="notebook",
        ),
    )


def choose_vault(ctx: UiContext) -> None:
    """Ask for the folder of a vault and import it."""
    dialog = QFileDialog(ctx.window, "Import a folder of notes")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
    dialog.fileSelected.connect(lambda name: import_notes(ctx, [Path(name)]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    dialog = QFileDialog(ctx.window, "Import notes")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(_FILTERS)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
    dialog.filesSelected.connect(lambda names: import_notes(ctx, [Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def import_notes(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import vaults and files; the status bar shows how far it is and can cancel it."""
    told = []

    def work(progress: Progress) -> NotesReport:
        from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

        return ctx.service(NotesExchange).import_paths(ctx.user_id, paths, progress)

    def tell(report: NotesReport) -> None:
        told.append(report)
        _tell(ctx, report)

    def ended() -> None:
        if task.cancelled and not told:
            ctx.messages.toast("Import cancelled. Notes read before that stay.")

    named = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    task = ctx.tasks.run(f"Importing {named}", work, done=tell)
    task.ended.connect(ended)


def summary(report: NotesReport) -> str:
    """Return the result in one line: "12 notes added, 2 updated, 1 remark"."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'note')} added")
    if report.updated:
        parts.append(f"{counted(report.updated, 'note')} updated")
    if not parts:
        same = counted(report.unchanged, "note")
        parts.append(f"Nothing new: {same} known already" if report.unchanged else "No note added")
    if report.problems:
        parts.append(counted(len(report.problems), "remark"))
    return ", ".join(parts)


def _tell(ctx: UiContext, report: NotesReport) -> None:
    def details() -> None:
        facts = [
            counted(report.files, "file"),
            f"{report.unchanged:,} unchanged" if report.unchanged else "",
            counted(report.attachments, "picture") if report.attachments else "",
        ]
        dialog = LeftOutDialog(ctx.window, summary(report), facts, report.problems)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    if report.problems:
        taken = report.added or report.updated or report.unchanged
        kind = "warning" if taken else "fault"
        ctx.messages.banner(summary(report), kind=kind, action=("Details", details))
    else:
        ctx.messages.toast(summary(report))
