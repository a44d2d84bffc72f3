"""What is missed today comes back another day, until it is known: by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.bank import HandClock, open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("qapp")]

DAY = 86_400


class Learner(Student):
    """A student of whom a day is over when the window is closed."""

    def __init__(self, data_dir: Path, clock: HandClock) -> None:
        super().__init__(data_dir, clock)
        page = self.shell.findChild(CreateBlockPage)
        assert page is not None
        self.page = page
        self.rest()

    def rest(self) -> None:
        self.wait(lambda: not self.shell.tasks.running)
        QTest.qWait(20)
        self.wait(lambda: not self.shell.tasks.running)

    def answer(self, *, right: bool) -> None:
        """Answer the open item of a tutor block."""
        item = self.exam.session.item
        question = self.program.context.service(QuestionService).get(item.question_id)
        wrong = next(place for place in range(5) if place not in question.correct)
        for place in sorted(question.correct) if right else [wrong]:
            self.press("ABCDE"[item.order.index(place)])
        self.press("Return")

    def sit(self, start: str, answers: list[bool]) -> list[int]:
        """Start a block by a key, answer it, end it; return its questions."""
        self.press(start)
        self.wait(lambda: self.shell.taken_over is not None)
        for place, right in enumerate(answers):
            self.answer(right=right)
            if place < len(answers) - 1:
                self.press("Return")
        asked = [item.question_id for item in self.exam.session.block.items]
        self.press("Ctrl+E", "Ctrl+E")
        self.wait(lambda: self.sees(r"\d+ %"))
        return asked


def test_a_missed_question_comes_back_until_it_is_known(data_dir: Path) -> None:
    desk = open_desk(data_dir)
    desk.context.settings.set("block_size", 3)
    desk.context.settings.set("vary_due", False)
    desk.context.close()
    clock = HandClock()

    learner = Learner(data_dir, clock)
    assert not learner.page.due.isVisible()
    asked = learner.sit("Ctrl+Return", [True, False, False])
    learner.leave()

    clock.pass_time(5 * DAY)
    learner = Learner(data_dir, clock)
    assert learner.sees("2 questions are due today")
    again = learner.sit("Ctrl+Shift+Return", [True, False])
    assert set(again) == set(asked[1:])
    learner.shell.open("questions", "create")
    learner.rest()
    assert not learner.page.due.isVisible()
    learner.leave()

    clock.pass_time(2 * DAY)
    learner = Learner(data_dir, clock)
    assert learner.sees("1 question is due today")
    QTest.mouseClick(learner.page.due.start, Qt.MouseButton.LeftButton)
    learner.wait(lambda: learner.shell.taken_over is not None)
    assert [item.question_id for item in learner.exam.session.block.items] == [again[1]]
    learner.answer(right=True)
    learner.press("Ctrl+E", "Ctrl+E")
    learner.wait(lambda: learner.sees(r"\d+ %"))
    learner.leave()

    desk = open_desk(data_dir, questions=0)
    (row,) = desk.attempts.browse_rows(desk.user_id, [again[1]])
    assert (row.status, row.seen, row.correct) == (Status.CORRECT, 3, 1)
    assert row.due_at is not None
    assert row.due_at > clock.now()
    assert desk.attempts.mend_states() == []
    desk.context.close()
