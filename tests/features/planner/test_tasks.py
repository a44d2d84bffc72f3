"""Tasks on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.tasks import TaskService

if TYPE_CHECKING:
    from tests.support.bank import Desk

TUESDAY, FRIDAY = date(2026, 3, 3), date(2026, 3, 6)
QUESTION = Place(Kind.QUESTION, 7)


@pytest.fixture
def tasks(desk: Desk) -> TaskService:
    return desk.context.service(TaskService)


def titles(desk: Desk, tasks: TaskService) -> list[str]:
    return [task.title for task in tasks.tasks(desk.user_id, TUESDAY, FRIDAY)]


def test_a_task_stands_at_the_end_of_its_day_with_all_it_was_given(
    desk: Desk, tasks: TaskService
) -> None:
    tasks.add(desk.user_id, FRIDAY, "Later", 20)
    tasks.add(desk.user_id, TUESDAY, "First", 20)
    second = tasks.add(
        desk.user_id,
        TUESDAY,
        "  Heart \n sounds ",
        35,
        kind=TaskKind.ARTICLE,
        note=" slowly ",
        about=[QUESTION],
    )
    assert titles(desk, tasks) == ["First", "Heart sounds", "Later"]
    task = tasks.task(desk.user_id, second)
    assert (task.day, task.kind, task.minutes) == (TUESDAY, TaskKind.ARTICLE, 35)
    assert (task.note, task.about, task.chosen_day) == ("slowly", (QUESTION,), True)
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7)
    assert link.other(Kind.QUESTION, 7) == Place(Kind.TASK, second)


def test_a_task_that_is_moved_stands_last_on_its_new_day(desk: Desk, tasks: TaskService) -> None:
    first = tasks.add(desk.user_id, TUESDAY, "First", 20)
    tasks.add(desk.user_id, FRIDAY, "Later", 20)
    task = tasks.task(desk.user_id, first)
    tasks.save(desk.user_id, replace(task, day=FRIDAY, title="Moved", minutes=5, note="n"))
    assert titles(desk, tasks) == ["Later", "Moved"]
    moved = tasks.task(desk.user_id, first)
    assert (moved.minutes, moved.note) == (5, "n")


def test_a_ticked_task_says_when_and_how_long_until_the_tick_is_taken_back(
    desk: Desk, tasks: TaskService
) -> None:
    task_id = tasks.add(desk.user_id, TUESDAY, "First", 20)
    tasks.tick(desk.user_id, task_id, spent_minutes=26)
    task = tasks.task(desk.user_id, task_id)
    assert (task.done_at, task.spent_minutes) == (desk.clock.now(), 26)
    tasks.tick(desk.user_id, task_id, done=False)
    task = tasks.task(desk.user_id, task_id)
    assert (task.done_at, task.spent_minutes) == (None, None)


def test_a_removed_task_is_shown_by_no_day_and_comes_back(desk: Desk, tasks: TaskService) -> None:
    task_id = tasks.add(desk.user_id, TUESDAY, "First", 20)
    tasks.remove(desk.user_id, task_id)
    assert titles(desk, tasks) == []
    with pytest.raises(UserFault, match="removed"):
        tasks.task(desk.user_id, task_id)
    tasks.remove(desk.user_id, task_id, removed=False)
    assert titles(desk, tasks) == ["First"]


@pytest.mark.parametrize(
    ("title", "minutes", "field"), [(" ", 5, "title"), ("A", 0, "minutes"), ("A", 1441, "minutes")]
)
def test_a_task_without_title_or_sensible_length_is_refused(
    desk: Desk, tasks: TaskService, title: str, minutes: int, field: str
) -> None:
    with pytest.raises(UserFault) as refused:
        tasks.add(desk.user_id, TUESDAY, title, minutes)
    assert refused.value.field == field
    assert titles(desk, tasks) == []


def test_the_tasks_of_another_are_unknown(desk: Desk, tasks: TaskService) -> None:
    task_id = tasks.add(desk.user_id, TUESDAY, "First", 20)
    stranger = desk.user_id + 1
    assert tasks.tasks(stranger, TUESDAY, FRIDAY) == []
    with pytest.raises(UserFault, match="no such task"):
        tasks.remove(stranger, task_id)
    assert titles(desk, tasks) == ["First"]


def test_links_name_a_task_by_its_title_and_day(desk: Desk, tasks: TaskService) -> None:
    task_id = tasks.add(desk.user_id, TUESDAY, "Heart sounds", 20)
    links, place = desk.context.service(LinkService), Place(Kind.TASK, task_id)
    assert links.named(desk.user_id, "heart SOUNDS", (Kind.TASK,)) == place
    assert place in dict(links.beginning(desk.user_id, "sou"))
    end = links.described(desk.user_id, [place])[place]
    assert (end.title, end.detail, end.gone) == ("Heart sounds", "Tuesday 3 March", False)
    tasks.tick(desk.user_id, task_id)
    assert links.described(desk.user_id, [place])[place].detail == "Tuesday 3 March, done"
    tasks.remove(desk.user_id, task_id)
    assert links.described(desk.user_id, [place])[place].gone
    assert links.named(desk.user_id, "Heart sounds", (Kind.TASK,)) is None


def test_a_task_is_placed_between_two_others_and_is_bound_to_its_day_only_if_said(
    desk: Desk, tasks: TaskService
) -> None:
    for title in ("First", "Second"):
        tasks.add(desk.user_id, FRIDAY, title, 20)
    task_id = tasks.add(desk.user_id, TUESDAY, "Third", 20)
    first, second = tasks.tasks(desk.user_id, FRIDAY, FRIDAY)
    tasks.place(desk.user_id, task_id, FRIDAY, (first.rank + second.rank) / 2, chosen=False)
    there = tasks.tasks(desk.user_id, FRIDAY, FRIDAY)
    assert [one.title for one in there] == ["First", "Third", "Second"]
    assert not there[1].chosen_day
    tasks.place(desk.user_id, task_id, FRIDAY, first.rank - 1)
    there = tasks.tasks(desk.user_id, FRIDAY, FRIDAY)
    assert [one.title for one in there] == ["Third", "First", "Second"]
    assert there[0].chosen_day
