"""How a task looks: icon and colour of its kind, and its card."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTransform,
)

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, zoom
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

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


def title_lines(text: str, kind: str, width: int, most: int) -> tuple[str, ...]:
    """Return a title in a kind of text in at most so many lines, broken at spaces and after
    hyphens; what is too long ends in "…"."""
    return _broken(text.strip(), kind, width, most, zoom())


def face(kind: str, weight: int = 400, *, struck: bool = False) -> QFont:
    """Return a font that hundreds of words are painted in: made once."""
    return _face(kind, weight, struck, zoom())


def paint_words(
    painter: QPainter,
    rect: QRect,
    words: str,
    kind: str,
    weight: int = 400,
    *,
    struck: bool = False,
) -> None:
    """Paint one line at the left, in the middle of the height, in the pen of the painter. It is
    laid out once: a page has hundreds of them."""
    painter.setFont(face(kind, weight, struck=struck))
    if struck:  # Qt draws the line through laid out text elsewhere
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        return
    laid, height = _laid(words, kind, weight, zoom())
    painter.drawStaticText(rect.left(), rect.top() + (rect.height() - height) // 2, laid)


def width_of(words: str, kind: str, weight: int = 400) -> int:
    """Return how wide :func:`paint_words` paints a line."""
    laid, _ = _laid(words, kind, weight, zoom())
    return math.ceil(laid.size().width())


@lru_cache(maxsize=4096)
def _laid(words: str, kind: str, weight: int, zoomed: int) -> tuple[QStaticText, int]:
    laid = QStaticText(words)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(QTransform(), _face(kind, weight, False, zoomed))
    return laid, round(laid.size().height())


@lru_cache(maxsize=128)
def _icon(name: str, ink: int, edge: int, ratio: float) -> QPixmap:
    """Return an icon as pixels: to fill its outline for each card costs a sixth of a week."""
    pixels = QPixmap(math.ceil(edge * ratio), math.ceil(edge * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    paint_icon(painter, QRect(0, 0, edge, edge), name, QColor.fromRgba(ink))
    painter.end()
    return pixels


@lru_cache(maxsize=64)
def _face(kind: str, weight: int, struck: bool, _zoom: int) -> QFont:
    made = font(kind, weight=weight)
    made.setStrikeOut(struck)
    return made


@lru_cache(maxsize=2048)
def _broken(text: str, kind: str, width: int, most: int, _zoom: int) -> tuple[str, ...]:
    sizes, lines, line = QFontMetrics(font(kind, weight=500)), list[str](), ""
    elide = Qt.TextElideMode.ElideRight
    if most == 1:
        return (sizes.elidedText(text, elide, width),)
    for piece in _PIECE.finditer(text):
        longer = line + piece.group()
        if not line or sizes.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if len(lines) == most - 1:
            line += text[piece.start() :]
            break
        lines.append(line)
        line = piece.group().lstrip()
    return tuple(sizes.elidedText(one, elide, width) for one in (*lines, line) if one)


def words_left() -> int:
    """Return where the words of a card begin, from its left edge."""
    return px(_LEFT) + icon_size("small") + px(_GAP)


def needed_height(task: Task, width: int, most: int = 3) -> int:
    """Return the height that the words of a card need."""
    kind = _kind(width)
    lines = title_lines(task.title, kind, width - words_left() - px(_GAP), most)
    height = len(lines) * _line(kind) + _line("caption") + 2 * px(_ABOVE)
    return max(px(_LEAST), height)


def paint_task(painter: QPainter, rect: QRect, task: Task, state: CardState) -> None:
    """Paint a card: the bar and icon of its kind, title and minutes."""
    theme, done = current(), task.done_at is not None
    colour, radius = colour_of(task.kind), metrics().radius["small"]
    state_of = "selected" if state.selected else "hover" if state.hovered else ""
    ground = theme.color(state_of or ("raised" if done else "surface"))
    paint.box(painter, rect, ground, None, radius)
    _paint_bar(painter, rect, colour, ground)
    _paint_edge(painter, rect, "accent" if state.selected else "border", dashed=state.moved)
    edge, top = icon_size("small"), rect.top() + px(_ABOVE)
    kind = _kind(rect.width())
    high, small = _line(kind), _line("caption")
    place = QRect(rect.left() + px(_LEFT), top + (high - edge) // 2, edge, edge)
    ratio = painter.device().devicePixelRatioF()
    icon = _icon("check" if done else icon_of(task.kind), colour.rgba(), edge, ratio)
    painter.drawPixmap(place.topLeft(), icon)
    left = rect.left() + words_left()
    width = rect.right() - left - px(_GAP) + 1
    most = max(1, (rect.height() - 2 * px(_ABOVE) - small) // high)
    painter.setPen(theme.color("text-muted" if done else "text"))
    for line in title_lines(task.title, kind, width, most):
        paint_words(painter, QRect(left, top, width, high), line, kind, 500, struck=done)
        top += high
    painter.setPen(theme.color("text-muted"))
    words = minutes_words(task, moved=state.moved)
    (words,) = title_lines(words, "caption", width, 1)
    paint_words(painter, QRect(left, top, width, small), words, "caption")
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


def _paint_bar(painter: QPainter, rect: QRect, colour: QColor, ground: QColor) -> None:
    """Paint the bar at the left; a clipping would cost more than all the rest of a card."""
    radius, wide = metrics().radius["small"], metrics().border["state_bar"]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(
        QRect(rect.left(), rect.top(), wide + 2 * radius, rect.height()), radius, radius
    )
    rest = QRect(rect.left() + wide, rect.top(), 2 * radius, rect.height())
    painter.fillRect(rest, ground)


def _kind(width: int) -> str:
    """Return the kind of text of the title of a card so wide."""
    return "caption" if width < px(_SMALL_BELOW) else "body"


def _line(kind: str) -> int:
    return _height(kind, zoom())


@lru_cache(maxsize=64)
def _height(kind: str, _zoom: int) -> int:
    return QFontMetrics(font(kind, weight=500)).height()
