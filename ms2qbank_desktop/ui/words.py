"""Times and numbers in the words of the program."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS = tuple(_DAYS)
_LONG_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LONG_MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]


def short_when(instant: datetime, now: datetime) -> str:
    """Return a local time short enough for a table: "today 09:42", "12 Oct", "12 Oct 2024"."""
    local, today = instant.astimezone(), now.astimezone()
    if local.date() == today.date():
        return f"today {local:%H:%M}"
    if local.date() == (today - timedelta(days=1)).date():
        return f"yesterday {local:%H:%M}"
    day = f"{local.day} {_MONTHS[local.month - 1]}"
    return day if local.year == today.year else f"{day} {local.year}"


def short_day(instant: datetime, now: datetime) -> str:
    """Return a local day short enough for a list: "today", "Mon" (of the last six days),
    "12 Oct", "12 Oct 2024"."""
    day, today = instant.astimezone().date(), now.astimezone().date()
    if day == today:
        return "today"
    if 0 < (today - day).days < 7:
        return _DAYS[day.weekday()]
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_words(day: date, today: date) -> str:
    """Return a day as a plan says it: "today", "tomorrow", "Wed 4 Mar", "Wed 4 Mar 2027"."""
    distance = (day - today).days
    if distance in (0, 1):
        return ("today", "tomorrow")[distance]
    words = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def long_day(day: date) -> str:
    """Return a day in full: "Monday 2 March 2026"."""
    return f"{_LONG_DAYS[day.weekday()]} {day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def week_day(day: date) -> str:
    """Return a day as the head of a week's column says it: "Tue 17"."""
    return f"{_DAYS[day.weekday()]} {day.day}"


def week_words(monday: date) -> str:
    """Return a week: "16 to 22 March", "30 Mar to 5 Apr"."""
    sunday = monday + timedelta(days=6)
    if monday.month == sunday.month:
        return f"{monday.day} to {sunday.day} {_LONG_MONTHS[sunday.month - 1]}"
    first, last = _MONTHS[monday.month - 1], _MONTHS[sunday.month - 1]
    return f"{monday.day} {first} to {sunday.day} {last}"


def month_words(day: date) -> str:
    """Return the month of a day: "March 2026"."""
    return f"{_LONG_MONTHS[day.month - 1]} {day.year}"


def duration(milliseconds: int) -> str:
    """Return a length of time in its two largest units: "45 s", "1 min 42 s", "26 min", "2 h"."""
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 10 and seconds:
        return f"{minutes} min {seconds} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def share(value: float) -> str:
    """Return a share of 0–1 as "64 %"."""
    return f"{value * 100:.0f} %"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s: "1 card", "1,204 cards"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def clock_time(milliseconds: int) -> str:
    """Return a moment of a video as a player shows it: "0:07", "12:34", "2:30:00"."""
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
