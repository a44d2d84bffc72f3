"""The screens of the search, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.search.service.indexing import IndexingService

from .palette import Palette
from .search_commands import SEARCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the palette before and after a search, and the abbreviations."""
    ctx.service(IndexingService).catch_up(Silent())
    ctx.commands.run(SEARCH)
    yield "resting"
    palette = ctx.window.findChild(Palette)
    if palette is not None:
        palette.frame.field.setText("renal tubul")
        yield "found"
        palette.close_palette()
    ctx.commands.run("abbreviations")
    yield "abbreviations"
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
