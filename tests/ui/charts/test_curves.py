"""Distributions: a line, the ground below a part of it, a place that is named."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.charts.exporting import save
from ms2qbank_desktop.ui.charts.framing import frame
from ms2qbank_desktop.ui.charts.legend import Legend
from ms2qbank_desktop.ui.charts.painting import paint_plot
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent

if TYPE_CHECKING:
    from pathlib import Path

ROOM = QRect(0, 0, 400, 200)
HILL = (0.0, 0.1, 0.3, 0.1, 0.0)
CURVE = Plot(
    "Right",
    ("58 %", "59 %", "60 %, the mark", "61 %", "62 %"),
    (
        Series("chance", HILL, marked=frozenset()),
        Series("most", (None, *HILL[1:4], None), area=True),
    ),
    Form.LINES,
    words=per_cent,
    mark=2,
    mark_words="pass mark",
    ends=False,
)

pytestmark = pytest.mark.usefixtures("qapp")


def painted(plot: Plot) -> QImage:
    image = QImage(ROOM.size(), QImage.Format.Format_RGB32)
    image.fill(theme.current().color("surface"))
    painter = QPainter(image)
    paint_plot(painter, plot, ROOM)
    painter.end()
    return image


def colour_at(image: QImage, plot: Plot, place: float, share: float) -> QColor:
    """Return what is painted at a place, between the foot of the plot and its top."""
    lies = frame(plot, ROOM)
    x = lies.area.left() + (place + 0.5) * lies.step(plot)
    return image.pixelColor(round(x), round(lies.area.bottom() - share * lies.area.height()))


def test_the_ground_lies_below_its_part_of_the_line_only() -> None:
    image, band = painted(CURVE), theme.current().chart.band
    assert colour_at(image, CURVE, 1.5, 0.1) == band
    assert colour_at(image, CURVE, 0.5, 0.1) == theme.current().color("surface")
    assert colour_at(image, CURVE, 1.5, 0.9) == theme.current().color("surface")


def test_the_mark_is_a_line_over_the_ground_with_words_above() -> None:
    image = painted(CURVE)
    assert colour_at(image, CURVE, 2, 0.2) == theme.current().chart.axis
    lies = frame(CURVE, ROOM)
    middle = round(lies.x(CURVE, 2))
    above = range(2, int(lies.area.top()) - 2)
    ground = theme.current().color("surface")
    words = {image.pixelColor(x, y).rgb() for x in range(middle - 20, middle + 20) for y in above}
    assert words != {ground.rgb()}


def test_no_last_value_stands_beside_it() -> None:
    said = Plot(CURVE.place, CURVE.places, CURVE.series, Form.LINES, words=per_cent)
    assert frame(CURVE, ROOM).area.right() > frame(said, ROOM).area.right()


def test_what_repeats_the_line_is_named_but_not_said(tmp_path: Path) -> None:
    assert CURVE.said(2) == "60 %, the mark: 30 %"
    assert CURVE.rows()[:2] == [("Right", "chance"), ("58 %", "0 %")]
    save(CURVE, "Curve", tmp_path / "curve.csv")
    with (tmp_path / "curve.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert {len(row) for row in table} == {2}
    legend = Legend()
    legend.show_plot(CURVE)
    assert legend.accessibleName() == "chance, most"
    legend.resize(300, 24)
    band = theme.current().chart.band.rgb()
    image = legend.grab().toImage()
    colours = {image.pixel(x, 10) for x in range(image.width())}
    assert band in colours
    legend.hide()
    legend.deleteLater()
    QApplication.processEvents()
