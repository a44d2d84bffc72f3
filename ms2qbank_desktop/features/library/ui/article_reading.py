"""Reads an article for the screen: its text typeset, its pictures decoded. Runs on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.pdfs import PdfService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.document import read_picture

from .article_text import ArticleText, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from ms2qbank_desktop.features.library.models import Article, Term
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

    ReadArticle = tuple[Article, ArticleText, dict[tuple[str, int], QImage]]
    """The article, its text, and its pictures by address and width."""

_AT_ONCE = 5_000
"""Words that SQLite takes in one question."""


def read_article(ctx: UiContext, place: Place, width: int, zoom: int | None) -> ReadArticle:
    """Return an article with its pictures, at most ``width`` pixels wide, drawings at the ``zoom``
    of the text: of a PDF book the one that has the page.

    UserFault if there is no such article.
    """
    library = ctx.service(LibraryService)
    article_id = ctx.service(PdfService).with_page(place.id, place.part) if place.part else place.id
    article = library.article(ctx.user_id, article_id)
    own = {term.term.lower(): term for term in library.terms(article_id)}
    text = rendered(
        article.body, lambda names: _defined(library, names, article.collection.id) | own
    )
    bytes_of = pictures_of(ctx)
    pictures = {
        (address, width): image
        for address in text.pictures
        if not (image := read_picture(bytes_of(address), width, zoom)).isNull()
    }
    return article, text, pictures


def pictures_of(ctx: UiContext) -> Callable[[str], bytes | None]:
    """Return who reads the pictures of articles: they lie where those of questions lie."""
    bank = ctx.service(QuestionService)
    return lambda address: bank.picture(address.removeprefix("media:"))


def _defined(library: LibraryService, names: list[str], collection_id: int) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for start in range(0, len(names), _AT_ONCE):
        found |= library.defined(names[start : start + _AT_ONCE], collection_id)
    return found
