"""The steps of a form, numbered, at its left: where one is, and what the others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_CIRCLE = 26


class StepList(QWidget):
    """``chosen``: the number of the step that was clicked, from 0."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.steps = [_Step(at + 1, name) for at, name in enumerate(names)]
        for at, step in enumerate(self.steps):
            step.clicked.connect(lambda _on=False, at=at: self.chosen.emit(at))
        self.setLayout(column(*self.steps, None, gap=4))

    def show_step(self, at: int) -> None:
        """Say which step one is at; those before it are done."""
        for number, step in enumerate(self.steps):
            step.state = "now" if number == at else "done" if number < at else "coming"
            step.update()

    def say(self, at: int, fact: str) -> None:
        """Say in short what a step holds."""
        self.steps[at].fact = fact
        self.steps[at].setAccessibleDescription(fact)
        self.steps[at].update()


class _Step(QAbstractButton):
    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number = number
        self.fact = ""
        self.state = "coming"
        self.ring_radius = metrics().radius["control"]
        self.setText(name)
        self.setAccessibleName(f"Step {number}: {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(180), px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect(), theme.color("hover"), None, self.ring_radius)
        edge = px(_CIRCLE)
        circle = QRect(px(6), (self.height() - edge) // 2, edge, edge)
        done, now = self.state == "done", self.state == "now"
        fill = theme.color("correct" if done else "accent") if done or now else None
        border = None if done or now else theme.color("border-strong")
        paint.box(painter, circle, fill, border, edge / 2)
        if done:
            small = icon_size("small")
            gap = (edge - small) // 2
            mark = QRect(circle.x() + gap, circle.y() + gap, small, small)
            paint_icon(painter, mark, "check", theme.color("text-on-verdict"))
        else:
            painter.setFont(font("caption", weight=600))
            painter.setPen(theme.color("text-on-accent" if now else "text-muted"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        self._paint_words(painter, circle.right() + px(12), now=now)

    def _paint_words(self, painter: QPainter, left: int, *, now: bool) -> None:
        theme, width = current(), self.width() - left - px(6)
        name, fact = font("body", weight=600 if now else 500), font("caption")
        heights = QFontMetrics(name).height(), QFontMetrics(fact).height()
        top = (self.height() - sum(heights)) // 2
        for words, face, ink, height in (
            (self.text(), name, "text", heights[0]),
            (self.fact, fact, "text-muted", heights[1]),
        ):
            painter.setFont(face)
            painter.setPen(theme.color(ink))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, top, width, height, Qt.AlignmentFlag.AlignVCenter, shown)
            top += height
