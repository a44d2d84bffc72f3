"""Single pictures of a video, for thumbnails and of a moment."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from ms2qbank_desktop.features.videos.playback.frames import Picture, picture
from tests.support import burned_clock
from tests.support.cinema import LONG, MICROBIOLOGY, NEPHRON, PORTRAIT, RENAL, film

if TYPE_CHECKING:
    from pathlib import Path


def image(found: Picture) -> QImage:
    assert len(found.rgb) == 3 * found.width * found.height
    form = QImage.Format.Format_RGB888
    return QImage(found.rgb, found.width, found.height, 3 * found.width, form)


@pytest.mark.parametrize(
    ("name", "at_ms"), [(RENAL, 61_200), (NEPHRON, 100_000), (LONG, 9_000_000)]
)
def test_it_is_the_picture_of_that_moment(name: str, at_ms: int) -> None:
    path = film(name)
    found = picture(path, at_ms, widest=1920)
    assert found is not None
    seen = burned_clock.seconds_of(image(found), path, at_ms / 1000, 2.0)
    assert seen == pytest.approx(at_ms / 1000, abs=0.1)


def test_a_thumbnail_is_no_wider_than_asked_for_and_keeps_its_shape() -> None:
    wide, high = picture(film(RENAL)), picture(film(PORTRAIT), widest=90)
    assert wide is not None
    assert (wide.width, wide.height, wide.at_ms) == (480, 270, 18_000)
    assert high is not None
    assert (high.width, high.height) == (90, 160)


def test_colours_are_where_they_belong() -> None:
    found = picture(film(PORTRAIT), 1_200)
    assert found is not None
    colour = image(found).pixelColor(found.width // 20, found.height // 4)
    assert colour.red() > 200 > 60 > max(colour.green(), colour.blue())


def test_a_thumbnail_is_not_taken_from_a_dark_beginning(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg to make a dark beginning")
    film(RENAL)
    made = tmp_path / "fade.mp4"
    source = "color=white:s=320x180:d=10,format=yuv420p,geq=lum='if(lt(T,3),16,200)':cb=128:cr=128"
    lit = f"{source},drawgrid=w=40:h=40:color=black"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", lit, "-r", "5", str(made)]
    subprocess.run(command, check=True)
    found = picture(made)
    assert found is not None
    assert found.at_ms >= 3_000


@pytest.mark.parametrize(
    "name", [MICROBIOLOGY, "zero-byte.mp4", "text-renamed.mp4", "corrupt-truncated-no-moov.mp4"]
)
def test_what_has_no_picture_has_none(name: str) -> None:
    assert picture(film(name)) is None


def test_a_file_cut_off_in_the_middle_still_has_a_thumbnail() -> None:
    assert picture(film("corrupt-cut-in-mdat-faststart.mp4")) is not None
