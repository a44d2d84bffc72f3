"""How loud a recording is over its length."""

from __future__ import annotations

import array
import math
import wave
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.playback.waveform import peaks
from tests.support.cinema import HEVC, MICROBIOLOGY, film

if TYPE_CHECKING:
    from pathlib import Path

RATE = 8_000


def test_silence_is_low_and_a_tone_is_as_high_as_it_is_loud(tmp_path: Path) -> None:
    film(MICROBIOLOGY)
    tone = [round(16_384 * math.sin(place)) for place in range(4 * RATE)]
    path = tmp_path / "halves.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(array.array("h", [0] * 4 * RATE + tone).tobytes())
    found = peaks(path, 80)
    assert found is not None
    assert len(found) == 80
    assert max(found[:38]) == 0
    assert all(abs(value - 127) <= 3 for value in found[42:76])


def test_a_lecture_of_ten_minutes_is_heard_in_seconds_not_minutes() -> None:
    found = peaks(film(MICROBIOLOGY), 600)
    assert found is not None
    assert len(found) == 600
    assert min(found[:590]) > 30


def test_what_is_silent_or_broken_has_no_waveform() -> None:
    assert peaks(film(HEVC)) is None
    assert peaks(film("zero-byte.mp4")) is None
