"""A plan as a CSV file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.planner.models import Task

COLUMNS = ("day", "kind", "title", "minutes", "done", "spent_minutes", "note")


def table(tasks: Iterable[Task]) -> str:
    """Return the tasks as CSV with a head line; days as YYYY-MM-DD."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for task in tasks:
        spent = "" if task.spent_minutes is None else task.spent_minutes
        done = "yes" if task.done_at is not None else "no"
        row = (task.day, task.kind.value, task.title, task.minutes, done, spent, task.note)
        writer.writerow([_safe(str(one)) for one in row])
    return out.getvalue()


def _safe(text: str) -> str:
    """A spreadsheet takes a cell that begins like a formula for one."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
