"""The flashcards slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import (
        CardDaysRow,
        CardMediaRow,
        CardNoteRow,
        CardReviewRow,
        CardRow,
        CardTagRow,
        DeckRow,
        DraftRow,
        NoteTypeRow,
        PresetRow,
        VoidRow,
    )

    return (
        PresetRow,
        DeckRow,
        NoteTypeRow,
        CardNoteRow,
        CardTagRow,
        CardRow,
        CardReviewRow,
        VoidRow,
        CardMediaRow,
        DraftRow,
        CardDaysRow,
    )


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service.cards import CardService
    from .service.decks import DeckService
    from .service.exchange import ExchangeService
    from .service.filtered import FilteredDeckService
    from .service.memory import MemoryService
    from .service.mending import MendingService
    from .service.note_types import NoteTypeService
    from .service.notes import NoteService
    from .service.optimising import OptimisingService
    from .service.planning import PlanningService
    from .service.search import SearchService
    from .service.starter import StarterService
    from .service.statistics import StatisticsService
    from .service.study import StudyService
    from .service.terms import TermService

    deck_service, card_service, exchange = (
        DeckService(ctx.store, ctx.clock),
        CardService(ctx.store, ctx.clock),
        ExchangeService(ctx.store, ctx.clock, ctx.media),
    )
    return (
        deck_service,
        NoteService(ctx.store, ctx.clock, ctx.media),
        NoteTypeService(ctx.store, ctx.clock),
        exchange,
        StarterService(ctx.store, ctx.clock, exchange),
        TermService(ctx.store, ctx.clock, ctx.media),
        StudyService(ctx.store, ctx.clock),
        card_service,
        FilteredDeckService(ctx.store, ctx.clock, deck_service),
        SearchService(ctx.store, ctx.clock),
        OptimisingService(ctx.store, ctx.clock, deck_service, card_service),
        MendingService(ctx.store, card_service),
        PlanningService(ctx.store, ctx.clock),
        StatisticsService(ctx.store, ctx.clock),
        MemoryService(ctx.store, ctx.clock),
    )


def _decks_page(ctx: UiContext) -> object:
    from .ui.decks_page import DecksPage

    return DecksPage(ctx)


def _browser_page(ctx: UiContext) -> object:
    from .ui.browser_commands import browser_commands
    from .ui.browser_page import BrowserPage

    page = BrowserPage(ctx)
    ctx.commands.add(*browser_commands(page))
    return page


def _statistics_page(ctx: UiContext) -> object:
    from .ui.statistics_page import StatisticsPage

    return StatisticsPage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import CardEnds

    return CardEnds(ctx.store)


FEATURE = FeatureSpec(
    "flashcards",
    "Flashcards",
    "cards",
    40,
    _tables,
    _services,
    pages=(
        PageSpec("decks", "flashcards", "Decks", 10, _decks_page),
        PageSpec("browser", "flashcards", "Browser", 20, _browser_page),
        PageSpec("statistics", "flashcards", "Statistics", 30, _statistics_page),
    ),
    ends={"card": _ends},
    tour=_tour,
)
