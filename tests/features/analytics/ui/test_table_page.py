"""The page "Table" at the real window."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.analytics.ui.looking import look_state
from ms2qbank_desktop.features.analytics.ui.measures import By
from ms2qbank_desktop.features.analytics.ui.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.measured import Measured


def at_table(measured: Measured) -> TablePage:
    page = measured.turn_to("table", TablePage)
    look_state(measured.ui).choose(span="all")
    measured.settle()
    return page


def choose(page: TablePage, by: By) -> None:
    at = list(By).index(by)
    page.by.setCurrentIndex(at)
    page.by.activated.emit(at)


@pytest.mark.parametrize(
    ("by", "first"),
    [
        (By.SUBJECT, "Anatomy"),
        (By.SYSTEM, "Human Development"),
        (By.PACK_SYSTEM, "Behavioral Health & Nervous Systems/Special Senses"),
        (By.DIFFICULTY, "1"),
        (By.MODE, "Timed"),
        (By.PACK, "Physician's first pack"),
    ],
)
def test_attempts_are_told_apart_by_anything(measured: Measured, by: By, first: str) -> None:
    page = at_table(measured)
    choose(page, by)
    lines = page.table.lines.lines
    assert lines[0].name == first
    assert sum(one.now.attempts for one in lines) == 240


def test_days_and_hours_are_lines_too(measured: Measured) -> None:
    page = at_table(measured)
    choose(page, By.DAY)
    days = [one.order for one in page.table.lines.lines]
    assert days == sorted(days)
    assert page.table.lines.lines[-1].name == "today"
    choose(page, By.HOUR)
    assert all(one.name.endswith(":00") for one in page.table.lines.lines)


def test_the_keyboard_sorts_by_any_column(measured: Measured) -> None:
    page = at_table(measured)
    page.table.setFocus()
    measured.press("Shift+Right", "Shift+Down")
    attempts = [one.now.attempts for one in page.table.lines.lines]
    assert attempts == sorted(attempts, reverse=True)
    measured.press("Shift+Up")
    assert [one.now.attempts for one in page.table.lines.lines] == sorted(attempts)
    measured.press("Shift+Left")
    names = [one.name for one in page.table.lines.lines]
    assert names == sorted(names)


def test_a_click_on_a_head_sorts(measured: Measured) -> None:
    page = at_table(measured)
    page.table.horizontalHeader().setSortIndicator(5, Qt.SortOrder.DescendingOrder)
    shares = [one.now.accuracy or 0 for one in page.table.lines.lines]
    assert shares == sorted(shares, reverse=True)


def test_columns_go_where_room_is_short_but_never_the_names(measured: Measured) -> None:
    page = at_table(measured)
    look_state(measured.ui).choose(span="30", compare="before")
    measured.shell.resize(1000, 700)
    measured.settle()
    table = page.table
    hidden = [at for at in range(table.lines.columnCount()) if table.isColumnHidden(at)]
    assert 3 in hidden
    assert 0 not in hidden
    assert table.columnWidth(0) >= 180
    page.table.setFocus()
    measured.press("Shift+Right", "Shift+Right", "Shift+Right")
    assert not table.isColumnHidden(table.horizontalHeader().sortIndicatorSection())


def test_the_table_is_saved(measured: Measured, tmp_path: Path) -> None:
    page = at_table(measured)
    file = tmp_path / "sums.csv"
    page.save(file)
    assert measured.told() == "Saved as sums.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["Subject"] for row in rows] == [one.name for one in page.table.lines.lines]
    assert sum(int(row["Attempts"]) for row in rows) == 240


def test_nothing_to_count_is_said(seat_measured: Callable[..., Measured]) -> None:
    measured = seat_measured(0)
    at_table(measured)
    assert measured.sees("No attempts to count")
    measured.click("Create a block")
    measured.wait(lambda: measured.sees("Start block"))


def test_the_choice_of_lines_grows_with_the_text(measured: Measured) -> None:
    page = at_table(measured)
    before = page.by.minimumWidth()
    measured.ui.settings.set("text_zoom", 150)
    assert page.by.minimumWidth() == round(before * 1.5)
