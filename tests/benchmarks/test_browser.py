"""The bank browser over a large bank: how long opening, searching and scrolling hold the window.

The short form runs with the other benchmarks; ``-m campaign`` grows 100,000 questions with
1,000,000 attempts, which takes half a minute.
"""

from __future__ import annotations

import random
import statistics
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from tests.benchmarks.bank import grow
from tests.benchmarks.measuring import Watch, quantiles, tell, worked
from tests.support.bank import open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.measuring import Figures, Pace

FRAME_MS = 16.0
OPEN_MS = 100.0
SEARCHES = (
    "is:incorrect",
    "is:unused difficulty:>=4",
    "system:renal",
    "arben",
    "tag:week-1",
    "is:marked arb co",
    "is:marked or (is:incorrect -system:renal)",
    "is:due",
    "arbenco",
    "id:Q77",
    "",
)
FRAMES = 200


class Measured:
    """The numbers of one run, in milliseconds."""

    def __init__(self, student: Student) -> None:
        self._student = student
        self._watch = Watch(student)
        self._watch.until(lambda: not student.shell.tasks.running)
        self.open = worked(self._open)
        self.again = self._again()
        self.search_first: dict[str, float] = {}
        self.search_turn: dict[str, float] = {}
        self.search_done: dict[str, float] = {}
        for text in SEARCHES:
            self._search(text)
        self.scroll = quantiles([worked(lambda: self._scroll(96)) for _ in range(FRAMES)])
        chance = random.Random(3)
        length = self.page.table.verticalScrollBar().maximum()
        jumps = [chance.randrange(length) for _ in range(FRAMES)]
        self.jump = quantiles([worked(partial(self._scroll, to, jump=True)) for to in jumps])

    def _open(self) -> None:
        self._student.shell.open("questions", "bank")
        page = self._student.shell.findChild(BankPage)
        assert page is not None
        self.page = page
        self._watch.until(lambda: page.model.ids and page.table.isVisible())
        page.table.viewport().repaint()

    def _again(self) -> float:
        shell = self._student.shell
        self._watch.until(lambda: not shell.tasks.running)
        shell.open("questions", "blocks")
        self._watch.until(lambda: not shell.tasks.running)
        self._watch.take()

        def open_again() -> None:
            shell.open("questions", "bank")
            self.page.table.viewport().repaint()

        return worked(open_again)

    def _search(self, text: str) -> None:
        """The turns of the loop hold what is done once ids come; typing holds what is before."""
        field, model = self.page.filter.field, self.page.model
        shown: list[object] = []
        model.modelReset.connect(lambda: shown.append(1))
        typed = worked(lambda: field.setText(text))
        before = self.page.filter.search
        self._watch.until(lambda: self.page.filter.search is not before)
        first = self._watch.until(lambda: shown)
        first += worked(self.page.table.viewport().repaint)
        done = first + self._watch.until(lambda: not self._student.shell.tasks.running)
        self.search_first[text] = round(first, 1)
        self.search_done[text] = round(done, 1)
        self.search_turn[text] = round(max(typed, self._watch.take()), 1)

    def _scroll(self, pixels: int, *, jump: bool = False) -> None:
        bar = self.page.table.verticalScrollBar()
        bar.setValue(pixels if jump else bar.value() + pixels)
        self.page.table.viewport().repaint()


def measure(data_dir: Path, questions: int, attempts: int) -> Measured:
    """Grow a bank and measure the page over it."""
    desk = open_desk(data_dir, questions=0)
    grow(desk.context.paths.database, desk.user_id, questions, attempts)
    desk.context.close()
    student = Student(data_dir)
    student.shell.resize(1280, 800)
    try:
        return Measured(student)
    finally:
        student.leave()


def report(found: Measured) -> dict[str, float | Figures]:
    """Return every number; the first screen of a search and its end as they are waited for."""
    return {
        "open": round(found.open, 1),
        "open again": round(found.again, 1),
        "first screen of a search": found.search_first,
        "longest turn of a search": found.search_turn,
        "search done": found.search_done,
        "scroll, a frame": found.scroll,
        "jump, a frame": found.jump,
    }


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("questions", "attempts"),
    [
        pytest.param(5_000, 20_000, id="short"),
        pytest.param(100_000, 1_000_000, id="large", marks=pytest.mark.campaign),
    ],
)
def test_the_browser_opens_searches_and_scrolls_within_its_budgets(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str], questions: int, attempts: int
) -> None:
    found = measure(data_dir, questions, attempts)
    tell(capsys, {"slack": pace.slack, "questions": questions, **report(found)})
    assert found.again <= pace.slack * FRAME_MS
    assert statistics.median(found.search_turn.values()) <= pace.slack * FRAME_MS
    assert found.scroll["median"] <= pace.slack * FRAME_MS
    assert found.jump["median"] <= pace.slack * FRAME_MS
    if questions <= 5_000:
        assert found.open <= pace.slack * OPEN_MS
