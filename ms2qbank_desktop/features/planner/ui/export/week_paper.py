"""A week, and a list of days, as a sheet of paper: pure HTML in black on white."""

from __future__ import annotations

import html
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.words import day_words, duration, long_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.planner.models import Task

_OPEN, _DONE = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"


def week_sheet(name: str, monday: date, days: Mapping[date, Sequence[Task]]) -> str:
    """Return a week as a table of seven columns, for a sheet of paper laid across."""
    dates = [monday + timedelta(at) for at in range(7)]
    cells = "".join(
        f'<th width="14%" align="left">{_short(day)}<br>{_minutes(days.get(day, ()))}</th>'
        for day in dates
    )
    columns = "".join(f'<td valign="top">{_column(days.get(day, ()))}</td>' for day in dates)
    title = f"{html.escape(name)}, week of {long_day(monday)}"
    table = '<table width="100%" border="1" style="border-collapse: collapse" cellpadding="5">'
    return f"<h2>{title}</h2>{table}<tr>{cells}</tr><tr>{columns}</tr></table>"


def agenda_sheet(name: str, first: date, last: date, days: Mapping[date, Sequence[Task]]) -> str:
    """Return the days that have tasks, one after the other, each task with its note."""
    parts = []
    for at in range((last - first).days + 1):
        day = first + timedelta(at)
        if tasks := days.get(day, ()):
            lines = "".join(f"<tr>{_line(task)}</tr>" for task in tasks)
            table = f'<table width="100%" cellspacing="0" cellpadding="2">{lines}</table>'
            parts.append(f"<h3>{long_day(day)}, {_minutes(tasks)}</h3>{table}")
    body = "".join(parts) or "<p>Nothing is planned on these days.</p>"
    return f"<h2>{html.escape(name)}, {_short(first)} to {_short(last)} {last.year}</h2>{body}"


def _column(tasks: Sequence[Task]) -> str:
    return "".join(
        f"<p>{_mark(task)} {_title(task)}<br><small>{task.minutes} min</small></p>"
        for task in tasks
    )


def _line(task: Task) -> str:
    note = f"<br><small>{html.escape(task.note)}</small>" if task.note else ""
    return (
        f'<td width="4%">{_mark(task)}</td><td>{_title(task)}{note}</td>'
        f'<td width="12%" align="right">{task.minutes} min</td>'
    )


def _mark(task: Task) -> str:
    return _OPEN if task.done_at is None else _DONE


def _title(task: Task) -> str:
    title = html.escape(task.title)
    return title if task.done_at is None else f"<s>{title}</s>"


def _minutes(tasks: Sequence[Task]) -> str:
    whole = sum(task.minutes for task in tasks)
    return duration(whole * 60_000) if whole else "free"


def _short(day: date) -> str:
    return day_words(day, day - timedelta(9))
