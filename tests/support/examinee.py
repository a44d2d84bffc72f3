"""A student in an exam, over a clock that moves only when told to."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import QuestionFilter, letters
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.exam_clock import ExamClock
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.practice.ui.result_page import ResultPage
from ms2qbank_desktop.features.questions.models import ImportRequest
from tests.support.bank import Desk, HandClock, open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.practice.models import BlockResult, Item
    from ms2qbank_desktop.features.practice.ui.exam_frame import ExamFrame
    from ms2qbank_desktop.features.practice.ui.explanation_view import ExplanationView
    from ms2qbank_desktop.ui.widgets.choice import ChoiceRow

LEFT = Qt.MouseButton.LeftButton


def question(number: int, choices: int = 5, right: str = "B", **fields: Any) -> dict[str, Any]:
    """Return a question in our own format."""
    return {
        "id": f"Q{number}",
        "stem": f"Stem {number}: which of these is right?",
        "choices": [
            {"text": f"choice {letter} of {number}", "correct": letter in right}
            for letter in "ABCDEFGHIJ"[:choices]
        ],
        **fields,
    }


def written(file: Path, questions: list[dict[str, Any]]) -> Path:
    """Write questions into a file of our own format, and return it."""
    pack = {"title": "More", "license": "CC0"}
    whole = {"format": "ms2qbank-questions", "version": 1, "pack": pack, "questions": questions}
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def add_questions(desk: Desk, questions: list[dict[str, Any]]) -> None:
    """Import questions into a profile."""
    file = written(desk.context.paths.root.parent / "more.json", questions)
    report = desk.bank.import_files(ImportRequest((file,)), Silent())
    assert report.added == len(questions), report.problems


class Examinee(Student):
    """Sits at the window with a bank of twelve questions (B is right; of the last, A and C), or
    with the ``questions`` given."""

    def __init__(self, data_dir: Path, questions: list[dict[str, Any]] | None = None) -> None:
        desk = open_desk(data_dir, 0 if questions else 12)
        if questions:
            add_questions(desk, questions)
        desk.context.close()
        self.clock: HandClock = desk.clock
        super().__init__(data_dir, desk.clock)
        self.practice = self.program.context.service(PracticeService)
        self.attempts = self.program.context.service(AttemptService)

    def begin(self, size: int, mode: Mode = Mode.TIMED, *, shuffle_choices: bool = False) -> int:
        """Make a block, open it and return its id."""
        block_id = self.make(size, mode, shuffle_choices=shuffle_choices)
        self.open(block_id)
        return block_id

    def make(self, size: int, mode: Mode = Mode.TIMED, *, shuffle_choices: bool = False) -> int:
        """Make a block in the order of the bank and return its id."""
        request = BlockRequest(
            QuestionFilter(), mode, size, shuffle_questions=False, shuffle_choices=shuffle_choices
        )
        return self.practice.create_block(self.ui.user_id, request, seed=5)

    def open(self, block_id: int) -> None:
        """Open a block as the pages do."""
        open_block(self.ui, block_id)
        self.rest()

    def rest(self) -> None:
        """Let the next turns come in which an exam or a result is read and laid out."""
        for _ in range(3):
            time.sleep(0.002)
            self.app.processEvents()
            self.wait(lambda: not self.shell.tasks.running)

    @property
    def frame(self) -> ExamFrame:
        return self.exam.frame

    @property
    def explanation(self) -> ExplanationView:
        """The explanation of a block that may have one."""
        assert self.frame.explanation is not None
        return self.frame.explanation

    @property
    def item(self) -> Item:
        """The open item, as the disk has it."""
        block = self.practice.block(self.ui.user_id, self.exam.session.block.id)
        return block.items[self.exam.session.block.position]

    @property
    def position(self) -> int:
        """The open item, as the disk has it."""
        block_id = self.exam.session.block.id
        return self.practice.block(self.ui.user_id, block_id).position

    def row(self, letter: str) -> ChoiceRow:
        """Return the row of a choice on the screen."""
        return next(row for row in self.frame.question.rows if row.letter == letter)

    def states(self) -> str:
        """Return the states of the rows on the screen, in order."""
        return " ".join(row.state.value for row in self.frame.question.rows)

    @property
    def result_page(self) -> ResultPage:
        """The result on the screen."""
        (page,) = [page for page in self.shell.findChildren(ResultPage) if page.isVisible()]
        return page

    def given(self, block_id: int) -> list[str]:
        """Return the letters answered, as the disk has them."""
        block = self.practice.block(self.ui.user_id, block_id)
        return [letters(item.answer) for item in block.items]

    def result(self, block_id: int) -> BlockResult:
        return self.practice.result(self.ui.user_id, block_id)

    def click(self, text: str) -> None:
        """Click the button that says ``text``, and wait for what it opens."""
        super().click(text)
        self.rest()

    def point(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget."""
        QTest.mouseClick(widget, LEFT, pos=place or widget.rect().center())
        self.app.processEvents()

    def tick(self) -> None:
        """Let the exam see now, and not within a second, what its clock says."""
        if (clock := self.shell.findChild(ExamClock)) is not None:
            self.cut_pause(clock, 1000)

    def pass_second(self, seconds: float) -> None:
        """Let time pass and wait for the page to see it."""
        self.clock.pass_time(seconds)
        shown = self.exam.session.block.elapsed_ms
        self.tick()
        self.wait(
            lambda: self.shell.taken_over is None or self.exam.session.block.elapsed_ms != shown
        )
