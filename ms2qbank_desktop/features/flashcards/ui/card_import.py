"""Importing decks from the window: work in the background, say the result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.starter import StarterService
from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.files import ask_files, name_filters

from .import_report import ImportReport, summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.ui.context import UiContext

PACKAGES = (".apkg", ".colpkg")
"""What can be nothing but flashcards."""
ENDINGS = (*PACKAGES, ".txt", ".tsv", ".csv")
"""What may be dropped on the decks; the dialog offers every format."""


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    formats = ctx.service(ExchangeService).formats()
    filters = name_filters("Flashcards", *((known.title, known.endings) for known in formats))
    ask_files(ctx.window, "Import flashcards", partial(import_cards, ctx), filters)


def import_cards(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import files; the status bar shows how far it is and can cancel it."""
    exchange = ctx.service(ExchangeService)
    outcome.run(
        ctx,
        f"Importing {outcome.named(paths)}",
        lambda progress: exchange.import_files(ctx.user_id, list(paths), progress),
        partial(_tell, ctx),
        cancelled="Import cancelled. Notes read before that stay.",
    )


def bring_starters(ctx: UiContext) -> None:
    """Add the decks that come with the program, or bring them up to date."""
    starters = ctx.service(StarterService)
    ctx.tasks.run(
        "Bringing the starter decks",
        lambda progress: starters.install(ctx.user_id, progress),
        done=partial(_tell, ctx),
    )


def _tell(ctx: UiContext, report: CardsReport) -> None:
    outcome.tell(
        ctx,
        summary(report),
        lambda: ImportReport(ctx.window, report),
        left_out=report.problems,
        taken=report.notes,
        details=not (report.added or report.updated),
        show=partial(ctx.navigate.open, "flashcards", "decks"),
    )
