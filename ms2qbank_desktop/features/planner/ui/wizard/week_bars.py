"""A bar for each week of a plan: how much of its time is planned."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.words import day_words, duration

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.planner.planning import Made

_HEIGHT, _FOOT = 72, 18


class WeekBars(QWidget):
    """Planned time in accent before the time there is."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: list[tuple[date, int, int]] = []
        """Monday, minutes planned, minutes there are."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, made: Made, today: date) -> None:
        """Show what was made."""
        planned: Counter[date] = Counter()
        there: Counter[date] = Counter()
        for one in made.days:
            there[_monday(one.date)] += one.minutes
        for piece, day in made.placed:
            planned[_monday(day)] += piece.unit.minutes
        mondays = sorted(there)
        self.weeks = [(monday, planned[monday], there[monday]) for monday in mondays]
        self._today = today
        words = (
            f"{day_words(one, today)}: {duration(a * 60_000)} of {duration(b * 60_000)}"
            for one, a, b in self.weeks
        )
        self.setAccessibleName("Planned by week")
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(_HEIGHT + _FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT + _FOOT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.weeks:
            return
        theme, painter = current(), QPainter(self)
        most = max(1, *(there for _, _, there in self.weeks), 1)
        for at, (_, planned, there) in enumerate(self.weeks):
            place = self._bar(at)
            for minutes, role in ((there, "sunken"), (min(planned, there), "accent")):
                height = round(place.height() * minutes / most)
                bar = QRect(place.left(), place.bottom() - height + 1, place.width(), height)
                painter.fillRect(bar, theme.color(role))
        painter.fillRect(0, px(_HEIGHT), self.width(), 1, theme.color("border"))
        painter.setFont(font("micro"))
        painter.setPen(theme.color("text-muted"))
        foot = QRect(0, px(_HEIGHT) + 1, self.width(), px(_FOOT) - 1)
        first, last = self.weeks[0][0], self.weeks[-1][0]
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, _day(first)
        )
        if first != last:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(foot, side, f"week of {_day(last)}")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for at, (monday, planned, there) in enumerate(self.weeks):
                if self._bar(at).adjusted(-1, -px(_HEIGHT), 1, 0).contains(event.pos()):
                    words = f"{duration(planned * 60_000)} of {duration(there * 60_000)} planned"
                    QToolTip.showText(
                        event.globalPos(),
                        f"Week of {day_words(monday, self._today)}: {words}",
                        self,
                    )
            return True
        return super().event(event)

    def _bar(self, at: int) -> QRect:
        number, whole = len(self.weeks), self.width()
        left, right = whole * at // number, whole * (at + 1) // number
        width = min(px(24), max(1, right - left - (2 if right - left > 3 else 0)))
        return QRect(left, 0, width, px(_HEIGHT))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _day(day: date) -> str:
    return day_words(day, day - timedelta(9)).split(" ", 1)[1]
