"""Charts on the screen and in files."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.charts import bars
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.charts.chart import Chart
from ms2qbank_desktop.ui.charts.exporting import save
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = ("Mon", "Tue", "Wed", "Thu")
STACKED = Plot("Day", DAYS, (Series("Learned", (1, 0, 2, 1)), Series("Reviewed", (4, None, 7, 3))))
LINES = Plot(
    "Retention",
    ("70 %", "80 %", "90 %", "97 %"),
    (Series("Minutes", (3.0, 4.0, None, 9.5)),),
    Form.LINES,
    xs=(0.7, 0.8, 0.9, 0.97),
)
BESIDE = Plot("Kind", DAYS, STACKED.series, Form.BESIDE)


@pytest.fixture
def card(qapp: QApplication) -> Iterator[ChartCard]:
    faults: list[BaseException] = []
    shown = ChartCard("Answers", "No answers yet.", faults.append)
    shown.resize(500, 320)
    shown.show_plot(STACKED, "12 a day")
    shown.show()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    qapp.processEvents()
    yield shown
    assert not faults
    shown.close()
    shown.deleteLater()


def press(card: ChartCard, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or card, key)
        QApplication.processEvents()


def seen(chart: Chart) -> QImage:
    return chart.grab().toImage()


def test_arrow_keys_say_the_values_of_each_place(card: ChartCard) -> None:
    said: list[str] = []
    card.chart.clearFocus()
    card.chart.place_shown.connect(said.append)
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    press(card, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home)
    assert said == [
        "Mon: Learned 1, Reviewed 4",
        "Tue: Learned 0",
        "Thu: Learned 1, Reviewed 3",
        "Mon: Learned 1, Reviewed 4",
    ]
    assert card.chart.accessibleDescription() == "Mon: Learned 1, Reviewed 4"


def test_the_mouse_says_the_place_under_it_and_what_is_clicked(card: ChartCard) -> None:
    said: list[str] = []
    clicked: list[int] = []
    card.chart.place_shown.connect(said.append)
    card.chart.place_clicked.connect(clicked.append)
    right = QPoint(card.chart.width() - 30, 60)
    QTest.mouseMove(card.chart, right)
    QTest.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=right)
    assert clicked == [3]
    assert said[-1].startswith("Thu: ")


def test_t_shows_the_table_and_escape_the_chart_again(card: ChartCard) -> None:
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    press(card, Qt.Key.Key_T)
    table = card.table
    assert table is not None
    assert table.isVisible()
    assert table.hasFocus()
    model = table.model()
    rows = [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert rows == [
        ["Mon", "1", "4"],
        ["Tue", "0", ""],
        ["Wed", "2", "7"],
        ["Thu", "1", "3"],
    ]
    press(card, Qt.Key.Key_Escape)
    assert card.chart.isVisible()
    assert card.chart.hasFocus()


def test_a_chart_without_values_says_why(card: ChartCard) -> None:
    card.show_plot(Plot("Day", DAYS, (Series("Learned", (0, 0, 0, 0)),)), "0 a day")
    words = [label.text() for label in card.findChildren(type(card._empty)) if label.isVisible()]  # noqa: SLF001
    assert "No answers yet." in words
    assert "0 a day" not in words
    assert not card.as_table.isEnabled()
    assert not card.export.isEnabled()


@pytest.mark.usefixtures("qapp")
def test_series_differ_without_their_colours() -> None:
    """In shades of grey two bars of the same height still look different."""
    chart = Chart("Bars")
    chart.resize(400, 200)
    pictures = []
    for number in range(4):
        values = [0.0] * 4
        values[number] = 5.0
        series = tuple(Series(name, (value,)) for name, value in zip("abcd", values, strict=True))
        chart.show_plot(Plot("Day", ("Mon",), series))
        grey = seen(chart).convertToFormat(QImage.Format.Format_Grayscale8)
        across = {grey.pixelColor(x, 100).lightness() for x in range(190, 225)}
        down = {grey.pixelColor(207, y).lightness() for y in range(60, 140)}
        pictures.append((len(across) > 1, len(down) > 1, min(down) // 24))
    assert len(set(pictures)) == 4, pictures
    chart.deleteLater()


@pytest.mark.parametrize("plot", [STACKED, LINES, BESIDE], ids=["stacked", "lines", "beside"])
def test_a_chart_takes_on_another_theme_and_zoom(qapp: QApplication, plot: Plot) -> None:
    chart = Chart("Chart")
    chart.show_plot(plot)
    chart.resize(420, 240)
    chart.show()
    pictures, heights = [], []
    for name in ("light", "dark", "sepia"):
        theme.apply(qapp, name)
        qapp.processEvents()
        pictures.append(seen(chart))
        ink = theme.current().chart.series[0]
        hues = {
            pictures[-1].pixelColor(x, y).name()
            for x in range(pictures[-1].width())
            for y in range(pictures[-1].height())
        }
        assert ink.name() in hues
        heights.append(chart.sizeHint().height())
    theme.apply(qapp, "light", zoom=200)
    assert chart.sizeHint().height() == 2 * heights[0]
    assert pictures[0] != pictures[1] != pictures[2]
    chart.close()
    chart.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [QSize(160, 60), QSize(300, 180), QSize(1400, 300)])
@pytest.mark.parametrize("plot", [STACKED, LINES, BESIDE], ids=["stacked", "lines", "beside"])
def test_a_chart_of_any_size_is_painted(plot: Plot, size: QSize) -> None:
    chart = Chart("Chart")
    chart.resize(size)
    blank = seen(chart)
    chart.show_plot(plot)
    assert seen(chart) != blank
    chart.deleteLater()


def test_a_chart_is_saved_as_a_table_of_plain_numbers(tmp_path: Path) -> None:
    save(STACKED, "Answers", tmp_path / "answers.csv")
    with (tmp_path / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Day", "Learned", "Reviewed"]
    assert rows[2] == ["Tue", "0", ""]


def test_a_chart_is_saved_as_a_picture_and_as_a_drawing(tmp_path: Path) -> None:
    for plot, name in ((STACKED, "bars"), (LINES, "lines")):
        save(plot, "Answers", tmp_path / f"{name}.png")
        save(plot, "Answers", tmp_path / f"{name}.svg")
        picture = QImage(str(tmp_path / f"{name}.png"))
        assert (picture.width(), picture.height()) == (1920, 1080)
        drawing = ET.parse(tmp_path / f"{name}.svg").getroot()  # noqa: S314 written just now
        words = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
        assert plot.labels[0] in words


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_a_folder_that_is_gone_is_a_fault_that_says_so(tmp_path: Path, ending: str) -> None:
    with pytest.raises(EnvironmentFault, match="could not be written"):
        save(STACKED, "Answers", tmp_path / "gone" / f"answers.{ending}")


def test_the_lines_of_a_pattern_stay_inside_their_bar() -> None:
    bar = QRectF(10, 20, 30, 47)
    for slanted in (True, False):
        lines = bars._hatching(bar, slanted=slanted)  # noqa: SLF001
        assert len(lines) > 8
        assert all(bar.contains(end) for line in lines for end in (line.p1(), line.p2()))


def test_a_range_is_painted_named_and_saved(card: ChartCard, tmp_path: Path) -> None:
    right = Series("Right", (0.6, 0.7), band=((0.4, 0.8), (0.6, 0.8)))
    plot = Plot("Week", ("9 Mar", "16 Mar"), (right,), Form.LINES, band="95 % range")
    card.show_plot(plot)
    assert card.legend.accessibleName() == "Right, 95 % range"
    assert card.legend.isVisible()
    picture = seen(card.chart)
    middle = {picture.pixelColor(picture.width() // 2, y).name() for y in range(picture.height())}
    assert theme.current().chart.band.name() in middle
    save(plot, "Right", tmp_path / "right.csv")
    with (tmp_path / "right.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[:2] == [
            ["Week", "Right", "Right, low", "Right, high"],
            ["9 Mar", "0.6", "0.4", "0.8"],
        ]
