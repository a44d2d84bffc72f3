"""What stands on the screen during an exam: bars, item list, question, explanation, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.session import ALERT_MS
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .exam_bars import BottomBar, ToolButton, TopBar
from .exam_desk import ExamDesk
from .explanation_view import ExplanationView
from .item_list import ItemList
from .item_model import ItemModel
from .question_view import QuestionView
from .review_screen import ReviewScreen
from .wording import MODES, clock, countdown, counted

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.widgets.layouts import Box

    from .block_content import BlockContent


class ExamFrame(QWidget):
    """Shows a session; one of the views ``question``, ``review`` and ``paused`` is open.

    ``beside``: the explanation stands beside the question where there is room.
    ``picture_requested``: a picture of a text, by its address there, is to be seen larger.
    """

    picture_requested = Signal(str)

    def __init__(self, session: BlockSession, content: BlockContent, *, beside: bool) -> None:
        super().__init__()
        self._session = session
        self._content = content
        self._total = len(session.block.items)
        self.items = ItemModel(session, content.verdicts)
        self.items.setParent(self)
        self.text_size = IconButton("text-aa", "Size of the text")
        self.full_screen = IconButton("corners-out", "Full screen", "F11")
        self.labs = ToolButton("Labs", "flask", "Lab values", "L")
        self.calculator = ToolButton("Calculator", "calculator", "Calculator", "K")
        self.top = TopBar([self.labs, self.calculator, self.text_size, self.full_screen])
        mode = "Review" if session.ended else MODES[session.block.mode]
        self._pausable = session.tutor and not session.ended
        self.bottom = BottomBar(mode, review=session.ended)
        self.list = ItemList(self.items)
        self.question = QuestionView(content.picture)
        explains = session.tutor or session.ended
        self.explanation = ExplanationView(content.picture) if explains else None
        self.desk = ExamDesk(self.question, self.explanation, beside=beside)
        self.review = ReviewScreen(session, self.items)
        self.go_on = Button("Go on", "primary", "play", "P")
        self.question.picture_requested.connect(self.picture_requested)
        if self.explanation is not None:
            self.explanation.picture_requested.connect(self.picture_requested)
        self.body = QWidget()
        self._across = self._fill_body()
        self._views: dict[str, QWidget] = {
            "question": self.body,
            "review": self.review,
            "paused": EmptyState("pause", "Paused", "The time stands still.", self.go_on),
        }
        ground(self._views["paused"], "surface")
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        layout = column(self.top, line(), gap=0)
        layout.addWidget(self._stack, 1)
        layout.add(line(), self.bottom)
        self.setLayout(layout)
        self.setFocusProxy(self.question)

    def add_dock(self, dock: QWidget) -> None:
        """Put a dock at the right edge of the body; hide and show it at will."""
        self._across.addWidget(dock)

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
        self.bottom.pause.setVisible(view == "question" and self._pausable)
        if view == "review":
            block = self._session.block
            fact = f"Block {block.number}, {MODES[block.mode].lower()}, "
            self.top.show_title("Item review", fact + counted(self._total, "item"))
            self.review.open()
        elif view == "paused":
            self.top.show_title(
                f"Item {self._session.block.position + 1} of {self._total}", "paused"
            )
        else:
            self._show_place()

    def show_item(self) -> None:
        """Show the open item from its beginning."""
        content = self._content
        self.question.show_question(
            content.rendered, self._session.item.order, several=content.question.several_right
        )
        self.list.follow()
        self._show_place()
        self.show_state()
        self.show_explanation()
        if not self.list.hasFocus():
            self.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_explanation(self) -> None:
        """Show the explanation if the open item is settled, else nothing."""
        revealed = self._session.revealed
        if revealed and self.explanation is not None:
            self.explanation.show_feedback(self._content.feedback(), self._content.rendered)
        self.desk.arrange(explained=revealed)
        self.question.settle()

    def show_state(self) -> None:
        """Show what has been done with the open item, and what that makes of the block."""
        session, revealed = self._session, self._session.revealed
        self.question.show_item(
            session.item, self._content.question.correct, revealed=revealed, tutor=session.tutor
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

    def _fill_body(self) -> Box:
        across = row(self.list, line(vertical=True), gap=0)
        across.addWidget(self.desk, 1)
        self.body.setLayout(across)
        self.body.setFocusProxy(self.question)
        return across
