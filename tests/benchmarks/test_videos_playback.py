"""How long a student waits for a picture: after a click on a lecture, and after a jump in it; and
how many files a second a scan reads.

A picture counts when it is that of the moment asked for: libvlc may show one of the key frame
before it on the way.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
from tests.benchmarks.measuring import BUSY, tell
from tests.support import burned_clock
from tests.support.cinema import CARDIO, NEPHRON, RENAL, Cinema, film

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.benchmarks.measuring import Pace

OPEN_MS, SEEK_MS, FILES_PER_S = 300.0, 150.0, 50.0
NEAR_S = 0.3
WATCHED_S = 1.0
SETTLED_S = 0.2
MOST = 30
STARTS_MS = (0, 12_340, 61_200, 90_000, 152_000, 33_300, 171_000)


class Timing:
    """Keeps each picture that comes, with the milliseconds it took."""

    def __init__(self, cinema: Cinema) -> None:
        self._cinema = cinema
        self._seen: list[tuple[float, QImage]] = []
        self._began = 0.0
        cinema.engine.frame_arrived.connect(self._on_frame)

    def until_right(self, path: Path, at_ms: int, act: Callable[[], object]) -> float:
        """Return the milliseconds from ``act`` until the picture is that of ``at_ms``."""
        self._cinema.rest(SETTLED_S)
        self._seen.clear()
        self._began = time.perf_counter()
        act()
        self._cinema.rest(WATCHED_S)
        for taken, picture in list(self._seen):
            about = at_ms / 1000 + NEAR_S / 2
            try:
                shown = burned_clock.seconds_of(picture, path, about, 2 * NEAR_S)
            except AssertionError:  # the key frame before it, far away
                continue
            if abs(shown - at_ms / 1000) < NEAR_S:
                return taken
        raise TimeoutError(f"the picture of {at_ms} ms did not come")

    def _on_frame(self) -> None:
        picture = self._cinema.engine.picture()
        if not picture.isNull() and len(self._seen) < MOST:
            self._seen.append((1000 * (time.perf_counter() - self._began), picture))


@pytest.mark.benchmark
def test_the_picture_comes_soon_after_a_click_and_after_a_jump(
    qtbot: QtBot,  # noqa: ARG001
    pace: Pace,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cinema = Cinema()
    timing = Timing(cinema)
    engine = cinema.engine
    figures: dict[str, float] = {}
    path = film(RENAL)
    for name, other in (("first", path), ("open", film(NEPHRON))):
        times = []
        for start_ms in STARTS_MS if name == "open" else STARTS_MS[:1]:
            if name == "open":
                cinema.open(other)
            times.append(timing.until_right(path, start_ms, lambda: engine.open(path, start_ms)))  # noqa: B023
        figures[f"{name} ms"] = round(statistics.median(times), 1)
    for name, paused in (("seek", False), ("seek paused", True)):
        cinema.open(path)
        if paused:
            engine.pause()
            cinema.rest(0.3)
        times = [
            timing.until_right(path, at_ms, lambda: engine.seek(at_ms))  # noqa: B023
            for at_ms in STARTS_MS[1:]
        ]
        figures[f"{name} ms"] = round(statistics.median(times), 1)
    cinema.close()
    tell(capsys, {"slack": pace.slack, **figures})
    assert figures["open ms"] < pace.slack * BUSY * OPEN_MS
    assert max(figures["seek ms"], figures["seek paused ms"]) < pace.slack * BUSY * SEEK_MS


@pytest.mark.benchmark
def test_a_scan_reads_many_files_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    paths = [film(name) for name in (RENAL, CARDIO, NEPHRON)]
    inspector = Inspector()
    began = time.perf_counter()
    inspector.probe(paths[0])
    start_ms = 1000 * (time.perf_counter() - began)
    began = time.perf_counter()
    for number in range(300):
        inspector.probe(paths[number % 3])
    rate = 300 / (time.perf_counter() - began)
    began = time.perf_counter()
    for number in range(12):
        inspector.picture(paths[number % 3])
    pictures = 12 / (time.perf_counter() - began)
    inspector.close()
    figures = {"files/s": rate, "thumbnails/s": pictures, "start ms": start_ms}
    tell(capsys, {name: round(value, 1) for name, value in figures.items()})
    assert rate > FILES_PER_S / BUSY
