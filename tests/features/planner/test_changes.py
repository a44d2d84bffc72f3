"""What planning anew changes on the disk, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, Moved, PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.progress import ProgressService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.tables import PlanTaskRow
from tests.support.bank import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.service.planning import Replanned

MONDAY = date(2026, 3, 2)
DAY_S = 24 * 3600
DRAFT = PlanDraft(
    "Step 1", MONDAY, MONDAY + timedelta(42), (60, 60, 60, 60, 60, 30, 0), Goals(last_week=False)
)


class Table:
    """A profile with 240 questions and a plan."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.user_id = desk.user_id
        self.plans = desk.context.service(PlanService)
        self.planning = desk.context.service(PlanningService)
        self.service = desk.context.service(TaskService)
        self.plan_id = self.plans.create(self.user_id, DRAFT)
        self.planning.replan(self.user_id, self.plan_id)

    def tasks(self, first: int = -5, last: int = 60) -> list[Task]:
        days = MONDAY + timedelta(first), MONDAY + timedelta(last)
        return self.service.tasks(self.user_id, *days)

    def task(self, task_id: int) -> Task:
        return self.service.task(self.user_id, task_id)

    def state(self) -> dict[int, tuple[date, str, int]]:
        return {task.id: (task.day, task.title, task.minutes) for task in self.tasks()}

    def next_day(self, days: int = 1) -> int:
        """Let the day turn, and return the change that its start made."""
        self.desk.clock.pass_time(days * DAY_S)
        (moved,) = self.planning.day_start(self.user_id)
        assert moved.change_id is not None
        return moved.change_id


@pytest.fixture
def table(data_dir: Path) -> Iterator[Table]:
    desk = open_desk(data_dir, questions=240)
    yield Table(desk)
    desk.context.close()


def test_what_the_user_said_of_a_task_outlives_planning_anew(table: Table) -> None:
    task = table.tasks(2, 20)[0]
    said = replace(task, title="With Ann", minutes=task.minutes + 9, note="bring coffee")
    table.service.save(table.user_id, said)
    table.planning.replan(table.user_id, table.plan_id)
    table.next_day(2)
    after = table.task(task.id)
    assert (after.title, after.minutes, after.note) == ("With Ann", said.minutes, "bring coffee")


def test_undo_leaves_what_was_moved_done_or_taken_away_since(table: Table) -> None:
    first, second, third = table.tasks(0, 4)[:3]
    change_id = table.next_day(5)
    moved = {one.task_id for one in table.planning.last_change(table.user_id, table.plan_id)[2]}  # type: ignore[index]
    assert {first.id, second.id, third.id} <= moved
    elsewhere = MONDAY + timedelta(20)
    table.service.place(table.user_id, first.id, elsewhere, 1.0)
    table.service.tick(table.user_id, second.id)
    table.service.remove(table.user_id, third.id)
    done_on = table.task(second.id).day
    table.planning.undo(table.user_id, change_id)
    assert table.task(first.id).day == elsewhere
    assert table.task(second.id).day == done_on
    assert third.id not in table.state()


def test_undo_of_another_block_size_brings_titles_and_minutes_back(table: Table) -> None:
    before = table.state()
    draft = table.plans.plan(table.user_id, table.plan_id).draft
    other = replace(draft, goals=replace(draft.goals, block=5))
    table.plans.save(table.user_id, table.plan_id, other)
    change = table.planning.replan(table.user_id, table.plan_id)
    assert table.state() != before
    assert change.change_id is not None
    table.plans.save(table.user_id, table.plan_id, draft)
    table.planning.undo(table.user_id, change.change_id)
    assert table.state() == before
    assert table.planning.replan(table.user_id, table.plan_id).change_id is None


def test_a_task_that_was_missed_is_no_longer_on_a_day_that_was_chosen(table: Table) -> None:
    task = table.tasks(3, 20)[0]
    table.service.place(table.user_id, task.id, MONDAY + timedelta(1), 9.0)
    table.planning.replan(table.user_id, table.plan_id)
    assert table.task(task.id).day == MONDAY + timedelta(1)
    table.next_day(4)
    found = table.task(task.id)
    assert found.day >= MONDAY + timedelta(4)
    assert not found.chosen_day


