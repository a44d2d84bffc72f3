"""The table of sums: its lines, its columns, its order and its file."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.analytics.models import Tally
from ms2qbank_desktop.features.analytics.ui.measure_table import MeasureModel
from ms2qbank_desktop.features.analytics.ui.measures import By, MeasureLine, measures

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 30)
LINES = [
    MeasureLine("Anatomy", (0, "anatomy"), Tally(40, 30, 2, 40, 2_400_000, 20, 16)),
    MeasureLine("Genetics", (0, "genetics"), Tally(4, 1)),
    MeasureLine("Zoology", (0, "zoology"), Tally(80, 20, 0, 80, 1_600_000, 10, 1)),
]


def column(model: MeasureModel, name: str) -> int:
    return [one.name for one in model.columns].index(name) + 1


def shown(model: MeasureModel, name: str) -> list[str]:
    at = column(model, name)
    return [model.index(row, at).data() for row in range(model.rowCount())]


@pytest.fixture
def model() -> MeasureModel:
    found = MeasureModel()
    found.show_lines(By.SUBJECT, LINES)
    return found


def test_a_line_says_its_sums(model: MeasureModel) -> None:
    said = {one.name: one.words(LINES[0]) for one in measures(compared=False)}
    assert said == {
        "Attempts": "40",
        "Right": "30",
        "Wrong": "8",
        "Omitted": "2",
        "Right %": "75 %",
        "95 % range": "60 to 86 %",
        "Of answered": "79 %",
        "First time": "80 %",
        "Seconds": "60 s",
        "Time": "40 min",
    }
    assert shown(model, "95 % range")[1] == "5 to 70 %, few"


def test_any_column_sorts_and_what_is_not_known_comes_last(model: MeasureModel) -> None:
    model.sort(column(model, "Seconds"), Qt.SortOrder.DescendingOrder)
    assert [one.name for one in model.lines] == ["Anatomy", "Zoology", "Genetics"]
    model.sort(column(model, "Seconds"), Qt.SortOrder.AscendingOrder)
    assert [one.name for one in model.lines] == ["Zoology", "Anatomy", "Genetics"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [one.name for one in model.lines] == ["Zoology", "Genetics", "Anatomy"]


def test_the_order_stays_when_other_lines_come(model: MeasureModel) -> None:
    model.sort(column(model, "Attempts"), Qt.SortOrder.DescendingOrder)
    model.show_lines(By.MODE, LINES[:2])
    assert [one.name for one in model.lines] == ["Anatomy", "Genetics"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Mode"


def test_two_periods_have_their_difference(model: MeasureModel) -> None:
    line = MeasureLine("Anatomy", (0, ""), Tally(40, 30), Tally(40, 20))
    alone = MeasureLine("Genetics", (0, ""), Tally(4, 1), Tally())
    model.show_lines(By.SUBJECT, [line, alone])
    assert shown(model, "Before") == ["50 %", "–"]
    assert shown(model, "Points") == ["+25 (+4 to +43)", "–"]


def test_the_file_has_plain_numbers_in_the_order_of_the_table(
    model: MeasureModel, tmp_path: Path
) -> None:
    model.sort(column(model, "Attempts"), Qt.SortOrder.DescendingOrder)
    file = tmp_path / "table.csv"
    model.write(file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    assert rows[0][:6] == ["Subject", "Attempts", "Right", "Wrong", "Omitted", "Right %"]
    assert [row[0] for row in rows[1:]] == ["Zoology", "Anatomy", "Genetics"]
    assert rows[2][5] == "0.75"
    assert rows[3][-2] == ""


def test_a_file_that_cannot_be_written_is_a_fault(model: MeasureModel, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="could not be written"):
        model.write(tmp_path / "nowhere" / "table.csv")
