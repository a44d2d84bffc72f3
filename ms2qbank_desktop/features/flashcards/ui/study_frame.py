"""What stands on the screen while cards are studied: bars, the card, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.banner import BannerArea
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .card_view import CardView
from .finished_view import FinishedView
from .flags import FLAGS
from .study_bars import ProgressLine, StudyBottom, StudyTop
from .wording import BELOW, history, interval, leaf, path

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.study_models import Shown
    from ms2qbank_desktop.ui.commands import Commands
    from ms2qbank_desktop.ui.widgets.pictures import Pictures

    from .card_content import CardContent

_MENU = (
    *("study-redo", "study-bury", "study-bury-note", "study-suspend", "study-suspend-note"),
    *("study-set-due", "study-forget", "study-info", "study-quick-note", "study-links"),
    *("study-replay", "study-hold"),
    *("study-advance", "study-hint", "study-options", "study-delete"),
)
"""What the menu "more" holds."""


class StudyFrame(QWidget):
    """Shows a question, an answer, or that nothing is left; ``view`` says which: "question",
    "answer" or "done". ``source_requested``: where the card came from is to be opened."""

    source_requested = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.view = "done"
        self.banners = BannerArea()
        self.top = StudyTop()
        self.progress = ProgressLine()
        self.bottom = StudyBottom()
        self._source = Button("", "link", "arrow-square-out", size="small")
        self._source.clicked.connect(self.source_requested)
        self._history = Label("", "caption", "text-muted")
        below = QWidget()
        self._below = row(self._source, None, self._history, gap=12)
        below.setLayout(self._below)
        self.card = CardView(pictures, below)
        self.finished = FinishedView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.card)
        self._stack.addWidget(self.finished)
        layout = column(self.top, self.progress, gap=0)
        layout.add(self.banners)
        layout.addWidget(self._stack, 1)
        self._line = line()
        layout.add(self._line, self.bottom)
        self.setLayout(layout)

    def bind_keys(self, commands: Commands) -> None:
        """Let the buttons show the keys of the commands of study, and fill the menus with them."""
        top, bottom = self.top, self.bottom
        for button, key in (
            (top.back, "study-close"),
            (top.undo, "study-undo"),
            (top.edit, "study-edit"),
            (top.mark, "study-mark"),
            (top.suspend, "study-suspend"),
            (top.more, "study-more"),
            (bottom.go_key, "study-go"),
            (bottom.bury_key, "study-bury"),
            (bottom.all_keys, "keys"),
        ):
            commands.bind(button, key)
        for rating, rating_button in bottom.ratings.buttons.items():
            commands.bind(rating_button, f"study-{rating.name.lower()}")
        more, flags = Menu(self), Menu(self)
        more.addActions([commands.action(key) for key in _MENU])
        flags.addActions([commands.action(f"study-flag-{flag}") for flag in range(len(FLAGS))])
        top.more.setMenu(more)
        top.flag.setMenu(flags)

    def add_below(self, widget: QWidget) -> None:
        """Put something quiet below the card, beside where it came from."""
        self._below.insertWidget(1, widget)

    def show_question(self, shown: Shown, content: CardContent, deck: str) -> None:
        """Show the front of a card; ``deck`` is the path of the deck that is studied."""
        self._turn_to("question")
        self._show_place(shown.deck.name, deck)
        self.top.show_flag(shown.card.flag)
        self.top.show_marked(marked=shown.marked)
        source = shown.card.source
        self._source.setText(f"From {LOOKS[source.kind].one}" if source else "")
        self._source.setVisible(source is not None)
        self._history.setText(history(shown.card.schedule))
        self.card.show_question(content)
        if self.card.typed.isVisible():
            self.card.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.bottom.take_focus()

    def show_answer(self, shown: Shown, content: CardContent) -> None:
        """Show the back of a card, and what each rating gives."""
        self._turn_to("answer")
        self.bottom.ratings.show_intervals([interval(value) for value in shown.intervals])
        self.card.show_answer(content)
        self.bottom.take_focus()

    def show_finished(self) -> None:
        """Show that nothing is left; the view itself has been told how things stand."""
        self._turn_to("done")
        self.finished.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_deck(self, deck: str) -> None:
        """Name the deck where there is no card."""
        self._show_place(deck, deck)

    def _turn_to(self, view: str) -> None:
        self.view = view
        on_card = view != "done"
        self._stack.setCurrentWidget(self.card if on_card else self.finished)
        self.bottom.turn_to(answer=view == "answer")
        for part in (self.bottom, self._line):
            part.setVisible(on_card)
        for button in (self.top.edit, self.top.mark, self.top.flag, self.top.suspend):
            button.setEnabled(on_card)

    def _show_place(self, home: str, deck: str) -> None:
        inside = home.startswith(deck) and home != deck
        below = f"{BELOW}{path(home[len(deck) + 2 :])}" if inside else ""
        self.top.deck.setText(leaf(deck) + below)
