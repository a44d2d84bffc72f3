"""A lecture watched at the real window: found, played, left and taken up again."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from tests.support.shared_data import shared
from tests.support.viewer import CARDIO, FILES, LECTURES, LONG, NEPHRON, RENAL, SOUND, Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.journey

_WIDTH, _HEIGHT = 160, 90
_AROUND_MS = 600
_OFF_MS = 300
_STEP_MS = 100


@pytest.fixture
def viewer(data_dir: Path) -> Iterator[Viewer]:
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    viewer = Viewer(data_dir)
    viewer.shell.resize(1280, 800)
    yield viewer
    viewer.leave()


def frames_around(file: Path, ms: int, folder: Path) -> dict[int, QImage]:
    """Let ffmpeg take the pictures around a moment; by how much later they are."""
    pictures = {}
    for late in range(-_AROUND_MS, _AROUND_MS + 1, _STEP_MS):
        target = folder / f"{late}.png"
        command = ["ffmpeg", "-v", "error", "-y", "-ss", f"{(ms + late) / 1000:.3f}"]
        command += ["-i", str(file), "-frames:v", "1", str(target)]
        subprocess.run(command, check=True)
        pictures[late] = small(QImage(str(target)))
    return pictures


def small(picture: QImage) -> QImage:
    scaled = picture.scaled(
        _WIDTH,
        _HEIGHT,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return scaled.convertToFormat(QImage.Format.Format_Grayscale8)


def unlike(one: QImage, other: QImage) -> int:
    """How far two small pictures are from each other."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(a - b) for a, b in pairs)


def on_screen(page: PlayerPage) -> QImage:
    """The picture as the window shows it."""
    surface = page.frame.surface
    return small(surface.grab(surface.picture_rect()).toImage())


@pytest.mark.parametrize(
    ("title", "ms"), [(RENAL, 61_200), (CARDIO, 30_500), (NEPHRON, 61_200), (RENAL, 179_000)]
)
def test_the_window_shows_the_moment_it_was_sent_to(
    viewer: Viewer, title: str, ms: int, tmp_path: Path
) -> None:
    expected = frames_around(LECTURES / FILES[title], ms, tmp_path)
    page = viewer.open_film(title)
    viewer.stand()
    page.seek(ms)

    def late() -> int:
        seen = on_screen(page)
        return min(expected, key=lambda one: unlike(seen, expected[one]))

    viewer.wait(lambda: abs(late()) <= _OFF_MS)


def test_deep_in_a_long_lecture_the_picture_is_the_right_one(
    viewer: Viewer, tmp_path: Path
) -> None:
    ms = 9_000_500  # a picture a second
    page = viewer.open_film(LONG)
    viewer.stand()
    page.seek(ms)
    target = tmp_path / "frame.png"
    expected = {}
    for late in (-2000, -1000, 0, 1000, 2000):
        command = ["ffmpeg", "-v", "error", "-y", "-ss", f"{(ms + late - 500) / 1000:.3f}"]
        command += ["-i", str(LECTURES / FILES[LONG]), "-frames:v", "1", str(target)]
        subprocess.run(command, check=True)
        expected[late] = small(QImage(str(target)))

    def nearest() -> int:
        seen = on_screen(page)
        return min(expected, key=lambda late: unlike(seen, expected[late]))

    viewer.wait(lambda: nearest() == 0)


def test_a_lecture_is_watched_left_and_taken_up_again(data_dir: Path) -> None:
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    viewer = Viewer(data_dir)
    page = viewer.open_film(RENAL)
    viewer.press("6")
    viewer.wait(lambda: page.position_ms > 108_400)
    viewer.press("B")
    viewer.type_text("NCC missing")
    viewer.press("Return")
    viewer.hit(">")
    viewer.wait(lambda: page.position_ms > 110_000)
    viewer.press("N")
    viewer.type_text("Ask: urine calcium?")
    viewer.press("Ctrl+Return")
    left_at = page.position_ms
    assert page.playing
    viewer.leave()

    again = Viewer(data_dir)
    watched = again.video(RENAL).watched
    assert left_at - 300 <= watched.position_ms <= left_at + 1_500
    assert watched.views == 1
    page = again.open_film(RENAL)
    again.wait(lambda: page.position_ms > watched.position_ms + 200)
    assert page.acts.speed == 110
    ((at, note),) = page.acts.bookmarks
    assert note == "NCC missing"
    assert 108_000 <= at <= 110_000
    again.stand()
    again.press("BracketLeft")
    assert page.position_ms == at
    (note_beside,) = page.panels.notes.moments.moments
    assert note_beside.at_ms >= 109_000
    again.leave()


def random_deeds(viewer: Viewer, number: int, chance: random.Random) -> None:
    """Do what a restless student does."""
    keys = ["Space", "Left", "Right", "J", "L", "5", "9", "0", "R", "M", "A", "C", "Period"]
    keys += ["Comma", "P", "P", "F", "F", "Shift+A", "Shift+C", "Up", "Down", "S", "Home", "End"]
    for _ in range(number):
        deed = chance.random()
        if deed < 0.1 or not viewer.shell.findChildren(PlayerPage):
            viewer.open_film(chance.choice([RENAL, CARDIO, NEPHRON, SOUND, LONG]), plays=False)
        elif deed < 0.15:
            viewer.page.left.emit()
        elif deed < 0.25:
            viewer.hit(chance.choice("<>"))
        else:
            focus = viewer.app.focusWidget() or viewer.shell
            if focus.window() is not viewer.shell:
                QTest.keyClick(focus, Qt.Key.Key_P)
            viewer.press(chance.choice(keys))
        viewer.rest(chance.random() * 0.05)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_a_restless_student_breaks_nothing(viewer: Viewer) -> None:
    random_deeds(viewer, 150, random.Random(5))
    page = viewer.open_film(RENAL, 20_000)
    viewer.wait(lambda: page.position_ms > 20_300)


@pytest.mark.campaign
@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_a_restless_student_breaks_nothing_in_1000_deeds(viewer: Viewer) -> None:
    random_deeds(viewer, 1_000, random.Random(6))
    page = viewer.open_film(RENAL, 20_000)
    viewer.wait(lambda: page.position_ms > 20_300)


def memory_mib() -> float:
    """What this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


@pytest.mark.campaign
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's /proc")
def test_opening_200_times_holds_no_more_memory_than_20_times(viewer: Viewer) -> None:
    held = {}
    for number in range(1, 201):
        page = viewer.open_film([RENAL, CARDIO, NEPHRON][number % 3])
        viewer.wait(lambda page=page: not page.picture().isNull())  # type: ignore[misc]
        viewer.press("Escape")
        viewer.rest(0.02)
        viewer.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        held[number] = memory_mib()
    print(json.dumps({str(number): round(held[number]) for number in (1, 20, 50, 100, 150, 200)}))
    assert held[200] <= held[20] * 1.1
