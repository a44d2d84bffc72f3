"""Plain lines under titles, as Qt asks for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class Weights(LinesModel[tuple[str, int]]):
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[index.row()][index.column()]
        return None


def test_a_line_is_a_row_under_the_titles() -> None:
    model = Weights(("Drug", "mg"), {1})
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert (model.rowCount(), model.columnCount()) == (0, 2)
    model.show_lines([("Amlodipine", 5), ("Lisinopril", 10)])
    assert [model.index(1, at).data() for at in range(2)] == ["Lisinopril", 10]
    assert model.rowCount(model.index(0, 0)) == 0
    assert tester.model() is model


def test_titles_of_numbers_stand_at_the_right() -> None:
    model = Weights(("Drug", "mg"), {1})
    assert [model.headerData(at, ACROSS) for at in range(2)] == ["Drug", "mg"]
    assert model.headerData(0, DOWN) is None
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.headerData(0, ACROSS, role) is None
    assert model.headerData(1, ACROSS, role) & Qt.AlignmentFlag.AlignRight
