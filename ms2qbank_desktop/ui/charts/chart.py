"""The widget of a plot: hover and arrow keys say values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint

from . import rows
from .framing import frame
from .painting import paint_plot
from .plot import Form

if TYPE_CHECKING:
    from .plot import Plot


_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
"""In plots from left to right, and in rows."""


class Chart(QWidget):
    """Shows a plot. Arrows, Home and End go from place to place; ``place_shown`` says the
    place under the mouse or the keyboard in words, "" when there is none. ``place_clicked`` tells
    the number of the place that was clicked, or chosen with Enter, ``place_walked`` that of the one
    that the keyboard went to."""

    place_shown = Signal(str)
    place_clicked = Signal(int)
    place_walked = Signal(int)

    def __init__(self, name: str, height: int = 180) -> None:
        super().__init__()
        self.plot: Plot | None = None
        self._height = height
        self._at: int | None = None
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

    def sizeHint(self) -> QSize:
        return QSize(px(320), self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self._wanted())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.plot is None or not self.plot.places:
            return
        painter = QPainter(self)
        paint_plot(painter, self.plot, self.rect(), self._at)
        if self._at is not None and self.plot.form is not Form.ROWS:
            self._paint_values(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.plot.places) - 1 if self.plot else -1
        at = -1 if self._at is None else self._at
        target = {
            _BACK[self._is_rows]: at - 1,
            _ON[self._is_rows]: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.place_clicked.emit(self._at)
        elif target is None or last < 0:
            super().keyPressEvent(event)
        else:
            place = min(last, max(0, target))
            self._choose(place)
            self.place_walked.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The place that has the keyboard is the focus ring.
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.plot and self.plot.places:
            self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._place_at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self._place_at(event)
        if place is not None:
            self._choose(place)
            self.place_clicked.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choose(None)

    def _place_at(self, event: QMouseEvent) -> int | None:
        if self.plot is None or not self.plot.places:
            return None
        if self._is_rows:
            return rows.place_at(self.plot, event.position().y())
        return frame(self.plot, self.rect()).place_at(self.plot, event.position().x())

    @property
    def _is_rows(self) -> bool:
        return self.plot is not None and self.plot.form is Form.ROWS

    def _wanted(self) -> int:
        """Return the height: of rows what they need."""
        if self.plot is not None and self._is_rows:
            return rows.height(self.plot)
        return px(self._height)

    def _choose(self, at: int | None) -> None:
        if at == self._at:
            return
        self._at = at
        words = self.plot.said(at) if self.plot is not None and at is not None else ""
        self.setAccessibleDescription(words)
        self.place_shown.emit(words)
        self.update()

    def _paint_values(self, painter: QPainter) -> None:
        """Paint the values of the chosen place beside it."""
        plot, at = self.plot, self._at
        if plot is None or at is None:
            return
        face, strong = font("caption"), font("caption", weight=600)
        lines = [
            (one.name if len(plot.told) > 1 else "", words)
            for one in plot.told
            if (words := plot.value(one, at))
        ]
        if plot.notes and plot.notes[at]:
            lines.append((plot.note, plot.notes[at]))
        figures, heads = QFontMetrics(face), QFontMetrics(strong)
        pad, gap, high = px(8), px(12), figures.height()
        width = max(
            heads.horizontalAdvance(plot.places[at]),
            *(figures.horizontalAdvance(a) + gap + heads.horizontalAdvance(b) for a, b in lines),
            px(40),
        )
        size = QSize(width + 2 * pad, high * (len(lines) + 1) + pad + px(4))
        x = frame(plot, self.rect()).x(plot, at)
        left = (
            x + px(14) if x + px(14) + size.width() <= self.width() else x - px(14) - size.width()
        )
        place = QRect(max(0, round(left)), px(4), size.width(), size.height())
        theme = current()
        raised, edge = theme.color("raised"), theme.color("border-strong")
        paint.box(painter, place, raised, edge, metrics().radius["small"])
        line = place.adjusted(pad, pad // 2, -pad, 0)
        line.setHeight(high)
        painter.setPen(theme.color("text"))
        painter.setFont(strong)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, plot.places[at])
        for name, words in lines:
            line.translate(0, high)
            painter.setFont(face)
            painter.setPen(theme.color("text-muted"))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
            painter.setFont(strong)
            painter.setPen(theme.color("text"))
            side = Qt.AlignmentFlag.AlignRight if name else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side, words)
