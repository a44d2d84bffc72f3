"""The description of the question bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from . import tables

    return tables.PackRow, tables.QuestionRow, tables.QuestionTagRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service import QuestionService

    return (QuestionService(ctx.store, ctx.clock, ctx.media),)


def _packs_page(ctx: UiContext) -> object:
    from .ui.packs import PacksPage

    return PacksPage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import QuestionEnds

    return QuestionEnds(ctx.store)


FEATURE = FeatureSpec(
    id="questions",
    title="Questions",
    icon="question",
    order=20,
    tables=_tables,
    services=_services,
    pages=(PageSpec(id="packs", tab="questions", title="Packs", order=40, build=_packs_page),),
    ends={"question": _ends},
    tour=_tour,
)