def test_a_plan_that_was_put_away_takes_no_time_from_another(table: Table) -> None:
    second = table.plans.create(table.user_id, replace(DRAFT, name="Second"))
    crowded = table.planning.replan(table.user_id, second)
    table.plans.archive(table.user_id, table.plan_id)
    free = table.planning.replan(table.user_id, second)
    assert len(free.left) < len(crowded.left) or not crowded.left
    days: dict[date, int] = {}
    for task in table.tasks():
        days[task.day] = days.get(task.day, 0) + task.minutes
    assert {task.plan_id for task in table.tasks()} == {second}
    assert free.left == ()


def test_two_plans_share_the_minutes_of_a_day(table: Table) -> None:
    half = replace(DRAFT, name="Half", week=(30, 30, 30, 30, 30, 0, 0))
    table.plans.save(table.user_id, table.plan_id, half)
    table.planning.replan(table.user_id, table.plan_id)
    second = table.plans.create(table.user_id, replace(DRAFT, name="Second"))
    table.planning.replan(table.user_id, second)
    table.desk.clock.pass_time(2 * DAY_S)
    assert len(table.planning.day_start(table.user_id)) == 2
    days: dict[date, int] = {}
    for task in table.tasks(2, 60):
        days[task.day] = days.get(task.day, 0) + task.minutes
    assert {task.plan_id for task in table.tasks()} == {table.plan_id, second}
    assert max(days.values()) <= 60


def test_a_preview_sees_the_tasks_of_other_plans_and_the_days_that_go_wrong(table: Table) -> None:
    draft = replace(DRAFT, name="Another")
    crowded = table.planning.preview(table.user_id, draft)
    table.plans.archive(table.user_id, table.plan_id)
    free = table.planning.preview(table.user_id, draft)
    assert sum(day.minutes for day in crowded.days) < sum(day.minutes for day in free.days)
    table.plans.say_mood(table.user_id, MONDAY, Mood.OFF)
    off = table.planning.preview(table.user_id, draft)
    assert not [piece for piece, day in off.placed if day == MONDAY]


def test_the_preview_of_a_plan_that_is_there_moves_nothing(table: Table) -> None:
    made = table.planning.preview(table.user_id, DRAFT, table.plan_id)
    days = sorted((piece.unit.minutes, day) for piece, day in made.placed)
    there = sorted((task.minutes, task.day) for task in table.tasks())
    assert days == there


def test_a_removed_block_stays_away_and_comes_back_when_it_is_put_back(table: Table) -> None:
    blocks = [task for task in table.tasks() if task.kind is TaskKind.QUESTIONS]
    table.service.remove(table.user_id, blocks[0].id)
    table.planning.replan(table.user_id, table.plan_id)
    left = [task for task in table.tasks() if task.kind is TaskKind.QUESTIONS]
    assert {task.id for task in left} == {task.id for task in blocks[1:]}
    table.service.remove(table.user_id, blocks[0].id, removed=False)
    table.planning.replan(table.user_id, table.plan_id)
    again = [task for task in table.tasks() if task.kind is TaskKind.QUESTIONS]
    assert {task.id for task in again} == {task.id for task in blocks}


def rows(table: Table) -> dict[int, dict[str, object]]:
    """Return all that the disk says of tasks that are there, but for when it was written."""
    query = select(PlanTaskRow).where(col(PlanTaskRow.deleted_at).is_(None))
    with table.desk.context.store.read() as session:
        return {row.id: row.model_dump(exclude={"changed_at"}) for row in session.exec(query)}


