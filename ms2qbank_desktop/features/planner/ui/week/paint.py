"""How a week is painted: heads of days, grounds, cards, and what is being dragged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.planning import minutes_of
from ms2qbank_desktop.features.planner.ui.task.look import face
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.words import week_day

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

    from .layout import Column

_MOODS = {Mood.GOOD: "good day", Mood.BAD: "bad day", Mood.OFF: "day off"}
_STRIPE = 6
"""Width of the stripes of a day off, in pixels at 100 % text."""


def day_name(shown: Shown, day: date) -> str:
    """Return "Tue 17", with ", today" where it is so."""
    name = week_day(day)
    return f"{name}, today" if day == shown.today else name


def day_fact(shown: Shown, day: date) -> tuple[str, bool]:
    """Return what a day has to be done, in words, and whether it is more than the plan says."""
    plan = shown.plan
    if plan is not None and day == plan.draft.exam:
        return "exam", False
    planned, mood = shown.planned(day), _MOODS.get(shown.mood(day), "")
    if not planned:
        return ("day off" if shown.is_off(day) else mood), False
    done = shown.done(day)
    words = f"{done} of {planned} min" if done or day <= shown.today else f"{planned} min"
    over = 0
    if plan is not None and shown.today <= day < plan.draft.exam and not mood:
        over = planned - max(minutes_of(plan.draft, day), 0)
    if over > 0 and not shown.is_off(day):
        return f"{words}, {over} over", True
    return (f"{words}, {mood}" if mood else words), False


def paint_head(painter: QPainter, rect: QRect, shown: Shown, day: date) -> None:
    """Paint name, minutes and bar of a day."""
    theme, today = current(), day == shown.today
    painter.fillRect(rect, theme.color("selected" if today else "raised"))
    if today:
        thick = metrics().border["tab_bar"]
        painter.fillRect(rect.left(), rect.top(), rect.width(), thick, theme.color("accent"))
    left, width = rect.left() + px(10), rect.width() - 2 * px(10)
    centre = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.setFont(face("strong", 600))
    painter.setPen(theme.color("text"))
    painter.drawText(QRect(left, rect.top() + px(9), width, px(20)), centre, day_name(shown, day))
    words, over = day_fact(shown, day)
    painter.setFont(face("caption"))
    painter.setPen(theme.color("warning" if over else "text-muted"))
    fits = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRect(left, rect.top() + px(29), width, px(17)), centre, fits)
    planned = shown.planned(day)
    if planned and day <= shown.today:
        role = "accent" if today else "correct"
        bar = QRect(left, rect.top() + px(51), width, px(4))
        paint.split_bar(painter, bar, [(shown.done(day), role)], planned)


def paint_ground(painter: QPainter, rect: QRect, shown: Shown, day: date) -> None:
    """Paint what lies below the cards of a day: stripes on a day off, the exam's sign."""
    exam = shown.plan is not None and day == shown.plan.draft.exam
    if not exam and not shown.is_off(day):
        return
    painter.fillRect(rect, QBrush(current().color("accent-subtle")) if exam else stripes())
    if shown.tasks(day):
        return
    edge, gap = icon_size(), px(8)
    words = "Exam" if exam else "Off"
    painter.setFont(face("strong" if exam else "body", 600 if exam else 400))
    width = painter.fontMetrics().horizontalAdvance(words)
    left = rect.center().x() - (edge + gap + width) // 2
    middle = rect.center().y()
    ink = current().color("accent" if exam else "text-muted")
    place = QRect(left, middle - edge // 2, edge, edge)
    paint_icon(painter, place, "target" if exam else "coffee", ink)
    painter.setPen(ink)
    beside = QRect(left + edge + gap, middle - px(12), width + 2, px(24))
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)


def paint_drop(painter: QPainter, column: Column, y: int) -> None:
    """Paint the line at which a dragged task would come to stand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = current().color("accent")
    painter.setPen(QPen(colour, 2))
    left, right = column.left + px(10), column.left + column.width - px(10)
    painter.drawLine(left, y, right, y)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(left - 3, y - 3, 6, 6))


def paint_frame(painter: QPainter, rect: QRect) -> None:
    """Paint the round frame over what was painted: its line, and the page beyond its corners."""
    theme, radius = current(), metrics().radius["card"]
    inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    beyond = QPainterPath()  # filled where one of the two is
    beyond.addRect(QRectF(rect))
    beyond.addRoundedRect(inner, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(beyond, theme.color("window"))
    painter.setPen(theme.color("border"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)


def stripes() -> QBrush:
    """Return the ground of a day off."""
    step = px(_STRIPE)
    edge = round(2 * step * math.sqrt(2))  # a stripe and a gap, measured across the tile
    tile = QPixmap(edge, edge)
    tile.fill(current().color("raised"))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(current().color("sunken"), step))
    for at in (-edge, 0, edge):
        painter.drawLine(at - edge, 2 * edge, at + 2 * edge, -edge)
    painter.end()
    return QBrush(tile)
