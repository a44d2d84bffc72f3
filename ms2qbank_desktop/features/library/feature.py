"""The library slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import ArticleRow, CollectionRow, ReadEventRow, ReadingRow, TermRow

    return CollectionRow, ArticleRow, TermRow, ReadingRow, ReadEventRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.flashcards.service.terms import TermService
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .service.articles import LibraryService
    from .service.filing import FilingService
    from .service.importing import ImportService
    from .service.pdfs import PdfService
    from .service.starter import StarterArticles

    library = LibraryService(ctx.store, ctx.clock, ctx.media)
    pdfs = PdfService(ctx.store, ctx.media)
    bank, terms = ctx.service(QuestionService), ctx.service(TermService)
    importing = ImportService(library, pdfs, bank, terms)
    filing = FilingService(ctx.store, ctx.clock)
    return library, filing, pdfs, importing, StarterArticles(library)


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import ArticleEnds

    return ArticleEnds(ctx.store)


def _page(ctx: UiContext) -> object:
    from .ui.library_commands import library_commands
    from .ui.library_page import LibraryPage

    page = LibraryPage(ctx)
    ctx.commands.add(*library_commands(page))
    return page


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "library",
    "Library",
    "books",
    60,
    _tables,
    _services,
    pages=(PageSpec("articles", "library", "Articles", 10, _page),),
    ends={"article": _ends},
    tour=_tour,
)
