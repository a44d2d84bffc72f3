"""The engine with the real VLC: what the window shows is the second that the position says."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.videos.ui.state import State
from tests.support import burned_clock
from tests.support.cinema import (
    CARDIO,
    HEVC,
    LONG,
    MICROBIOLOGY,
    NEPHRON,
    PORTRAIT,
    RENAL,
    Cinema,
    film,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CLOSE_S = 0.3
FRAME_S = 0.1
"""What the clock may be beside the picture: two frames, and the moment of looking."""
MOMENT_MS = 61_200


@pytest.fixture
def cinema(qtbot: QtBot) -> Iterator[Cinema]:  # noqa: ARG001
    cinema = Cinema()
    yield cinema
    cinema.close()


@pytest.mark.parametrize(
    ("name", "at_ms"),
    [
        (RENAL, MOMENT_MS),
        (CARDIO, 41_000),
        (NEPHRON, MOMENT_MS),
        (PORTRAIT, 7_000),
        (HEVC, 11_300),
        ("corrupt-bitflips-second-half.mp4", 12_300),
        ("corrupt-cut-in-mdat-faststart.mp4", 12_300),
    ],
)
def test_a_seek_shows_that_second(cinema: Cinema, name: str, at_ms: int) -> None:
    path = film(name)
    cinema.open(path)
    began = time.monotonic()
    cinema.engine.seek(at_ms)
    assert cinema.engine.position_ms == at_ms
    cinema.go_on_from(at_ms, began)
    assert abs(cinema.error_s(path)) < CLOSE_S


def test_two_and_a_half_hours_into_a_lecture_of_three(cinema: Cinema) -> None:
    path = film(LONG)
    cinema.open(path)
    cinema.engine.seek(9_000_000)
    cinema.wait(lambda: cinema.engine.position_ms > 9_000_200)
    assert 0 <= cinema.error_s(path, 3.0) < 1  # a picture lasts a second
    assert cinema.engine.length_ms == 10_800_000


def test_it_opens_at_a_moment(cinema: Cinema) -> None:
    path, began = film(RENAL), time.monotonic()
    cinema.open(path, MOMENT_MS)
    cinema.go_on_from(MOMENT_MS, began)
    assert abs(cinema.error_s(path)) < FRAME_S


def test_it_opens_at_a_moment_and_waits_there(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.engine.open(path, MOMENT_MS, paused=True)
    cinema.wait(lambda: cinema.engine.state is State.PAUSED)
    cinema.wait(lambda: not cinema.engine.shown.isNull())
    cinema.wait(lambda: abs(cinema.error_s(path)) < CLOSE_S)  # an earlier picture may come first
    assert cinema.engine.position_ms == pytest.approx(MOMENT_MS, abs=150)
    cinema.engine.play()
    cinema.wait(lambda: cinema.engine.position_ms > MOMENT_MS + 300)


@pytest.mark.parametrize("rate", [0.5, 2.0, 4.0])
def test_the_position_is_that_of_the_picture_at_every_speed(cinema: Cinema, rate: float) -> None:
    path = film(RENAL)
    cinema.open(path)
    cinema.engine.set_rate(rate)
    cinema.rest(1.0)
    assert abs(cinema.error_s(path)) < FRAME_S * max(1, rate)
    cinema.engine.seek(MOMENT_MS)
    cinema.rest(1.0)
    assert abs(cinema.error_s(path)) < FRAME_S * max(1, rate)


def test_ten_seconds_at_another_speed_end_where_they_must(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.open(path, 60_000)
    cinema.engine.set_rate(1.5)
    cinema.rest(1.0)
    began = cinema.engine.position_ms
    passed = cinema.rest(10.0)
    assert cinema.engine.position_ms - began == pytest.approx(1500 * passed, abs=1000 * CLOSE_S)
    assert abs(cinema.error_s(path)) < CLOSE_S


def test_another_audio_track_and_subtitles_do_not_move_it(cinema: Cinema) -> None:
    path = film(NEPHRON)
    cinema.open(path)
    began = time.monotonic()
    cinema.engine.seek(30_000)
    cinema.go_on_from(30_000, began)
    assert [track.name for track in cinema.engine.audio_tracks] == [
        "English (440 Hz)",
        "Francais (880 Hz)",
    ]
    assert [track.language for track in cinema.engine.subtitle_tracks] == ["eng", "fra"]
    before = (cinema.engine.audio_track, cinema.engine.subtitle_track)
    assert before == (1, None)
    cinema.engine.set_audio_track(2)
    cinema.engine.set_subtitle_track(4)
    cinema.rest(0.5)
    assert cinema.engine.audio_track == 2
    assert cinema.engine.subtitle_track == 4
    cinema.go_on_from(30_000, began)
    assert abs(cinema.error_s(path)) < FRAME_S


def test_libvlc_plays_the_track_that_was_chosen(cinema: Cinema) -> None:
    cinema.open(film(NEPHRON))
    cinema.engine.set_audio_track(2)
    playing: list[tuple[int, int]] = []

    def is_playing_it() -> bool:
        cinema.engine._transport.call(  # noqa: SLF001
            lambda player: playing.append((player.audio_get_track(), player.video_get_spu()))
        )
        cinema.rest(0.1)
        return playing[-1:] == [(2, -1)]

    cinema.wait(is_playing_it)


def test_it_stands_while_paused(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.open(path, 20_000)
    cinema.rest(0.3)
    picture, at = cinema.stand(), cinema.engine.position_ms
    cinema.rest(0.4)
    assert cinema.engine.position_ms == at
    assert cinema.grab() == picture
    assert abs(cinema.error_s(path)) < FRAME_S


def test_frames_are_stepped_through_one_by_one(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.open(path, 20_000)
    cinema.rest(0.3)
    pictures = [cinema.stand()]
    about_s = cinema.engine.position_ms / 1000
    for _ in range(3):
        cinema.engine.step_frame()
        pictures.append(cinema.next_picture(pictures[-1]))
    seconds = [burned_clock.seconds_of(picture, path, about_s) for picture in pictures]
    steps = [later - earlier for earlier, later in pairwise(seconds)]
    assert steps == pytest.approx([0.04] * 3, abs=0.001)
    assert abs(cinema.error_s(path)) < FRAME_S
    cinema.engine.step_back()
    cinema.next_picture(pictures[-1])
    assert seconds[0] - 0.1 < cinema.shown_s(path, about_s) < seconds[-1]


def test_a_burst_of_seeks_ends_at_the_last(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.open(path)
    for at_ms in range(10_000, 170_000, 1_000):
        cinema.engine.seek(at_ms)
    began = time.monotonic()
    cinema.engine.seek(MOMENT_MS)
    cinema.go_on_from(MOMENT_MS, began)
    assert abs(cinema.error_s(path)) < FRAME_S


def test_a_loop_comes_back_within_a_tenth_of_a_second(cinema: Cinema) -> None:
    path = film(RENAL)
    cinema.open(path, 30_000)
    cinema.engine.set_loop(30_500, 31_200)
    heard: list[int] = []
    cinema.engine.position_changed.connect(heard.append)

    def jumps() -> list[tuple[int, int]]:
        return [(before, now) for before, now in pairwise(heard) if now < before - 100]

    cinema.wait(lambda: len(jumps()) >= 5)
    assert {now for _, now in jumps()} == {30_500}
    assert 31_100 < statistics.median(before for before, _ in jumps()) < 31_300
    cinema.engine.clear_loop()
    cinema.wait(lambda: cinema.engine.position_ms > 31_500)


def test_the_end_is_told_and_play_begins_anew(cinema: Cinema, qtbot: QtBot) -> None:
    path = film(PORTRAIT)
    cinema.open(path)
    with qtbot.waitSignal(cinema.engine.ended, timeout=15_000):
        cinema.engine.seek(11_500)
    assert cinema.engine.state is State.ENDED
    assert cinema.engine.position_ms == cinema.engine.length_ms == 12_000
    assert not cinema.engine.picture().isNull()
    cinema.engine.toggle()
    cinema.wait(lambda: cinema.engine.state is State.PLAYING)
    assert cinema.engine.position_ms < 2_000


def test_after_the_end_a_seek_goes_back_into_it(cinema: Cinema) -> None:
    path = film(PORTRAIT)
    cinema.open(path, 11_500)
    cinema.wait(lambda: cinema.engine.state is State.ENDED)
    cinema.engine.seek(3_000)
    cinema.wait(lambda: cinema.engine.state is State.PLAYING)
    cinema.rest(0.4)
    assert abs(cinema.error_s(path)) < FRAME_S


@pytest.mark.parametrize(
    "name", ["zero-byte.mp4", "text-renamed.mp4", "corrupt-truncated-no-moov.mp4", "gone.mp4"]
)
def test_a_file_that_cannot_be_played_says_so(
    cinema: Cinema, name: str, tmp_path: Path, qtbot: QtBot
) -> None:
    film(RENAL)
    path = tmp_path / name if name == "gone.mp4" else film(name)
    with qtbot.waitSignal(cinema.engine.failed, timeout=15_000):
        cinema.engine.open(path)
    assert cinema.engine.state is State.FAILED
    assert isinstance(cinema.faults[0], UserFault)
    assert name in cinema.faults[0].message
    cinema.open(film(RENAL))
    assert len(cinema.faults) == 1


def test_without_vlc_it_says_how_to_get_it(
    cinema: Cinema, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libvlc, "_opened", None)
    monkeypatch.setitem(sys.modules, "vlc", None)
    with qtbot.waitSignal(cinema.engine.failed, timeout=15_000):
        cinema.engine.open(tmp_path / "lecture.mp4")
    assert isinstance(cinema.faults[0], EnvironmentFault)


def test_a_picture_that_vlc_cannot_decode_is_told_not_shown_black(
    cinema: Cinema, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{type(cinema.engine).__module__}._BLIND_MS", 300)
    unknown = tmp_path / "unknown.mp4"
    unknown.write_bytes(film(HEVC).read_bytes().replace(b"hvc1", b"zzz9").replace(b"hev1", b"zzz9"))
    cinema.engine._blind.setInterval(300)  # noqa: SLF001
    with qtbot.waitSignal(cinema.engine.failed, timeout=15_000):
        cinema.engine.open(unknown)
    assert cinema.engine.state is State.FAILED


def test_a_picture_that_ends_before_it_has_come_is_told_not_shown_black(
    cinema: Cinema, qtbot: QtBot, tmp_path: Path
) -> None:
    data = bytearray(film(HEVC).read_bytes())
    sample = data.index(b"hev1" if b"hev1" in data else b"hvc1", data.index(b"stsd")) + 4
    data[sample + 24 : sample + 28] = b"\xff" * 4
    huge = tmp_path / "huge.mp4"
    huge.write_bytes(data)
    with qtbot.waitSignal(cinema.engine.failed, timeout=20_000):
        cinema.engine.open(huge)
    assert "huge.mp4 cannot be played" in cinema.faults[0].message


def test_sound_alone_plays_and_keeps_time(cinema: Cinema) -> None:
    cinema.open(film(MICROBIOLOGY))
    assert not cinema.engine.has_video
    assert cinema.engine.length_ms == 600_059
    began = time.monotonic()
    cinema.engine.seek(300_000)
    cinema.go_on_from(300_000, began)


def test_a_file_with_any_name_can_be_played(cinema: Cinema, tmp_path: Path) -> None:
    odd = tmp_path / "ä #50 100% %41 ' ; 日本.mp4"
    shutil.copy(film(RENAL), odd)
    cinema.open(odd)
    assert cinema.faults == []


def test_closing_the_file_shows_nothing_more(cinema: Cinema) -> None:
    cinema.open(film(RENAL))
    cinema.engine.close_file()
    cinema.rest(0.3)
    assert cinema.engine.state is State.EMPTY
    assert cinema.engine.picture().isNull()
