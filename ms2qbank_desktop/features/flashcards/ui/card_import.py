"""Importing decks from the window: work in the background, say the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.starter import StarterService

from .import_report import ImportReport, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.ui.context import UiContext

PACKAGES = (".apkg", ".colpkg")
"""What can be nothing but flashcards."""
ENDINGS = (*PACKAGES, ".txt", ".tsv", ".csv")
"""What may be dropped on the decks; the dialog offers every format."""


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    formats = ctx.service(ExchangeService).formats()
    every = " ".join(dict.fromkeys(f"*{end}" for known in formats for end in known.endings))
    filters = [
        f"Flashcards ({every})",
        *(f"{known.title} ({' '.join('*' + end for end in known.endings)})" for known in formats),
        "All files (*)",
    ]
    dialog = QFileDialog(ctx.window, "Import flashcards")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(filters)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
    dialog.filesSelected.connect(lambda names: import_cards(ctx, [Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def import_cards(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import files; the status bar shows how far it is and can cancel it."""
    exchange, told = ctx.service(ExchangeService), []

    def tell(report: CardsReport) -> None:
        told.append(report)
        _tell(ctx, report)

    def ended() -> None:
        if task.cancelled and not told:
            ctx.messages.toast("Import cancelled. Notes read before that stay.")

    name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    task = ctx.tasks.run(
        f"Importing {name}",
        lambda progress: exchange.import_files(ctx.user_id, list(paths), progress),
        done=tell,
    )
    task.ended.connect(ended)


def bring_starters(ctx: UiContext) -> None:
    """Add the decks that come with the program, or bring them up to date."""
    starters = ctx.service(StarterService)
    ctx.tasks.run(
        "Bringing the starter decks",
        lambda progress: starters.install(ctx.user_id, progress),
        done=partial(_tell, ctx),
    )


def _tell(ctx: UiContext, report: CardsReport) -> None:
    def details() -> None:
        dialog = ImportReport(ctx.window, report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    words = summary(report)
    if report.problems:
        kind = "warning" if report.notes else "fault"
        ctx.messages.banner(words, kind=kind, action=("Details", details))
    else:
        ctx.messages.toast(words, action=("Details", details))
