"""Estimates below one another, each in its range."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui.charts import rows
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.charts.exporting import save
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage

NAMES = ("Renal", "Skin", "Blood", "Nerves")
PLOT = Plot(
    "System",
    NAMES,
    (Series("right", (0.6, 0.75, 0.0, None), band=((0.5, 0.7), (0.3, 0.95), (0.0, 0.4), None)),),
    Form.ROWS,
    words=per_cent,
    top=1.0,
    band="95 % range",
    note="Attempts",
    notes=("80", "4, few", "7, few", ""),
)


@pytest.fixture
def card(qapp: QApplication) -> Iterator[ChartCard]:
    shown = ChartCard("By system", "Too few.", print)
    shown.resize(520, 300)
    shown.show_plot(PLOT)
    shown.show()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    qapp.processEvents()
    yield shown
    shown.close()
    shown.deleteLater()


def picture(card: ChartCard, plot: Plot) -> QImage:
    card.show_plot(plot)
    QApplication.processEvents()
    return card.chart.grab().toImage()


def test_it_is_as_high_as_its_rows(card: ChartCard) -> None:
    before = card.chart.height()
    assert before == rows.height(PLOT)
    card.show_plot(Plot("System", NAMES[:1], (Series("right", (0.6,)),), Form.ROWS, words=per_cent))
    QApplication.processEvents()
    assert card.chart.height() == before - 3 * px(26)


def test_up_and_down_say_each_row_with_its_range_and_note(card: ChartCard) -> None:
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    said = [card.chart.accessibleDescription()]
    for _ in range(3):
        QTest.keyClick(card.chart, Qt.Key.Key_Down)
        said.append(card.chart.accessibleDescription())
    assert said == [
        "Renal: 60 % (50 % to 70 %), 80",
        "Skin: 75 % (30 % to 95 %), 4, few",
        "Blood: 0 % (0 % to 40 %), 7, few",
        "Nerves: nothing",
    ]
    QTest.keyClick(card.chart, Qt.Key.Key_Up)
    assert card.chart.accessibleDescription().startswith("Blood")


def test_the_mouse_finds_the_row_under_it(card: ChartCard) -> None:
    clicked: list[int] = []
    card.chart.place_clicked.connect(clicked.append)
    for y in (5, px(26) + 5, 4 * px(26) + 5):
        QTest.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=QPoint(200, y))
    assert clicked == [0, 1]


def test_the_table_has_a_column_for_the_notes(card: ChartCard) -> None:
    assert PLOT.rows()[0] == ("System", "right", "Attempts")
    assert PLOT.rows()[1] == ("Renal", "60 % (50 % to 70 %)", "80")
    card.as_table.click()
    assert card.table is not None
    model = card.table.model()
    assert model.columnCount() == 3
    assert model.index(1, 2).data() == "4, few"


def test_a_file_has_numbers_ranges_and_notes(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    file = tmp_path / "rows.csv"
    save(PLOT, "By system", file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        found = list(csv.reader(text))
    assert found[0] == ["System", "right", "right, low", "right, high", "Attempts"]
    assert found[2] == ["Skin", "0.75", "0.3", "0.95", "4, few"]
    assert found[4] == ["Nerves", "", "", "", ""]
    for name in ("rows.png", "rows.svg"):
        save(PLOT, "By system", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1_000


def test_a_second_period_is_seen_in_the_rows(card: ChartCard) -> None:
    alone = picture(card, PLOT)
    before = Series("before", (0.3, 0.3, None, None))
    both = Plot("System", NAMES, (*PLOT.series, before), Form.ROWS, words=per_cent, top=1.0)
    assert picture(card, both) != alone
    assert card.legend.accessibleName() == "right, before, range"


def test_whiskers_are_painted_on_bars_and_not_named_in_the_legend(card: ChartCard) -> None:
    plain = Plot(
        "Seconds", NAMES, (Series("right", (0.6, 0.7, 0.5, None)),), Form.BESIDE, words=per_cent
    )
    band = ((0.5, 0.7), (0.6, 0.8), (0.4, 0.6), None)
    ranged = Plot(
        "Seconds",
        NAMES,
        (Series("right", (0.6, 0.7, 0.5, None), band=band),),
        Form.BESIDE,
        words=per_cent,
    )
    assert picture(card, plain) != picture(card, ranged)
    assert not card.legend.isVisible()


def test_a_share_of_nought_is_shown_where_it_is_known(card: ChartCard) -> None:
    card.show_plot(Plot("System", ("Renal",), (Series("right", (0.0,)),), Form.ROWS))
    assert card.chart.plot is not None
    card.show_plot(Plot("System", ("Renal",), (Series("right", (None,)),), Form.ROWS))
    assert card.chart.plot is None


def test_an_empty_card_leads_on(card: ChartCard) -> None:
    pressed: list[bool] = []
    begin = Button("Create a block", size="small")
    begin.clicked.connect(lambda: pressed.append(True))
    card.add_begin(begin)
    assert not begin.isVisible()
    card.show_plot(None)
    assert begin.isVisible()
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_a_range_that_stands_alone_is_seen(card: ChartCard) -> None:
    values, band = (None, 0.5, None), (None, (0.2, 0.8), None)
    alone = Plot("Week", NAMES[:3], (Series("right", values),), Form.LINES, words=per_cent, top=1)
    ranged = Plot(
        "Week", NAMES[:3], (Series("right", values, band=band),), Form.LINES, words=per_cent, top=1
    )
    middle = QPoint(card.chart.width() // 2, 0)
    one, two = picture(card, alone), picture(card, ranged)
    columns = [middle.x() + step for step in range(-12, 12)]
    assert any(
        one.pixelColor(x, y) != two.pixelColor(x, y)
        for x in columns
        for y in range(card.chart.height())
    )
