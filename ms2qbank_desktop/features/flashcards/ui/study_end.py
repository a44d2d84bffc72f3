"""The end of a deck for now: what is said when nothing is left, and what is offered then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.study_models import ALL_DECKS

from .wording import in_deck

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.session import StudySession
    from ms2qbank_desktop.ui.context import UiContext

    from .study_frame import StudyFrame


class StudyEnd(QObject):
    """Stands in for the card. ``due``: the session has one again; ``widened``: the deck may have
    more cards for today; ``another_requested``: the id of a deck to be studied instead."""

    due = Signal()
    widened = Signal()
    another_requested = Signal(object)

    def __init__(self, ctx: UiContext, session: StudySession, frame: StudyFrame) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._session = session
        self._frame = frame
        offers = frame.finished
        offers.more_requested.connect(self._on_more)
        offers.custom_requested.connect(self._on_custom)
        offers.unbury_requested.connect(self._on_unbury)

    def show(self) -> None:
        """Show how the deck stands."""
        session, frame = self._session, self._frame
        finished = session.finished()._replace(buried=self._buried())
        frame.show_deck(session.deck.name)
        frame.finished.custom.setVisible(session.deck.id != ALL_DECKS)
        frame.finished.show_finished(finished, session.done, self._ctx.clock.now())
        frame.show_finished()

    def wait(self) -> None:
        """Show the next learning card if its time has come, else how long it takes."""
        at = self._session.next_learning_at
        if at is not None and at <= self._ctx.clock.now():
            self._session.advance()
            self.due.emit()
        elif at is not None:
            self.show()

    def _buried(self) -> int:
        """Return how many cards of the deck can be brought back today."""
        deck = self._session.deck
        if deck.id == ALL_DECKS:
            return 0
        search = self._ctx.service(SearchService)
        return search.count(self._ctx.user_id, f"{in_deck(deck.name)} is:buried")

    def _on_more(self, kind: str, number: int) -> None:
        decks, deck_id = self._ctx.service(DeckService), self._session.deck.id
        if kind == "new":
            decks.raise_today(self._ctx.user_id, deck_id, new=number)
        else:
            decks.raise_today(self._ctx.user_id, deck_id, reviews=number)
        self.widened.emit()

    def _on_unbury(self) -> None:
        self._ctx.service(CardService).unbury_deck(self._ctx.user_id, self._session.deck.id)
        self.widened.emit()

    def _on_custom(self) -> None:
        from .custom_study import CustomStudyDialog

        another = self.another_requested.emit
        dialog = CustomStudyDialog(self._ctx, self._session.deck, another)
        dialog.open_once()
