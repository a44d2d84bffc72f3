"""The result of a block on paper: a PDF file or a printer."""

from __future__ import annotations

from html import escape
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.scoring import halves
from ms2qbank_desktop.ui.theme import font
from ms2qbank_desktop.ui.words import duration

from .wording import block_facts, block_title, clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.practice.models import BlockResult, Tally

    from .result_model import ResultRow

_POINTS = 9
_STEM_CHARACTERS = 140
_MARKS = {Status.CORRECT: "correct", Status.INCORRECT: "wrong", Status.OMITTED: "omitted"}


def paper(result: BlockResult, rows: Sequence[ResultRow], now: datetime) -> QTextDocument:
    """Return the result as a document in black on white: numbers, shares, and every item."""
    block = result.block
    low, high = (100 * bound for bound in wilson_interval(block.correct, block.size))
    first, second = halves(result.items)
    numbers = (
        f"{result.percent:.0f} %: {block.correct} correct, {block.incorrect} incorrect, "
        f"{block.omitted} omitted (95 % range {low:.0f} to {high:.0f} %). "
        f"Time {clock(block.elapsed_ms)}. First half {first.correct} of {first.total}, "
        f"second half {second.correct} of {second.total}."
    )
    document = QTextDocument()
    face = font("body")
    face.setPointSizeF(_POINTS)
    document.setDefaultFont(face)
    document.setHtml(
        f"<h2>{escape(block_title(block))}</h2><p>{escape(block_facts(block, now))}</p>"
        f"<p>{escape(numbers)}</p>"
        + _shares("Subject", result.by_subject)
        + _shares("System", result.by_system)
        + _shares("Difficulty", result.by_difficulty)
        + _items(rows)
    )
    return document


def _table(head: Mapping[str, int], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; ``head``: title of each column and its width in per cent."""
    lines = [
        "".join(
            f"<th align='left' width='{width}%'>{escape(title)}</th>"
            for title, width in head.items()
        )
    ]
    lines += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table width='100%' cellspacing='0' cellpadding='3'>{body}</table><br>"


def _shares(title: str, tallies: Sequence[Tally]) -> str:
    rows = [
        (tally.name or "not given", f"{tally.correct} of {tally.total}", f"{tally.omitted}")
        for tally in tallies
    ]
    return _table({title: 50, "Correct": 25, "Omitted": 25}, rows)


def _items(rows: Sequence[ResultRow]) -> str:
    return _table(
        {"Item": 6, "": 10, "Question": 45, "Topic": 18, "Yours": 7, "Right": 7, "Time": 7},
        [
            (
                str(row.item.position + 1),
                _MARKS[row.item.status],
                shorten(row.item.stem, _STEM_CHARACTERS, placeholder=" …"),
                row.item.topic,
                row.given or "–",
                row.right,
                duration(row.item.time_ms),
            )
            for row in rows
        ],
    )


def write_pdf(document: QTextDocument, target: Path, title: str) -> None:
    """Write ``document`` to ``target`` as PDF, A4; EnvironmentFault if it cannot be written."""
    try:
        target.open("ab").close()
    except OSError as error:
        raise EnvironmentFault(
            f"{target.name} cannot be written ({error.strerror}).", advice="Choose another folder."
        ) from error
    writer = QPdfWriter(str(target))
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # the document brings its own, and numbers its pages
    document.print_(writer)


def save_as_pdf(parent: QWidget, document: QTextDocument, title: str) -> None:
    """Ask where to, and write the PDF there."""
    dialog = QFileDialog(parent, "Save the result as PDF")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{title}.pdf")
    dialog.fileSelected.connect(lambda name: write_pdf(document, Path(name), title))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def print_out(parent: QWidget, document: QTextDocument, title: str) -> None:
    """Ask for a printer, and print there."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # asks for printers: seldom needed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: document.print_(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()
