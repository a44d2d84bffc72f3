"""The library slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import ArticleRow, CollectionRow, ReadEventRow, ReadingRow, TermRow

    return CollectionRow, ArticleRow, TermRow, ReadingRow, ReadEventRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service.articles import LibraryService

    return (LibraryService(ctx.store, ctx.clock, ctx.media),)


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import ArticleEnds

    return ArticleEnds(ctx.store)


FEATURE = FeatureSpec("library", "Library", None, 60, _tables, _services, ends={"article": _ends})
