"""The door of the planner's pages: what it shows, and what it does."""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft
from ms2qbank_desktop.features.planner.ui.plan_queue import DeedQueue
from tests.support.planned import MONDAY, TODAY, WEEK, Planned

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

TOMORROW = TODAY + timedelta(1)
SUNDAY = MONDAY + timedelta(6)


def shown(planned: Planned) -> Shown:
    """Return what is shown once all is read."""
    planned.settle()
    planned.state.ask()
    planned.settle()
    found = planned.state.shown
    assert found is not None
    return found


def test_a_profile_without_a_plan_shows_none(planned: Planned) -> None:
    assert shown(planned).empty
    planned.add("First")
    assert not shown(planned).empty


def test_the_newest_plan_is_shown_until_another_one_is_chosen(planned: Planned) -> None:
    first = planned.make_plan("First")
    planned.make_plan("Second")
    plan = shown(planned).plan
    assert plan is not None
    assert plan.draft.name == "Second"
    planned.state.choose(first)
    planned.settle()
    assert planned.state.shown is not None
    assert planned.state.shown.plan is not None
    assert planned.state.shown.plan.id == first
    planned.plans.archive(planned.ui.user_id, first)
    plan = shown(planned).plan
    assert plan is not None
    assert plan.draft.name == "Second"


def test_a_tick_is_shown_before_it_is_on_the_disk(planned: Planned) -> None:
    task_id = planned.add("First", minutes=40)
    task = shown(planned).task(task_id)
    assert task is not None
    planned.state.tick(task)
    assert planned.state.shown is not None
    assert planned.state.shown.done(TODAY) == 40
    assert planned.task(task_id).done_at is None or planned.shell.tasks.running
    planned.settle()
    assert planned.task(task_id).done_at is not None


