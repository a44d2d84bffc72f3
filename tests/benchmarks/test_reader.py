"""How long the window is busy at once while an article is opened, searched and scrolled."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.models import ArticleDraft, Term
from tests.support.bookworm import Bookworm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUDGET_MS = 16.0
"""Of one turn of the event loop, in time of the thread: another process does not count."""
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


@pytest.mark.benchmark
@pytest.mark.usefixtures("qapp")
def test_the_window_is_never_busy_for_long_with_an_article_of_12_000_words(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    student = Bookworm(data_dir, articles=(long_article(),))
    assert student.page.model.lines[0].words > 12_000
    student.page.list.setFocus()
    began = time.perf_counter()
    before = time.thread_time()
    student.press("Return")
    pressed_ms = 1000 * (time.thread_time() - before)
    turns = []
    while not (student.reader.view.is_filled and student.reader.contents.list.count()):
        before = time.thread_time()
        student.app.processEvents()
        turns.append(1000 * (time.thread_time() - before))
        time.sleep(0.0005)
    opened_ms = 1000 * (time.perf_counter() - began)
    page = student.reader
    assert page.contents.list.count() == SECTIONS
    student.settle()
    steps = {}
    deeds: tuple[tuple[str, Callable[[], object]], ...] = (
        ("heading", lambda: page.go_to_heading(SECTIONS - 2)),
        ("find", page.finder.look),
        ("found", lambda: page.finder.step(1)),
        ("log", page.log.write),
    )
    for name, step in deeds:
        page.finder.field.setText("wall of the tubule")
        before = time.thread_time()
        step()
        student.app.processEvents()
        steps[name] = round(1000 * (time.thread_time() - before), 1)
    assert page.finder.count.text().endswith(f" of {13 * SECTIONS}")
    student.leave()
    steps["key"] = round(pressed_ms, 1)  # several turns: the page is built, then laid over
    with capsys.disabled():
        print(f'{{"opened": {opened_ms:.0f}, "longest": {max(turns):.1f}, "steps": {steps}}}')
    assert max(turns) <= BUDGET_MS
    assert max(steps.values()) <= 2 * BUDGET_MS
