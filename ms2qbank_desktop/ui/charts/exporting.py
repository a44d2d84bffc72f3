"""A plot as a file: PNG, SVG or CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.ui.theme import current, font, px

from .bars import paint_fill
from .framing import colour
from .painting import paint_plot
from .plot import Form

if TYPE_CHECKING:
    from pathlib import Path

    from .plot import Plot

ENDINGS = {".png": "Picture", ".svg": "Drawing", ".csv": "Table"}
_WIDTH, _HEIGHT = 960, 540
_SCALE = 2


def save(plot: Plot, title: str, file: Path) -> None:
    """Write a plot in the form that the ending of ``file`` names; any other ending: PNG.

    EnvironmentFault if it cannot be written.
    """
    ending = file.suffix.lower()
    try:
        if ending == ".csv":
            _save_csv(plot, file)
        elif ending == ".svg":
            _save_svg(plot, title, file)
        else:
            _save_png(plot, title, file)
    except OSError as error:
        raise EnvironmentFault(
            f"{file.name} could not be written.", advice="Choose another folder."
        ) from error


def _save_png(plot: Plot, title: str, file: Path) -> None:
    image = QImage(_WIDTH * _SCALE, _HEIGHT * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    _paint(painter, plot, title)
    painter.end()
    if not QImageWriter(str(file), QByteArray(b"PNG")).write(image):
        raise OSError(file)


def _save_svg(plot: Plot, title: str, file: Path) -> None:
    with file.open("wb"):  # the generator does not tell of a folder that is not there
        pass
    drawing = QSvgGenerator()
    drawing.setFileName(str(file))
    drawing.setSize(QSize(_WIDTH, _HEIGHT))
    drawing.setViewBox(QRect(0, 0, _WIDTH, _HEIGHT))
    drawing.setTitle(title)
    drawing.setResolution(96)
    painter = QPainter(drawing)
    _paint(painter, plot, title)
    painter.end()


def _save_csv(plot: Plot, file: Path) -> None:
    """Write plain numbers: a table is for computing on."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        names = [
            name
            for one in plot.told
            for name in (one.name, *((f"{one.name}, low", f"{one.name}, high") if one.band else ()))
        ]
        writer.writerow([plot.place, *names, *([plot.note] if plot.notes else ())])
        for number, place in enumerate(plot.places):
            values: list[float | None] = []
            for one in plot.told:
                values.append(one.values[number])
                if one.band:
                    values += one.band[number] or (None, None)
            words = ("" if value is None else f"{value:g}" for value in values)
            writer.writerow([place, *words, *plot.notes[number : number + 1]])


def _paint(painter: QPainter, plot: Plot, title: str) -> None:
    """Paint title, legend and plot on a ground of their own."""
    theme = current()
    whole = QRect(0, 0, _WIDTH, _HEIGHT)
    painter.fillRect(whole, theme.color("surface"))
    inner = whole.adjusted(px(16), px(16), -px(16), -px(12))
    painter.setFont(font("heading3"))
    painter.setPen(theme.color("text"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
    left = inner.left()
    top = inner.top() + px(30)
    if len(plot.series) > 1 and plot.form is not Form.HEAT:
        painter.setFont(font("caption"))
        for number, series in enumerate(plot.series):
            box = QRect(left, top + px(2), px(12), px(12))
            if series.area:
                painter.fillRect(box, theme.chart.band)
            else:
                paint_fill(painter, box.toRectF(), colour(plot, number), number)
            painter.setPen(theme.color("text-muted"))
            width = painter.fontMetrics().horizontalAdvance(series.name)
            words = QRect(left + px(18), top, width + 2, px(16))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, series.name)
            left += width + px(36)
    room = inner.adjusted(0, px(60), 0, 0)
    painter.translate(room.topLeft())
    paint_plot(painter, plot, QRect(0, 0, room.width(), room.height()))
