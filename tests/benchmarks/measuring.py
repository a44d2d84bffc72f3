"""Times: of a call, of a turn of the event loop, and what is said of many of them.

``worked`` counts what the thread itself works: the machine is not ours alone, and a budget is
judged by it, times the ``slack`` of the ``Pace`` at which this machine works meanwhile. ``timed``
counts what a student waits, unless the processor is asked for.
"""

from __future__ import annotations

import json
import statistics
import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QTextDocument

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from PySide6.QtWidgets import QWidget

    from tests.support.student import Student

Figures = dict[str, float]
"""Numbers in milliseconds by what they are."""
BUSY = 2.5
"""So many times its budget may be waited for what another thread does, on a machine that others
use as well."""

REFERENCE_MS = 2.5
"""What a piece takes the machine that the budgets are for, while nobody else uses it."""
_PIECES = 15
_BREATH_S = 0.002
_HTML = "<p>The tubule takes back <b>sodium</b>, and water follows it.</p>" * 60
_PATIENCE_S = 5.0
_QUIET_MS = 150
_clock: Callable[[], float] = time.perf_counter


def count_processor_time() -> None:
    """From now on let ``timed`` count what the thread itself works, not how long it waits for a
    busy machine (nor for the disk)."""
    global _clock
    _clock = time.thread_time


def timed(step: Callable[[], object]) -> float:
    """Return how many milliseconds ``step`` takes."""
    return _between(step, _clock)


def worked(step: Callable[[], object]) -> float:
    """Return how many milliseconds the thread works in ``step``."""
    return _between(step, time.thread_time)


def _between(step: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    step()
    return 1000 * (clock() - began)


class Pace:
    """How fast this machine is from now on, while something is measured."""

    def __init__(self) -> None:
        self._before = piece_ms()

    @cached_property
    def slack(self) -> float:
        """By how much budgets grow: how many times longer a fixed piece of work takes than on the
        machine they are for, at least 1. Asked for when the measuring is done."""
        return round(max(1.0, statistics.mean((self._before, piece_ms())) / REFERENCE_MS), 2)


def piece_ms() -> float:
    """Return how long a fixed piece of work takes here and now."""
    times = []
    for _ in range(_PIECES):
        time.sleep(_BREATH_S)  # whoever else is here has their turn, as between two keys
        times.append(worked(_piece))
    return statistics.median(times)


def _piece() -> None:
    """Sort and write words, and lay out a text."""
    words = sorted((f"{7_919 * at % 10_007:05}" for at in range(4_000)), key=lambda one: one[::-1])
    json.loads(json.dumps(words))
    document = QTextDocument()
    document.setHtml(_HTML)
    document.setTextWidth(400)
    document.size()


def quantiles(times: list[float]) -> Figures:
    """Return median, 95th percentile and maximum."""
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[len(ordered) * 95 // 100], 2),
        "max": round(ordered[-1], 2),
    }


def tell(capsys: pytest.CaptureFixture[str], figures: object) -> None:
    """Print figures as one line of JSON, whether the test passes or not."""
    with capsys.disabled():
        print(json.dumps(figures))


class Watch:
    """Runs the event loop and remembers how long the thread worked in its longest turn."""

    def __init__(self, student: Student) -> None:
        self._student = student
        self.longest_ms = 0.0

    def until(self, so: Callable[[], object]) -> float:
        """Return how many milliseconds it took until something was so."""
        began = time.perf_counter()
        while not so():
            turn = worked(self._student.app.processEvents)
            self.longest_ms = max(self.longest_ms, turn)
            time.sleep(0.0005)  # the reader needs the interpreter too
        return 1000 * (time.perf_counter() - began)

    def rest(self, milliseconds: float) -> None:
        """Let the loop run for so long."""
        until = time.perf_counter() + milliseconds / 1000
        self.until(lambda: time.perf_counter() >= until)

    def settle(self) -> float:
        """Let jobs and pauses end; return the longest turn since the last call."""
        for _ in range(2):
            self.rest(_QUIET_MS)
            self.until(lambda: not self._student.shell.tasks.running)
        return self.take()

    def turn(self, step: Callable[[], object]) -> float:
        """Return the longest turn of the loop that ``step`` and what follows from it take."""
        first = worked(step)
        return round(max(first, self.settle()), 1)

    def take(self) -> float:
        """Return the longest turn since the last call."""
        longest, self.longest_ms = self.longest_ms, 0.0
        return round(longest, 2)


class Paints(QObject):
    """Sees whether a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False

    def timed(self, step: Callable[[], object]) -> float:
        """Return the milliseconds from before ``step`` until the window has been painted, and the
        widget with it."""
        return timed(lambda: self._paint(step))

    def worked(self, step: Callable[[], object]) -> float:
        """Return how long the thread works in it, likewise."""
        return worked(lambda: self._paint(step))

    def _paint(self, step: Callable[[], object]) -> None:
        self.seen = False
        patience = time.perf_counter() + _PATIENCE_S
        step()
        while not self.seen:
            QCoreApplication.sendPostedEvents()  # layout and painting are posted events
            if not self.seen:
                QCoreApplication.processEvents()
            if time.perf_counter() > patience:
                raise TimeoutError("nothing was painted")
