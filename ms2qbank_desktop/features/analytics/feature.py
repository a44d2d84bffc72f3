"""The analytics slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import CardSystemRow, CardTallyRow, TallyMarkRow, TallyRow, TallyZoneRow

    return TallyMarkRow, TallyRow, CardTallyRow, CardSystemRow, TallyZoneRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.attempts.service import AttemptService

    from .service.counting import CountingService
    from .service.statistics import StatsService

    stats = StatsService(ctx.store, ctx.clock, ctx.service(AttemptService))
    return CountingService(ctx.store, ctx.clock), stats


FEATURE = FeatureSpec("analytics", "Analytics", None, 80, _tables, _services)
