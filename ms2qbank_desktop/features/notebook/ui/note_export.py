"""Taking notes out of the window: a vault that Obsidian opens, or a page of HTML."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.files import ask_folder, ask_target
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import NoteFilter, NotesWritten
    from ms2qbank_desktop.ui.context import UiContext


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


def export_vault(ctx: UiContext, wanted: NoteFilter | None = None) -> None:
    """Ask for a folder, and write notes there, all of them unless some are wanted: an empty one,
    or one written before."""
    title = "Export notes to an empty folder, or one written before"
    ask_folder(ctx.window, title, lambda folder: write_vault(ctx, folder, wanted), do="Export here")


def write_vault(ctx: UiContext, folder: Path, wanted: NoteFilter | None = None) -> None:
    """Write a vault; the status bar shows how far it is and can cancel it."""

    def work(progress: Progress) -> NotesWritten:
        from ms2qbank_desktop.features.notebook.service.exchange import EVERY_NOTE, NotesExchange

        exchange = ctx.service(NotesExchange)
        return exchange.export_vault(ctx.user_id, folder, wanted or EVERY_NOTE, progress)

    outcome.run(
        ctx,
        f"Writing notes to {folder.name}",
        work,
        partial(_tell, ctx, folder),
        cancelled=f"Cancelled. Notes written before that are in {folder.name}.",
    )


def export_html(ctx: UiContext, note_ids: Sequence[int], title: str) -> None:
    """Ask where to, and write notes as one page of HTML. ``title``: what they are together."""
    from ms2qbank_desktop.features.notebook.formats.file_names import file_stem  # not at the start

    ask_target(
        ctx.window,
        "Save as HTML",
        f"{file_stem(title)}.html",
        partial(write_html, ctx, note_ids, title),
    )


def write_html(ctx: UiContext, note_ids: Sequence[int], title: str, path: Path) -> None:
    """Write notes as one page of HTML, and say how many they are."""

    def work(progress: Progress) -> int:
        from ms2qbank_desktop.features.notebook.service.exchange import EVERY_NOTE, NotesExchange

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

    facts = [
        counted(written.notebooks, "notebook") if written.notebooks else "",
        counted(written.attachments, "attachment") if written.attachments else "",
    ]
    if written.problems:
        words += f", {counted(len(written.problems), 'remark')}"
    outcome.tell(
        ctx,
        words,
        lambda: LeftOutDialog(ctx.window, words, facts, written.problems),
        left_out=written.problems,
        taken=True,
    )
