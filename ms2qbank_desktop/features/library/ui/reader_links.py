"""What happens when a link or a word of the glossary in an article is clicked or pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.library.body import MEDIA
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import ask

from .article_text import TERM, WIKI, wiki_name
from .term_card import TermCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.library.models import Term
    from ms2qbank_desktop.ui.context import UiContext

    from .article_view import ArticleView

_HOVER_MS = 250
_KINDS = (Kind.NOTE, Kind.VIDEO, Kind.CARD, Kind.QUESTION)
"""What ``[[a name]]`` may mean beside an article, the likeliest first."""


class ReaderLinks(QObject):
    """Opens what links name, and shows what words mean on its ``card``, over ``page``.

    ``opened``: the Place of an article; ``heading_wanted``: which one of this article;
    ``place_wanted``: where in its document;
    ``card_wanted``: words for a flashcard, and what they explain. With ``beside`` the article lies
    over something that goes on: what is no article opens over it too, and no block is offered.
    """

    opened = Signal(object)
    heading_wanted = Signal(int)
    place_wanted = Signal(int)
    card_wanted = Signal(str, str)

    def __init__(
        self, ctx: UiContext, page: QWidget, view: ArticleView, *, beside: bool = False
    ) -> None:
        super().__init__(page)
        self._ctx, self._page, self._view, self._beside = ctx, page, view, beside
        self.article_id = 0
        """The article that is read."""
        self.terms: Mapping[str, Term] = {}
        """What the words of the glossary in the article mean."""
        self.card = TermCard(page)
        self._hovered = ""
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(_HOVER_MS)
        self._hover.timeout.connect(lambda: self.show_term(self._hovered))
        self._view.link_clicked.connect(self.follow)
        self._view.highlighted.connect(self._on_highlighted)
        self.card.questions_wanted.connect(self._practise)
        self.card.card_wanted.connect(
            lambda term: self.card_wanted.emit(term.definition, term.term)
        )

    def follow(self, address: str) -> None:
        """Open what the address of a link says."""
        if address.startswith(TERM):
            self.show_term(address)
        elif address.startswith(WIKI):
            name, heading = wiki_name(address)
            if not name:
                self._open_heading(heading)
                return
            found = self._named(name)
            if found is None:
                self._ctx.messages.toast(f"Nothing is called “{name}” yet")
            else:
                self.open_place(Place(found.kind, found.id, heading))
        elif address.startswith(MEDIA):
            self._ctx.commands.request("show-picture", address.removeprefix(MEDIA))
        elif address.startswith(("http://", "https://")):
            words = f"The browser goes to {address}"
            question = "Open this address in the browser?"
            if ask(self._page, question, words, do="Open in the browser"):
                QDesktopServices.openUrl(QUrl(address))

    def open_place(self, place: Place) -> None:
        """Open what a line or a link names."""
        if place.kind is Kind.ARTICLE:
            self.opened.emit(place)
        else:
            how = "beside" if self._beside else "open"
            self._ctx.commands.request(f"{how}-{place.kind}", place)

    def make_card(self) -> None:
        """Make a flashcard of what is selected."""
        start, end = self._view.selection()
        if start < end:
            self.card_wanted.emit(self._view.shown_text()[start:end], "")
        else:
            self._ctx.messages.toast("Select the words for the card first")

    def show_term(self, address: str) -> None:
        """Show what the word of a ``term:`` address means, below it."""
        key = QUrl.fromPercentEncoding(address.removeprefix(TERM).encode())
        term = self.terms.get(key)
        if term is None:
            return
        mouse = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        if self._view.anchorAt(mouse) == address:
            caret = self._view.cursorRect(self._view.cursorForPosition(mouse))
        else:
            caret = self._view.cursorRect()
        corner = QPoint(caret.left() - px(24), caret.bottom())
        below = self._view.viewport().mapTo(self._page, corner)
        self.card.show_term(term, below, line=caret.height())
        if self._beside:
            return
        self._ctx.tasks.run(
            "Counting questions",
            lambda _progress: self._count(term),
            done=lambda number: self.card.show_questions(term, number),
            owner=self._page,
        )

    def _count(self, term: Term) -> int:
        attempts = self._ctx.service(AttemptService)
        return len(attempts.matching(self._ctx.user_id, _questions_on(term)))

    def _practise(self, term: Term) -> None:
        self._ctx.commands.request("practise", _questions_on(term))

    def _named(self, name: str) -> Place | None:
        """Return what is called so: of articles the nearest one, for every chapter of a book has
        its introduction."""
        article = self._ctx.service(LibraryService).titled(name, self.article_id)
        if article is not None:
            return Place(Kind.ARTICLE, article)
        return self._ctx.service(LinkService).named(self._ctx.user_id, name, _KINDS)

    def _open_heading(self, heading: str) -> None:
        if (at := self._view.heading_named(heading)) >= 0:
            self.heading_wanted.emit(at)
        elif (at := self._view.position_of(heading)) >= 0:
            self.place_wanted.emit(at)

    def _on_highlighted(self, address: QUrl) -> None:
        self._hovered = address.toString()
        if self._hovered.startswith(TERM):
            self._hover.start()
        else:
            self._hover.stop()
            self.card.leave()


def _questions_on(term: Term) -> QuestionFilter:
    """Return the filter of the questions that speak of a term."""
    words = " ".join(term.term.replace('"', " ").split())
    return QuestionFilter(BankFilter(text=f'"{words}"'))
