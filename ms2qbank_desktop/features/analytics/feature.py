"""The analytics slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext

    from .service.advice import AdviceDoors
    from .service.readiness import ReadinessService
    from .service.statistics import StatsService


def _tables() -> tuple[type, ...]:
    from .tables import CardSystemRow, CardTallyRow, TallyMarkRow, TallyRow, TallyZoneRow

    return TallyMarkRow, TallyRow, CardTallyRow, CardSystemRow, TallyZoneRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.attempts.service import AttemptService

    from .service.achievements import AchievementService
    from .service.advice import AdviceService
    from .service.counting import CountingService
    from .service.readiness import ReadinessService
    from .service.statistics import StatsService

    stats = StatsService(ctx.store, ctx.clock, ctx.service(AttemptService))
    readiness = ReadinessService(ctx.store, ctx.clock, stats)
    return (
        CountingService(ctx.store, ctx.clock),
        stats,
        readiness,
        AchievementService(ctx.store, ctx.clock, stats),
        AdviceService(ctx.store, ctx.clock, lambda: _advice_doors(ctx, stats, readiness)),
    )


def _advice_doors(
    ctx: ServiceContext, stats: StatsService, readiness: ReadinessService
) -> AdviceDoors:
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.flashcards.service.search import SearchService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.planner.service.supply import SupplyService
    from ms2qbank_desktop.features.planner.service.tasks import TaskService
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .service.advice import AdviceDoors

    return AdviceDoors(
        stats,
        readiness,
        ctx.service(QuestionService),
        ctx.service(AttemptService),
        ctx.service(StudyService),
        ctx.service(NoteService),
        ctx.service(SearchService),
        ctx.service(SupplyService),
        ctx.service(TaskService),
    )


def _overview(ctx: UiContext) -> object:
    from .ui.overview_page import OverviewPage

    return OverviewPage(ctx)


def _questions(ctx: UiContext) -> object:
    from .ui.questions_page import QuestionsPage

    return QuestionsPage(ctx)


def _cards(ctx: UiContext) -> object:
    from .ui.cards_page import CardsPage

    return CardsPage(ctx)


def _time(ctx: UiContext) -> object:
    from .ui.time_page import TimePage

    return TimePage(ctx)


def _table(ctx: UiContext) -> object:
    from .ui.table_page import TablePage

    return TablePage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "analytics",
    "Analytics",
    "chart-line-up",
    80,
    _tables,
    _services,
    pages=(
        PageSpec("overview", "analytics", "Overview", 10, _overview),
        PageSpec("questions", "analytics", "Questions", 20, _questions),
        PageSpec("cards", "analytics", "Cards", 30, _cards),
        PageSpec("time", "analytics", "Time", 40, _time),
        PageSpec("table", "analytics", "Table", 50, _table),
    ),
    tour=_tour,
)
