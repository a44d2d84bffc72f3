"""What an import has left out: the line it is told in, the table, and taking it along."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.questions.models import ImportReport, Problem
from ms2qbank_desktop.features.questions.ui.report_dialog import ReportDialog, joined, summary

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
BAD = Problem("files/renal.csv", "line 4", 'The answer "Q" is none of its choices.')
TWIN = Problem("files/renal.csv", "line 9", "It is in the pack “Core” already.")


def report() -> ImportReport:
    return ImportReport(files=2, added=1273, unchanged=5, duplicates=[TWIN], problems=[BAD])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (ImportReport(added=1273), "1,273 questions added"),
        (ImportReport(added=1), "1 question added"),
        (ImportReport(added=2, updated=3), "2 questions added, 3 updated"),
        (ImportReport(updated=1), "1 question updated"),
        (ImportReport(unchanged=7), "Nothing new: 7 questions are in the bank already"),
        (ImportReport(), "No question added"),
        (ImportReport(problems=[BAD], unlisted=2), "No question added, 3 left out"),
        (report(), "1,273 questions added, 1 duplicate, 1 left out"),
    ],
)
def test_the_result_is_told_in_one_line(told: ImportReport, words: str) -> None:
    assert summary(told) == words


def test_reports_of_several_files_are_added_up() -> None:
    whole = joined([report(), ImportReport(files=1, added=2, updated=4, problems=[BAD])])
    assert (whole.files, whole.added, whole.updated, whole.unchanged) == (3, 1275, 4, 5)
    assert (whole.problems, whole.duplicates) == ([BAD, BAD], [TWIN])


def test_problems_come_first_and_then_duplicates(qtbot: QtBot) -> None:
    dialog = ReportDialog(None, report())
    qtbot.addWidget(dialog)
    model = dialog.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert rows == [["renal.csv", "line 4", BAD.why], ["renal.csv", "line 9", TWIN.why]]
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == BAD.file


def test_the_list_can_be_copied(qtbot: QtBot) -> None:
    dialog = ReportDialog(None, report())
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.copy, LEFT)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == [BAD.file, BAD.where, BAD.why]
    assert len(lines) == 2
    assert dialog.copy.text() == "Copied"


def test_the_list_can_be_saved_as_csv(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ReportDialog(None, report())
    qtbot.addWidget(dialog)
    dialog.write(tmp_path / "left out.csv")
    with (tmp_path / "left out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["file", "where", "why"]
    assert rows[1] == [BAD.file, BAD.where, BAD.why]
    assert len(rows) == 3


def test_a_place_that_cannot_be_written_is_a_fault_with_advice(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ReportDialog(None, report())
    qtbot.addWidget(dialog)
    with pytest.raises(EnvironmentFault, match="cannot be written") as caught:
        dialog.write(tmp_path / "missing" / "list.csv")
    assert caught.value.advice
