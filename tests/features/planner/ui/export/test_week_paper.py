"""A week and the agenda on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ui.export.paper_dialog import PaperDialog
from ms2qbank_desktop.features.planner.ui.export.week_paper import agenda_sheet, week_sheet
from tests.support.planned import TODAY, Planned

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 3, 2)
READ = Task(1, MONDAY, TaskKind.ARTICLE, "Casts & <stones>", 20, note="page 4")
DONE = Task(2, MONDAY, TaskKind.OTHER, "Gym", 45, done_at=datetime(2026, 3, 2, 9, tzinfo=UTC))


def test_a_week_has_a_column_for_each_day_with_its_minutes() -> None:
    sheet = week_sheet("June", MONDAY, {MONDAY: [READ, DONE]})
    assert sheet.count("<th") == sheet.count("<td") == 7
    assert "Mon 2 Mar<br>1 h 5 min" in sheet
    assert "Casts &amp; &lt;stones&gt;" in sheet
    assert "<s>Gym</s>" in sheet


def test_the_agenda_leaves_empty_days_out_and_has_the_notes() -> None:
    sheet = agenda_sheet("June", MONDAY, MONDAY + timedelta(9), {MONDAY: [READ]})
    assert sheet.count("<h3>") == 1
    assert "page 4" in sheet
    assert "Nothing is planned" in agenda_sheet("June", MONDAY, MONDAY, {})


def test_a_week_is_written_as_pdf(planned: Planned, tmp_path: Path) -> None:
    planned.make_plan()
    planned.ui.commands.request("print-week", TODAY)
    (dialog,) = [one for one in planned.shell.findChildren(PaperDialog) if one.isVisible()]
    file = tmp_path / "week.pdf"
    dialog.save_as_pdf()
    (asked,) = planned.shell.findChildren(QFileDialog)
    assert asked.selectedFiles()[0].endswith(f"Plan {MONDAY}.pdf")
    asked.fileSelected.emit(str(file))
    asked.reject()
    planned.settle()
    assert file.read_bytes().startswith(b"%PDF")
    assert planned.toasted() == "Saved as week.pdf"


def test_a_printer_is_asked_for_and_printed_on(planned: Planned, tmp_path: Path) -> None:
    planned.make_plan()
    planned.ui.commands.request("print-week", TODAY)
    (dialog,) = [one for one in planned.shell.findChildren(PaperDialog) if one.isVisible()]
    dialog.accept()
    (asked,) = planned.shell.findChildren(QPrintDialog)
    asked.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    asked.accepted.emit(asked.printer())  # as a click on Print tells it
    asked.reject()
    planned.settle()
    assert planned.toasted() == "Sent to the printer"
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_the_menu_of_the_planner_prints_the_week_and_the_agenda(planned: Planned) -> None:
    planned.make_plan()
    planned.shell.open("planner", "week")
    planned.settle()
    for key in ("print-this-week", "print-next-week", "print-agenda"):
        planned.ui.commands.run(key)
        (dialog,) = [one for one in planned.shell.findChildren(PaperDialog) if one.isVisible()]
        dialog.reject()
        planned.settle()
    planned.shell.open("questions")
    assert not planned.ui.commands.can("print-this-week")
