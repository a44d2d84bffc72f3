"""The player at the real window: from the click to the first picture, from the jump to the next
one, and how long a turn of the loop takes meanwhile."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core import libvlc
from tests.benchmarks.measuring import BUSY, Watch, tell
from tests.support.shared_data import shared
from tests.support.viewer import CARDIO, RENAL, Viewer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

FIRST_MS = 300.0
SEEK_MS = 150.0
FRAME_MS = 16.0

pytestmark = pytest.mark.benchmark


def until_picture(viewer: Viewer, step: Callable[[], object]) -> float:
    """Return the milliseconds from before ``step`` until the window has painted a new picture."""
    shown: list[float] = []
    began = time.perf_counter()
    step()
    viewer.page.screening.engine.frame_arrived.connect(lambda: shown.append(time.perf_counter()))
    viewer.wait(lambda: shown and not viewer.page.picture().isNull())
    viewer.app.processEvents()  # it is painted
    return 1000 * (time.perf_counter() - began)


def test_from_the_click_to_the_first_picture_and_from_jump_to_jump(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    viewer = Viewer(data_dir)
    viewer.shell.resize(1280, 800)
    viewer.shell.open("videos")
    viewer.rest(1.0)
    first = [
        until_picture(viewer, lambda title=title: viewer.open_film(title, plays=False))  # type: ignore[misc]
        for title in [RENAL, CARDIO] * 5
    ]
    anew = []
    for _ in range(5):
        viewer.press("Escape")
        viewer.rest(0.3)
        anew.append(until_picture(viewer, lambda: viewer.open_film(RENAL, plays=False)))
    page = viewer.open_film(RENAL)
    page.pause()
    viewer.rest(0.3)
    jumps = [
        until_picture(viewer, lambda to=to: page.seek(to))  # type: ignore[misc]
        for to in range(7_000, 170_000, 13_000)
    ]
    watch = Watch(viewer)
    page.screening.play()
    watch.rest(3_000)
    found = {
        "slack": pace.slack,
        "first picture": round(statistics.median(anew)),
        "first picture of another video": round(statistics.median(first)),
        "the very first": round(first[0]),
        "jump": round(statistics.median(jumps)),
        "longest turn while playing": watch.take(),
    }
    tell(capsys, found)
    viewer.leave()
    assert found["first picture"] <= pace.slack * BUSY * FIRST_MS
    assert found["jump"] <= pace.slack * BUSY * SEEK_MS
    assert found["longest turn while playing"] <= pace.slack * FRAME_MS
