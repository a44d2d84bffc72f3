"""Retests: tasks that follow the rows of the error log, and the rows that follow them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import ErrorEntry, Miss
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.service.retests import RetestService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from tests.support.bank import Desk

TODAY = date(2026, 3, 2)
PLANNED = (date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 23))


@pytest.fixture
def entry(desk: Desk) -> ErrorEntry:
    question = desk.bank.select(BankFilter())[0]
    return desk.context.service(ErrorLogService).log(desk.user_id, Miss(question, 1), "Q1: Stem")


@pytest.fixture
def retests(desk: Desk) -> RetestService:
    return desk.context.service(RetestService)


def tasks(desk: Desk) -> list[Task]:
    last = TODAY + timedelta(days=400)
    return desk.context.service(TaskService).tasks(desk.user_id, TODAY, last)


def days(desk: Desk) -> tuple[date, ...]:
    return tuple(task.day for task in tasks(desk))


def logged(desk: Desk) -> tuple[date, ...]:
    (row,) = desk.context.service(ErrorLogService).entries(desk.user_id)
    return row.retests


def test_a_miss_has_a_task_for_each_of_its_days_linked_to_question_and_note(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    card = Place(Kind.CARD, 5)
    ids = retests.plan(desk.user_id, entry, [card])
    assert days(desk) == PLANNED
    first = tasks(desk)[0]
    assert (first.kind, first.title) == (
        TaskKind.RETEST,
        "Retest Q1: Stem",
    )
    assert first.about == (Place(Kind.QUESTION, entry.question_id),)
    assert sorted(ids) == sorted(task.id for task in tasks(desk))
    links = desk.context.service(LinkService).of(desk.user_id, Kind.TASK, first.id)
    assert {link.other(Kind.TASK, first.id) for link in links} == {
        Place(Kind.QUESTION, entry.question_id),
        Place(Kind.NOTE, entry.note_id),
        card,
    }


def test_asked_for_again_nothing_changes(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    retests.plan(desk.user_id, entry)
    before = tasks(desk)
    retests.plan(desk.user_id, entry)
    assert tasks(desk) == before


def test_other_days_move_the_tasks_that_are_there_and_add_or_remove_the_rest(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    retests.plan(desk.user_id, entry)
    before = {task.id for task in tasks(desk)}
    moved = replace(entry, retests=(date(2026, 3, 4), date(2026, 3, 12)))
    retests.plan(desk.user_id, moved)
    assert days(desk) == moved.retests
    assert {task.id for task in tasks(desk)} < before
    more = replace(entry, retests=(*moved.retests, date(2026, 4, 1), date(2026, 4, 2)))
    retests.plan(desk.user_id, more)
    assert days(desk) == more.retests
    assert len({task.id for task in tasks(desk)} - before) == 1


def test_without_days_neither_task_nor_link_is_left_and_they_come_back(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    links = desk.context.service(LinkService)
    before = links.of(desk.user_id, Kind.QUESTION, entry.question_id)
    retests.plan(desk.user_id, entry)
    whole = links.of(desk.user_id, Kind.QUESTION, entry.question_id)
    assert len(whole) == len(before) + 3
    retests.plan(desk.user_id, replace(entry, retests=()))
    assert tasks(desk) == []
    assert links.of(desk.user_id, Kind.QUESTION, entry.question_id) == before
    retests.plan(desk.user_id, entry)
    assert days(desk) == PLANNED
    assert links.of(desk.user_id, Kind.QUESTION, entry.question_id) == whole


def test_a_task_that_is_moved_ticked_or_removed_takes_the_log_along(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    retests.plan(desk.user_id, entry)
    service = desk.context.service(TaskService)
    first, second, third = tasks(desk)
    service.save(desk.user_id, replace(first, day=date(2026, 3, 5)))
    assert logged(desk) == (date(2026, 3, 5), *PLANNED[1:])
    service.tick(desk.user_id, first.id)
    assert logged(desk) == PLANNED[1:]
    service.remove(desk.user_id, third.id)
    assert logged(desk) == PLANNED[1:2]
    service.remove(desk.user_id, third.id, removed=False)
    service.tick(desk.user_id, first.id, done=False)
    assert logged(desk) == (date(2026, 3, 5), *PLANNED[1:])
    assert second.day in days(desk)


def test_a_ticked_retest_stays_ticked_whatever_is_planned_after_it(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    retests.plan(desk.user_id, entry)
    first = tasks(desk)[0]
    desk.context.service(TaskService).tick(desk.user_id, first.id)
    (row,) = desk.context.service(ErrorLogService).entries(desk.user_id)
    retests.plan(desk.user_id, row)
    assert days(desk) == PLANNED
    retests.plan(desk.user_id, replace(row, retests=()))
    (left,) = tasks(desk)
    assert (left.id, left.done_at is None) == (first.id, False)


def test_more_retests_than_a_dozen_are_refused(
    desk: Desk, retests: RetestService, entry: ErrorEntry
) -> None:
    many = tuple(TODAY + timedelta(days=number) for number in range(1, 14))
    with pytest.raises(UserFault, match="12 retests"):
        retests.plan(desk.user_id, replace(entry, retests=many))
    assert tasks(desk) == []
