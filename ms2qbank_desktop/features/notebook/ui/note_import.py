"""Bringing notes in from the window: a vault (a folder), Markdown files, a Joplin archive."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.files import ask_files, ask_folder, name_filters
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import NotesReport
    from ms2qbank_desktop.ui.context import UiContext


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
    title = "Import a folder of notes"
    ask_folder(ctx.window, title, lambda folder: import_notes(ctx, [folder]))


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    kinds = (("Joplin archive", ("jex",)), ("Markdown", ("md", "markdown")))
    filters = name_filters("Notes", *kinds)
    ask_files(ctx.window, "Import notes", partial(import_notes, ctx), filters)


def import_notes(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import vaults and files; the status bar shows how far it is and can cancel it."""

    def work(progress: Progress) -> NotesReport:
        from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

        return ctx.service(NotesExchange).import_paths(ctx.user_id, paths, progress)

    outcome.run(
        ctx,
        f"Importing {outcome.named(paths)}",
        work,
        partial(_tell, ctx),
        cancelled="Import cancelled. Notes read before that stay.",
    )


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
    facts = [
        counted(report.files, "file"),
        f"{report.unchanged:,} unchanged" if report.unchanged else "",
        counted(report.attachments, "attachment") if report.attachments else "",
    ]
    outcome.tell(
        ctx,
        summary(report),
        lambda: LeftOutDialog(ctx.window, summary(report), facts, report.problems),
        left_out=report.problems,
        taken=report.added or report.updated or report.unchanged,
    )
