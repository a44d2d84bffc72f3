"""How a month is painted: names of the weekdays, and the cell of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ms2qbank_desktop.features.planner.planning import minutes_of
from ms2qbank_desktop.features.planner.ui.task.look import (
    colour_of,
    face,
    paint_words,
    title_lines,
    width_of,
)
from ms2qbank_desktop.features.planner.ui.week.paint import stripes
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, icon_size, px
from ms2qbank_desktop.ui.words import WEEKDAYS

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

HEAD, PILLS_FROM, PILL = 30, 36, 19
"""Height of the names of the weekdays; where the tasks of a cell begin; height of a task."""
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_weekdays(painter: QPainter, rect: QRect) -> None:
    """Paint the names above the columns."""
    theme = current()
    painter.fillRect(rect, theme.color("raised"))
    painter.setFont(face("caption", 500))
    painter.setPen(theme.color("text-muted"))
    for at, name in enumerate(WEEKDAYS):
        left = rect.width() * at // 7
        painter.drawText(QRect(left + px(8), 0, rect.width() // 7, rect.height()), _CENTRE, name)


def paint_cell(
    painter: QPainter, rect: QRect, shown: Shown, day: date, *, away: bool, target: bool
) -> None:
    """Paint a day: its number, its load, its first tasks. ``away``: of another month; ``target``:
    a task that is dragged would come here."""
    theme, today, tasks = current(), day == shown.today, shown.tasks(day)
    exam = shown.plan is not None and day == shown.plan.draft.exam
    if target:
        painter.fillRect(rect, theme.color("accent-subtle"))
    elif exam or today:
        painter.fillRect(rect, theme.color("accent-subtle" if exam else "selected"))
    elif shown.is_off(day):
        painter.fillRect(rect, stripes())
    elif away:
        painter.fillRect(rect, theme.color("raised"))
    left, width = rect.left() + px(8), rect.width() - 2 * px(8)
    top = QRect(left, rect.top() + px(6), width, px(18))
    strong = today or exam
    painter.setPen(theme.color("accent" if strong else "text-muted" if away else "text"))
    words = f"{day.day} Exam" if exam else str(day.day)
    paint_words(painter, top, words, "caption", 600 if strong else 500)
    if tasks:
        painter.setPen(theme.color("text-muted"))
        words = f"{shown.planned(day)} min"
        right = top.adjusted(width - width_of(words, "micro", 500), 0, 0, 0)
        paint_words(painter, right, words, "micro", 500)
        _paint_load(painter, QRect(left, rect.top() + px(27), width, px(4)), shown, day)
    room = (rect.height() - px(PILLS_FROM)) // px(PILL)
    fits = len(tasks) if len(tasks) <= room else max(0, room - 1)
    line = QRect(rect.left() + px(6), rect.top() + px(PILLS_FROM), rect.width() - px(10), px(PILL))
    for task in tasks[:fits]:
        paint_pill(painter, line, task, away=away)
        line.translate(0, px(PILL))
    if fits < len(tasks):
        painter.setPen(theme.color("text-muted"))
        more = line.adjusted(px(8), 0, 0, 0)
        paint_words(painter, more, f"+{len(tasks) - fits}", "micro", 500)


def paint_pill(painter: QPainter, rect: QRect, task: Task, *, away: bool = False) -> None:
    """Paint a task as a line: the bar of its kind, and its title."""
    theme, done = current(), task.done_at is not None
    bar = QRect(rect.left(), rect.top() + px(3), px(3), rect.height() - px(6))
    painter.fillRect(bar, colour_of(task.kind))
    left, edge = rect.left() + px(8), icon_size("small")
    if done:
        place = QRect(left, rect.top() + (rect.height() - edge) // 2, edge, edge)
        paint_icon(painter, place, "check", theme.color("text-muted"))
        left += edge + px(3)
    painter.setPen(theme.color("text-muted" if done or away else "text"))
    width = rect.right() - left
    (words,) = title_lines(task.title, "caption", width, 1)
    place = QRect(left, rect.top(), width, rect.height())
    paint_words(painter, place, words, "caption", struck=done)


def _paint_load(painter: QPainter, rect: QRect, shown: Shown, day: date) -> None:
    """Paint what is done and what is planned of the minutes that a day has."""
    planned, done = shown.planned(day), shown.done(day)
    plan = shown.plan
    there = 0 if plan is None else minutes_of(plan.draft, day)
    over = plan is not None and 0 < there < planned and day >= shown.today
    rest = "warning" if over else "accent-border" if day >= shown.today else "border-strong"
    role = "correct" if day < shown.today else "accent"
    whole = max(there, planned)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for minutes, ink in ((whole, "sunken"), (planned, rest), (done, role)):
        if minutes:  # laid over each other: to clip them to a round frame would take far longer
            part = QRectF(rect.left(), rect.top(), rect.width() * minutes / whole, rect.height())
            painter.setBrush(current().color(ink))
            painter.drawRoundedRect(part, rect.height() / 2, rect.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
