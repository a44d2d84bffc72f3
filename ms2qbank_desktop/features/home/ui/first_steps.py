"""The first day: three steps, each with the button that does it, ticked once it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .parts import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.home.models import Begun
    from ms2qbank_desktop.ui.context import UiContext

FIRST_BLOCK = 10
"""Questions of the block that is offered first."""
_BESIDE = 720
"""Width from which the steps stand beside each other, in pixels at 100 % text."""


class _Step(NamedTuple):
    icon: str
    title: str
    text: str
    word: str
    do: Callable[[], object]
    done: bool


class FirstSteps(Card):
    """Goes away when the steps are done, or nobody needs them. Its keyboard is that of the step
    that is to be taken now."""

    topics = frozenset(
        {"attempts", "reviews", "tallies", "plans", "questions", "packs", "cards", "decks"}
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Three first steps", " ", flush=True)
        self._ctx = ctx
        self.cells = [_Cell(number) for number in (1, 2, 3)]
        self._across = row(gap=0)
        self._rules = [line(vertical=True), line(vertical=True)]
        for cell, rule in zip(self.cells, [None, *self._rules], strict=True):
            if rule is not None:
                self._across.addWidget(rule)
            self._across.addWidget(cell, 1)
        self.body.addLayout(self._across)

    @staticmethod
    def read(ctx: UiContext) -> Begun:
        return ctx.service(HomeService).begun(ctx.user_id)

    def show_found(self, found: Begun) -> None:
        self.setVisible(not found.done)
        steps = (self._answer(found), self._plan(found), self._study(found))
        number = sum(step.done for step in steps)
        self.set_fact(f"{number} of 3 done" if number else "this card goes away when they are done")
        first = next((step for step in steps if not step.done), None)
        for cell, step in zip(self.cells, steps, strict=True):
            cell.show_step(step, next_one=step is first)
            if step is first:
                self.setFocusProxy(cell.button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_BESIDE)
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        for rule in self._rules:
            rule.setVisible(beside)

    def _answer(self, begun: Begun) -> _Step:
        if not begun.questions and not begun.answered:
            return _Step(
                "download-simple",
                "Bring questions",
                "Any file of questions, or drop it on the window. What it is, is found out.",
                "Import questions…",
                partial(self._ctx.commands.run, "import-questions"),
                done=False,
            )
        number = min(FIRST_BLOCK, begun.questions)
        wanted = BlockRequest(
            QuestionFilter(), Mode.TUTOR, number, shuffle_questions=True, by_blueprint=True
        )
        return _Step(
            "question",
            "Answer ten questions" if number == FIRST_BLOCK else "Answer your first questions",
            "From the systems of the exam, each with its explanation. You can stop at any time "
            "and go on later.",
            "Start ten questions" if number == FIRST_BLOCK else "Start",
            partial(ask, self._ctx, "begin-block", wanted),
            begun.answered,
        )

    def _plan(self, begun: Begun) -> _Step:
        return _Step(
            "calendar-check",
            "Make a study plan",
            "Exam date, minutes a day, days off. The work is spread over the days, and moves when "
            "one goes wrong.",
            "Make a plan",
            partial(ask, self._ctx, "make-plan"),
            begun.planned,
        )

    def _study(self, begun: Begun) -> _Step:
        if not begun.cards and not begun.reviewed:
            return _Step(
                "download-simple",
                "Bring flashcards",
                "Anki packages with their scheduling, text files, or your own cards.",
                "Open decks",
                partial(self._ctx.navigate.open, "flashcards", "decks"),
                done=False,
            )
        return _Step(
            "cards",
            "Study your first cards",
            "Each comes back just before you would forget it. Ten minutes are enough to begin.",
            "Study cards",
            partial(ask, self._ctx, "study-cards", None),
            begun.reviewed,
        )


class _Cell(QWidget):
    """A step: its number or tick, what it is, and its button."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._do: Callable[[], object] = lambda: None
        self._number = _Number(number)
        self._icon = Glyph("question", "accent")
        self.title = Label("", "heading3", wrap=True)
        self._text = Label("", "body", "text-muted", wrap=True)
        self.button = Button("", "secondary", size="large")
        self._done = QWidget()
        self._done.setLayout(
            row(Glyph("check", "correct"), Label("Done", "body", "correct"), None, gap=6)
        )
        layout = column(gap=8, margins=(20, 18, 20, 20))
        layout.add(row(self._number, self._icon, None, gap=12))
        layout.add(self.title, self._text)
        layout.addStretch(1)
        layout.addSpacing(px(4))
        layout.add(row(self.button, None), self._done)
        self.setLayout(layout)
        self.button.clicked.connect(lambda: self._do())

    def show_step(self, step: _Step, *, next_one: bool) -> None:
        """Show a step; ``next_one``: it is the one to take now."""
        self._do = step.do
        self._number.set_done(done=step.done)
        self._icon.set_icon(step.icon, "text-muted" if step.done else "accent")
        self.title.setText(step.title)
        self.title.set_ink("text-muted" if step.done else "")
        self._text.setText(step.text)
        self.button.setText(step.word)
        self.button.set_kind("primary" if next_one else "secondary")
        self.button.setAccessibleName(f"{step.word}: {step.title}")
        self.button.setVisible(not step.done)
        self._done.setVisible(step.done)
        self.setAccessibleName(f"{step.title}, {'done' if step.done else 'to do'}")


class _Number(QWidget):
    """A number in a circle, or a tick."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._done = number, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_done(self, *, done: bool) -> None:
        self._done = done
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(28), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current()
        ground = "correct-subtle" if self._done else "accent-subtle"
        paint.box(painter, self.rect(), theme.color(ground), None, self.width() // 2)
        if self._done:
            edge = icon_size("small")
            place = QRect(0, 0, edge, edge)
            place.moveCenter(self.rect().center())
            paint_icon(painter, place, "check-bold", theme.color("correct"))
            return
        painter.setFont(font("strong"))
        painter.setPen(theme.color("accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
