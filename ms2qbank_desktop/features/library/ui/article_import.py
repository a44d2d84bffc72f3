"""Bringing articles in: files or a folder are looked into, then read in the background; books
that hold more than articles are asked about first. Then the result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import Extras
from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.files import ask_files, ask_folder, name_filters
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

from .book_dialog import BookDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.library.models import ArticlesReport, BookOffer
    from ms2qbank_desktop.features.library.service.importing import ImportService
    from ms2qbank_desktop.ui.context import UiContext

_ENDINGS = (
    *("md", "markdown", "html", "htm", "xml", "cnxml", "json", "db", "pdf"),
    *("zip", "tar.gz", "tgz"),
)


def choose_files(ctx: UiContext) -> None:
    """Ask for files and import them."""
    filters = name_filters("Articles and books", ("", _ENDINGS))
    ask_files(ctx.window, "Import articles", partial(import_paths, ctx), filters)


def choose_folder(ctx: UiContext) -> None:
    """Ask for a folder and import what is in it."""
    title = "Import a folder of articles"
    ask_folder(ctx.window, title, lambda folder: import_paths(ctx, [folder]))


def bring_starters(ctx: UiContext) -> None:
    """Add the articles that come with the program, or bring them up to date."""
    from ms2qbank_desktop.features.library.service.starter import StarterArticles

    starters = ctx.service(StarterArticles)
    ctx.tasks.run(
        "Bringing the starter articles",
        lambda _progress: starters.install(),
        done=partial(tell, ctx),
    )


def import_paths(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Import files and folders, with progress and cancel in the status bar; ask before that what
    else is wanted of books that hold more than articles."""

    def ask(offers: Sequence[BookOffer]) -> None:
        if not offers:
            _import(ctx, paths, Extras())
            return
        dialog = BookDialog(ctx.window, offers)
        dialog.accepted.connect(lambda: _import(ctx, paths, dialog.extras(ctx.user_id)))
        dialog.open_once()

    ctx.tasks.run(
        f"Looking into {outcome.named(paths)}",
        lambda progress: _service(ctx).offers(paths, progress),
        done=ask,
    )


def _import(ctx: UiContext, paths: Sequence[Path], extras: Extras) -> None:
    outcome.run(
        ctx,
        f"Importing {outcome.named(paths)}",
        lambda progress: _service(ctx).import_paths(paths, progress, extras, ctx.user_id),
        partial(tell, ctx),
        cancelled="Cancelled. Articles read before that are in the library.",
    )


def _service(ctx: UiContext) -> ImportService:
    from ms2qbank_desktop.features.library.service.importing import ImportService

    return ctx.service(ImportService)


def tell(ctx: UiContext, report: ArticlesReport) -> None:
    """Say what an import did; what it left out in a banner with the details."""
    outcome.tell(
        ctx,
        summary(report),
        lambda: ReportDialog(ctx.window, report),
        left_out=report.problems,
        taken=report.added or report.updated or report.unchanged,
    )


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
    if report.wordless:
        parts.append(f"{counted(report.wordless, 'page')} without words")
    if report.problems:
        parts.append(counted(len(report.problems), "problem"))
    return ", ".join(parts)


class ReportDialog(LeftOutDialog):
    """Counts, and a table of what could not be taken: file, where, why."""

    def __init__(self, parent: QWidget | None, report: ArticlesReport) -> None:
        facts = [
            counted(report.files, "file"),
            f"{report.unchanged:,} unchanged" if report.unchanged else "",
            counted(report.pages, "page") if report.pages else "",
            f"{report.wordless:,} without words" if report.wordless else "",
            counted(report.pictures, "picture") if report.pictures else "",
            counted(report.terms, "term") + " of glossaries" if report.terms else "",
        ]
        super().__init__(parent, summary(report), facts, report.problems)
