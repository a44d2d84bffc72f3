"""A calendar file is written once, or kept up to date."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar

from ms2qbank_desktop.features.planner.ui.export.calendar_dialog import CalendarDialog
from ms2qbank_desktop.features.planner.ui.export.calendar_keeper import calendar_keeper
from ms2qbank_desktop.ui.widgets.banner import Banner
from tests.support.planned import TODAY, Planned

if TYPE_CHECKING:
    from pathlib import Path

REST_MS = 1500
"""After a change, before a file is written."""


def open_dialog(student: Planned, plan_id: int) -> CalendarDialog:
    student.ui.commands.request("calendar-file", plan_id)
    (dialog,) = [one for one in student.shell.findChildren(CalendarDialog) if one.isVisible()]
    return dialog


def events(file: Path) -> list[str]:
    found = Calendar.from_ical(file.read_bytes())
    return [str(event["SUMMARY"]) for event in found.walk("VEVENT")]


def after_a_rest(student: Planned) -> None:
    student.hurry(REST_MS)


def banners(student: Planned) -> int:
    return sum(one.isVisible() for one in student.shell.findChildren(Banner))


def test_a_plan_is_written_once_as_a_calendar_and_as_a_table(
    planned: Planned, tmp_path: Path
) -> None:
    plan_id = planned.make_plan()
    number = len(planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY + timedelta(100)))
    for name in ("plan.ics", "plan.csv"):
        open_dialog(planned, plan_id).write_once(tmp_path / name)
        planned.settle()
        assert planned.toasted() == f"{name}: {number} tasks"
    assert len(events(tmp_path / "plan.ics")) == number + 1
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == number


def test_a_kept_file_follows_the_tasks_and_says_when_it_was_written(
    planned: Planned, tmp_path: Path
) -> None:
    plan_id = planned.make_plan()
    file = tmp_path / "kept.ics"
    dialog = open_dialog(planned, plan_id)
    dialog.keep_at(file)
    planned.settle()
    assert dialog.keeps.isChecked()
    assert dialog.where.text() == str(file)
    assert dialog.when.text().startswith("Last written today")
    dialog.reject()
    planned.add("Dentist")
    after_a_rest(planned)
    assert "Dentist (30 min)" in events(file)
    dialog = open_dialog(planned, plan_id)
    dialog.keeps.click()
    dialog.reject()
    assert calendar_keeper(planned.ui).kept is None
    planned.add("Opera")
    after_a_rest(planned)
    assert "Opera (30 min)" not in events(file)


def test_a_file_that_cannot_be_written_is_told_once(planned: Planned, tmp_path: Path) -> None:
    plan_id = planned.make_plan()
    planned.open_week()
    folder = tmp_path / "gone"
    folder.mkdir()
    keeper = calendar_keeper(planned.ui)
    keeper.keep(plan_id, folder / "kept.ics")
    planned.settle()
    (folder / "kept.ics").unlink()
    folder.rmdir()
    before = banners(planned)
    for title in ("One", "Two"):
        planned.add(title)
        after_a_rest(planned)
        assert banners(planned) == before + 1
    assert "cannot be written" in keeper.fault
    folder.mkdir()
    planned.add("Three")
    after_a_rest(planned)
    assert keeper.fault == ""
    assert (folder / "kept.ics").exists()
