"""An article over whatever is open: an exam, cards, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .article_reading import pictures_of, read_article
from .article_view import ArticleView
from .found_place import show_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

    from .article_reading import ReadArticle

_WIDTH, _SHARE = 760, 0.85
"""In pixels at 100 % text, and at most so much of the window."""


class ArticleDialog(QDialog):
    """To read only; at the heading ``place.spot``, with ``words`` marked. Esc closes."""

    def __init__(self, ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
        super().__init__(ctx.window)
        self._place, self._words = place, words
        self.setWindowTitle("Article")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "surface")
        self.view = ArticleView(pictures_of(ctx))
        self.view.ring_target = self.view
        self.view.filled.connect(self._on_filled)
        close = Button("Close", "secondary", key_cap="Esc")
        close.clicked.connect(self.reject)
        sheet = column(gap=0, margins=(32, 16, 8, 0))
        sheet.addWidget(self.view, 1)
        layout = column(gap=0)
        layout.addLayout(sheet, 1)
        layout.add(line(), row(None, close, margins=(16, 8, 16, 8)))
        self.setLayout(layout)
        room = ctx.window.size() * _SHARE
        self.resize(min(px(_WIDTH), room.width()), room.height())
        width = self.view.picture_width

        def done(read: ReadArticle) -> None:
            if isValid(self):
                article, text, pictures = read
                self.view.show_text(article.title, article.summary, text, pictures)
                self.view.setFocus()

        def failed(error: BaseException) -> None:
            if isValid(self):
                self.reject()
            ctx.messages.show(error)

        ctx.tasks.run(
            "Opening the article",
            lambda _progress: read_article(ctx, place.id, width),
            done=done,
            failed=failed,
        )

    def _on_filled(self) -> None:
        wanted = self._place.spot.casefold()
        for heading in self.view.headings:
            if wanted and heading.text.casefold() == wanted:
                self.view.go_to(heading.position)
        if self._words:
            show_found(self.view, self._words, self.view.top())
