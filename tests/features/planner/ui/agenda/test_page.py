"""All coming tasks as a table, by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ui.agenda.model import AgendaModel
from ms2qbank_desktop.features.planner.ui.agenda.page import AgendaPage
from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.daily import Daily

MONDAY = date(2026, 3, 2)


def task(number: int, at: int, title: str, kind: TaskKind = TaskKind.OTHER) -> Task:
    return Task(number, MONDAY + timedelta(at), kind, title, 20)


SHOWN = Shown(
    MONDAY,
    days={
        MONDAY - timedelta(1): (task(1, -1, "Yesterday"),),
        MONDAY: (task(2, 0, "10 questions, Renal", TaskKind.QUESTIONS), task(3, 0, "Walk")),
        MONDAY + timedelta(2): (task(4, 2, "Nephron", TaskKind.VIDEO),),
    },
)


def rows(model: AgendaModel) -> list[tuple[str, ...]]:
    return [
        tuple(model.data(model.index(row, column)) for column in (0, 2, 3))
        for row in range(model.rowCount())
    ]


def filled(kinds: frozenset[str] = frozenset(), search: str = "") -> AgendaModel:
    model = AgendaModel()
    model.show_tasks(SHOWN, kinds, search)
    return model


def test_tasks_stand_under_their_day_from_today_on() -> None:
    assert rows(filled()) == [
        ("Today", "40 min", "2 tasks"),
        ("10 questions, Renal", "20 min", "Yours"),
        ("Walk", "20 min", "Yours"),
        ("Wed 4 Mar", "20 min", "1 task"),
        ("Nephron", "20 min", "Yours"),
    ]


def test_the_model_keeps_the_rules_of_qt() -> None:
    model = AgendaModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_tasks(SHOWN, frozenset(), "")
    model.show_tasks(SHOWN, frozenset({"video"}), "")
    assert tester.model() is model


def test_kinds_and_words_choose_together() -> None:
    assert [row[0] for row in rows(filled(frozenset({"video", "other"})))] == [
        "Today",
        "Walk",
        "Wed 4 Mar",
        "Nephron",
    ]
    assert [row[0] for row in rows(filled(search="renal QUESTIONS"))][1:] == ["10 questions, Renal"]
    assert rows(filled(frozenset({"video"}), "renal")) == []


def test_the_sums_are_of_what_is_shown() -> None:
    model = filled(frozenset({"other"}))
    assert (model.tasks, model.minutes) == (1, 20)
    assert model.data(model.index(0, 2)) == "20 min"


def test_days_cannot_be_chosen_and_the_keyboard_finds_tasks() -> None:
    model = filled()
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert (model.near(0), model.near(3), model.near(99)) == (1, 4, 4)
    assert (model.row_of(4), model.row_of(1)) == (4, None)
    assert AgendaModel().near(0) is None


def test_the_first_open_task_is_the_first_one_looked_at() -> None:
    model, at = AgendaModel(), datetime(2026, 3, 2, tzinfo=UTC)
    done = Task(5, MONDAY, TaskKind.OTHER, "Run", 10, done_at=at, spent_minutes=12)
    shown = Shown(MONDAY, days={MONDAY: (done, task(6, 0, "Walk"))})
    model.show_tasks(shown, frozenset(), "")
    assert model.first() == 2
    state = model.index(1, 3)
    assert (state.data(), state.data(Cell.INK), state.data(Cell.ICON)) == (
        "Done",
        "correct",
        "check",
    )
    assert model.index(1, 2).data() == "12 of 10 min"


def at_agenda(daily: Daily) -> AgendaPage:
    page = daily.turn_to("agenda", AgendaPage)
    daily.wait(lambda: page.model.rowCount() > 0)
    daily.settle()
    return page


def test_the_page_shows_every_coming_task(daily: Daily) -> None:
    page = at_agenda(daily)
    every = daily.tasks.tasks(daily.user_id, MONDAY, date.max)
    assert page.model.tasks == len(every)
    assert daily.sees(rf"{len(every)} tasks, .*")
    assert page.table.hasFocus()


def test_space_ticks_and_the_row_stays(daily: Daily) -> None:
    page = at_agenda(daily)
    row = page.table.currentIndex().row()
    looked = page.model.task(row)
    assert looked is not None
    daily.press("Space")
    daily.settle()
    assert daily.tasks.task(daily.user_id, looked.id).done_at == daily.clock.now()
    assert page.table.currentIndex().row() == row
    assert page.table.currentIndex().siblingAtColumn(3).data() == "Done"


def test_arrows_go_past_the_days(daily: Daily) -> None:
    page = at_agenda(daily)
    seen = []
    for _ in range(page.model.rowCount()):
        seen.append(page.table.currentIndex().row())
        daily.press("Down")
    assert all(page.model.task(row) for row in seen)
    assert len(set(seen)) == page.model.tasks


def test_e_opens_a_task_and_delete_takes_it_away_until_undo(daily: Daily) -> None:
    page = at_agenda(daily)
    before = page.model.tasks
    daily.press("E")
    (dialog,) = [one for one in daily.shell.findChildren(TaskDialog) if one.isVisible()]
    dialog.reject()
    daily.shell.activateWindow()
    daily.wait(daily.shell.isActiveWindow)
    daily.settle()
    page.table.setFocus()
    daily.press("Delete")
    daily.settle()
    assert page.model.tasks == before - 1
    assert page.model.task(page.table.currentIndex().row()) is not None
    daily.press_toast()
    assert page.model.tasks == before


def test_enter_begins_the_block_of_a_task_and_with_shift_changes_it_first(daily: Daily) -> None:
    page = at_agenda(daily)
    assert page.table.task is not None
    number = page.table.task.number
    daily.press("Shift+Return")
    daily.wait(lambda: daily.sees("Start block"))
    at_agenda(daily)
    daily.press("Return")
    daily.wait(lambda: daily.shell.taken_over is not None)
    assert len(daily.exam.session.block.items) == number


def test_a_kind_is_chosen_with_its_chip(daily: Daily) -> None:
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10, kind=TaskKind.BREAK)
    page = at_agenda(daily)
    assert page.chips["break"].text() == "Breaks 1"
    assert not page.chips["video"].isVisible()
    page.chips["break"].click()
    assert (page.model.tasks, page.model.rowCount()) == (1, 2)
    page.search.setText("run")
    assert page.model.tasks == 0
    assert daily.sees("No task fits")


@pytest.mark.parametrize("with_task", [True, False])
def test_where_nothing_comes_the_next_step_is_said(
    seat_daily: Callable[..., Daily], with_task: bool
) -> None:
    daily = seat_daily(week=None)
    if with_task:
        daily.tasks.add(daily.user_id, MONDAY - timedelta(1), "Walk", 10)
    daily.turn_to("agenda", AgendaPage)
    daily.wait(lambda: daily.state.shown is not None)
    daily.settle()
    assert daily.sees("No task is coming" if with_task else "No plan yet")
