"""The description of annotations. They have no page: others show them where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from . import tables

    return tables.HighlightRow, tables.MarginNoteRow, tables.ProblemReportRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service import AnnotationService

    return (AnnotationService(ctx.store, ctx.clock),)


FEATURE = FeatureSpec("annotations", "Annotations", None, 25, _tables, _services)
