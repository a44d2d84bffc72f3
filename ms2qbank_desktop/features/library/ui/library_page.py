"""The page "Library": shelves at the side, and the articles they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget

from ms2qbank_desktop.features.library.models import ArticleFilter, ArticleLine, ArticleOrder
from ms2qbank_desktop.features.library.search_words import searched_phrases
from ms2qbank_desktop.features.library.service.articles import DONE_SHARE, LibraryService
from ms2qbank_desktop.ui.droparea import FileDrop
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.words import counted

from .article_deeds import ArticleDeeds
from .article_filters import ArticleFilters
from .article_import import choose_files, choose_folder, import_paths
from .article_list import ArticleList, ArticleModel
from .shelves import ALL, Shelf, Shelves

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.library.models import ArticleCounts, Collection
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_SIDE_FROM = 760
"""Width of the window in pixels at 100 % text from which the shelves stand at the side."""
_ORDER_OF = {
    "continue": ArticleOrder.RECENTLY_READ,
    "read": ArticleOrder.RECENTLY_READ,
    "recent": ArticleOrder.NEWEST,
    "popular": ArticleOrder.POPULAR,
}
_FIRST = 60
"""Articles of the shelves "Recently added", "Recently read" and "Popular"."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading has brought."""

    shelf: Shelf
    wanted: ArticleFilter
    lines: list[ArticleLine]
    all_counts: ArticleCounts
    counts: ArticleCounts
    collections: list[Collection]

    @property
    def has_any(self) -> bool:
        """Whether there is an article, or one that could be put back."""
        return bool(self.all_counts.total or self.all_counts.removed)


