"""The names of a chart's series, each with its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, px, signals

from .bars import paint_fill
from .framing import colour
from .painting import line_pen, paint_marker
from .plot import Form

if TYPE_CHECKING:
    from .plot import Plot


class Legend(QWidget):
    """One line, broken where it does not fit; nothing for a single series."""

    def __init__(self) -> None:
        super().__init__()
        self._plot: Plot | None = None
        self._names: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        signals().changed.connect(self.updateGeometry)

    def show_plot(self, plot: Plot | None) -> None:
        """Name the series of a plot."""
        named = plot is not None and plot.form is not Form.HEAT
        names = [one.name for one in plot.series] if plot is not None and named else []
        if plot is not None and names and plot.banded:
            names.append(plot.band)
        self._plot, self._names = (plot, names) if len(names) > 1 else (None, [])
        self.setVisible(self._plot is not None)
        self.setAccessibleName(", ".join(names))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.heightForWidth(max(self.width(), px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.heightForWidth(max(self.width(), px(80))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        plot = self._plot
        if plot is None:
            return
        painter = QPainter(self)
        painter.setFont(font("caption"))
        for number, place in enumerate(self._places(self.width())):
            line = plot.form in (Form.LINES, Form.ROWS)
            middle = QPointF(place.left() + px(10 if line else 6), place.center().y())
            if number == len(plot.series) or plot.series[number].area:
                box = QRectF(middle.x() - px(8), middle.y() - px(6), px(16), px(12))
                painter.fillRect(box, current().chart.band)
            elif line:
                ink = colour(plot, number)
                if plot.form is Form.LINES:
                    painter.setPen(line_pen(plot, number))
                    painter.drawLine(
                        QLineF(middle.x() - px(10), middle.y(), middle.x() + px(10), middle.y())
                    )
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_marker(painter, middle, ink, number)
            else:
                ink = colour(plot, number)
                edge = px(12)
                box = QRectF(middle.x() - edge / 2, middle.y() - edge / 2, edge, edge)
                paint_fill(painter, box.toRect().toRectF(), ink, number)
            painter.setPen(current().color("text-muted"))
            words = place.adjusted(px(26 if line else 18), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._names[number])

    def _places(self, width: int) -> list[QRectF]:
        """Return where each series is named."""
        if self._plot is None:
            return []
        figures = QFontMetrics(font("caption"))
        found: list[QRectF] = []
        left, top, high = 0.0, 0.0, float(px(20))
        for name in self._names:
            lines = self._plot.form in (Form.LINES, Form.ROWS)
            long = figures.horizontalAdvance(name) + px(28 if lines else 20)
            if left and left + long > width:
                left, top = 0.0, top + high
            found.append(QRectF(left, top, long, high))
            left += long + px(14)
        return found
