"""Whether an article of a PDF book is read as words or as pages."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.features.library.service.pdfs import PdfService
from ms2qbank_desktop.ui.settings.following import follow

from .pages_view import PagesView

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.context import UiContext

    from .article_view import ArticleView
    from .reader_bar import ReaderBar
    from .reading_log import ReadingLog

SETTING, PAGES, WORDS = "book_view", "pages", "words"
_PAGE = re.compile(r"^## Page ", re.MULTILINE)


class BookPages(QObject):
    """Lays the pages over the words of ``view``, and takes them away."""

    def __init__(self, ctx: UiContext, view: ArticleView, bar: ReaderBar, log: ReadingLog) -> None:
        super().__init__(view)
        self._ctx, self._words, self._bar, self._log = ctx, view, bar, log
        self._pdfs = ctx.service(PdfService)
        self._path: Path | None = None
        self._opened = False
        self._first = self._number = 0
        self._left: tuple[int, int] | None = None
        """Where the words stood when the pages were left, and the place on the pages."""
        self.view: PagesView | None = None
        bar.view_wanted.connect(partial(ctx.settings.set, SETTING))
        view.filled.connect(self._on_filled)
        follow(ctx.settings, SETTING, self, lambda _view: self._show())
        follow(ctx.settings, "article_zoom", self, lambda _size: self._take_size())

    def open(self, article: Article) -> None:
        """Begin with another article; most are of no PDF file."""
        self._words.front = None
        self._path = self._pdfs.path(article.collection.info)
        self._first, self._opened, self._left = article.ordinal - 1, False, None
        self._number = len(_PAGE.findall(article.body)) if self._path is not None else 0
        self._show()

    def toggle(self) -> None:
        """Read words in place of pages, or the other way round."""
        if self._path is not None:
            shown = self._ctx.settings.get(SETTING)
            self._ctx.settings.set(SETTING, WORDS if shown == PAGES else PAGES)

    def _show(self) -> None:
        wanted = self._ctx.settings.get(SETTING)
        self._bar.show_view(wanted if self._path is not None else "")
        if self._path is None or wanted == WORDS:
            self._show_words()
            return
        if self.view is None:
            self.view = PagesView(self._ctx, self._words)
            self.view.pictures.failed.connect(self._on_failed)
            self.view.setGeometry(self._words.geometry())
            self._log.watch(self.view.viewport())
            self._take_size()
        place = self._words.top()
        if self._left is not None and place == self._left[0]:
            place = self._left[1]  # few words may all be in sight: they do not say which page
        self._words.front = self.view
        if not self._opened:
            self._opened = True
            self.view.show_pages(self._path, self._first, self._number)
        self.view.show()
        self.view.raise_()
        if self._words.is_filled:
            self.view.go_to(place)

    def _show_words(self) -> None:
        before, self._words.front = self._words.front, None
        if self.view is None:
            return
        self.view.hide()
        if before is not None and self._words.is_filled:
            place = self.view.top()
            self._words.go_to(place)
            self._left = self._words.top(), place
        self._words.moved.emit()

    def _on_filled(self) -> None:
        if self.view is not None and self._words.front is not None:
            self.view.follow_words()

    def _on_failed(self, error: BaseException) -> None:
        """Read the words where the file is gone or broken."""
        self._path = None
        self._show()
        self._ctx.messages.show(error)

    def _take_size(self) -> None:
        if self.view is not None:
            self.view.set_zoom(self._ctx.settings.get("article_zoom"))
