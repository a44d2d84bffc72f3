"""Planning at the window: retention, exam, backlog, FSRS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.ui.planning_backlog import BacklogDialog
from ms2qbank_desktop.features.flashcards.ui.planning_exam import ExamDialog
from ms2qbank_desktop.features.flashcards.ui.planning_optimise import OptimiseDialog
from ms2qbank_desktop.features.flashcards.ui.planning_retention import RetentionDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.learner import Learner

DAY = 86_400


def due_days(learner: Learner) -> list[int]:
    """Return in how many days each card is due, in order."""
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    found = learner.study_service.forecast(learner.user_id, 60)
    ahead = [day for day, number in enumerate(found.by_day) for _ in range(number)]
    assert today
    return [-1] * found.overdue + ahead


@pytest.fixture
def back(seat: Callable[..., Learner]) -> Learner:
    """A student who learned twelve cards and then stayed away for a month."""
    learner = seat(cards=12, algorithm=Algorithm.FSRS, fuzz=False)
    learner.study()
    for _ in range(12):
        learner.press("Space", "4")
    learner.press("Escape")
    learner.clock.pass_time(30 * DAY)
    learner.settle()
    return learner


def test_a_backlog_is_seen_spread_and_taken_back(back: Learner) -> None:
    assert due_days(back) == [-1] * 12
    back.ui.commands.run("spread-backlog")
    dialog = back.dialog()
    assert isinstance(dialog, BacklogDialog)
    dialog.days.setValue(4)
    back.wait(lambda: not dialog._wait.isActive())  # noqa: SLF001
    back.settle()
    plot = dialog.load.chart.plot
    assert plot is not None
    assert [one.values for one in plot.series] == [(0, 0, 0, 0), (3, 3, 3, 3)]
    assert "no day has more than 3" in dialog.words.text()
    dialog.do.click()
    back.settle()
    assert due_days(back) == sorted([0, 1, 2, 3] * 3)
    back.toast_button().click()
    back.settle()
    assert due_days(back) == [-1] * 12


def test_an_easy_day_takes_less_of_a_backlog(back: Learner) -> None:
    back.ui.commands.run("spread-backlog")
    dialog = back.dialog()
    assert isinstance(dialog, BacklogDialog)
    dialog.days.setValue(2)
    today = back.clock.study_day(back.clock.now())
    dialog.easy[today.weekday()].setChecked(True)
    back.wait(lambda: not dialog._wait.isActive())  # noqa: SLF001
    back.settle()
    plot = dialog.load.chart.plot
    assert plot is not None
    assert plot.series[1].values == (4, 8)
    dialog.reject()


def test_nothing_overdue_is_nothing_to_spread(learner: Learner) -> None:
    learner.ui.commands.run("spread-backlog")
    dialog = learner.dialog()
    assert isinstance(dialog, BacklogDialog)
    learner.settle()
    assert dialog.words.text() == "Nothing is overdue."
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_a_retention_is_chosen_by_what_it_costs(back: Learner) -> None:
    back.ui.commands.run("plan-retention")
    dialog = back.dialog()
    assert isinstance(dialog, RetentionDialog)
    back.settle()
    plot = dialog.load.chart.plot
    assert plot is not None
    assert plot.places[0] == "70 %"
    dialog.load.chart.place_clicked.emit(2)
    assert dialog.words.text().startswith("80 % takes ")
    assert "Now the deck is studied for 90 %." in dialog.words.text()
    deck = dialog.deck.id
    dialog.do.click()
    back.settle()
    assert back.decks.deck(back.user_id, deck).desired_retention == 0.8
    back.toast_button().click()
    back.settle()
    assert back.decks.deck(back.user_id, deck).desired_retention is None


def test_a_simulation_can_be_stopped(back: Learner) -> None:
    back.ui.commands.run("plan-retention")
    dialog = back.dialog()
    assert isinstance(dialog, RetentionDialog)
    dialog.stop()
    back.settle()
    assert dialog.words.text() == "Stopped."
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_a_dialog_that_was_closed_hears_of_no_result(back: Learner) -> None:
    back.ui.commands.run("spread-backlog")
    dialog = back.dialog()
    assert isinstance(dialog, BacklogDialog)
    back.settle()
    dialog.close()
    dialog.compute()  # what it had begun to read before has come
    back.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not Shiboken.isValid(dialog)
    back.settle()
    assert back.shell.tasks.running == ()


def test_an_exam_plan_moves_reviews_and_can_be_taken_back(back: Learner) -> None:
    before = due_days(back)
    back.ui.commands.run("plan-exam")
    dialog = back.dialog()
    assert isinstance(dialog, ExamDialog)
    dialog.exam.setDate(dialog.exam.date().addDays(-22))
    assert dialog.exam_field.findChildren(type(dialog.words))[-1].text() == "in 20 days"
    dialog.compute.click()
    back.settle()
    assert dialog.words.text().startswith("Known on the exam day: ")
    assert "The limits of the deck stay as they are." in dialog.words.text()
    dialog.do.click()
    back.settle()
    after = due_days(back)
    assert after != before
    assert max(after) < 20
    back.toast_button().click()
    back.settle()
    assert due_days(back) == before


def test_too_few_answers_are_said_by_the_optimiser(back: Learner) -> None:
    back.ui.commands.run("optimise-fsrs")
    dialog = back.dialog()
    assert isinstance(dialog, OptimiseDialog)
    dialog.do.click()
    back.settle()
    assert "400" in dialog.words.text()
    assert dialog.isVisible()
    dialog.reject()
    QApplication.processEvents()


@pytest.mark.parametrize("key", ["plan-retention", "plan-exam", "spread-backlog", "optimise-fsrs"])
def test_without_decks_there_is_nothing_to_plan(seat: Callable[..., Learner], key: str) -> None:
    learner = seat(cards=0)
    learner.ui.commands.run(key)
    assert learner.sees("There is no deck yet to plan for")
    assert QApplication.activeModalWidget() is None


def test_planning_begins_with_the_largest_deck(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=2)
    learner.decks.create_deck(learner.user_id, "A small one")
    learner.ui.commands.run("plan-exam")
    dialog = learner.dialog()
    assert isinstance(dialog, ExamDialog)
    assert dialog.deck.name == "Step 1"
    dialog.reject()
