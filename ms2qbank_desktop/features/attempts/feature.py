"""The attempts slice, described. It has no page of its own: practice shows what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import (
        AttemptRow,
        ConfidenceRow,
        QuestionMarkRow,
        QuestionStateRow,
        ResetRow,
        UserTagRow,
    )

    return (
        AttemptRow,
        ConfidenceRow,
        ResetRow,
        QuestionMarkRow,
        QuestionStateRow,
        UserTagRow,
    )


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .service import AttemptService

    service = AttemptService(ctx.store, ctx.clock, ctx.service(QuestionService))
    service.fill_states()
    return (service,)


FEATURE = FeatureSpec("attempts", "Attempts", None, 25, _tables, _services)
