"""The planner slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import DayMoodRow, PlanChangeRow, PlanRow, PlanTaskRow, StudySpanRow

    return PlanRow, PlanTaskRow, DayMoodRow, PlanChangeRow, StudySpanRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.search import SearchService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.library.service.articles import LibraryService
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
    from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

    from .service.exporting import PlanExport
    from .service.finishing import FinishingService
    from .service.focus import FocusService
    from .service.planning import PlanningService
    from .service.plans import PlanService
    from .service.progress import ProgressService
    from .service.retests import RetestService
    from .service.study_log import StudyLogService
    from .service.supply import SupplyService
    from .service.tasks import TaskService
    from .service.things import ThingService

    links = ctx.service(LinkService)
    plans = PlanService(ctx.store, ctx.clock)
    supplies = SupplyService(
        ctx.service(AttemptService),
        ctx.service(StudyService),
        ctx.service(DeckService),
        ctx.service(SearchService),
        ctx.service(CatalogueService),
        ctx.service(LibraryService),
    )
    study = ctx.service(StudyService)
    tasks = TaskService(ctx.store, ctx.clock, links, ctx.service(ErrorLogService))
    return (
        plans,
        supplies,
        PlanningService(ctx.store, ctx.clock, plans, supplies),
        PlanExport(ctx.store, ctx.clock, plans),
        tasks,
        FinishingService(ctx.store, ctx.clock, tasks, study),
        RetestService(ctx.store, ctx.clock, links),
        ThingService(supplies, links),
        FocusService(ctx.store, ctx.clock),
        StudyLogService(ctx.store, ctx.clock),
        ProgressService(ctx.store, ctx.clock, plans, ctx.service(AttemptService)),
    )


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import TaskEnds

    return TaskEnds(ctx.store)


def _today(ctx: UiContext) -> object:
    from .ui.today.page import TodayPage

    return TodayPage(ctx)


def _week(ctx: UiContext) -> object:
    from .ui.week.page import WeekPage

    return WeekPage(ctx)


def _month(ctx: UiContext) -> object:
    from .ui.month.page import MonthPage

    return MonthPage(ctx)


def _agenda(ctx: UiContext) -> object:
    from .ui.agenda.page import AgendaPage

    return AgendaPage(ctx)


def _progress(ctx: UiContext) -> object:
    from .ui.progress.page import ProgressPage

    return ProgressPage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "planner",
    "Planner",
    "calendar-check",
    70,
    _tables,
    _services,
    pages=(
        PageSpec("today", "planner", "Today", 10, _today),
        PageSpec("week", "planner", "Week", 20, _week),
        PageSpec("month", "planner", "Month", 30, _month),
        PageSpec("agenda", "planner", "Agenda", 40, _agenda),
        PageSpec("progress", "planner", "Progress", 50, _progress),
    ),
    ends={"task": _ends},
    tour=_tour,
)
