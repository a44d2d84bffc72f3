"""Plans as files that calendar programs follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
import vobject

from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft
from ms2qbank_desktop.features.planner.service.exporting import PlanExport
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)


@pytest.fixture
def plan_id(desk: Desk) -> int:
    draft = PlanDraft("Step 1", MONDAY, MONDAY + timedelta(20), (20,) * 7, Goals(block=2))
    made = desk.context.service(PlanService).create(desk.user_id, draft)
    desk.context.service(PlanningService).replan(desk.user_id, made)
    return made


def events(desk: Desk, plan_id: int, path: Path) -> dict[str, date]:
    """Write the file again, and return its days as two readers see them."""
    desk.context.service(PlanExport).write(desk.user_id, plan_id, path)
    first = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    found = {str(event["uid"]): event.decoded("dtstart") for event in first}
    second = vobject.readOne(path.read_text("utf-8")).vevent_list
    assert found == {event.uid.value: event.dtstart.value for event in second}
    assert len(found) == len(first)
    return found


def test_the_file_follows_the_plan_under_the_same_ids(
    desk: Desk, plan_id: int, tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    tasks = desk.context.service(TaskService)
    before = events(desk, plan_id, path)
    there = tasks.tasks(desk.user_id, MONDAY, MONDAY + timedelta(30))
    assert {f"task-{task.id}@ms2qbank": task.day for task in there} == {
        uid: day for uid, day in before.items() if uid.startswith("task-")
    }
    desk.context.service(PlanningService).set_mood(desk.user_id, there[0].day, Mood.OFF)
    moved = events(desk, plan_id, path)
    assert set(moved) == set(before)
    assert moved != before
    assert there[0].day not in moved.values()
    tasks.remove(desk.user_id, there[0].id)
    after = events(desk, plan_id, path)
    assert set(moved) - set(after) == {f"task-{there[0].id}@ms2qbank"}
    assert not list(tmp_path.glob(".*.part"))


def test_what_the_user_writes_comes_back_as_it_was(
    desk: Desk, plan_id: int, tmp_path: Path
) -> None:
    title = "Niere, „Glomerulus“; \\ back\\slash 🩺 " + "ö" * 90
    tasks = desk.context.service(TaskService)
    tasks.add(desk.user_id, date(2028, 2, 29), title, 30, note="one\ntwo, three; four")
    path = tmp_path / "plan.ics"
    assert date(2028, 2, 29) in events(desk, plan_id, path).values()
    (event,) = [
        one
        for one in vobject.readOne(path.read_text("utf-8")).vevent_list
        if one.dtstart.value == date(2028, 2, 29)
    ]
    assert event.summary.value == f"{' '.join(title.split())} (30 min)"
    assert event.description.value == "one\ntwo, three; four"
    assert max(len(line) for line in path.read_bytes().split(b"\r\n")) <= 75
