"""Plans from the command line."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest

from ms2qbank_desktop.features.planner.service.tasks import TaskService
from tests.support.bank import open_desk
from tests.support.command_line import Cli

if TYPE_CHECKING:
    from pathlib import Path

START = date.today() + timedelta(1)  # noqa: DTZ011
EXAM = START + timedelta(40)


@pytest.fixture
def plan(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """A profile with 120 questions, one of its own tasks in it."""
    desk = open_desk(data_dir, questions=120)
    desk.context.service(TaskService).add(desk.user_id, START, "Call the library", 10)
    desk.context.close()
    return Cli(data_dir, capsys, ("plan",))


def create(plan: Cli, *more: str) -> dict[str, object]:
    made = plan("create", "--exam", str(EXAM), "--start", str(START), "--minutes", "90", *more)
    assert isinstance(made, dict)
    return made


def test_a_plan_is_made_with_its_tasks(plan: Cli) -> None:
    made = create(plan, "--name", "June", "--off", "sun")
    assert (made["name"], made["start"], made["exam"]) == ("June", str(START), str(EXAM))
    assert made["week"] == [90, 90, 90, 90, 90, 90, 0]
    assert made["left"] == []
    tasks = plan("tasks")
    assert [task["title"] for task in tasks if task["kind"] == "other"] == ["Call the library"]
    assert len(tasks) == made["tasks"] + 1  # type: ignore[operator]
    assert all(str(START) <= task["day"] < str(EXAM) for task in tasks)
    assert not [task for task in tasks if date.fromisoformat(task["day"]).weekday() == 6]
    assert [one["id"] for one in plan("list")] == [made["id"]]


def test_a_plan_says_what_will_come_of_it(plan: Cli) -> None:
    create(plan)
    shown = plan("show")
    assert (shown["questions"], shown["questions_done"]) == (120, 0)
    assert (shown["coverage"], shown["pace"], shown["extra_minutes"]) == (1.0, None, 0)
    assert plan.told("show") == ["Step 1: 100% of 120 questions before the exam"]


def test_planning_again_moves_nothing_that_need_not_move(plan: Cli) -> None:
    create(plan)
    assert plan("replan") == {"moved": [], "left": []}
    assert plan.told("replan") == ["Nothing had to move."]


def test_tasks_of_some_days_are_listed(plan: Cli) -> None:
    create(plan)
    day = plan("tasks")[-1]["day"]
    assert {task["day"] for task in plan("tasks", "--from", day, "--to", day)} == {day}


def test_subjects_by_priority_are_planned_as_the_old_system_did(plan: Cli) -> None:
    exam = str(START + timedelta(5))
    plan(
        "create",
        *("--exam", exam, "--start", str(START), "--minutes", "180"),
        *("--subject", "Cardiology=3", "--subject", "Neurology=1"),
    )
    tasks = [task for task in plan("tasks") if task["title"] != "Call the library"]
    assert [(task["title"], task["minutes"]) for task in tasks] == [
        *[("Cardiology", 180)] * 3,
        ("Cardiology", 135),
        ("Neurology", 45),
        ("Neurology", 180),
    ]


def test_a_plan_is_written_for_calendars_and_as_a_table(plan: Cli, tmp_path: Path) -> None:
    create(plan)
    number = len(plan("tasks"))
    out = tmp_path / "plan.ics"
    assert plan("export", out) == {"file": str(out), "tasks": number}
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert len(events) == number + 1
    plan("export", tmp_path / "plan.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "plan.csv").read_text("utf-8-sig")))
    assert len(list(rows)) == number


@pytest.mark.parametrize(
    "words",
    [
        ("create", "--exam", str(START), "--start", str(START), "--minutes", "90"),
        ("create", "--exam", str(EXAM), "--minutes", "0"),
        ("create", "--exam", str(EXAM), "--minutes", "60", "--off", "someday"),
        ("create", "--exam", "2020-06-01", "--start", "2020-01-01", "--minutes", "60"),
        ("create", "--exam", str(EXAM), "--minutes", "60", "--assessment", str(EXAM)),
        ("create", "--exam", str(EXAM), "--minutes", "60", "--block", "-1"),
        ("create", "--exam", str(EXAM), "--minutes", "60", "--buffer", "-1"),
        ("create", "--exam", str(EXAM), "--minutes", "60", "--passes", "-1"),
        ("show",),
        ("tasks", "--plan", "7"),
    ],
)
def test_what_cannot_be_done_is_a_fault_of_the_user(plan: Cli, words: tuple[str, ...]) -> None:
    assert set(plan(*words, code=1)) == {"error", "advice"}


def test_a_file_of_another_kind_is_refused(plan: Cli, tmp_path: Path) -> None:
    create(plan)
    assert "neither .ics nor .csv" in plan("export", tmp_path / "plan.txt", code=1)["error"]


def test_a_day_that_is_none_is_wrong_usage(plan: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        plan("create", "--exam", "2027-02-29", "--minutes", "60")
    assert ended.value.code == 2
    assert "2027-02-29 is no day" in capsys.readouterr().err


def test_work_without_a_place_that_is_alike_is_one_line(plan: Cli) -> None:
    exam = str(START + timedelta(2))
    plan("create", "--exam", exam, "--start", str(START), "--minutes", "60", "--block", "10")
    left = plan("show")["left"]
    lines = plan.told("show")[1:]
    assert 0 < len(lines) < len(left)
    assert all(line.startswith("no place: ") for line in lines)
    assert " × 10 questions, " in lines[0]
    assert plan("replan")["moved"] == []


@pytest.mark.parametrize("minutes", ["", "many", "1,2,3", "-5", "1.5"])
def test_minutes_that_are_none_are_wrong_usage(
    plan: Cli, minutes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        plan("create", "--exam", str(EXAM), "--minutes", minutes)
    assert ended.value.code == 2
    assert "--minutes" in capsys.readouterr().err
