"""The screens of the library beyond its page, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.starter import StarterArticles
from ms2qbank_desktop.features.links.models import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the articles, and one that is read. The tour works on a copy of the profile."""
    library = ctx.service(LibraryService)
    if not library.lines(ctx.user_id, ArticleFilter(), limit=1):
        ctx.service(StarterArticles).install()
    ctx.navigate.open("library", "articles")
    yield "articles"
    first = library.lines(ctx.user_id, ArticleFilter(), limit=1)[0]
    ctx.commands.request("open-article", Place(Kind.ARTICLE, first.id))
    yield "reader"
    ctx.navigate.close_detail()
