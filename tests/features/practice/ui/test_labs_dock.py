"""The dock of lab values: typing, moving, filtering, units."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from ms2qbank_desktop.core.paths import resources
from ms2qbank_desktop.features.practice.labs import LabMatch, LabTable, load
from ms2qbank_desktop.features.practice.ui.labs_dock import LabsDock
from ms2qbank_desktop.features.practice.ui.labs_list import LabsModel
from ms2qbank_desktop.ui import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def table() -> LabTable:
    return load(resources() / "labs.toml")


@pytest.fixture
def dock(qtbot: QtBot, table: LabTable) -> LabsDock:
    dock = LabsDock(table, "conventional")
    qtbot.addWidget(dock)
    dock.resize(dock.width(), 700)
    with qtbot.waitExposed(dock):
        dock.show()
    dock.activateWindow()
    dock.setFocus()
    qtbot.waitUntil(dock.search.hasFocus)
    return dock


def lines(dock: LabsDock) -> list[str]:
    """Return what a screen reader says of each line."""
    labs = dock.list.labs
    role = Qt.ItemDataRole.AccessibleTextRole
    return [labs.index(at, 0).data(role) for at in range(labs.rowCount())]


def current(dock: LabsDock) -> str:
    match = dock.list.current_match
    return match.row.name if match else ""


def test_the_model_is_sound(qtbot: QtBot, table: LabTable) -> None:  # noqa: ARG001
    labs = LabsModel(table, "si")
    tester = QAbstractItemModelTester(labs, QAbstractItemModelTester.FailureReportingMode.Fatal)
    labs.show_matches("sod", "")
    labs.show_matches("zzz", "csf")
    labs.show_matches("", "csf")
    assert tester.model() is labs


def test_all_values_stand_under_the_titles_of_their_groups(dock: LabsDock) -> None:
    said = lines(dock)
    assert said[:2] == ["Serum electrolytes and gases", "Sodium (Na⁺), 136–146 mEq/L"]
    assert "Cerebrospinal fluid" in said
    assert len(said) == dock.list.labs.total + 20
    assert dock.search.accessibleDescription() == "348 of 348"


def test_typing_shows_the_matches_and_what_stands_beside_the_best_one(dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "bic")
    said = lines(dock)
    assert said[0] == "Matches"
    assert said[1] == "Bicarbonate (HCO₃⁻), venous serum, 22–28 mEq/L"
    assert said[4:6] == ["Serum electrolytes and gases", "Sodium (Na⁺), 136–146 mEq/L"]
    assert said.count(said[1]) == 1
    assert dock.search.accessibleDescription() == "3 of 348"
    assert current(dock) == "Bicarbonate (HCO₃⁻), venous serum"


def test_words_that_match_nothing_leave_the_list_empty(dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "zzz")
    assert lines(dock) == []
    assert dock.search.accessibleDescription() == "0 of 348"
    QTest.keyClick(dock.search, Qt.Key.Key_Down)
    assert current(dock) == ""


def test_arrows_move_from_row_to_row_over_the_titles(dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "bic")
    for _ in range(3):
        QTest.keyClick(dock.search, Qt.Key.Key_Down)
    assert current(dock) == "Sodium (Na⁺)"
    QTest.keyClick(dock.search, Qt.Key.Key_Up)
    assert current(dock) == "Vitamin C (ascorbic acid)"
    for _ in range(9):
        QTest.keyClick(dock.search, Qt.Key.Key_Up)
    assert current(dock) == "Bicarbonate (HCO₃⁻), venous serum"
    assert dock.search.text() == "bic"


def test_page_keys_go_farther_and_the_row_comes_into_view(qtbot: QtBot, dock: LabsDock) -> None:
    QTest.keyClick(dock.search, Qt.Key.Key_Down)
    assert current(dock) == "Sodium (Na⁺)"
    QTest.keyClick(dock.search, Qt.Key.Key_PageDown)
    QTest.keyClick(dock.search, Qt.Key.Key_PageDown)
    index = dock.list.currentIndex()
    assert index.row() > 20
    shown = dock.list.viewport().rect
    qtbot.waitUntil(lambda: shown().contains(dock.list.visualRect(index)))


def test_the_note_of_the_current_row_is_read_below(dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "potassium")
    assert dock.note.isVisible()
    assert "Hemolysis" in dock.note.text()
    dock.search.clear()
    assert not dock.note.isVisible()


def test_escape_empties_the_field_first_and_closes_then(qtbot: QtBot, dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "na")
    with qtbot.assertNotEmitted(dock.close_requested):
        QTest.keyClick(dock.search, Qt.Key.Key_Escape)
    assert dock.search.text() == ""
    with qtbot.waitSignal(dock.close_requested, timeout=0):
        QTest.keyClick(dock.search, Qt.Key.Key_Escape)


def test_enter_gives_the_keyboard_back(qtbot: QtBot, dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "na")
    with qtbot.waitSignal(dock.left, timeout=0), qtbot.assertNotEmitted(dock.close_requested):
        QTest.keyClick(dock.search, Qt.Key.Key_Return)
    assert dock.search.text() == "na"


@pytest.mark.parametrize(
    ("specimen", "number", "first"),
    [("csf", 10, "Cerebrospinal fluid"), ("hormones", 52, "Hormones"), ("urine", 48, "Urine")],
)
def test_a_filter_keeps_one_specimen_or_the_hormones(
    dock: LabsDock, specimen: str, number: int, first: str
) -> None:
    dock.filters[specimen].click()
    assert lines(dock)[0] == first
    assert dock.search.accessibleDescription() == f"{number} of 348"
    assert dock.search.hasFocus()
    dock.filters[""].click()
    assert dock.search.accessibleDescription() == "348 of 348"


def test_filter_and_words_go_together(dock: LabsDock) -> None:
    dock.filters["csf"].click()
    QTest.keyClicks(dock.search, "glucose")
    assert dock.search.accessibleDescription() == "1 of 348"
    assert current(dock) == "CSF glucose"


def test_the_units_change_at_once_and_are_told(qtbot: QtBot, dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "creatinine")
    dock.units.setFocus()
    segment = QApplication.focusWidget()
    assert segment is not None
    with qtbot.waitSignal(dock.units_chosen, timeout=0) as told:
        QTest.keyClick(segment, Qt.Key.Key_Right)
    assert told.args == ["si"]
    assert "Creatinine, 53–106 µmol/L" in lines(dock)


def test_the_units_of_last_time_are_shown(qtbot: QtBot, table: LabTable) -> None:
    dock = LabsDock(table, "si")
    qtbot.addWidget(dock)
    assert dock.units.value == "si"
    assert "Sodium (Na⁺), 136–146 mmol/L" in lines(dock)


def test_the_sources_are_named(dock: LabsDock) -> None:
    dock.sources.click()
    (dialog,) = dock.window().findChildren(QDialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "not for patient care" in words
    assert "Harrison" in words
    dialog.reject()


def test_no_text_runs_into_another_in_any_units_at_any_zoom(
    qtbot: QtBot, qapp: QApplication, table: LabTable
) -> None:
    for units in ("conventional", "si"):
        for zoom in (80, 100, 200):
            theme.apply(qapp, "light", zoom)
            dock = LabsDock(table, units)
            qtbot.addWidget(dock)
            dock.resize(dock.width(), 900)
            dock.show()
            labs, delegate = dock.list.labs, dock.list.delegate
            for at in range(labs.rowCount()):
                line = labs.line(at)
                if isinstance(line, LabMatch):
                    names, values, unit = delegate.columns(line)
                    assert names.right() < values.left() < values.right() < unit.left()
                    assert names.width() >= theme.px(60), line.row.name
                    assert unit.right() < dock.width()
    theme.apply(qapp, "light")


@pytest.mark.benchmark
def test_a_key_finds_and_paints_within_a_frame(qtbot: QtBot, dock: LabsDock) -> None:
    QTest.keyClicks(dock.search, "x")
    dock.search.clear()
    qtbot.waitUntil(lambda: dock.list.verticalScrollBar().maximum() > 9000)
    spent = []  # of this thread: other programs may have the processor
    for letter in "aldosterone":
        began = time.thread_time()
        QTest.keyClicks(dock.search, letter)
        dock.list.repaint()
        spent.append(time.thread_time() - began)
    assert sorted(spent)[len(spent) // 2] < 0.016
