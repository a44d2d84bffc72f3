"""How long the tab Analytics holds the window: its first opening, its pages, another filter.

Times are processor time of the window's thread, up to the painted picture. 10,000 attempts; the
sums are as many of 1,000,000, of which ``test_analytics`` tells.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.analytics.ui.looking import look_state
from tests.benchmarks.measuring import tell, worked
from tests.support.measured import Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.benchmarks.measuring import Pace

ATTEMPTS = 10_000
OPEN_MS, FILTER_MS = 100.0, 50.0
PAGES = ("questions", "cards", "time", "table")
SPANS = ("30", "365", "7", "all", "90")
_AHEAD_S = 1.5
"""Until then a thread builds the services of the slices ahead."""


@pytest.fixture
def student(data_dir: Path, qapp: QApplication) -> Iterator[Measured]:
    assert qapp
    found = Measured(data_dir, ATTEMPTS)
    until = time.monotonic() + _AHEAD_S
    found.wait(lambda: time.monotonic() > until)
    found.settle()
    yield found
    found.settle()
    found.leave()


def painted(student: Measured, step: Callable[[], object]) -> float:
    """Return the milliseconds of a step and of the turn that paints what it shows."""
    took = worked(step) + worked(student.app.processEvents)
    student.settle()
    return took


def test_the_tab_opens_and_its_filter_answers_within_their_budgets(
    student: Measured, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    state = look_state(student.ui)
    opened = painted(student, lambda: student.shell.open("analytics", "overview"))
    pages = {
        page: painted(student, lambda page=page: student.shell.open("analytics", page))  # type: ignore[misc]
        for page in PAGES
    }
    changes = {}
    for page in ("overview", *PAGES):
        student.shell.open("analytics", page)
        student.settle()
        times = [
            painted(student, lambda span=span: state.choose(span=span))  # type: ignore[misc]
            for span in SPANS
        ]
        changes[page] = statistics.median(times)
    said = {"open": opened, "pages": pages, "filters": changes}
    tell(capsys, {"slack": pace.slack, **said})
    assert opened <= pace.slack * OPEN_MS
    assert max(pages.values()) <= pace.slack * OPEN_MS
    assert max(changes.values()) <= pace.slack * FILTER_MS
