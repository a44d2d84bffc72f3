"""The description of the question bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from .service import QuestionService


def _tables() -> tuple[type, ...]:
    from . import tables

    return tables.PackRow, tables.QuestionRow, tables.QuestionTagRow


def _service(context: Any) -> QuestionService:
    from .service import QuestionService

    return QuestionService(context.store, context.clock, context.media)


def _packs_page(context: Any) -> object:
    from .ui.packs import PacksPage

    return PacksPage(context)


FEATURE = FeatureSpec(
    id="questions",
    title="Questions",
    icon="question",
    order=20,
    tables=_tables,
    service=_service,
    pages=(PageSpec(id="packs", tab="questions", title="Packs", order=40, build=_packs_page),),
)
