"""Flashcards of the open item of an exam: the section below the explanation, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .make_card_section import CardSection

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.context import UiContext

    from .block_content import BlockContent
    from .exam_frame import ExamFrame
    from .explanation_view import ExplanationView


class ExamCards(QObject):
    """Shows the cards of each item once its answer is known, and makes more."""

    def __init__(
        self,
        ctx: UiContext,
        session: BlockSession,
        frame: ExamFrame,
        content: BlockContent,
        explanation: ExplanationView,
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._session = session
        self._frame = frame
        self._content = content
        self._explanation = explanation
        self.section = CardSection(ctx)
        self.section.cloze_requested.connect(self.make_cloze)
        explanation.add_section(self.section)

    def show(self) -> None:
        """Show the cards of the open item, whose answer is known."""
        item, right = self._session.item, self._content.question.correct
        wrong = min(item.answer - right, default=None)
        missed = item.answer != right
        self.section.show_question(item.question_id, missed=missed, chosen=wrong)

    def make(self) -> None:
        """Make a card of the open item."""
        self.section.make_basic()

    def make_cloze(self) -> None:
        """Make a card that hides what is selected in one of the texts."""
        for shown in (*self._frame.question.passages(), *self._explanation.passages()):
            start, end = shown.selection()
            if end > start:
                self.section.make_cloze(shown.passage().text, start, end)
                return
        self._ctx.messages.toast("Select the words that the card is to hide")
