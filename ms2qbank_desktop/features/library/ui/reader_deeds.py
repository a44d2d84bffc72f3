"""What can be made of the article that is read: notes, cards, tasks, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.ui.menus import Menu

from .article_paper import print_out, save_as_pdf

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.context import UiContext

    from .article_marks import ArticleMarks
    from .article_text import ArticleText
    from .article_view import ArticleView
    from .reading_log import ReadingLog

_OF_WORDS = ("highlight-yellow", "highlight-green", "highlight-blue", "erase")
_MADE_OF_WORDS = ("note", "card")
_OF_THE_ARTICLE = ("bookmark", "read", "note-highlights", "plan", "print", "pdf")


class Reader(Protocol):
    """What is read, and the widgets that show it."""

    article: Article | None
    text: ArticleText
    view: ArticleView
    marks: ArticleMarks
    log: ReadingLog

    @property
    def place(self) -> Place: ...


class ReaderDeeds:
    """Does nothing while no article is open."""

    def __init__(self, ctx: UiContext, page: Reader) -> None:
        self._ctx = ctx
        self._page = page

    def make_note(self) -> None:
        """Begin a quick note at the heading that is read; what is selected is quoted."""
        if (article := self._page.article) is not None:
            start, end = self._page.view.selection()
            words = self._page.view.shown_text()[start:end]
            self._ctx.commands.request("make-note", Excerpt(self._page.place, article.title, words))

    def note_highlights(self) -> None:
        """Begin a note that quotes all that is highlighted."""
        if (article := self._page.article) is None:
            return
        quotes = [" ".join(words.split()) for _span, words in self._page.marks.spans()]
        if not quotes:
            self._ctx.messages.toast("Nothing is highlighted in this article yet")
            return
        place = Place(Kind.ARTICLE, article.id)
        self._ctx.commands.request("make-note", Excerpt(place, article.title, "\n\n".join(quotes)))

    def make_card(self, text: str, title: str) -> None:
        """Ask for a flashcard of words, and of what they explain."""
        if (article := self._page.article) is not None:
            excerpt = Excerpt(self._page.place, article.title, text, title, tags=article.tags)
            self._ctx.commands.request("make-card", excerpt)

    def mark_read(self) -> None:
        """Say that the article is read to its end; it begins anew the next time."""
        if (article := self._page.article) is not None:
            self._page.log.finish()
            self._ctx.messages.toast(f"{article.title} is read")

    def plan(self) -> None:
        """Ask the planner for a task about this article."""
        if (article := self._page.article) is not None:
            self._ctx.commands.request("plan-things", [Place(Kind.ARTICLE, article.id)])

    def print_out(self) -> None:
        """Print the article."""
        if (article := self._page.article) is not None:
            print_out(self._ctx, article, self._page.text)

    def save_as_pdf(self) -> None:
        """Save the article as PDF."""
        if (article := self._page.article) is not None:
            save_as_pdf(self._ctx, article, self._page.text)

    def show_menu(self, at: QPoint) -> None:
        """Show what can be done at a point of the text; the word there is taken if none is."""
        view = self._page.view
        if self._page.article is None:
            return
        if not view.textCursor().hasSelection():
            cursor = view.cursorForPosition(at)
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            view.setTextCursor(cursor)
        menu = Menu(view)
        copy = menu.addAction("Copy", view.copy)
        copy.setEnabled(view.textCursor().hasSelection())
        for group in (_OF_WORDS, _MADE_OF_WORDS, _OF_THE_ARTICLE):
            menu.addSeparator()
            for key in group:
                menu.addAction(self._ctx.commands.action(f"article-{key}"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.viewport().mapToGlobal(at))
