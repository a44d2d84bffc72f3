"""The result of a block on paper: a PDF file or a printer."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.scoring import halves
from ms2qbank_desktop.ui import paper
from ms2qbank_desktop.ui.words import duration

from .feedback import Change, change_kinds
from .result_history import comparison
from .result_model import SURENESS
from .result_shares import lucky_words, rating_shares
from .wording import block_facts, block_title, clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.attempts.models import Confidence
    from ms2qbank_desktop.features.practice.models import BlockResult, Tally
    from ms2qbank_desktop.features.practice.scoring import Usual
    from ms2qbank_desktop.ui.context import UiContext

    from .result_model import ResultRow

_POINTS = 9
_STEM_CHARACTERS = 140
_MARKS = {Status.CORRECT: "correct", Status.INCORRECT: "wrong", Status.OMITTED: "omitted"}


@dataclass(frozen=True, slots=True)
class Report:
    """All that stands on the paper. ``before``: the blocks that it is compared with."""

    result: BlockResult
    rows: Sequence[ResultRow]
    ratings: Mapping[int, Confidence]
    before: Usual
    spaced: bool
    """Whether missed and guessed questions come back."""
    now: datetime


def sheet(report: Report) -> QTextDocument:
    """Return the result as a document in black on white: numbers, shares, and every item. It may
    be made and printed on any thread."""
    result = report.result
    document = QTextDocument()
    paper.set_type(document, _POINTS)
    document.setHtml(
        f"<h2>{escape(block_title(result.block))}</h2>"
        f"<p>{escape(block_facts(result.block, report.now))}</p>"
        + "".join(f"<p>{escape(words)}</p>" for words in _numbers(report))
        + _shares("Subject", result.by_subject)
        + _shares("System", result.by_system)
        + _shares("Difficulty", result.by_difficulty)
        + _ratings(report)
        + _items(report.rows)
    )
    return document


def _numbers(report: Report) -> list[str]:
    """Return the numbers in words, a sentence or two a paragraph."""
    result, block = report.result, report.result.block
    low, high = (100 * bound for bound in wilson_interval(block.correct, block.size))
    first, second = halves(result.items)
    changes = change_kinds(result.items)
    score = (
        f"{result.percent:.0f} %: {block.correct} correct, {block.incorrect} incorrect, "
        f"{block.omitted} omitted (95 % range {low:.0f} to {high:.0f} %). "
        f"Time {clock(block.elapsed_ms)}. First half {first.correct} of {first.total}, "
        f"second half {second.correct} of {second.total}."
    )
    changed = (
        f"Answer changes: {changes[Change.SPOILED]} right to wrong, "
        f"{changes[Change.MENDED]} wrong to right, {changes[Change.MOVED]} wrong to wrong."
    )
    lines = [score, changed]
    if report.before.blocks:
        lines.append(comparison(block, report.before))
    return lines


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


def _ratings(report: Report) -> str:
    if not report.ratings:
        return ""
    shares = [
        (name or "not rated", f"{one.correct} of {one.total}")
        for name, one in rating_shares(report.result, report.ratings)
    ]
    lucky = lucky_words(report.result, report.ratings, spaced=report.spaced)
    words = f"<p>{escape(lucky)}</p>" if lucky else ""
    return _table({"How sure": 50, "Correct": 50}, shares) + words


def _items(rows: Sequence[ResultRow]) -> str:
    head = {"Item": 6, "": 9, "Question": 36, "Topic": 16, "Yours": 6, "Right": 6}
    return _table(
        {**head, "How sure": 7, "Help": 7, "Time": 7},
        [
            (
                str(row.item.position + 1),
                _MARKS[row.item.status],
                shorten(row.item.stem, _STEM_CHARACTERS, placeholder=" …"),
                row.item.topic,
                row.given or "–",
                row.right,
                SURENESS[row.sure] if row.sure else "",
                row.help,
                duration(row.item.time_ms),
            )
            for row in rows
        ],
    )


def save_as_pdf(ctx: UiContext, report: Report, title: str) -> None:
    """Ask where to, and write the PDF there."""
    paper.save_as_pdf(ctx, "Save the result as PDF", title, title, lambda _progress: sheet(report))


def print_out(ctx: UiContext, report: Report, title: str) -> None:
    """Ask for a printer, and print there."""
    paper.print_out(ctx, title, lambda _progress: sheet(report))
