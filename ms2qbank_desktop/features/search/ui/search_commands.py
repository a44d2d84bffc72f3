"""The ways to the search from everywhere. Loaded at the start: what is heavy comes with the first
search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.catching_up import CatchingUp
from ms2qbank_desktop.ui.command import Command

from .recent import Recent

if TYPE_CHECKING:
    from ms2qbank_desktop.features.search.service.indexing import IndexingService
    from ms2qbank_desktop.ui.context import UiContext

    from .palette import Palette

SEARCH = "search"
"""Id of the command that opens the palette."""


def add_commands(ctx: UiContext) -> None:
    """Declare Ctrl+K and the dialog of abbreviations, and keep the index up with large writes."""
    catching_up = CatchingUp(ctx, "search-reader", lambda: _indexing(ctx))
    recent = Recent(ctx)
    made: list[Palette] = []

    def search() -> None:
        if not made:
            from .palette import Palette

            made.append(Palette(ctx, recent, SEARCH))
            made[0].behind.connect(catching_up.look_soon)
        made[0].open()

    def may_search() -> bool:
        """Nothing may be given away while a block is answered; cards are looked up freely."""
        page = ctx.navigate.taken_over
        return page is None or bool(getattr(page, "may_be_searched_over", False))

    def abbreviations() -> None:
        from .abbreviations_dialog import AbbreviationsDialog

        AbbreviationsDialog(ctx).open()

    ctx.commands.add(
        Command(
            SEARCH,
            "Search everything",
            search,
            "Ctrl+K",
            when=may_search,
            menu="Go",
            section="search",
            icon="magnifying-glass",
            anywhere=True,
        ),
        Command("abbreviations", "Abbreviations…", abbreviations, menu="Edit", section="search"),
    )


def _indexing(ctx: UiContext) -> IndexingService:
    from ms2qbank_desktop.features.search.service.indexing import IndexingService

    return ctx.service(IndexingService)
