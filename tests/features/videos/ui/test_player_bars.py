"""The seek bar, the volume and the row of buttons, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from ms2qbank_desktop.features.videos.models import Chapter
from ms2qbank_desktop.features.videos.ui.player_controls import PlayerControls
from ms2qbank_desktop.features.videos.ui.player_words import SPEEDS, left_text, next_speed
from ms2qbank_desktop.features.videos.ui.seek_bar import SeekBar
from ms2qbank_desktop.features.videos.ui.seek_bubble import SeekBubble
from ms2qbank_desktop.features.videos.ui.volume_bar import VolumeBar
from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HOUR = 3_600_000


@pytest.fixture
def bar(qtbot: QtBot) -> SeekBar:
    """A bar of an hour, 1,000 pixels wide."""
    bar = SeekBar()
    qtbot.addWidget(bar)
    bar.resize(1000, bar.sizeHint().height())
    bar.set_duration(HOUR)
    bar.show()
    return bar


def click(qtbot: QtBot, bar: SeekBar, x: int) -> list[int]:
    chosen: list[int] = []
    bar.chosen.connect(chosen.append)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(x, 16))
    return chosen


def test_a_click_chooses_the_moment_under_it(qtbot: QtBot, bar: SeekBar) -> None:
    assert click(qtbot, bar, 250) == [HOUR // 4]


def test_a_click_beside_a_bookmark_chooses_the_bookmark(qtbot: QtBot, bar: SeekBar) -> None:
    bar.set_bookmarks([(901_234, "Gitelman")])
    assert click(qtbot, bar, 253) == [901_234]


def test_a_click_further_from_a_bookmark_does_not(qtbot: QtBot, bar: SeekBar) -> None:
    bar.set_bookmarks([(901_234, "Gitelman")])
    assert click(qtbot, bar, 270) == [HOUR * 27 // 100]


def test_drawing_the_handle_tells_each_place_and_chooses_the_last(
    qtbot: QtBot, bar: SeekBar
) -> None:
    drawn: list[int] = []
    chosen: list[int] = []
    bar.dragged.connect(drawn.append)
    bar.chosen.connect(chosen.append)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(100, 16))
    bar.set_position(5)
    assert bar.value() == HOUR // 10, "what plays meanwhile does not take the handle away"
    qtbot.mouseMove(bar, QPoint(500, 16))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(500, 16))
    assert drawn[0] == HOUR // 10
    assert drawn[-1] == HOUR // 2
    assert chosen == [HOUR // 2]


def test_drawing_beyond_the_ends_stays_inside(qtbot: QtBot, bar: SeekBar) -> None:
    assert bar.ms_at(-50) == 0
    assert bar.ms_at(2000) == HOUR
    assert click(qtbot, bar, 999)[0] <= HOUR


def test_the_arrows_move_the_bar_that_has_the_keyboard(qtbot: QtBot, bar: SeekBar) -> None:
    chosen: list[int] = []
    bar.chosen.connect(chosen.append)
    bar.set_position(60_000)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    bar.set_position(60_000)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert chosen == [65_000, 55_000]


def test_nothing_can_be_chosen_while_the_length_is_not_known(bar: SeekBar) -> None:
    bar.set_duration(0)
    assert not bar.isEnabled()


def test_the_words_under_the_pointer_name_time_and_chapter(bar: SeekBar) -> None:
    bar.set_chapters([Chapter(0, "Nephron"), Chapter(1_800_000, "Loop")])
    assert bar.words_at(754_000) == "12:34 · Nephron"
    assert bar.words_at(1_800_000) == "30:00 · Loop"


def test_the_words_under_the_pointer_name_the_bookmark_there(bar: SeekBar) -> None:
    bar.set_chapters([Chapter(0, "Nephron")])
    bar.set_bookmarks([(754_000, "Gitelman")])
    assert bar.words_at(754_000) == "12:34 · Gitelman"


def painted(bar: SeekBar, x: int, y: int) -> str:
    image = QImage(bar.size(), QImage.Format.Format_RGB32)
    image.fill(current().color("window"))
    bar.render(image)
    return image.pixelColor(x, y).name()


def test_ticks_stand_where_the_bookmarks_are(bar: SeekBar) -> None:
    tick = current().color("marked").name()
    assert painted(bar, 500, 6) != tick
    bar.set_bookmarks([(HOUR // 2, "")])
    assert painted(bar, 500, 6) == tick


def test_chapters_divide_the_bar(bar: SeekBar) -> None:
    bar.set_chapters([Chapter(0, "a"), Chapter(HOUR // 2, "b")])
    track = current().color("sunken").name()
    assert painted(bar, 495, 17) == track
    assert painted(bar, 500, 17) == current().color("window").name()


def test_what_was_played_is_filled(bar: SeekBar) -> None:
    bar.set_position(HOUR // 2)
    assert painted(bar, 300, 17) == current().color("accent").name()
    assert painted(bar, 700, 17) == current().color("sunken").name()


def test_the_volume_bar_reaches_twice_the_usual_and_finds_100(qtbot: QtBot) -> None:
    bar = VolumeBar()
    qtbot.addWidget(bar)
    bar.resize(100, 24)
    chosen: list[int] = []
    bar.chosen.connect(chosen.append)
    for x in (25, 51, 99):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    assert chosen == [50, 100, 198]


@pytest.fixture
def controls(qtbot: QtBot) -> PlayerControls:
    controls = PlayerControls()
    qtbot.addWidget(controls)
    controls.resize(1200, 40)
    controls.show_time(754_000, 2_467_000, 150)
    controls.show_captions("English", on=True)
    controls.show_loop((60_000, 120_000))
    controls.show()
    return controls


@pytest.mark.parametrize("width", [1200, 900, 800, 700, 600, 520])
def test_the_buttons_fit_into_any_width(qtbot: QtBot, controls: PlayerControls, width: int) -> None:
    controls.resize(width, 40)
    qtbot.wait(10)
    right = controls.bookmark.geometry().right()
    assert right < width
    assert controls.play.isVisible()


def said(controls: PlayerControls) -> set[str]:
    return {label.text() for label in controls.findChildren(QLabel)}


def test_narrow_controls_give_up_the_time_left_before_the_bookmark(
    controls: PlayerControls,
) -> None:
    assert "of 41:07 · 19 min left at 1.5×" in said(controls)
    controls.resize(840, 40)
    assert "of 41:07" in said(controls)
    assert controls.bookmark.text() == "Bookmark"


def test_the_loop_shows_its_stretch(controls: PlayerControls) -> None:
    assert controls.loop.text() == "1:00–2:00"
    controls.show_loop((60_000, None))
    assert controls.loop.text() == "1:00–…"
    controls.show_loop(None)
    assert not controls.loop.isChecked()


@pytest.mark.parametrize(
    ("ms", "speed", "words"),
    [
        (1_713_000, 150, "19 min left at 1.5×"),
        (59_000, 100, "59 s left"),
        (3_600_000, 100, "1 h left"),
        (9_000_000, 200, "1 h 15 min left at 2×"),
        (0, 100, "0 s left"),
    ],
)
def test_the_time_left_is_that_of_the_speed(ms: int, speed: int, words: str) -> None:
    assert left_text(ms, speed) == words


def test_speeds_step_from_a_quarter_to_four_times() -> None:
    seen = [25]
    while (after := next_speed(seen[-1], 1)) != seen[-1]:
        seen.append(after)
    assert seen == list(SPEEDS)
    assert seen[-1] == 400
    assert next_speed(25, -1) == 25
    assert next_speed(137, 1) == 150


def test_the_words_over_the_bar_come_with_the_pointer_and_go_with_the_bar(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 200)
    bar = SeekBar()
    bar.setParent(window)
    bar.setGeometry(0, 100, 1000, 26)
    bar.set_duration(HOUR)
    window.show()
    qtbot.waitExposed(window)
    (bubble,) = window.findChildren(SeekBubble)
    for x in (480, 500):  # a pointer that stood there already would not move
        qtbot.mouseMove(bar, QPoint(x, 16))
    qtbot.waitUntil(bubble.isVisible)
    assert abs(bubble.geometry().center().x() - 500) <= 2
    assert bubble.geometry().bottom() < 100
    bar.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(SeekBubble)
