"""The widget of a heat map: hover and arrow keys say cells, Enter and clicks choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets import paint

from .heat import STEPS, heat_frame, height, paint_heat

if TYPE_CHECKING:
    from .plot import Plot

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatGrid(QWidget):
    """Shows a plot of form HEAT. ``place_shown`` says the cell under the mouse or the keyboard in
    words, "" when there is none; ``cell_clicked`` tells place and column of the one that was
    clicked, or chosen with Enter. Cells without a value are said, but cannot be chosen."""

    place_shown = Signal(str)
    cell_clicked = Signal(int, int)
    paints_focus = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.plot: Plot | None = None
        self._at: tuple[int, int] | None = None
        self._words: dict[tuple[int, int], str] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        signals().changed.connect(self.updateGeometry)

    def show_plot(self, plot: Plot | None) -> None:
        """Show another plot, or nothing."""
        self.plot = plot
        self._choose(None)
        self.updateGeometry()
        self.update()

    def set_words(self, words: dict[tuple[int, int], str]) -> None:
        """Say more of a cell, by its place and column, than its value."""
        self._words = words

    def sizeHint(self) -> QSize:
        return QSize(px(480), height(self.plot) if self.plot else px(180))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.plot is not None:
            paint_heat(QPainter(self), self.plot, self.rect(), self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at:
            self._press(self._at)
        elif step is None or self.plot is None:
            super().keyPressEvent(event)
        else:
            place, column = self._at or (0, 0)
            columns = sum(not one.plain for one in self.plot.series)
            place = min(len(self.plot.places) - 1, max(0, place + step[0]))
            self._choose((place, min(columns - 1, max(0, column + step[1]))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.plot:
            self._choose((0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._cell_at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        cell = self._cell_at(event)
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._press(cell)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._choose(None)

    def _cell_at(self, event: QMouseEvent) -> tuple[int, int] | None:
        if self.plot is None:
            return None
        at = event.position()
        return heat_frame(self.plot, self.rect()).cell_at(self.plot, at.x(), at.y())

    def _press(self, cell: tuple[int, int]) -> None:
        place, column = cell
        if self.plot is not None and self.plot.series[column].values[place] is not None:
            self.cell_clicked.emit(place, column)

    def _choose(self, at: tuple[int, int] | None) -> None:
        if at == self._at:
            return
        self._at = at
        words = "" if at is None or self.plot is None else self._said(self.plot, *at)
        self.setAccessibleDescription(words)
        self.place_shown.emit(words)
        self.update()

    def _said(self, plot: Plot, place: int, column: int) -> str:
        series = plot.series[column]
        said = self._words.get((place, column)) or plot.value(series, place) or "nothing"
        return f"{plot.places[place]}, {series.name}: {said}"


class HeatScale(QWidget):
    """Says which shares the five steps of a heat map stand for."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._less = f"less than {STEPS[0] * 100:.0f} %"
        self._more = f"{STEPS[-1] * 100:.0f} % and more"
        self.setAccessibleName(f"The darker, the more: {self._less} to {self._more}")
        signals().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        figures = QFontMetrics(font("caption"))
        words = figures.horizontalAdvance(self._less) + figures.horizontalAdvance(self._more)
        return QSize(words + 5 * px(20) + px(16), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current()
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text-muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), middle, self._less)
        left = painter.fontMetrics().horizontalAdvance(self._less) + px(8)
        for step in range(len(theme.heat)):
            edge = QRect(left, (self.height() - px(14)) // 2, px(18), px(14))
            paint.heat_cell(painter, edge, step)
            left += px(20)
        painter.setPen(theme.color("text-muted"))
        painter.drawText(self.rect().adjusted(left + px(6), 0, 0, 0), middle, self._more)
