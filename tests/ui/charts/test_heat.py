"""Heat maps: as dark as the share, by mouse, keyboard and in files."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.ui.charts import heat
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.charts.daychart import DayChart
from ms2qbank_desktop.ui.charts.exporting import save
from ms2qbank_desktop.ui.charts.heatgrid import HeatGrid, HeatScale
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent
from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SYSTEMS = ("Renal", "Skin")
PLOT = Plot(
    "System",
    SYSTEMS,
    (
        Series("Pathology", (0.1, 0.9), short="Path."),
        Series("Genetics", (None, 0.45)),
        Series("Exam", (0.13, None), plain=True),
    ),
    Form.HEAT,
    words=per_cent,
)


@pytest.fixture
def grid(qapp: QApplication) -> Iterator[HeatGrid]:
    shown = HeatGrid("Coverage")
    card = ChartCard("Coverage", "No questions.", print, chart=shown)
    card.add_control(HeatScale())
    card.resize(560, 240)
    card.show_plot(PLOT)
    card.show()
    card.activateWindow()
    assert QTest.qWaitForWindowActive(card)
    shown.clearFocus()
    qapp.processEvents()
    yield shown
    card.close()
    card.deleteLater()


def test_shares_have_five_steps() -> None:
    shares = (0.0, 0.19, 0.2, 0.4, 0.55, 0.69, 0.7, 1.0)
    assert [heat.step(share) for share in shares] == [0, 0, 1, 2, 3, 3, 4, 4]


def test_a_cell_is_as_dark_as_its_step(grid: HeatGrid) -> None:
    seen = grid.grab().toImage()
    lies = heat.heat_frame(PLOT, grid.rect())
    for place, column, step in ((0, 0, 0), (1, 0, 4), (1, 1, 2)):
        corner = lies.cell(place, column).topLeft().toPoint()
        assert seen.pixelColor(corner.x() + 4, corner.y() + 4) == current().heat[step]
    empty = lies.cell(0, 1).center().toPoint()
    assert seen.pixelColor(empty) not in current().heat


def test_arrows_say_cells_and_enter_chooses_those_that_have_a_value(grid: HeatGrid) -> None:
    chosen: list[tuple[int, int]] = []
    said: list[str] = []
    grid.cell_clicked.connect(lambda place, column: chosen.append((place, column)))
    grid.place_shown.connect(said.append)
    grid.set_words({(1, 0): "9 of 10 secure"})
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(grid, key)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert said == [
        "Renal, Pathology: 10 %",
        "Renal, Genetics: nothing",
        "Skin, Genetics: 45 %",
        "Skin, Pathology: 9 of 10 secure",
    ]
    assert chosen == [(1, 1)]


def test_clicks_choose_cells_but_no_plain_column(grid: HeatGrid) -> None:
    chosen: list[tuple[int, int]] = []
    grid.cell_clicked.connect(lambda place, column: chosen.append((place, column)))
    lies = heat.heat_frame(PLOT, grid.rect())
    for place, column in ((0, 0), (0, 1), (0, 2), (1, 1)):
        where = lies.cell(place, column).center().toPoint()
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    assert chosen == [(0, 0), (1, 1)]


def test_the_keyboard_leaves_no_ring_behind(grid: HeatGrid) -> None:
    before = grid.grab().toImage()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.grab().toImage() != before
    grid.clearFocus()
    assert grid.grab().toImage() == before


def test_a_map_of_noughts_is_a_map_and_one_of_nothing_is_none() -> None:
    noughts = Plot("System", SYSTEMS, (Series("Pathology", (0.0, None)),), Form.HEAT)
    nothing = Plot("System", SYSTEMS, (Series("Pathology", (None, None)),), Form.HEAT)
    assert not noughts.empty
    assert nothing.empty


def test_a_map_is_saved(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    file = tmp_path / "map.csv"
    save(PLOT, "Coverage", file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    assert rows[0] == ["System", "Pathology", "Genetics", "Exam"]
    assert rows[1] == ["Renal", "0.1", "", "0.13"]
    save(PLOT, "Coverage", tmp_path / "map.svg")
    assert "Pathology" not in (tmp_path / "map.svg").read_text(encoding="utf-8")  # it is short
    assert "Path." in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_a_calendar_in_a_card_has_its_table(qapp: QApplication) -> None:
    days = DayChart("Days", lambda day, number: f"{day}: {number}")
    card = ChartCard("Days", "Nothing yet.", print, chart=days)
    days.show_days({739_340: 4}, 739_340)
    card.show_plot(Plot("Day", ("today",), (Series("answers", (4,)),), Form.BESIDE))
    card.show()
    qapp.processEvents()
    said: list[str] = []
    days.place_shown.connect(said.append)
    days.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(days, Qt.Key.Key_Up)
    assert said[-1] == "739339: 0"
    card.as_table.click()
    assert card.table is not None
    assert card.table.model().rowCount() == 1
    card.close()
    card.deleteLater()