@pytest.mark.parametrize("seed", range(12))
def test_what_was_done_in_any_order_is_taken_back_to_the_row(table: Table, seed: int) -> None:
    chance = Random(seed)
    user_id, planning, service = table.user_id, table.planning, table.service
    closing = replace(DRAFT, goals=Goals(last_week=True, assessments=(MONDAY + timedelta(9),)))
    table.plans.save(user_id, table.plan_id, closing)
    planning.replan(user_id, table.plan_id)
    table.desk.clock.pass_time(chance.choice((0, 1, 36)) * DAY_S)
    states, undos = [], []

    def back(*changes: Replanned) -> None:
        for change in changes:
            if change.change_id is not None:
                planning.undo(user_id, change.change_id)

    def mood() -> Callable[[], object]:
        day = table.desk.clock.study_day(table.desk.clock.now())
        before = table.plans.moods(user_id).get(day, Mood.NORMAL)
        changes = planning.set_mood(user_id, day, chance.choice(list(Mood)))

        def undo() -> None:
            table.plans.say_mood(user_id, day, before)
            back(*changes)

        return undo

    def skip() -> Callable[[], object]:
        table.desk.clock.pass_time(chance.randint(1, 3) * DAY_S)
        return partial(back, *planning.day_start(user_id))

    def drag() -> Callable[[], object]:
        task = chance.choice(open_ones())
        service.place(user_id, task.id, MONDAY + timedelta(chance.randrange(42)), 3.5)
        return partial(service.place, user_id, task.id, task.day, task.rank, chosen=task.chosen_day)

    def remove() -> Callable[[], object]:
        task = chance.choice(open_ones())
        service.remove(user_id, task.id)
        return partial(service.remove, user_id, task.id, removed=False)

    def tick() -> Callable[[], object]:
        task = chance.choice(open_ones())
        service.tick(user_id, task.id)
        return partial(service.tick, user_id, task.id, done=False)

    def open_ones() -> list[Task]:
        return [task for task in table.tasks() if task.done_at is None]

    def again() -> Callable[[], object]:
        return partial(back, planning.replan(user_id, table.plan_id))

    for _ in range(10):
        states.append((rows(table), table.plans.moods(user_id)))
        undos.append(chance.choice((mood, skip, drag, remove, tick, again))())
    for state, undo in zip(reversed(states), reversed(undos), strict=True):
        undo()
        assert (rows(table), table.plans.moods(user_id)) == state


def test_the_first_planning_of_a_day_counts_what_was_missed_whoever_asks_for_it(
    table: Table,
) -> None:
    table.desk.clock.pass_time(13 * DAY_S)
    asked = table.planning.replan(table.user_id, table.plan_id)
    assert asked.moved
    found = table.planning.last_change(table.user_id, table.plan_id)
    assert found is not None
    assert found[1] == "day"
    assert table.planning.outlook(table.user_id, table.plan_id).pace == 0.0
    assert table.planning.day_start(table.user_id) == []


def test_what_was_of_its_day_only_goes_with_it_and_is_named(table: Table) -> None:
    draft = replace(DRAFT, exam=MONDAY + timedelta(9), goals=Goals(last_week=True))
    table.plans.save(table.user_id, table.plan_id, draft)
    table.planning.replan(table.user_id, table.plan_id)
    table.desk.clock.pass_time(7 * DAY_S)
    table.planning.day_start(table.user_id)
    (mixed, *_) = [task for task in table.tasks(7, 7) if task.of_its_day]
    progress = table.desk.context.service(ProgressService)
    before = progress.progress(table.user_id, table.plan_id)
    change_id = table.next_day()
    assert mixed.id not in table.state()
    found = table.planning.last_change(table.user_id, table.plan_id)
    assert found is not None
    gone = Moved(mixed.id, mixed.title, TaskKind.QUESTIONS, MONDAY + timedelta(7), None)
    assert gone in found[2]
    after = progress.progress(table.user_id, table.plan_id)
    assert after.weeks[-1].planned == before.weeks[-1].planned  # it was planned all the same
    table.planning.undo(table.user_id, change_id)
    assert table.state()[mixed.id] == (mixed.day, mixed.title, mixed.minutes)
