"""The report on paper: a page that sums up, then the details."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.app import cli
from ms2qbank_desktop.features.analytics.models import EVERYTHING, Scope
from ms2qbank_desktop.features.analytics.ui import report
from tests.support.command_line import Cli
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.measured import Measured

QUESTION = Question(1, 1, "Pathology <b>", "Renal", 2)


@pytest.fixture
def book(data_dir: Path) -> Iterator[Logbook]:
    book = Logbook(data_dir)
    book.add_pack(1)
    book.add_questions([QUESTION])
    yield book
    book.close()


def text(book: Logbook, scope: Scope = EVERYTHING) -> str:
    made = report.read(book.context.service, book.context.clock, book.user_id, scope)
    return report.document(made).toPlainText()


@pytest.mark.usefixtures("qapp")
def test_a_report_of_nothing_says_that_nothing_is_known(book: Logbook) -> None:
    told = text(book)
    assert "Not told yet: 0 of 120" in told
    assert "Details" not in told
    assert "%" not in told.split("Readiness")[0].replace("95 % range 0 to 100 %", "")


@pytest.mark.usefixtures("qapp")
def test_a_report_says_what_was_answered_with_its_range(book: Logbook) -> None:
    now = datetime.now(UTC)
    given = "ABABBBABBABB"
    book.answer(*(Line(QUESTION, now - timedelta(days=at), one) for at, one in enumerate(given)))
    told = text(book)
    assert "Respiratory & Renal" in told
    assert "4 of 12" in told
    assert "Pathology <b>" in told
    assert "Subject 1" in told
    assert "Level 2" in told
    assert "4 of 12" not in text(book, Scope(first=now.date() - timedelta(days=3)))


@pytest.mark.usefixtures("qapp")
def test_the_command_writes_a_pdf(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Cli(data_dir, capsys, ("report",))
    target = tmp_path / "report.pdf"
    assert run(target) == {"file": str(target)}
    assert target.read_bytes().startswith(b"%PDF-")
    assert "does not end in .pdf" in run(tmp_path / "report.doc", code=1)["error"]
    missing = run(tmp_path / "none" / "report.pdf", code=1)
    assert "cannot be written" in missing["error"]
    assert cli.parser().parse_args(["report", "x.pdf"]).file.name == "x.pdf"


def test_the_report_is_saved_or_printed_from_any_tab(measured: Measured, tmp_path: Path) -> None:
    measured.shell.open("questions")
    measured.ui.commands.run("report-save")
    (asked,) = measured.shell.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "mine.pdf"))
    asked.reject()
    measured.settle()
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF-")
    measured.ui.commands.run("report-print")
    (printer,) = measured.shell.findChildren(QPrintDialog)
    printer.printer().setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.accepted.emit(printer.printer())  # as a click on Print tells it
    printer.reject()
    measured.settle()
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