def test_ticks_that_wait_when_the_window_closes_are_on_the_disk(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> None:
    planned = Planned(data_dir)
    ids = [planned.add(title) for title in ("First", "Second", "Third")]
    found = shown(planned)
    for task_id in ids:
        task = found.task(task_id)
        assert task is not None
        planned.state.tick(task)
    planned.leave()
    database = sqlite3.connect(data_dir / "ms2qbank.db")
    rows = database.execute("SELECT title FROM plan_tasks WHERE done_at IS NULL").fetchall()
    database.close()
    assert rows == []


@pytest.mark.expects_log("not done on closing: It is gone")
def test_a_deed_that_fails_on_closing_does_not_hold_up_the_one_after_it(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> None:
    planned = Planned(data_dir)
    queue, done = DeedQueue(planned.ui, planned.shell), list[str]()

    def fail() -> None:
        raise UserFault("It is gone.")

    queue.put("First", lambda: done.append("first"), bool)
    queue.put("Second", fail, bool)
    queue.put("Third", lambda: done.append("third"), bool)
    planned.leave()
    assert done == ["first", "third"]


def test_minutes_planned_done_and_spent_are_told_apart(planned: Planned) -> None:
    first, _ = planned.add("First", minutes=40), planned.add("Second", minutes=10)
    planned.tasks.tick(planned.ui.user_id, first, spent_minutes=55)
    found = shown(planned)
    assert (found.planned(TODAY), found.done(TODAY), found.spent(TODAY)) == (50, 40, 55)


def test_a_day_off_moves_tasks_and_undo_brings_day_and_tasks_back(planned: Planned) -> None:
    planned.make_plan(days=18, passes=2)
    before = shown(planned)
    assert before.planned(TODAY) > 0
    planned.state.set_mood(TODAY, Mood.OFF)
    assert planned.state.shown is not None
    assert planned.state.shown.mood(TODAY) is Mood.OFF
    planned.settle()
    assert shown(planned).planned(TODAY) == 0
    assert "moved" in planned.toasted()
    planned.undo()
    after = shown(planned)
    assert after.mood(TODAY) is Mood.NORMAL
    assert {day: [one.id for one in tasks] for day, tasks in after.days.items()} == {
        day: [one.id for one in tasks] for day, tasks in before.days.items()
    }


def test_days_off_are_those_of_the_plan_and_those_that_were_said(planned: Planned) -> None:
    planned.make_plan()
    found = shown(planned)
    assert found.is_off(SUNDAY)
    assert not found.is_off(TODAY)
    assert not found.is_off(MONDAY - timedelta(1))  # before the plan
    planned.state.set_mood(TODAY, Mood.OFF)
    planned.settle()
    assert shown(planned).is_off(TODAY)


def test_a_plan_is_made_with_its_tasks_and_looked_at(planned: Planned) -> None:
    planned.make_plan("Before")
    made: list[int] = []
    draft = PlanDraft("New", TODAY, TODAY + timedelta(20), WEEK, Goals())
    planned.state.create(draft, made.append)
    planned.settle()
    found = shown(planned)
    assert found.plan is not None
    assert [found.plan.id] == made
    assert found.plan.draft.name == "New"
    assert any(task.plan_id == made[0] for tasks in found.days.values() for task in tasks)


def test_a_saved_plan_is_planned_anew_and_undo_takes_both_back(planned: Planned) -> None:
    plan_id = planned.make_plan(days=18, passes=2)
    before = shown(planned)
    assert before.plan is not None
    draft = dataclasses.replace(before.plan.draft, week=(120, 0, 120, 120, 120, 120, 0))
    planned.state.save_plan(plan_id, draft)
    planned.settle()
    after = shown(planned)
    assert after.planned(TODAY) == 0 < before.planned(TODAY)
    planned.undo()
    again = shown(planned)
    assert again.plan == before.plan
    assert again.planned(TODAY) == before.planned(TODAY)


def test_a_plan_put_away_takes_its_tasks_along_and_comes_back(planned: Planned) -> None:
    planned.make_plan()
    plan = shown(planned).plan
    assert plan is not None
    planned.state.archive(plan)
    planned.settle()
    found = shown(planned)
    assert found.empty
    assert [one.id for one in found.archived] == [plan.id]
    planned.undo()
    assert shown(planned).plan == plan
    planned.state.remove_plan(plan)
    planned.settle()
    assert shown(planned).empty
    planned.undo()
    assert shown(planned).plan == plan


def test_the_next_study_day_moves_what_was_missed_and_says_so(planned: Planned) -> None:
    planned.make_plan(days=18, passes=2)
    missed = {one.id for one in shown(planned).tasks(TODAY)}
    assert missed
    planned.clock.pass_time(86_400)
    planned.state.start_day()
    planned.settle()
    found = shown(planned)
    assert found.today == TOMORROW
    assert not missed & {one.id for one in found.tasks(TODAY)}
    assert found.change is not None
    assert (found.change.reason, found.change.made) == ("day", TOMORROW)
    assert planned.toasted().endswith("moved")
    planned.state.take_back(found.change.id)
    planned.settle()
    assert missed <= {one.id for one in shown(planned).tasks(TODAY)}


def test_an_outlook_follows_the_plan(planned: Planned) -> None:
    planned.make_plan()
    shown(planned)
    planned.wait(lambda: planned.state.outlook is not None)
    assert planned.state.outlook is not None
    assert planned.state.outlook.promised == 120


def test_a_move_of_a_task_that_is_gone_says_so_and_shows_what_is(planned: Planned) -> None:
    task_id = planned.add("First")
    task = shown(planned).task(task_id)
    assert task is not None
    planned.open_week()
    planned.state.move(dataclasses.replace(task, id=task_id + 1), TOMORROW)
    planned.settle()
    assert any("no such task" in one for one in planned.words())
    assert [one.id for one in shown(planned).tasks(TODAY)] == [task_id]
    assert shown(planned).tasks(TOMORROW) == ()
