"""A plan as an iCalendar file (RFC 5545): whole-day events, so that no hour is claimed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from ms2qbank_desktop import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from ms2qbank_desktop.features.planner.models import Task

DOMAIN = "ms2qbank"
"""Behind the ids of tasks: the same each time, so a calendar program updates what it has."""


def calendar(
    name: str, plan_id: int, exam: date, tasks: Iterable[Task], written_at: datetime
) -> bytes:
    """Return the file: an event for each task, ticked ones with a check mark, and the exam."""
    found = Calendar()
    found.add("prodid", f"-//MS2QBank Desktop//{__version__}//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    for task in tasks:
        done = "\N{CHECK MARK} " if task.done_at is not None else ""
        words = f"{done}{task.title} ({task.minutes} min)"
        event = _event(f"task-{task.id}", task.day, words, written_at)
        if task.note:
            event.add("description", task.note)
        event.add("categories", [task.kind.value])
        found.add_component(event)
    found.add_component(_event(f"exam-{plan_id}", exam, f"Exam: {name}", written_at))
    return bytes(found.to_ical())


def _event(uid: str, day: date, words: str, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", written_at)
    event.add("last-modified", written_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words)
    event.add("transp", "TRANSPARENT")
    return event
