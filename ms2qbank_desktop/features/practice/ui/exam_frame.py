"""What stands on the screen during an exam: bars, item list, question, explanation, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.session import ALERT_MS
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.words import counted

from .exam_bars import BottomBar, TopBar
from .exam_desk import ExamDesk
from .exam_scroll import ScrollPlace
from .explanation_view import ExplanationView
from .item_list import ItemList
from .item_model import ItemModel
from .question_view import QuestionView
from .review_screen import ReviewScreen
from .wording import clock, countdown, mode_words

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.widgets.layouts import Box

    from .block_content import BlockContent


class ExamFrame(QWidget):
    """Shows a session; one of the views ``question``, ``review`` and ``paused`` is open.

    ``beside``: the explanation stands beside the question where there is room.
    ``picture_requested``: a picture of a text, by its address there, is to be seen larger.
    ``scrolled``: the open question was scrolled, to so many thousandths of its length.
    """

    picture_requested = Signal(str)
    scrolled = Signal(int)

    def __init__(
        self, page: QWidget, session: BlockSession, content: BlockContent, *, beside: bool
    ) -> None:
        """``page``: where the frame stands; put there while it is empty, for Qt goes through a
        whole tree each time that it gets another parent."""
        super().__init__(page)
        self._session = session
        self._content = content
        self._total = len(session.block.items)
        self.items = ItemModel(session, content.verdicts)
        self.items.setParent(self)
        self.top = TopBar()
        block = session.block
        self._mode = mode_words(block.mode, block.time_factor)
        self.bottom = BottomBar("Review" if session.ended else self._mode, review=session.ended)
        self.body = QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.list = ItemList(self.items)
        self.question = QuestionView(content.picture)
        explains = session.reveals or session.ended
        self.explanation = ExplanationView(content.picture) if explains else None
        self.desk = ExamDesk(self.question, self.explanation, beside=beside)
        self._list_line = line(vertical=True)
        self._across.add(self.list, self._list_line)
        self._across.addWidget(self.desk, 1)
        self.review = ReviewScreen(session, self.items)
        self.go_on = Button("Go on", "primary", "play")
        paused = EmptyState("pause", "Paused", "The time stands still.", self.go_on)
        ground(paused, "surface")
        self._views = {"question": self.body, "review": self.review, "paused": paused}
        self._stack.addWidget(self.review)
        self._stack.addWidget(paused)
        self.question.picture_requested.connect(self.picture_requested)
        if self.explanation is not None:
            self.explanation.picture_requested.connect(self.picture_requested)
        self._place = ScrollPlace(self.question.area.verticalScrollBar())
        self._place.moved.connect(self.scrolled)
        self.body.setFocusProxy(self.question)
        self.setFocusProxy(self.question)

    def add_dock(self, dock: QWidget) -> None:
        """Put a dock at the right edge of the body; hide and show it at will."""
        self._across.addWidget(dock)

    def show_list(self, *, shown: bool) -> None:
        """Show or hide the list of items."""
        if not shown and self.list.hasFocus():
            self.question.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(shown)
        self._list_line.setVisible(shown)
        self.top.list.setChecked(shown)

    @property
    def view(self) -> str:
        """The name of the view that is open."""
        return next(key for key, view in self._views.items() if view is self._stack.currentWidget())

    def turn_to(self, view: str) -> None:
        """Open a view and give it the focus."""
        if view != self.view:
            self._stack.setCurrentWidget(self._views[view])
            stop = self.go_on if view == "paused" else self._views[view]
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bottom.end.setVisible(view != "review" and not self._session.ended)
        self.bottom.pause.setVisible(view == "question" and self._session.pausable)
        if view == "review":
            block = self._session.block
            fact = f"Block {block.number}, {self._mode.lower()}, "
            self.top.show_title("Item review", fact + counted(self._total, "item"))
            self.review.open()
        elif view == "paused":
            self.top.show_title(
                f"Item {self._session.block.position + 1} of {self._total}", "paused"
            )
        else:
            self._show_place()

    def show_item(self) -> None:
        """Show the open item where it was left."""
        content = self._content
        self._place.put(0)
        self.question.show_question(
            content.rendered,
            self._session.item.order,
            several=content.question.several_right,
            has_phrases=bool(content.question.key_phrases),
            part=self._session.item.part,
        )
        self.list.follow()
        self._show_place()
        self.show_state()
        self.show_explanation()
        self._place.put(self._session.item.scroll)
        if not self.list.hasFocus():
            self.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Show the explanation of the item that has just been settled; the question stays where
        it is, and its chosen choices in view."""
        self._place.let_go()
        self.show_explanation()
        self.question.keep_answer_in_view(self._session.item)

    def show_explanation(self) -> None:
        """Show the explanation if the open item is settled, else nothing."""
        revealed = self._session.revealed
        if revealed and self.explanation is not None:
            self.explanation.show_feedback(self._content.feedback(), self._content.rendered)
        self.desk.arrange(explained=revealed)
        self.question.settle()

    def show_confidence(self) -> None:
        """Show how sure the answer to the open item was."""
        if self.explanation is not None:
            self.explanation.card.show_confidence(self._session.confidence)

    def show_state(self) -> None:
        """Show what has been done with the open item, and what that makes of the block."""
        session, revealed = self._session, self._session.revealed
        self.question.show_item(
            session.item, self._content.question.correct, revealed=revealed, reveals=session.reveals
        )
        self.top.show_mark(marked=session.is_marked(session.item))
        self.top.next.set_kind("primary" if revealed else "secondary")
        self.items.update_items()
        if session.ended:
            right = list(self._content.verdicts.values()).count(Status.CORRECT)
            self.bottom.show_correct(right, self._total)
        else:
            self.bottom.show_answered(session.answered, self._total)

    def show_time(self) -> None:
        """Show the time that is left, or that was used."""
        left, used = self._session.remaining_ms, clock(self._session.elapsed_ms)
        if self._session.ended:
            self.bottom.show_time(used, "used")
        elif left is None:
            self.bottom.show_time(used, "elapsed")
        else:
            self.bottom.show_time(countdown(left), "left in this block", alert=left <= ALERT_MS)
        self.review.show_time("" if left is None else countdown(left))

    def show_steps(self, *, previous: bool, following: bool) -> None:
        """Say whether there is an item before and after."""
        self.top.previous.setEnabled(previous)
        self.top.next.setEnabled(following)

    def _show_place(self) -> None:
        at = self._session.block.position
        self.top.show_item(at + 1, self._total, self._content.question.external_id)

    def _lay_out(self) -> None:
        self._across: Box = row(gap=0)
        self.body.setLayout(self._across)
        layout = column(self.top, line(), gap=0)
        layout.addWidget(self._stack, 1)
        layout.add(line(), self.bottom)
        self.setLayout(layout)
        self._stack.addWidget(self.body)
