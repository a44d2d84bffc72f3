"""A task in its dialog, at the real window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.examinee import Examinee

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.planner.models import Task

TODAY = date(2026, 3, 2)


class Planner(Examinee):
    """Has one task of today, to be asked the second question again, and a note about it."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        context = self.program.context
        self.tasks = context.service(TaskService)
        self.question = Place(
            Kind.QUESTION, context.service(QuestionService).select(BankFilter())[1]
        )
        self.task_id = self.add(TaskKind.RETEST, self.question)
        self.note_id = context.service(NotebookService).add(
            self.ui.user_id, "Tubules", "NCC", places=[Place(Kind.TASK, self.task_id)]
        )

    def add(self, kind: TaskKind, *about: Place) -> int:
        return self.tasks.add(
            self.ui.user_id, TODAY, "Retest Q2", 3, kind=kind, note="slowly", about=about
        )

    @property
    def task(self) -> Task:
        return self.tasks.task(self.ui.user_id, self.task_id)

    def open_task(self, task_id: int = 0) -> TaskDialog:
        self.ui.commands.request("open-task", Place(Kind.TASK, task_id or self.task_id))
        self.settle()
        (dialog,) = [one for one in self.shell.findChildren(TaskDialog) if one.isVisible()]
        return dialog

    def settle(self) -> None:
        self.wait(lambda: not self.shell.tasks.running)
        self.rest()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def undo(self) -> None:
        (toast,) = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        (button,) = [one for one in toast.findChildren(QAbstractButton) if one.text() == "Undo"]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def planner(qapp: QApplication, data_dir: Path) -> Iterator[Planner]:  # noqa: ARG001
    planner = Planner(data_dir)
    yield planner
    planner.settle()
    planner.leave()


def test_what_was_changed_is_saved_with_save_and_not_with_cancel(planner: Planner) -> None:
    dialog = planner.open_task()
    dialog.name.setText("Once more")
    dialog.keep.click()
    assert planner.task.title == "Retest Q2"
    dialog = planner.open_task()
    dialog.name.setText("Once more")
    dialog.day.setDate(QDate(2026, 3, 9))
    dialog.minutes.setValue(12)
    dialog.note.setPlainText("quickly")
    dialog.do.click()
    task = planner.task
    assert (task.title, task.day, task.minutes) == ("Once more", date(2026, 3, 9), 12)
    assert task.note == "quickly"


def test_a_task_without_a_title_says_so_and_stays_open(planner: Planner) -> None:
    dialog = planner.open_task()
    dialog.name.setText(" ")
    dialog.do.click()
    assert dialog.isVisible()
    assert planner.task.title == "Retest Q2"
    dialog.reject()


def test_a_retest_begins_as_a_block_of_its_question(planner: Planner) -> None:
    dialog = planner.open_task()
    dialog.start.click()
    planner.wait(lambda: planner.shell.taken_over is not None)
    planner.rest()
    block = planner.exam.session.block
    assert [item.question_id for item in block.items] == [planner.question.id]


def test_the_block_of_a_task_can_be_changed_before_it_begins(planner: Planner) -> None:
    dialog = planner.open_task()
    assert not dialog.change.isVisible()  # its one question is named
    dialog.reject()
    task_id = planner.add(TaskKind.QUESTIONS)
    dialog = planner.open_task(task_id)
    dialog.change.click()
    planner.wait(lambda: planner.sees("Start with 12"))


def test_another_task_opens_what_it_is_about(planner: Planner) -> None:
    asked: list[object] = []
    planner.ui.commands.serve("open-note", asked.append)
    note = Place(Kind.NOTE, planner.note_id)
    dialog = planner.open_task(planner.add(TaskKind.ARTICLE, note))
    dialog.start.click()
    assert asked == [note]


def test_a_task_about_nothing_cannot_be_begun(planner: Planner) -> None:
    dialog = planner.open_task(planner.add(TaskKind.OTHER))
    assert not dialog.start.isVisible()
    dialog.reject()


def test_a_tick_can_be_taken_back_at_once_and_later(planner: Planner) -> None:
    planner.open_task().tick.click()
    planner.settle()
    assert planner.task.done_at == planner.clock.now()
    planner.undo()
    assert planner.task.done_at is None
    planner.tasks.tick(planner.ui.user_id, planner.task_id)
    dialog = planner.open_task()
    assert dialog.tick.text() == "Not done after all"
    dialog.tick.click()
    assert planner.task.done_at is None


def test_a_deleted_task_comes_back_with_undo(planner: Planner) -> None:
    planner.open_task().delete.click()
    planner.settle()
    with pytest.raises(UserFault, match="removed"):
        _ = planner.task
    planner.undo()
    assert planner.task.title == "Retest Q2"


def test_a_removed_task_is_put_back_where_a_link_waits_for_it(planner: Planner) -> None:
    planner.tasks.remove(planner.ui.user_id, planner.task_id)
    planner.ui.commands.request("restore-task", Place(Kind.TASK, planner.task_id))
    assert planner.task.title == "Retest Q2"
    assert planner.sees("Put back")


def test_a_retest_that_is_no_longer_planned_says_so(planner: Planner) -> None:
    planner.ui.commands.request("open-retest", 17, TODAY)
    assert planner.sees("This retest is no longer in the plan")


def test_a_link_of_a_task_is_followed_and_closes_it(planner: Planner) -> None:
    asked: list[object] = []
    planner.ui.commands.serve("open-note", asked.append)
    dialog = planner.open_task()
    planner.wait(lambda: len(dialog.links.list.rows) == 2)
    (row,) = [one for one in dialog.links.list.rows if one.text() == "Tubules"]
    row.click()
    assert asked == [Place(Kind.NOTE, planner.note_id)]
    assert not dialog.isVisible()
