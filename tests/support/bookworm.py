"""A student at the library of articles, over a clock that moves only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.library.models import (
    ArticleDraft,
    ArticleFilter,
    CollectionInfo,
    Term,
)
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.ui.library_page import LibraryPage
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.links.models import Kind, Place
from tests.support.bank import open_desk
from tests.support.pictures import PNG
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext

BOOK = CollectionInfo("renal-book", "Renal book", "CC BY 4.0", "Ada Writer", "own hand", "1")
FILLER = "Water follows salt wherever a membrane lets it through. " * 14
ACIDS = ArticleDraft(
    "acids",
    "Acid–base disorders",
    "## Which way is the pH?\n\nBelow 7.35 is **acidemia**, with $P_{CO_2}$ in mind. "
    "H<sub>2</sub>O is water.\n\n"
    f"{FILLER}\n\n## Which value explains it?\n\nSee [[Clearance]] or [[Nothing at all]].\n\n"
    "| Disorder | Change |\n|---|---|\n| Metabolic acidosis | HCO<sub>3</sub> falls |\n\n"
    f"{FILLER}\n\n{FILLER}\n\n## Is there an anion gap?\n\n"
    "$$\\mathrm{Na^+} - \\mathrm{Cl^-}$$\n\n"
    f"![A nephron](nephron.png)\n\n![A lost figure](lost.png)\n\n{FILLER}\n\n{FILLER}\n\n"
    f"{FILLER}\n\n## Last words\n\nThe end of it. {FILLER}",
    summary="Five questions, always in the same order.",
    system="Renal",
    subject="Physiology",
    topics=("Acid–base",),
    tags=("gas",),
    author="Ada Writer",
    reviewed=False,
    glossary=(Term("acidemia", "A pH of the blood below 7.35."),),
    pictures={"nephron.png": PNG},
)
CLEARANCE = ArticleDraft(
    "clearance", "Clearance", "## Idea\n\nA volume in a time.", system="Renal", subject="Physiology"
)
HEART = ArticleDraft("heart", "Heart sounds", "## S1\n\nValves.", system="Cardiovascular")


class Bookworm(Student):
    """Sits at the library with the ``articles`` of one book. What is asked of other slices is
    written down in ``requests`` instead of being done."""

    def __init__(
        self,
        data_dir: Path,
        articles: Sequence[ArticleDraft] = (ACIDS, CLEARANCE, HEART),
        *,
        prepare: Callable[[AppContext, int], object] | None = None,
    ) -> None:
        desk = open_desk(data_dir, 0)
        self.clock = desk.clock
        context, user_id = desk.context, desk.user_id
        if articles:
            library = context.service(LibraryService)
            library.store_articles(BOOK, list(enumerate(articles)), "book")
        if prepare is not None:
            prepare(context, user_id)
        context.close()
        super().__init__(data_dir, self.clock, "library")
        self.shell.resize(1280, 800)
        self.requests: list[tuple[Any, ...]] = []
        for request in ("open-video", "open-note", "open-question", "make-card", "practise"):
            self.ui.commands.serve(
                request, lambda *about, it=request: self.requests.append((it, *about))
            )
        self.library = self.program.context.service(LibraryService)
        self.shell.open("library", "articles")
        (self.page,) = self.shell.findChildren(LibraryPage)
        self.settle()

    @property
    def titles(self) -> list[str]:
        """Titles of the articles that are listed, in order."""
        return [line.title for line in self.page.model.lines]

    @property
    def reader(self) -> ReaderPage:
        """The reader that is open, or about to be."""
        self.wait(self._readers)
        (page,) = self._readers()
        return page

    def _readers(self) -> list[ReaderPage]:
        return [one for one in self.shell.findChildren(ReaderPage) if one.isVisible()]

    def article_id(self, title: str) -> int:
        lines = self.library.lines(self.user_id, ArticleFilter())
        (found,) = [line.id for line in lines if line.title == title]
        return found

    def read(self, title: str, heading: str = "") -> ReaderPage:
        """Open an article and wait until all of it is there."""
        place = Place(Kind.ARTICLE, self.article_id(title), heading)
        self.ui.commands.request("open-article", place)
        self.wait_for(title)
        return self.reader

    def wait_for(self, title: str) -> None:
        """Wait until an article is open with all of its text."""

        def there() -> bool:
            pages = self._readers()
            article = pages[0].article if pages else None
            return article is not None and article.title == title and pages[0].view.is_filled

        self.wait(there)
        self.settle()

    def select(self, words: str) -> None:
        """Select words of the article that is open."""
        view = self.reader.view
        start = view.shown_text().index(words)
        cursor = view.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(words), cursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    def search(self, text: str) -> None:
        """Type into the search field, and wait."""
        self.page.filters.search.setFocus()
        self.page.filters.search.setText(text)
        self.settle()
