"""The search slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import AbbreviationRow, ItemRow, MarkRow, ShelfRow, WordRow

    return MarkRow, ShelfRow, ItemRow, WordRow, AbbreviationRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service.abbreviations import AbbreviationService
    from .service.finding import FindingService
    from .service.indexing import IndexingService

    return (
        FindingService(ctx.store, ctx.clock),
        IndexingService(ctx.store),
        AbbreviationService(ctx.store, ctx.clock),
    )


def _relations(ctx: ServiceContext) -> object:
    from .service.relating import Relating

    return Relating(ctx.store)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "search",
    "Search",
    None,
    90,
    _tables,
    _services,
    ends={"relations": _relations},
    tour=_tour,
)
