"""What can be done with the articles of a list, and with a collection."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.service.articles import DONE_SHARE, LibraryService
from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.library.models import ArticleLine, Collection
    from ms2qbank_desktop.ui.context import UiContext


class ArticleDeeds:
    """Each takes the lines it is about."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._library = ctx.service(LibraryService)

    def open(self, article: ArticleLine, words: Sequence[str] = ()) -> None:
        """Read an article, with ``words`` marked."""
        self._ctx.commands.request("open-article", _place(article), tuple(words))

    def bookmark(self, article: ArticleLine) -> None:
        """Set the bookmark of an article, or take it away."""
        self._library.bookmark(self._ctx.user_id, article.id, on=not article.bookmarked)

    def plan(self, article: ArticleLine) -> None:
        """Ask the planner for a task about an article."""
        self._ctx.commands.request("plan-things", [_place(article)])

    def mark_read(self, article: ArticleLine) -> None:
        """Say that an article is read to its end, though not here."""
        self._library.read(self._ctx.user_id, article.id, share=1.0, spot="", time_ms=0)

    def note(self, article: ArticleLine) -> None:
        """Begin a note that is linked to an article."""
        self._ctx.commands.request("make-note", Excerpt(_place(article), article.title))

    def file_one(self, article: ArticleLine) -> None:
        """Ask what an article stands under."""
        self.file_under([article])

    def file_under(self, articles: Sequence[ArticleLine]) -> None:
        """Ask what articles stand under."""
        from .filing_dialog import file_under

        file_under(self._ctx, [one.id for one in articles])

    def remove(self, article: ArticleLine) -> None:
        """Take an article out of the library; it can be put back."""
        self._library.remove_article(article.id)
        self._ctx.messages.toast(
            f"{article.title} removed. What you marked in it is kept.",
            lambda: self._library.restore_article(article.id),
        )

    def put_back(self, article: ArticleLine) -> None:
        """Put an article back, with its collection if that was removed."""
        self._library.restore_article(article.id)
        self._ctx.messages.toast(f"{article.title} is back in the library")

    def offer_back(self, article: ArticleLine) -> None:
        """Say that an article is removed, and offer to put it back."""
        back = "Put back", partial(self.put_back, article)
        self._ctx.messages.toast(f"{article.title} is removed", action=back)

    def show_menu_of_removed(self, owner: QWidget, article: ArticleLine, at: QPoint) -> None:
        """Show what can be done with an article that was removed."""
        menu = Menu(owner)
        menu.addAction("Put back", partial(self.put_back, article))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def remove_collection(self, one: Collection) -> None:
        """Take a collection out of the library; it can be put back."""
        self._library.remove_collection(one.id)
        self._ctx.messages.toast(
            f"{one.info.title} removed. What you marked in it is kept.",
            lambda: self._library.remove_collection(one.id, removed=False),
        )

    def show_menu(
        self, owner: QWidget, article: ArticleLine, shown: Sequence[ArticleLine], at: QPoint
    ) -> None:
        """Show what can be done with an article, one of those that are ``shown``."""
        menu = Menu(owner)
        menu.addAction("Read", partial(self.open, article))
        bookmark = "Take the bookmark away" if article.bookmarked else "Bookmark"
        menu.addAction(bookmark, partial(self.bookmark, article))
        if article.share < DONE_SHARE:
            menu.addAction("Mark as read", partial(self.mark_read, article))
        menu.addAction("Note about it", partial(self.note, article))
        menu.addAction("Add to the planner…", partial(self.plan, article))
        menu.addSeparator()
        menu.addAction("File under…", partial(self.file_one, article))
        if len(shown) > 1:
            words = f"File all {counted(len(shown), 'article')} shown under…"
            menu.addAction(words, partial(self.file_under, shown))
        menu.addSeparator()
        menu.addAction("Remove from the library", partial(self.remove, article))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _place(article: ArticleLine) -> Place:
    return Place(Kind.ARTICLE, article.id)
