"""Long work on files, and how its end is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.core.progress import Progress


@pytest.fixture
def student(qapp: QApplication, data_dir: Path) -> Iterator[Student]:  # noqa: ARG001
    student = Student(data_dir)
    yield student
    student.leave()


def test_one_file_is_called_by_its_name_and_several_by_their_number() -> None:
    assert outcome.named([Path("a/renal.apkg")]) == "renal.apkg"
    assert outcome.named([Path("a"), Path("b")]) == "2 files"


def test_what_was_done_is_told_and_not_that_it_was_cancelled(student: Student) -> None:
    told: list[int] = []
    outcome.run(student.ui, "Counting", lambda _progress: 3, told.append, cancelled="Stopped.")
    student.wait(lambda: told == [3])
    student.wait(lambda: not student.shell.tasks.running)
    assert not student.sees(r"Stopped\.")


def test_work_that_is_cancelled_says_what_stays(student: Student) -> None:
    told: list[None] = []

    def work(progress: Progress) -> None:
        while True:
            progress.report(1, 2, "")

    student.settle()
    outcome.run(student.ui, "Waiting", work, told.append, cancelled="Stopped. The rest stays.")
    student.wait(lambda: bool(student.shell.tasks.running))
    (task,) = student.shell.tasks.running
    task.cancel()
    student.wait(lambda: student.sees(r"Stopped\. The rest stays\."))
    assert not told


def test_what_was_left_out_is_offered_in_a_banner(student: Student) -> None:
    def dialog() -> LeftOutDialog:
        return LeftOutDialog(student.shell, "1 left out", [], [])

    outcome.tell(student.ui, "1 left out", dialog, left_out=1, taken=0)
    student.wait(lambda: student.sees("1 left out"))
    student.click("Details")
    student.wait(lambda: isinstance(QApplication.activeModalWidget(), LeftOutDialog))
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, LeftOutDialog)
    shown.reject()
    QTest.qWait(0)
