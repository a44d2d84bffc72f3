"""How a task looks: icon and colour of its kind, and its card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainterPath, QPen

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from ms2qbank_desktop.features.planner.models import Task

_KINDS = {  # icon, place in the series of charts
    TaskKind.QUESTIONS: ("question", 0),
    TaskKind.CARDS: ("cards", 2),
    TaskKind.VIDEO: ("monitor-play", 3),
    TaskKind.ARTICLE: ("books", 5),
    TaskKind.RETEST: ("arrow-counter-clockwise", 1),
    TaskKind.SELF_ASSESSMENT: ("clipboard-text", 6),
    TaskKind.BREAK: ("coffee", 7),
    TaskKind.OTHER: ("check-square", 7),
}
_PIECE = re.compile(r"\s*(?:\S+?-(?=\w)|\S+)")
_LEFT, _ABOVE, _GAP = 9, 5, 5
"""Of a card: from the left edge to the icon, above and below the words, between icon and words."""
_LEAST = 44
_SMALL_BELOW = 150
"""Least height of a card, and the width below which its title is in small print, in pixels at
100 % text."""


def icon_of(kind: TaskKind) -> str:
    """Return the name of the icon of a kind."""
    return _KINDS[kind][0]


def colour_of(kind: TaskKind) -> QColor:
    """Return the colour of a kind, in the theme in force."""
    return current().chart.series[_KINDS[kind][1]]


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card stands there."""

    moved: bool = False
    selected: bool = False
    hovered: bool = False
    focused: bool = False


def minutes_words(task: Task, *, moved: bool = False) -> str:
    """Return how long a task takes or took: "18 min", "18 min · moved", "44 of 36 min"."""
    if task.done_at is not None and task.spent_minutes not in (None, task.minutes):
        return f"{task.spent_minutes} of {task.minutes} min"
    return f"{task.minutes} min · moved" if moved else f"{task.minutes} min"


def title_lines(text: str, face: QFont, width: int, most: int) -> list[str]:
    """Return a text in at most so many lines, broken at spaces and after hyphens; what is too long
    ends in "…"."""
    sizes, lines, line = QFontMetrics(face), list[str](), ""
    for piece in _PIECE.finditer(text.strip()):
        longer = line + piece.group()
        if not line or sizes.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if len(lines) == most - 1:
            line += text.strip()[piece.start() :]
            break
        lines.append(line)
        line = piece.group().lstrip()
    elide = Qt.TextElideMode.ElideRight
    return [sizes.elidedText(one, elide, width) for one in (*lines, line) if one]


def words_left() -> int:
    """Return where the words of a card begin, from its left edge."""
    return px(_LEFT) + icon_size("small") + px(_GAP)


def needed_height(task: Task, width: int, most: int = 3) -> int:
    """Return the height that the words of a card need."""
    face = _face(width)
    lines = title_lines(task.title, face, width - words_left() - px(_GAP), most)
    height = len(lines) * _line(face) + _line(font("caption")) + 2 * px(_ABOVE)
    return max(px(_LEAST), height)


def paint_task(painter: QPainter, rect: QRect, task: Task, state: CardState) -> None:
    """Paint a card: the bar and icon of its kind, title and minutes."""
    theme, done = current(), task.done_at is not None
    colour, radius = colour_of(task.kind), metrics().radius["small"]
    ground = "selected" if state.selected else "hover" if state.hovered else ""
    paint.box(painter, rect, theme.color(ground or ("raised" if done else "surface")), None, radius)
    _paint_edge(painter, rect, "accent" if state.selected else "border", dashed=state.moved)
    frame = QPainterPath()
    frame.addRoundedRect(QRectF(rect), radius, radius)
    painter.save()
    painter.setClipPath(frame)
    painter.fillRect(rect.left(), rect.top(), metrics().border["state_bar"], rect.height(), colour)
    edge, top = icon_size("small"), rect.top() + px(_ABOVE)
    face = _face(rect.width())
    high = _line(face)
    place = QRect(rect.left() + px(_LEFT), top + (high - edge) // 2, edge, edge)
    paint_icon(painter, place, "check" if done else icon_of(task.kind), colour)
    left = rect.left() + words_left()
    width = rect.right() - left - px(_GAP) + 1
    small = _line(font("caption"))
    most = max(1, (rect.height() - 2 * px(_ABOVE) - small) // high)
    face.setStrikeOut(done)
    painter.setFont(face)
    painter.setPen(theme.color("text-muted" if done else "text"))
    for line in title_lines(task.title, face, width, most):
        painter.drawText(QRect(left, top, width, high), Qt.AlignmentFlag.AlignVCenter, line)
        top += high
    painter.setFont(font("caption"))
    painter.setPen(theme.color("text-muted"))
    words = minutes_words(task, moved=state.moved)
    words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRect(left, top, width, small), Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()
    if state.focused:
        painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-2, -2, 1, 1), radius + 2, radius + 2)


def _paint_edge(painter: QPainter, rect: QRect, role: str, *, dashed: bool) -> None:
    pen = QPen(current().color("border-strong" if dashed and role == "border" else role), 1)
    if dashed:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = metrics().radius["small"]
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _face(width: int) -> QFont:
    """Return the font of the title of a card so wide."""
    return font("caption" if width < px(_SMALL_BELOW) else "body", weight=500)


def _line(face: QFont) -> int:
    return QFontMetrics(face).height()
