"""A reader with a highlighter at the panes of a question, without the exam around them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.features.annotations.models import QUESTION, Colour, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.practice.ui.explanation_view import ExplanationView
from ms2qbank_desktop.features.practice.ui.feedback import Feedback
from ms2qbank_desktop.features.practice.ui.highlighting import Highlighter
from ms2qbank_desktop.features.practice.ui.question_view import QuestionView
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.messages import Messages
from ms2qbank_desktop.ui.widgets import marks
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.textview import TextView
from tests.support.bank import Desk, open_desk
from tests.support.examinee import add_questions

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.choice import ChoiceRow

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def context(desk: Desk, window: QWidget) -> UiContext:
    """Return of a page's context what annotations need of it."""
    messages = Messages(window, desk.context.paths.root)
    doors = SimpleNamespace(
        service=desk.context.service, messages=messages, user_id=desk.user_id, window=window
    )
    return cast("UiContext", doors)


class Reader:
    """Reads the questions given, one after the other, in a pane of their own."""

    def __init__(self, data_dir: Path, questions: list[dict[str, Any]]) -> None:
        self.desk = open_desk(data_dir, 0)
        add_questions(self.desk, questions)
        self.session = self.desk.session(self.desk.block(len(questions)))
        self.window = QWidget()
        self.question = QuestionView(self.desk.bank.picture)
        self.explanation = ExplanationView(self.desk.bank.picture)
        self.window.setLayout(row(self.question, self.explanation, gap=0))
        self.explanation.hide()
        self.window.resize(1280, 800)
        self.ui = context(self.desk, self.window)
        self.chosen: list[int] = []
        self.question.choice_requested.connect(self.chosen.append)
        self.pen = Highlighter(self.ui, self.question, self.explanation)
        self.service = self.desk.context.service(AnnotationService)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def read(self, position: int = 0, order: str = "ABCDE", *, settled: bool = False) -> None:
        """Open the question at ``position``, its choices in ``order``, with its explanation."""
        self.session.go(position)
        question = self.desk.bank.get(self.session.item.question_id)
        rendered = self.desk.bank.rendered(question)
        places = tuple("ABCDE".index(letter) for letter in order)
        self.question.show_question(rendered, places, several=question.several_right)
        item = self.session.item
        if settled:
            feedback = Feedback(item=item, correct=question.correct, mean_ms=0)
            self.explanation.show_feedback(feedback, rendered)
        self.explanation.setVisible(settled)
        self.question.show_item(item, question.correct, revealed=settled, reveals=True)
        self.question.settle()
        self.pen.show(question.id)
        QApplication.processEvents()

    def view(self, part: str) -> TextView | ChoiceRow:
        """Return where a part of the question is shown."""
        passages = [*self.question.passages(), *self.explanation.passages()]
        return next(passage.view for passage in passages if passage.part == part)

    def spot(self, part: str, words: str, *, end: bool = False) -> QPoint:
        """Return where words begin or end in the view of a part, in its viewport."""
        view = self.view(part)
        text = view.shown_text()
        at = marks.units(text, text.index(words) + (len(words) if end else 0))
        if isinstance(view, TextView):
            cursor = view.textCursor()
            cursor.setPosition(at)
            return view.cursorRect(cursor).center()
        document = view._document  # noqa: SLF001 where a row paints its text is its own affair
        line = document.firstBlock().layout().lineForTextPosition(at)
        x: Any = line.cursorToX(at)
        middle = QPointF(x[0] if isinstance(x, tuple) else x, line.y() + line.height() / 2)
        return (view._text.origin + middle).toPoint()  # noqa: SLF001

    def drag(self, part: str, words: str) -> None:
        """Select words with the mouse."""
        first, last = self.spot(part, words), self.spot(part, words, end=True)
        target = self.surface(part)
        QTest.mousePress(target, LEFT, NONE, first)
        for place in (first + QPoint(12, 0), last):
            # QTest.mouseMove presses no button on every platform.
            point = QPointF(place)
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                point,
                target.mapToGlobal(point),
                Qt.MouseButton.NoButton,
                LEFT,
                NONE,
            )
            QApplication.sendEvent(target, move)
        QTest.mouseRelease(target, LEFT, NONE, last)
        QApplication.processEvents()

    def click(self, part: str, words: str) -> None:
        """Click on words, a little to the right of where they begin."""
        QTest.mouseClick(self.surface(part), LEFT, NONE, self.spot(part, words) + QPoint(3, 0))
        QApplication.processEvents()

    def surface(self, part: str) -> QWidget:
        """Return what takes the mouse in the view of a part."""
        view = self.view(part)
        return view.viewport() if isinstance(view, TextView) else view

    def colour_at(self, part: str, words: str) -> str:
        """Return the role of the highlighter under the first letter of words, "" for none."""
        place = self.spot(part, words)
        seen = self.surface(part).grab().toImage()
        around = {
            seen.pixelColor(place.x() + dx, place.y() + dy).name()
            for dx in range(1, 6)
            for dy in range(-6, 7)
        }
        roles = [f"highlight-{colour}" for colour in Colour]
        return next((role for role in roles if theme.current().color(role).name() in around), "")

    def kept(self, part: str) -> list[tuple[str, str]]:
        """Return the highlights of a part of the open question on the disk, in order."""
        target = Target(QUESTION, self.session.item.question_id)
        found = self.service.highlights(self.desk.user_id, target)
        own = [one for one in found if one.part == part]
        own.sort(key=lambda one: one.quote.start)
        return [(one.quote.text, one.colour.value) for one in own]

    def leave(self) -> None:
        """Close the panes and the profile."""
        self.window.close()
        self.window.deleteLater()
        self.desk.context.close()
