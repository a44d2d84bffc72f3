"""Plans as files, read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import vobject

from ms2qbank_desktop.features.planner.formats.calendar import calendar
from ms2qbank_desktop.features.planner.formats.table import table
from ms2qbank_desktop.features.planner.models import Task, TaskKind

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EXAM = date(2026, 6, 15)
TASKS = [
    Task(1, date(2026, 3, 29), TaskKind.QUESTIONS, "20 questions, Blood & Immune; hard", 44),
    Task(2, date(2028, 2, 29), TaskKind.VIDEO, "Größe, „Niere“, " + "long " * 40, 30, "a\nb, c"),
    Task(3, date(2026, 12, 31), TaskKind.CARDS, "Card reviews", 20, done_at=NOW, spent_minutes=25),
]


def test_a_calendar_library_reads_every_task_on_its_day() -> None:
    read = icalendar.Calendar.from_ical(calendar("Step 1", 7, EXAM, TASKS, NOW))
    events = {str(event["uid"]): event for event in read.walk("VEVENT")}
    assert set(events) == {
        "task-1@ms2qbank",
        "task-2@ms2qbank",
        "task-3@ms2qbank",
        "exam-7@ms2qbank",
    }
    first, second = events["task-1@ms2qbank"], events["task-2@ms2qbank"]
    assert first.decoded("dtstart") == date(2026, 3, 29)
    assert first.decoded("dtend") == date(2026, 3, 30)
    assert str(first["summary"]) == "20 questions, Blood & Immune; hard (44 min)"
    assert str(second["summary"]) == f"{TASKS[1].title} (30 min)"
    assert str(second["description"]) == "a\nb, c"
    assert second.decoded("dtend") == date(2028, 3, 1)
    assert str(events["task-3@ms2qbank"]["summary"]).startswith("✓ Card")
    assert events["exam-7@ms2qbank"].decoded("dtstart") == EXAM


def test_a_second_reader_sees_the_same() -> None:
    read = vobject.readOne(calendar("Step 1", 7, EXAM, TASKS, NOW).decode())
    found = {event.uid.value: event for event in read.vevent_list}
    assert found["task-2@ms2qbank"].summary.value == f"{TASKS[1].title} (30 min)"
    assert found["task-2@ms2qbank"].description.value == "a\nb, c"
    assert found["task-1@ms2qbank"].dtstart.value == date(2026, 3, 29)
    assert len(found) == 4


def test_a_task_keeps_its_id_when_it_moves() -> None:
    moved = [replace(task, day=date(2026, 4, 1)) for task in TASKS]
    ids = [
        {str(event["uid"]) for event in icalendar.Calendar.from_ical(file).walk("VEVENT")}
        for file in (
            calendar("Step 1", 7, EXAM, TASKS, NOW),
            calendar("Step 1", 7, EXAM, moved, NOW),
        )
    ]
    assert ids[0] == ids[1]


def test_no_line_of_the_file_is_longer_than_the_format_allows() -> None:
    lines = calendar("Step 1", 7, EXAM, TASKS, NOW).split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_a_table_holds_every_task_and_no_formula() -> None:
    evil = replace(TASKS[0], title='=HYPERLINK("x")')
    rows = list(csv.DictReader(io.StringIO(table([*TASKS, evil]))))
    assert [row["day"] for row in rows] == ["2026-03-29", "2028-02-29", "2026-12-31", "2026-03-29"]
    assert rows[1]["note"] == "a\nb, c"
    assert (rows[2]["done"], rows[2]["spent_minutes"]) == ("yes", "25")
    assert rows[3]["title"] == '\'=HYPERLINK("x")'
