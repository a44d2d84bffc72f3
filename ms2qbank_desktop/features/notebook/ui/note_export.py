"""Taking notes out of the window: a vault that Obsidian opens, or a page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.notebook.formats.file_names import file_stem
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import NotesWritten
    from ms2qbank_desktop.ui.context import UiContext

EVERY_NOTE = NoteFilter(archived=None)


def add_commands(ctx: UiContext) -> None:
    """Declare what takes all notes out from every page."""
    ctx.commands.add(
        Command(
            "export-vault",
            "Export all notes to a folder…",
            lambda: export_vault(ctx),
            menu="File",
            section="export",
            icon="export",
        )
    )


def export_vault(ctx: UiContext, wanted: NoteFilter = EVERY_NOTE) -> None:
    """Ask for a folder, and write notes there: an empty one, or one written before."""
    dialog = QFileDialog(ctx.window, "Export notes to an empty folder, or one written before")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Export here")
    dialog.fileSelected.connect(lambda name: write_vault(ctx, Path(name), wanted))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_vault(ctx: UiContext, folder: Path, wanted: NoteFilter = EVERY_NOTE) -> None:
    """Write a vault; the status bar shows how far it is and can cancel it."""
    told = []

    def work(progress: Progress) -> NotesWritten:
        from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

        return ctx.service(NotesExchange).export_vault(ctx.user_id, folder, wanted, progress)

    def tell(written: NotesWritten) -> None:
        told.append(written)
        _tell(ctx, folder, written)

    def ended() -> None:
        if task.cancelled and not told:
            ctx.messages.toast(f"Cancelled. Notes written before that are in {folder.name}.")

    task = ctx.tasks.run(f"Writing notes to {folder.name}", work, done=tell)
    task.ended.connect(ended)


def export_html(ctx: UiContext, note_ids: Sequence[int], title: str) -> None:
    """Ask where to, and write notes as one page of HTML. ``title``: what they are together."""
    dialog = QFileDialog(ctx.window, "Save as HTML")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("html")
    dialog.selectFile(f"{file_stem(title)}.html")
    dialog.fileSelected.connect(lambda name: write_html(ctx, note_ids, title, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_html(ctx: UiContext, note_ids: Sequence[int], title: str, path: Path) -> None:
    """Write notes as one page of HTML, and say how many they are."""

    def work(progress: Progress) -> int:
        from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

        exchange = ctx.service(NotesExchange)
        return exchange.export_html(
            ctx.user_id, path, EVERY_NOTE, note_ids=note_ids, title=title, progress=progress
        )

    ctx.tasks.run(
        f"Writing {path.name}",
        work,
        done=lambda number: ctx.messages.toast(f"{counted(number, 'note')} saved as {path.name}"),
    )


def _tell(ctx: UiContext, folder: Path, written: NotesWritten) -> None:
    words = f"{counted(written.notes, 'note')} in {folder.name}"
    if written.unchanged:
        words += f", {written.unchanged:,} of them as they were"

    def details() -> None:
        facts = [
            counted(written.notebooks, "notebook") if written.notebooks else "",
            counted(written.attachments, "picture") if written.attachments else "",
        ]
        dialog = LeftOutDialog(ctx.window, words, facts, written.problems)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    if written.problems:
        words += f", {counted(len(written.problems), 'remark')}"
        ctx.messages.banner(words, kind="warning", action=("Details", details))
    else:
        ctx.messages.toast(words)