class LibraryPage(QWidget):
    """``facts_changed``: see TabPage."""

    topics = frozenset({"articles", "reading"})
    desk = True
    facts_changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._library = ctx.service(LibraryService)
        self.deeds: ArticleDeeds = ArticleDeeds(ctx)
        self.shelf = ALL
        self.order = ArticleOrder.CHAPTER
        self._order_before: ArticleOrder | None = None
        self.found: Found | None = None
        self.shelves = Shelves()
        self.side = QWidget()
        self.filters: ArticleFilters = ArticleFilters()
        self.model = ArticleModel(self)
        self.list = ArticleList(self.model)
        self._reading = Reading(self._read, self)
        FileDrop(self, partial(import_paths, ctx))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        folder = Button("Import folder", "secondary", "folder")
        folder.clicked.connect(lambda: choose_folder(self._ctx))
        files = Button("Import articles", "primary", "plus")
        files.clicked.connect(lambda: choose_files(self._ctx))
        return [folder, files]

    def header_facts(self) -> str:
        """Return what the library, or the collection, holds."""
        if self.found is None or not self.found.all_counts.total:
            return ""
        collection = self.collection()
        if collection is not None:
            facts = [counted(collection.articles, "article"), collection.info.license]
            return ", ".join(filter(None, facts))
        counts = self.found.all_counts
        books = counted(len(self.found.collections), "collection")
        return f"{counted(counts.total, 'article')} in {books}, {counts.begun:,} under way"

    def refresh(self) -> None:
        """Read the library anew; shelf, filter and place stay."""
        self._reading.ask()

    def collection(self) -> Collection | None:
        """Return the collection whose shelf is open."""
        known = self.found.collections if self.found else []
        found = (one for one in known if self.shelf == Shelf("collection", id=one.id))
        return next(found, None)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show another part of the library."""
        self.shelf = shelf
        order = _ORDER_OF.get(shelf.kind, ArticleOrder.CHAPTER)
        if self._order_before is None:
            self.order = order
        else:  # what is searched for stays, and with it the best first
            self._order_before = order
        self.filters.show_order(self.order)
        self._reading.ask()

    def sort(self, order: ArticleOrder) -> None:
        """Show the articles in another order."""
        self.order = order
        self._reading.ask()

    def remove_collection(self) -> None:
        """Take the open collection out of the library; it can be put back."""
        one = self.collection()
        if one is not None:
            self.shelves.choose(ALL)
            self.deeds.remove_collection(one)

    def with_line(self, deed: Callable[[ArticleLine], object]) -> None:
        """Do something with the article that the keyboard is on."""
        if line := self.list.line():
            deed(line)

    def _open(self, article: ArticleLine) -> None:
        if self.shelf.kind == "removed":
            self.deeds.offer_back(article)
            return
        self.deeds.open(article, searched_phrases(self.filters.wanted.text))

    def _remove(self, article: ArticleLine) -> None:
        if self.shelf.kind != "removed":
            self.deeds.remove(article)

    def _on_filtered(self) -> None:
        """Show the best first as soon as words are searched, and no longer once they are gone."""
        searching = bool(self.filters.wanted.text)
        if searching and self._order_before is None:
            self._order_before, self.order = self.order, ArticleOrder.BEST
        elif not searching and self._order_before is not None:
            before, self._order_before = self._order_before, None
            self.order = before if self.order is ArticleOrder.BEST else self.order
        self.filters.show_order(self.order)
        self._reading.ask()

    # Reading

    def _asked(self) -> tuple[Shelf, ArticleFilter, ArticleOrder]:
        return self.shelf, self.filters.wanted, self.order

    def _read(self) -> Task:
        asked = self._asked()

        def done(found: Found) -> None:
            if asked == self._asked():
                self._show(found)

        return self._ctx.tasks.run("Reading articles", lambda _step: self._find(*asked), done=done)

    def _find(self, shelf: Shelf, wanted: ArticleFilter, order: ArticleOrder) -> Found:
        from . import reader_opening  # noqa: F401 - so that the first article finds it loaded

        user_id = self._ctx.user_id
        within = _on_shelf(shelf, wanted)
        limit = _FIRST if shelf.kind in ("recent", "read", "popular") else None
        lines = self._library.lines(user_id, within, order, limit=limit)
        if shelf.kind == "continue":
            lines = [one for one in lines if one.share < DONE_SHARE]
        every = self._library.counts(user_id, ArticleFilter())
        counts = every if within == ArticleFilter() else self._library.counts(user_id, within)
        begun = self._library.lines(user_id, ArticleFilter(begun=True))
        under_way = sum(one.share < DONE_SHARE for one in begun)
        every = replace(every, begun=under_way)
        return Found(shelf, wanted, lines, every, counts, self._library.collections())

    def _show(self, found: Found) -> None:
        before, self.found = self.found, found
        from_top = before is None or (before.shelf, before.wanted) != (found.shelf, found.wanted)
        searched = searched_phrases(found.wanted.text)
        self.list.show_lines(found.lines, searched, from_top=from_top)
        self.filters.show_counts(found.counts)
        self.shelves.show_names(found.all_counts, found.collections)
        self._show_collection()
        self._body.setCurrentWidget(self.list if found.lines else self._nothing)
        if not found.lines:
            self._nothing.set_words(*_no_words(found))
        self._stack.setCurrentWidget(self._content if found.has_any else self._empty)
        self.side.setVisible(found.has_any and self._side_fits())
        self.facts_changed.emit()

    def _show_collection(self) -> None:
        one = self.collection()
        self._about.setVisible(one is not None)
        if one is None:
            return
        info = one.info
        facts = [info.license, info.attribution, info.source]
        if one.unreviewed:
            facts.append(f"{one.unreviewed:,} not yet reviewed by a physician")
        self._about_words.setText(" · ".join(dict.fromkeys(filter(None, facts))))

    # Building

    def _lay_out(self) -> None:
        ground(self.side, "surface")
        across = row(gap=0)
        across.addLayout(column(self.shelves, gap=0, margins=(0, 12, 0, 8)), 1)
        across.addWidget(line(vertical=True))
        self.side.setLayout(across)
        first = Button("Import a folder", "primary", "folder")
        first.clicked.connect(lambda: choose_folder(self._ctx))
        words = (
            "Choose a folder of Markdown notes, or a book of OpenStax (its folder or zip). "
            "Files can also be dropped on this window. File > Bring the starter articles adds "
            "those of the program."
        )
        self._empty = EmptyState("books", "No articles yet", words, first)
        self._loading = LoadingPage()
        clear = Button("Show all articles", "secondary")
        clear.clicked.connect(self._show_all)
        self._nothing = EmptyState("magnifying-glass", "", "", clear)
        self._about = QWidget()
        self._about_words = Label("", "caption", "text-muted", wrap=True, selectable=True)
        remove = Button("Remove collection", "quiet", "trash", size="small")
        remove.clicked.connect(self.remove_collection)
        about = row(gap=12)
        about.addWidget(self._about_words, 1)
        about.add(remove)
        self._about.setLayout(about)
        self._about.hide()
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(self._nothing)
        self._content = QWidget()
        bar = column(self.filters, self._about, gap=8, margins=(24, 0, 24, 12))
        sheet = column(bar, line(), gap=0)
        sheet.addWidget(self._body, 1)
        self._content.setLayout(sheet)
        self._stack = QStackedLayout(self)
        for page in (self._loading, self._empty, self._content):
            self._stack.addWidget(page)
        self.filters.show_order(self.order)
        self._on_theme_changed()

    def _connect(self) -> None:
        signals().changed.connect(self._on_theme_changed)
        self.shelves.chosen.connect(self.show_shelf)
        self.shelves.deed_wanted.connect(lambda: choose_folder(self._ctx))
        self.shelves.remove_wanted.connect(self.remove_collection)
        self.shelves.menu_requested.connect(self._show_menu)
        self.filters.changed.connect(self._on_filtered)
        self.filters.order_chosen.connect(self.sort)
        self.filters.shelves.toggled.connect(self._fold_side)
        self.filters.search.returnPressed.connect(self.list.setFocus)
        self.list.opened.connect(self._open)
        self.list.bookmark_wanted.connect(self.deeds.bookmark)
        self.list.remove_wanted.connect(self._remove)
        self.list.menu_wanted.connect(self._show_article_menu)

    def _show_menu(self, shelf: Shelf, place: QPoint) -> None:
        if shelf.kind != "collection":
            return
        self.shelves.choose(shelf)
        menu = Menu(self)
        menu.addAction("File all its articles under…", self._file_collection)
        menu.addSeparator()
        menu.addAction("Remove collection").triggered.connect(self.remove_collection)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _show_article_menu(self, article: ArticleLine, place: QPoint) -> None:
        if self.shelf.kind == "removed":
            self.deeds.show_menu_of_removed(self, article, place)
        else:
            self.deeds.show_menu(self, article, self.model.lines, place)

    def _file_collection(self) -> None:
        if one := self.collection():
            wanted = ArticleFilter(collections=frozenset((one.id,)))
            self._ctx.tasks.run(
                "Reading the collection",
                lambda _progress: self._library.lines(self._ctx.user_id, wanted),
                done=self.deeds.file_under,
                owner=self,
            )

    def _show_all(self) -> None:
        self.shelves.choose(ALL)
        self.filters.reset()

    def _side_fits(self) -> bool:
        return self.window().width() >= px(_SIDE_FROM) or self.filters.shelves.isChecked()

    def _fold_side(self) -> None:
        self.filters.shelves.setVisible(self.window().width() < px(_SIDE_FROM))
        if self.isVisible() and self.found is not None:
            self.side.setVisible(self.found.has_any and self._side_fits())

    def _on_theme_changed(self) -> None:
        self.side.setFixedWidth(length("side_list"))
        self._fold_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ctx.commands.refresh()


def _on_shelf(shelf: Shelf, wanted: ArticleFilter) -> ArticleFilter:
    match shelf.kind:
        case "continue" | "read":
            return replace(wanted, begun=True)
        case "removed":
            return replace(wanted, removed=True)
        case "highlighted":
            return replace(wanted, highlighted=True)
        case "popular":
            return replace(wanted, popular=True)
        case "bookmarked":
            return replace(wanted, bookmarked=True)
        case "system":
            return replace(wanted, systems=frozenset((shelf.name,)))
        case "collection":
            return replace(wanted, collections=frozenset((shelf.id,)))
    return wanted


def _no_words(found: Found) -> tuple[str, str]:
    """Return what is said where no article is shown, and why."""
    if found.wanted != ArticleFilter():
        return "No article fits", "Other words, or fewer filters, find more."
    if found.shelf.kind == "continue":
        return "Nothing begun", "Articles that you have begun to read stand here until their end."
    if found.shelf.kind in ("read", "popular"):
        return "Nothing read yet", "What you read stands here, and how you come back to it."
    if found.shelf.kind == "highlighted":
        return "No highlights", "Y highlights what is selected while you read."
    if found.shelf.kind == "bookmarked":
        return "No bookmarks", "B sets a bookmark, in this list and while you read."
    if not found.all_counts.total:
        return "No articles yet", "Those that were removed can be put back from their shelf."
    return "No articles", "This shelf is empty."
