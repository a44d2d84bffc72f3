"""An article over whatever is open: an exam, cards, a note."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from ms2qbank_desktop.features.annotations.models import Colour
from ms2qbank_desktop.features.links.models import Excerpt
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .article_marks import ArticleMarks
from .article_reading import pictures_of, read_article
from .article_view import ArticleView
from .found_place import selected_place, show_found, show_range
from .reader_links import ReaderLinks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

    from .article_reading import ReadArticle

_WIDTH, _SHARE = 760, 0.85
"""In pixels at 100 % text, and at most so much of the window."""


class ArticleDialog(QDialog):
    """Its links are followed in it; it can be highlighted as in the reader. Esc closes."""

    _title = ""

    def __init__(self, ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self.setWindowTitle("Article")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "surface")
        self.view = ArticleView(pictures_of(ctx))
        self.view.filled.connect(self._on_filled)
        self.marks = ArticleMarks(ctx, self.view)
        note = Button("Quick note", "secondary", "note-pencil", "N")
        note.clicked.connect(self.make_note)
        highlight = Button("Highlight", "secondary", "highlighter-circle", "Y")
        highlight.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        highlight.clicked.connect(lambda: self.marks.highlight())
        self.to_tab = Button("Open in the library", "secondary", "books")
        self.to_tab.clicked.connect(self._open_in_tab)
        close = Button("Close", "secondary", key_cap="Esc")
        close.clicked.connect(self.reject)
        sheet = column(gap=0, margins=(28, 12, 4, 0))
        sheet.addWidget(self.view, 1)
        paper = QWidget()
        paper.setLayout(sheet)
        self.view.ring_target = paper
        layout = column(gap=0)
        inset = column(gap=0, margins=4)  # room for the ring
        inset.addWidget(paper)
        layout.addLayout(inset, 1)
        layout.add(line(), row(note, highlight, self.to_tab, None, close, margins=(16, 8, 16, 8)))
        self.setLayout(layout)
        # What has the whole window (an exam, cards that are studied) is not left for an article.
        self.to_tab.setVisible(ctx.navigate.taken_over is None)
        self._take_keys()
        self.links = ReaderLinks(ctx, self, self.view, beside=True)
        self.links.opened.connect(self.read)
        self.links.heading_wanted.connect(self._go_to_heading)
        self.links.place_wanted.connect(self.view.go_to)
        self.links.card_wanted.connect(self._make_card)
        room = ctx.window.size() * _SHARE
        self.resize(min(px(_WIDTH), room.width()), room.height())
        self.read(place, words)

    def read(self, place: Place, words: Sequence[str] = ()) -> None:
        """Show an article at a place, with ``words`` marked."""
        self._place, self._words = place, words
        width, zoom, ctx = self.view.picture_width, self.view.zoom, self._ctx

        def done(read: ReadArticle) -> None:
            if isValid(self) and place == self._place:
                article, text, pictures = read
                self._place = replace(place, id=article.id)
                self._title, self.links.article_id = article.title, article.id
                self.links.terms = text.terms
                self.view.show_text(article.title, article.summary, text, pictures)
                self.view.verticalScrollBar().setValue(0)
                self.view.setFocus()

        def failed(error: BaseException) -> None:
            if isValid(self):
                super(ArticleDialog, self).reject()
            ctx.messages.show(error)

        ctx.tasks.run(
            "Opening the article",
            lambda _progress: read_article(ctx, place, width, zoom),
            done=done,
            failed=failed,
        )

    def reject(self) -> None:
        if self.links.card.isVisible():
            self.links.card.hide()
        else:
            super().reject()

    def make_note(self) -> None:
        """Close, and begin a quick note at the heading that is read; what is selected is quoted."""
        if self._title:
            start, end = self.view.selection()
            excerpt = Excerpt(self._here(), self._title, self.view.shown_text()[start:end])
            super().reject()
            self._ctx.commands.request("make-note", excerpt)

    def _open_in_tab(self) -> None:
        place = self._here()
        super().reject()
        self._ctx.commands.request("open-article", place)

    def _here(self) -> Place:
        """Return the words that are selected, else the heading that is read."""
        return selected_place(self.view, self._place.id)

    def _take_keys(self) -> None:
        """Bind the keys of the reader: its commands are not there while a dialog is open."""
        for keys, act in (
            ("N", self.make_note),
            ("Alt+N", self.make_note),
            ("Y", self.marks.highlight),
            *((str(at), partial(self.marks.highlight, one)) for at, one in enumerate(Colour, 1)),
            ("Shift+Y", self.marks.erase),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _go_to_heading(self, number: int) -> None:
        self.view.go_to(self.view.headings[number].position)

    def _make_card(self, text: str, title: str) -> None:
        excerpt = Excerpt(self._here(), self._title, text, title)
        self._ctx.commands.request("make-card", excerpt)

    def _on_filled(self) -> None:
        self.marks.open(self._place.id)
        at = self.view.heading_named(self._place.part) if self._place.part else -1
        start = self.view.headings[at].position if at >= 0 else 0
        if at >= 0:
            self._go_to_heading(at)
        if self._words:
            show_found(self.view, self._words, max(start, self.view.top()))
        elif self._place.range is not None:
            show_range(self.view, self._place.range)
