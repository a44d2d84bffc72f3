"""Plays real files on a real screen, if there is one, and reads the time off what it shows."""

from __future__ import annotations

import math
import statistics
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.videos.ui.engine import Engine
from ms2qbank_desktop.features.videos.ui.state import State
from ms2qbank_desktop.features.videos.ui.surface import Surface
from tests.support import burned_clock
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.core.errors import Fault

RENAL = "lecture-01-renal-h264-aac.mp4"
CARDIO = "lecture-02-cardio-vp9-opus.webm"
NEPHRON = "lecture-03-nephron-2audio-2subs.mkv"
MICROBIOLOGY = "audio-04-microbiology.mp3"
LONG = "lecture-05-three-hours-lowbitrate.mp4"
PORTRAIT = "lecture 06 – Übersicht (portrait) #1 100%.mp4"
HEVC = "lecture-07-hevc-noaudio.mp4"
PATIENCE_S = 15.0
GOODBYE_S = 8.0
LOOKS, BETWEEN_S = 9, 0.07
STILL, MOST_LOOKS = 6, 200
SLACK_MS = 60


def film(name: str) -> Path:
    """Return a file of shared/data/video; skips the test where it or VLC is missing."""
    path = shared(f"data/video/{name}")
    if fault := libvlc.missing():
        pytest.skip(f"needs VLC: {fault.message}")
    return path


class Cinema:
    """An engine and the surface that shows it, as a window of its own."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.faults: list[Fault] = []
        self.engine.failed.connect(self.faults.append)
        self.surface = Surface(self.engine)
        self.surface.resize(640, 360)
        self.surface.show()

    def close(self) -> None:
        self.engine.close()
        assert self.engine._transport.join(GOODBYE_S), "a player was not let go"  # noqa: SLF001
        self.surface.close()
        self.surface.deleteLater()
        self.engine.deleteLater()
        QApplication.processEvents()

    def open(self, path: Path, start_ms: int = 0) -> None:
        """Play a file, and wait until something is to be seen or heard."""
        self.engine.open(path, start_ms)
        self.wait(lambda: self.engine.state is State.PLAYING)
        self.wait(lambda: not self.engine.has_video or not self.engine.shown.isNull())

    def wait(self, so: Callable[[], object]) -> None:
        """Run the event loop until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not so():
            assert time.monotonic() < until, f"did not happen; it is {self.engine.state}"
            self.turn()

    def rest(self, seconds: float) -> float:
        """Let it play for so long; return how long it was on this machine."""
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            self.turn()
        return passed

    def go_on_from(self, at_ms: int, began: float) -> None:
        """Wait until it plays on from a moment, and see that it does so no faster than time has
        passed since it was told to."""
        self.wait(lambda: self.engine.position_ms > at_ms + 200)
        at = self.engine.position_ms
        assert at <= at_ms + 1000 * (time.monotonic() - began) + SLACK_MS

    def stand(self) -> QImage:
        """Pause; return the picture once the last one under way has come."""
        self.engine.pause()
        self.wait(lambda: self.engine.state is State.PAUSED)
        return self.still()

    def still(self) -> QImage:
        """Return the picture once it stays the same."""
        seen = [self.grab()]
        while len(seen) < STILL or any(one != seen[-1] for one in seen[-STILL:]):
            assert len(seen) < MOST_LOOKS, "it does not stand still"
            seen.append(self.grab())
        return seen[-1]

    def next_picture(self, after: QImage) -> QImage:
        """Wait for another picture and return it once it stays."""
        self.wait(lambda: self.grab() != after)
        return self.still()

    def turn(self) -> None:
        QApplication.processEvents()
        time.sleep(0.002)

    def grab(self) -> QImage:
        """Return the picture on the screen: the pixels of the window, where the system has them."""
        self.rest(0.03)
        window, place = self.surface.window(), self.surface.picture_rect()
        place.translate(self.surface.mapTo(window, QPoint()))
        if QGuiApplication.platformName() == "xcb":
            seen = window.screen().grabWindow(window.winId())
        else:
            seen = window.grab()
        return seen.copy(place).toImage()

    def shown_s(self, path: Path, about_s: float, span_s: float = 1.0) -> float:
        """Return which second of a file the window shows, by its picture."""
        return burned_clock.seconds_of(self.grab(), path, about_s, span_s)

    def error_s(self, path: Path, span_s: float = 1.0) -> float:
        """Return by how much the position is beyond the picture, in seconds: the median of some
        looks. Other programs spoil one or the other; a fault is there in all of them."""
        pictures, says = [], []
        for _ in range(LOOKS):
            pictures.append(self.grab())
            says.append(self.engine.position_ms / 1000)
            self.rest(BETWEEN_S)
        seconds = burned_clock.moments_of(pictures, path, says, span_s)
        return statistics.median(
            math.inf if seen is None else said - seen
            for said, seen in zip(says, seconds, strict=True)
        )
