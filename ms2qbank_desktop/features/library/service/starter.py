"""The articles that come with the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.paths import resources
from ms2qbank_desktop.features.library.formats import known
from ms2qbank_desktop.features.library.formats.base import Item
from ms2qbank_desktop.features.library.models import CollectionInfo

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.models import ArticlesReport

    from .articles import LibraryService

STARTER = CollectionInfo(
    key="ms2qbank-starter",
    title="Step 1 starter articles",
    license="CC BY 4.0",
    attribution="MS2QBank Desktop",
    source="Written for this program; not yet reviewed by a physician",
    version="2",
)


class StarterArticles:
    """Brings the starter articles: at the first start, or when the user asks for them."""

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    def install(self) -> ArticlesReport:
        """Add the starter articles, or bring those that are there up to date; none of them is
        taken for reviewed."""
        folder = resources() / "seed" / "articles"
        with known.books(folder) as books:
            drafts = [
                (entry.ordinal, replace(entry.draft, reviewed=False))
                for book in books
                for entry in book.entries
                if isinstance(entry, Item)
            ]
        return self._library.store_articles(STARTER, drafts, str(folder))
