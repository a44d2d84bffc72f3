"""How long the window is busy at once while an article is opened, searched and scrolled."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.library.models import ArticleDraft, Term
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from tests.benchmarks.measuring import Watch, tell, worked
from tests.support.bookworm import Bookworm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.measuring import Figures, Pace

BUDGET_MS = 16.0
"""Of one turn of the event loop, in time of the thread: another process does not count."""
ROUNDS = 5
SECTIONS = 60
SENTENCE = "The nephron takes back sodium, and water follows it through the wall of the tubule. "
TABLE = "| Part | Takes back |\n|---|---|\n| Proximal | sodium |\n| Loop | chloride |\n\n"


def long_article() -> ArticleDraft:
    """Return an article of 12,000 words with tables, formulas and terms."""
    sections = (
        f"## Part {at}\n\n{SENTENCE * 7}\n\n{TABLE}{SENTENCE * 6}And $x_{{{at}}}^2$.\n\n"
        for at in range(SECTIONS)
    )
    terms = tuple(Term(word, f"what {word} is") for word in ("nephron", "sodium", "tubule"))
    return ArticleDraft("long", "A long article", "".join(sections), glossary=terms)


def open_article(student: Bookworm) -> tuple[float, float]:
    """Open the first article of the list; return the milliseconds of the key and of the longest
    turn of the loop until all of it is there."""
    watch = Watch(student)

    def whole() -> bool:
        pages = [one for one in student.shell.findChildren(ReaderPage) if one.isVisible()]
        return any(one.view.is_filled and one.contents.list.count() == SECTIONS for one in pages)

    student.page.list.setFocus()
    pressed_ms = worked(lambda: QTest.keyClick(student.page.list, Qt.Key.Key_Return))
    watch.until(whole)
    return pressed_ms, watch.take()


def use_article(student: Bookworm) -> Figures:
    """Return the milliseconds of what is done in the article that is open."""
    page = student.reader
    page.finder.field.setText("wall of the tubule")
    deeds: dict[str, Callable[[], object]] = {
        "heading": lambda: page.go_to_heading(SECTIONS - 2),
        "find": page.finder.look,
        "found": lambda: page.finder.step(1),
        "log": page.log.write,
    }
    times = {name: worked(deed) + worked(student.app.processEvents) for name, deed in deeds.items()}
    assert page.finder.count.text().endswith(f" of {13 * SECTIONS}")
    return times


@pytest.mark.benchmark
def test_the_window_is_never_busy_for_long_with_an_article_of_12_000_words(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    longest: list[float] = []
    times: dict[str, list[float]] = {}
    for at in range(ROUNDS):
        student = Bookworm(data_dir / str(at), articles=(long_article(),))
        assert student.page.model.lines[0].words > 12_000
        pressed_ms, longest_ms = open_article(student)
        student.settle()
        longest.append(longest_ms)
        for name, ms in ({"key": pressed_ms} | use_article(student)).items():
            times.setdefault(name, []).append(ms)
        student.leave()
    steps = {name: round(statistics.median(some), 1) for name, some in times.items()}
    told = {"longest of a round": [round(one, 1) for one in longest], "steps": steps}
    tell(capsys, {"slack": pace.slack, **told})
    assert statistics.median(longest) <= pace.slack * BUDGET_MS
    assert max(steps.values()) <= pace.slack * BUDGET_MS
