"""The flashcards of a question below its explanation, and the buttons that make more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Heading
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .make_card import CardMaker, source

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.browsing import CardLine
    from ms2qbank_desktop.ui.context import UiContext

_LONGEST = 70
"""Letters of a card's question on its button."""
_REST_MS = 60


class CardSection(QWidget):
    """Lists the cards of the open question and opens them. ``cloze_requested``: one of what is
    selected in the texts is wanted."""

    cloze_requested = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._question_id = 0
        self._chosen: int | None = None
        self._missed = False
        self.maker = CardMaker(ctx)
        self.heading = Heading("Flashcards")
        self.make = Button("Make a card", "secondary", "cards", size="small")
        self.cloze = Button("Cloze of the selection", "quiet", "brackets-curly", size="small")
        self.confusion = Button("Confusion pair", "quiet", "swap", size="small")
        self.confusion.setToolTip("The right answer against the one that you chose")
        self.make.clicked.connect(self.make_basic)
        self.cloze.clicked.connect(self.cloze_requested)
        self.confusion.clicked.connect(self.make_confusion)
        self.cards: list[Button] = []
        self._list = column(gap=4)
        buttons = row(self.make, self.cloze, self.confusion, None, gap=4)
        self.setLayout(column(self.heading, self._list, buttons, gap=6))
        self._rest = QTimer(self)  # items that are only passed by are not read
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        ctx.commands.bind(self.make, "exam-card")
        ctx.changes.happened.connect(self._on_changes)

    def show_question(self, question_id: int, *, missed: bool, chosen: int | None) -> None:
        """Show the cards of a question; ``chosen``: the place of a wrong choice, None for none."""
        if question_id != self._question_id:
            self._show_cards([])
        self._question_id, self._missed, self._chosen = question_id, missed, chosen
        self.confusion.setVisible(chosen is not None)
        self._rest.start()

    def set_zoom(self, zoom: int) -> None:
        """Take the size of the exam's texts, in per cent."""
        self.heading.set_zoom(zoom)

    def make_basic(self) -> None:
        """Make a card: stem → front, answer and objective → back."""
        self.maker.basic(self._question_id, missed=self._missed)

    def make_cloze(self, text: str, start: int, end: int) -> None:
        """Make a card that hides [start, end) of ``text``."""
        self.maker.cloze(self._question_id, text, start, end)

    def make_confusion(self) -> None:
        """Make a card of the right choice against the one chosen."""
        if self._chosen is not None:
            self.maker.confusion(self._question_id, self._chosen)

    def _read(self) -> None:
        user_id = self._ctx.user_id
        cards = self._ctx.service(NoteService).cards_of_source(user_id, source(self._question_id))
        ids = [card.id for card in cards]
        lines = self._ctx.service(SearchService).lines(user_id, ids) if ids else []
        self._show_cards(lines)

    def _show_cards(self, lines: list[CardLine]) -> None:
        for button in self.cards:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.cards = []
        for line in lines:
            words = line.question
            short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
            button = Button(short or "Card", "link", "cards", size="small")
            button.setToolTip(f"Edit this card in {line.deck}")
            button.clicked.connect(partial(self._edit, line.note_id))
            self.cards.append(button)
            self._list.add(row(button, None))

    def _edit(self, note_id: int, *_checked: bool) -> None:
        self._ctx.commands.request("edit-card-note", note_id)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if self._question_id and self.isVisible() and any(t.startswith("cards") for t in topics):
            self._read()
