"""The small card that says what a word means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import current, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from ms2qbank_desktop.features.library.models import Term

_LINGER_MS = 350
"""After the mouse has left the word: it may be on its way to the card."""


class TermCard(QWidget):
    """Lies over the page below the word. ``card_wanted`` and ``questions_wanted`` carry the
    Term."""

    card_wanted = Signal(object)
    questions_wanted = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._term: Term | None = None
        self._name = Label("", "strong")
        self._words = Label("", "body", wrap=True)
        self.make = Button("Make card", "secondary", "cards", size="small")
        self.make.clicked.connect(self._on_make)
        self.questions = Button("", "quiet", size="small")
        self.questions.clicked.connect(self._on_questions)
        head = row(self._name, None, Label("Glossary", "caption", "text-muted"))
        self._sheet = column(
            head, self._words, row(self.make, self.questions, None, gap=8), gap=8, margins=14
        )
        self.setLayout(self._sheet)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(_LINGER_MS)
        self._linger.timeout.connect(self.hide)
        self.hide()

    def show_term(self, term: Term, below: QPoint, *, line: int) -> None:
        """Show what a word means at ``below``, a place of the page; ``line`` is the height of the
        word's line, for when there is more room above."""
        self._linger.stop()
        self._term = term
        self.questions.hide()
        self._name.setText(term.term)
        self._words.setText(term.definition)
        page = self._page
        width = min(px(340), page.width() - px(24))
        self.setFixedWidth(width)
        height = self._sheet.totalHeightForWidth(width)
        self.resize(QSize(width, height))
        left = max(px(8), min(below.x(), page.width() - width - px(8)))
        top = below.y() + px(4)
        if top + height > page.height():
            top = max(px(8), below.y() - line - height - px(4))
        self.setGeometry(left, top, width, height)
        self.setAccessibleName(f"{term.term}: {term.definition}")
        self.show()
        self.raise_()

    def show_questions(self, term: Term, number: int) -> None:
        """Offer the questions that speak of a term, if that is still shown."""
        if term == self._term and number:
            self.questions.setText(counted(number, "question"))
            self.questions.show()

    def leave(self) -> None:
        """Go away soon, unless the mouse comes."""
        if self.isVisible():
            self._linger.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._linger.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        ground, edge = theme.color("raised"), theme.color("border-strong")
        paint.box(painter, self.rect(), ground, edge, metrics().radius["card"])

    def _on_make(self) -> None:
        self.hide()
        if self._term is not None:
            self.card_wanted.emit(self._term)

    def _on_questions(self) -> None:
        self.hide()
        if self._term is not None:
            self.questions_wanted.emit(self._term)
