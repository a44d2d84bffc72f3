"""The reader: contents at the left, the article, and what belongs to it at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import length, px, signals, zoom
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row

from .article_marks import ArticleMarks
from .article_reading import pictures_of, read_article
from .article_text import ArticleText
from .article_view import ArticleView
from .beside import Beside, read_beside
from .beside_panel import BesidePanel
from .book_pages import BookPages
from .contents_pane import ContentsPane
from .find_bar import FindBar
from .found_place import selected_place, show_found, show_range
from .reader_bar import SIZES, ReaderBar
from .reader_deeds import ReaderDeeds
from .reader_links import ReaderLinks
from .reading_log import ReadingLog
from .reading_path import ReadingPath, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.library.models import Article, Reading
    from ms2qbank_desktop.features.links.models import TextRange
    from ms2qbank_desktop.ui.context import UiContext

    from .article_reading import ReadArticle

_BESIDE_FROM, _CONTENTS_FROM = 1080, 720
"""Width in pixels at 100 % text from which a pane stands beside the text."""


class ReaderPage(QWidget):
    """Reads one article after the other. ``left`` asks to be taken away."""

    own_header = True
    desk = True
    topics = frozenset({"attempts", "cards", "videos", "marks"})
    left = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._library = ctx.service(LibraryService)
        self.article: Article | None = None
        self.text = ArticleText((), (), {})
        self._bookmarked = False
        self._share = 0.0
        self._beside: Beside | None = None
        self._wanted = Place(Kind.ARTICLE, 0)
        self._path = ReadingPath()
        self._spot, self._position = "", -1
        self._left_at: tuple[str, int] | None = None
        self._words: Sequence[str] = ()
        self._range: TextRange | None = None
        self._beside_shown: bool | None = None
        self.contents = ContentsPane()
        self.bar = ReaderBar()
        self.view = ArticleView(pictures_of(ctx))
        self.finder = FindBar(self.view)
        self._panel: BesidePanel | None = None
        self.marks = ArticleMarks(ctx, self.view)
        self.log = ReadingLog(ctx, self.view)
        self.pages = BookPages(ctx, self.view, self.bar, self.log)
        self.deeds = ReaderDeeds(ctx, self)
        ground(self, "surface")
        paper = QWidget()
        sheet = row(gap=0, margins=(48, 16, 0, 0))
        sheet.addWidget(self.view, 1)
        paper.setLayout(sheet)
        self.view.ring_target = paper
        middle = column(self.bar, self.finder, gap=0)
        middle.addWidget(paper, 1)
        self._across = row(self.contents, gap=0)
        self._across.addLayout(middle, 1)
        self.setLayout(self._across)
        self.finder.hide()
        self.links: ReaderLinks = ReaderLinks(ctx, self, self.view)
        follow(ctx.settings, "article_zoom", self, lambda _size: self._take_size())
        self._connect()

    @property
    def beside(self) -> BesidePanel:
        """The pane at the right, built when it is asked for: it takes as long as the rest."""
        if self._panel is None:
            self._panel = BesidePanel(self._ctx, lambda: self.place.spot, self.make_note)
            self._panel.opened.connect(self.links.open_place)
            self._panel.practise_wanted.connect(self._practise)
            self._panel.shown_span.connect(self.marks.show_span)
            self._panel.highlights_noted.connect(self.deeds.note_highlights)
            self._across.add(self._panel)
            self._show_panes()
        return self._panel

    def make_note(self) -> None:
        """Begin a quick note at the heading that is read."""
        self.deeds.make_note()

    @property
    def place(self) -> Place:
        """The words that are selected, else the heading that is read."""
        return selected_place(self.view, self.article.id if self.article else 0)

    @property
    def _here(self) -> Stop:
        return Stop(self.article.id if self.article else 0, self.view.top())

    # Opening

    def open(self, place: Place, words: Sequence[str] = ()) -> None:
        """Show an article, at ``place`` or where it was left; ``words`` are marked
        behind it."""
        if self.article is not None and place.id != self.article.id:
            self._path.leave(self._here)
        self._open(place, words, -1)

    def _open(self, place: Place, words: Sequence[str], position: int) -> None:
        self.log.stop()
        self.links.card.hide()
        self._wanted, self._words, self._position = place, words, position
        self._range = place.range
        width, zoom = self.view.picture_width, self.view.zoom
        self._ctx.tasks.run(
            "Opening the article",
            lambda _progress: read_article(self._ctx, place, width, zoom),
            done=partial(self._show, place),
            failed=self._on_failed,
            owner=self,
        )

    def go_back(self) -> None:
        """Go to where the reader was before; to the library if that was nowhere here."""
        if not self._travel(self._path.back(self._here)):
            self.left.emit()

    def go_forward(self) -> None:
        """Go where the reader was before going back."""
        self._travel(self._path.forward(self._here))

    def _travel(self, stop: Stop | None) -> bool:
        if stop is None:
            return False
        if self.article is not None and stop.article_id == self.article.id:
            self.view.go_to(stop.position)
            self._on_moved()
        else:
            self._open(Place(Kind.ARTICLE, stop.article_id), (), stop.position)
        self._show_path()
        return True

    def _show_path(self) -> None:
        self.bar.show_path(back=self._path.can_go_back, forward=self._path.can_go_forward)

    def refresh(self) -> None:
        """Read anew what belongs to the article."""
        if self.article is not None:
            article = self.article
            self._ctx.tasks.run(
                "Reading what belongs to it",
                lambda _progress: read_beside(self._ctx, article),
                done=partial(self._show_beside, article.id),
                owner=self,
            )

    def close_innermost(self) -> None:
        """Close the card of a term, find in page, or the article, for the one before it."""
        if self.links.card.isVisible():
            self.links.card.hide()
        elif self.finder.isVisible():
            self.finder.close_bar()
        elif not self._travel(self._path.back_to_another(self._here)):
            self.left.emit()

    # Deeds

    def bookmark(self) -> None:
        """Set the bookmark, or take it away."""
        if self.article is not None:
            self._bookmarked = not self._bookmarked
            self._library.bookmark(self._ctx.user_id, self.article.id, on=self._bookmarked)
            self.bar.show_bookmarked(on=self._bookmarked)

    def step_heading(self, by: int) -> None:
        """Go to the heading after or before."""
        at = self.view.heading_at(self.view.top() + 1) + by
        if 0 <= at < len(self.view.headings):
            self.go_to_heading(at)
        elif at < 0:
            self.view.go_to(0)

    def change_size(self, by: int) -> None:
        """Take the next larger or smaller size."""
        size = self._ctx.settings.get("article_zoom")
        beyond = [one for one in SIZES if (one > size if by > 0 else one < size)]
        if beyond:
            self.set_size(beyond[0] if by > 0 else beyond[-1])

    def set_size(self, size: int) -> None:
        """Show the text in a size in per cent, here and in other articles."""
        self._ctx.settings.set("article_zoom", size)

    def toggle_beside(self) -> None:
        """Show or hide what belongs to the article."""
        self._show_panes(beside=not self._beside_is_shown())

    # Showing

    def _show(self, place: Place, read: ReadArticle) -> None:
        if place != self._wanted:
            return
        self.article, self.text, pictures = read
        reading = self.article.reading
        self.links.article_id, self.links.terms = self.article.id, self.text.terms
        self._spot = place.part
        if not place.spot and not self._words and self._position < 0:
            self._left_at = reading.spot, reading.behind
        self._bookmarked = reading.bookmarked
        where = self.article.system or self.article.collection.info.title
        self.contents.where.setText(f"Library, {where}" if where else "Library")
        self.contents.show_headings([])
        self._share = reading.share
        self.contents.show_share(reading.share)
        self.bar.show_article(self.article)
        self.finder.hide()
        self._take_size()
        self.view.show_text(self.article.title, self.article.summary, self.text, pictures)
        self.view.verticalScrollBar().setValue(0)
        self.pages.open(self.article)
        self.view.setFocus()
        self._ctx.commands.refresh()
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if self.article is None:
            self.left.emit()  # first, for the message stands on what is below
        self._ctx.messages.show(error)

    def _on_filled(self) -> None:
        if self.article is None:
            return
        self.contents.show_headings(self.view.headings)
        self.marks.open(self.article.id)
        place = self._go_to_place()
        if self._words:
            show_found(self.view, self._words, max(place, self.view.top()))
            self._words = ()
        elif self._range is not None:
            show_range(self.view, self._range)
            self._range = None
        self.log.start(self.article.id)
        self._on_moved()

    def _go_to_place(self) -> int:
        """Go to the place that was asked for, else to the line where the article was left; return
        where that is in the document."""
        at = self.view.heading_named(self._spot) if self._spot else -1
        place = 0
        if self._position >= 0:
            place = self._position
        elif at >= 0:
            place = self.view.headings[at].position
        elif self._left_at is not None:
            place = self.view.position_behind(*self._left_at)
        if place:
            self.view.go_to(place)
        self._spot, self._position, self._left_at = "", -1, None
        self._show_path()
        return place

    def _on_moved(self) -> None:
        if self.view.is_filled:
            self.contents.mark(self.view.heading_at(self.view.top()))
            self.contents.show_share(max(self._share, self.view.share_seen()))
        self.links.card.hide()

    def _on_logged(self, reading: Reading) -> None:
        self._share = reading.share
        self.contents.show_share(reading.share)

    def _show_beside(self, article_id: int, beside: Beside) -> None:
        if self.article is not None and self.article.id == article_id:
            self._beside = beside
            self.beside.show_beside(beside)
            for section in (self.beside.notes, self.beside.links):
                section.show_thing(article_id)

    def _show_marks(self) -> None:
        self.beside.show_highlights(self.marks.spans())

    def go_to_heading(self, number: int) -> None:
        self.view.go_to(self.view.headings[number].position)
        self.contents.mark(number)

    def _jump(self, number: int) -> None:
        """Go to a heading that was chosen; Back leads to where it was chosen."""
        self._path.leave(self._here)
        self.go_to_heading(number)
        self._show_path()

    def _jump_to(self, position: int) -> None:
        """The same for a figure."""
        self._path.leave(self._here)
        self.view.go_to(position)
        self._show_path()

    def _take_size(self) -> None:
        size = self._ctx.settings.get("article_zoom")
        self.view.set_zoom(None if size == 100 else round(zoom() * size / 100))

    def _practise(self) -> None:
        if self._beside is not None:
            self._ctx.commands.request("practise", self._beside.practise)

    # Panes

    def _beside_is_shown(self) -> bool:
        wide = self.width() >= px(_BESIDE_FROM)
        return wide if self._beside_shown is None else self._beside_shown

    def _show_panes(self, beside: bool | None = None) -> None:
        if beside is not None:
            self._beside_shown = beside
        wide = self.width() >= px(_BESIDE_FROM)
        shown = self._beside_is_shown()
        if self._panel is not None:
            self._panel.setVisible(shown)
        self.bar.show_beside(on=shown)
        taken = length("side_panel") if shown and not wide else 0
        self.contents.setVisible(self.width() - taken >= px(_CONTENTS_FROM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_panes()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.log.write()
        super().hideEvent(event)
        self._ctx.commands.refresh()

    def _connect(self) -> None:
        self.contents.back.connect(self.left)
        self.contents.chosen.connect(self._jump)
        self.bar.size_wanted.connect(self.set_size)
        self.bar.run.connect(lambda key: self._ctx.commands.run(f"article-{key}"))
        self.view.filled.connect(self._on_filled)
        self.view.moved.connect(self._on_moved)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.deeds.show_menu)
        self.view.travelled.connect(lambda by: self.go_back() if by < 0 else self.go_forward())
        self.links.opened.connect(self.open)
        self.links.heading_wanted.connect(self._jump)
        self.links.place_wanted.connect(self._jump_to)
        self.links.card_wanted.connect(self.deeds.make_card)
        self.marks.changed.connect(self._show_marks)
        self.log.logged.connect(self._on_logged)
        signals().changed.connect(self._take_size)
        signals().changed.connect(self._show_panes)
        self.setFocusProxy(self.view)
        self.contents.arrow.setFocusPolicy(Qt.FocusPolicy.TabFocus)
