"""The analytics slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext

    from .service.advice import AdviceDoors
    from .service.readiness import ReadinessService
    from .service.statistics import StatsService


def _tables() -> tuple[type, ...]:
    from .tables import CardSystemRow, CardTallyRow, TallyMarkRow, TallyRow, TallyZoneRow

    return TallyMarkRow, TallyRow, CardTallyRow, CardSystemRow, TallyZoneRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.attempts.service import AttemptService

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


FEATURE = FeatureSpec("analytics", "Analytics", None, 80, _tables, _services)
