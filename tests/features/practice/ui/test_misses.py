"""Miss → everything in the exam and on the result."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import ErrorEntry, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.miss_panel import MissPanel
from ms2qbank_desktop.features.practice.ui.result_model import Column
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.planner.models import Task
    from tests.support.examinee import Examinee

LEFT = Qt.MouseButton.LeftButton


class Misser:
    """An examinee, and what has become of the questions that were missed."""

    def __init__(self, examinee: Examinee) -> None:
        self.examinee = examinee
        self.service = examinee.program.context.service
        self.user_id = examinee.ui.user_id

    def answer(self, letter: str) -> None:
        """Begin a tutor block and answer its first item."""
        self.examinee.begin(3, Mode.TUTOR)
        self.examinee.press(letter, "Return")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(2):
            self.examinee.wait(lambda: not self.examinee.shell.tasks.running)
            self.examinee.rest()
        self.examinee.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def panel(self) -> MissPanel:
        (panel,) = [one for one in self.examinee.shell.findChildren(MissPanel) if one.isVisible()]
        return panel

    def undo(self) -> None:
        (toast,) = [one for one in self.examinee.shell.findChildren(Toast) if one.isVisible()]
        (button,) = [one for one in toast.findChildren(QAbstractButton) if one.text() == "Undo"]
        QTest.mouseClick(button, LEFT)
        self.settle()

    @property
    def question(self) -> Place:
        return Place(Kind.QUESTION, self.examinee.exam.session.item.question_id)

    def entries(self) -> list[ErrorEntry]:
        return self.service(ErrorLogService).entries(self.user_id)

    def tasks(self) -> list[Task]:
        today = self.examinee.clock.study_day(self.examinee.clock.now())
        return self.service(TaskService).tasks(self.user_id, today, today + timedelta(days=60))

    def cards(self, question: Place) -> int:
        return len(self.service(NoteService).cards_of_source(self.user_id, question))

    def kinds(self, question: Place) -> list[str]:
        links = self.service(LinkService).of(self.user_id, Kind.QUESTION, question.id)
        return sorted(link.other(Kind.QUESTION, question.id).kind.value for link in links)


@pytest.fixture
def misser(seat: Callable[..., Examinee]) -> Misser:
    return Misser(seat())


def test_one_key_makes_note_card_and_retests_and_asks_why(misser: Misser) -> None:
    misser.answer("A")
    assert misser.panel.make.kind == "primary"
    misser.examinee.press("X")
    misser.settle()
    (entry,) = misser.entries()
    assert [task.day for task in misser.tasks()] == list(entry.retests)
    assert misser.cards(misser.question) == 1
    assert misser.kinds(misser.question) == ["card", "note", "task", "task", "task"]
    misser.examinee.wait(lambda: misser.panel.chips)
    assert [chip.text() for chip in misser.panel.chips] == ["Note", "Card"]
    misser.examinee.press("3")
    QTest.keyClicks(misser.panel.form.rule, "Calcium decides")
    misser.examinee.press("Return")
    (entry,) = misser.entries()
    assert (entry.reason, entry.rule) == (MissReason.REASONING, "Calcium decides")
    assert misser.examinee.exam.session.confidence is None  # 3 was an answer to why
    misser.examinee.press("Return")
    assert misser.examinee.position == 1


def test_the_same_miss_is_never_made_twice(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X", "X", "X")
    misser.settle()
    misser.examinee.exam.reading.make_everything()
    misser.settle()
    assert (len(misser.entries()), len(misser.tasks()), misser.cards(misser.question)) == (1, 3, 1)
    assert misser.examinee.sees("It is all there already.*")


def test_one_undo_takes_all_back(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X")
    misser.settle()
    misser.undo()
    assert (misser.entries(), misser.tasks(), misser.cards(misser.question)) == ([], [], 0)
    assert misser.kinds(misser.question) == []
    assert misser.panel.make.isVisible()
    misser.examinee.point(misser.panel.make)
    misser.settle()
    assert (len(misser.entries()), len(misser.tasks())) == (1, 3)
    assert misser.panel.form.isVisible()
    misser.undo()
    assert misser.entries() == []
    misser.examinee.press("X")
    misser.settle()
    assert (len(misser.entries()), len(misser.tasks())) == (1, 3)


def test_after_a_cancel_it_can_be_made(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X")
    for task in misser.examinee.shell.tasks.running:
        task.cancel()
    misser.settle()
    misser.examinee.press("X")
    misser.settle()
    assert (len(misser.entries()), len(misser.tasks())) == (1, 3)


def test_a_right_answer_offers_it_quietly_and_an_open_item_not_at_all(misser: Misser) -> None:
    misser.examinee.begin(3, Mode.TUTOR)
    misser.examinee.press("X")
    misser.settle()
    assert misser.entries() == []
    misser.examinee.press("B", "Return")
    assert misser.panel.make.kind == "quiet"
    misser.examinee.press("X")
    misser.settle()
    assert len(misser.entries()) == 1


def test_a_retest_is_moved_in_and_out_of_the_plan_beside_the_question(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X")
    misser.settle()
    days = misser.panel.form.days
    days.chips[1].remove_requested.emit()
    misser.settle()
    assert (
        [task.day for task in misser.tasks()]
        == list(days.days)
        == list(misser.entries()[0].retests)
    )
    assert len(days.days) == 2
    days.chips[0].click()
    (dialog,) = misser.examinee.shell.findChildren(TaskDialog)
    assert dialog.name.text().startswith("Retest Q1: Stem 1")
    assert not dialog.start.isEnabled()  # the exam has the window
    dialog.turn()
    misser.settle()
    assert list(days.days) == [misser.tasks()[-1].day]
    assert misser.entries()[0].retests == days.days


def test_each_item_shows_its_own_and_what_was_written_is_kept(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X")
    misser.settle()
    misser.panel.form.rule.setFocus()
    QTest.keyClicks(misser.panel.form.rule, "Mine")
    misser.examinee.exam.go_next()
    assert misser.entries()[0].rule == "Mine"  # before the pause was over
    misser.examinee.press("A", "Return")
    assert misser.panel.make.isVisible()
    misser.examinee.exam.go_previous()
    misser.settle()
    assert misser.panel.form.rule.text() == "Mine"
    assert misser.panel.form.days.days == misser.entries()[0].retests


def test_all_misses_of_a_block_become_everything_at_once(misser: Misser) -> None:
    examinee = misser.examinee
    block_id = examinee.begin(3, Mode.TIMED)
    examinee.press("A", "Return", "B", "Return", "Ctrl+E", "Ctrl+E")
    examinee.wait(lambda: examinee.sees("2 misses → everything"))
    examinee.click("2 misses → everything")
    misser.settle()
    wrong = [item for item in examinee.result(block_id).items if item.given != "B"]
    assert {entry.question_id for entry in misser.entries()} == {one.question_id for one in wrong}
    assert len(misser.tasks()) == 6
    assert examinee.sees("Note, card and retests made of 2 misses")
    model = examinee.result_page.items.model
    linked = [model.index(row, Column.LINKED) for row in range(3)]
    assert [index.data() for index in linked] == ["card, note, task", "", "card, note, task"]
    assert linked[0].data(Cell.ICONS) == ["cards", "notebook", "calendar-check"]
    assert not examinee.result_page.items.table.isColumnHidden(Column.LINKED)
    misser.undo()
    assert (misser.entries(), misser.tasks()) == ([], [])
    assert all(not misser.cards(Place(Kind.QUESTION, one.question_id)) for one in wrong)
    assert examinee.result_page.items.table.isColumnHidden(Column.LINKED)


def test_a_reviewed_omission_becomes_everything_too(misser: Misser) -> None:
    examinee = misser.examinee
    examinee.begin(1, Mode.TIMED)
    examinee.press("Ctrl+E", "Ctrl+E")
    examinee.wait(lambda: examinee.sees("Review 1 wrong"))
    examinee.click("Review 1 wrong")
    misser.settle()
    examinee.press("X")
    misser.settle()
    assert len(misser.entries()) == 1
    assert misser.cards(misser.question) == 1


def test_escape_on_a_reason_gives_the_keyboard_back_to_the_question(misser: Misser) -> None:
    misser.answer("A")
    misser.examinee.press("X")
    misser.settle()
    chips = misser.panel.form.reasons.chips
    assert chips["knowledge"].hasFocus()
    misser.examinee.press("Escape")
    assert not any(chip.hasFocus() for chip in chips.values())
    misser.examinee.press("Return")
    misser.settle()
    assert misser.examinee.position == 1


def test_the_result_counts_only_misses_that_are_not_in_the_log_yet(misser: Misser) -> None:
    examinee = misser.examinee
    examinee.begin(3, Mode.TUTOR)
    examinee.press("A", "Return", "X")
    misser.settle()
    examinee.press("Escape", "Return", "A", "Return", "Return", "B", "Return", "Ctrl+E", "Ctrl+E")
    examinee.wait(lambda: examinee.sees("1 miss → everything"))
    examinee.click("1 miss → everything")
    misser.settle()
    examinee.wait(lambda: examinee.sees("In your error log"))
    assert not examinee.result_page.everything.isEnabled()
    focus = examinee.app.focusWidget()
    assert focus is not None
    assert examinee.result_page.isAncestorOf(focus)
    misser.undo()
    examinee.wait(lambda: examinee.sees("1 miss → everything"))
    assert examinee.result_page.everything.isEnabled()
