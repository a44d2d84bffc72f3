"""Reads the time off a picture: the frame that ffmpeg decodes nearest to it says when it is.

The clock burned into the picture is what is bright in it, so that only bright points are compared.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = (640, 360)
BRIGHT = 140
MOST_APART = 0.03
"""Part of the bright points that differ. Measured: 0.00 to 0.02 for the same frame, from 0.033 on
for the next one."""
_BITS = bytes(int(value > BRIGHT) for value in range(256))
_PTS = re.compile(r"pts_time:([0-9.]+)")


def seconds_of(picture: QImage, file: Path, about_s: float, span_s: float = 1.0) -> float:
    """Return the time (s) of the frame of `file` that looks most like a picture.

    Only frames within `span_s` of `about_s` are looked at; a picture that is like none of them
    fails the test.
    """
    (seconds,) = moments_of([picture], file, [about_s], span_s)
    if seconds is None:
        kept = Path(tempfile.gettempdir()) / "not-that-second.png"
        picture.save(str(kept))
        raise AssertionError(f"it is none of the frames around {about_s} s, see {kept}")
    return seconds


def moments_of(
    pictures: Sequence[QImage], file: Path, about_s: Sequence[float], span_s: float
) -> list[float | None]:
    """As `seconds_of`, for pictures of moments near to each other; None: like none of them."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg to decode the same second")
    start = max(0.0, min(about_s) - span_s)
    length = max(about_s) + span_s - start
    command = [
        *("ffmpeg", "-hide_banner", "-ss", f"{start:.3f}", "-t", f"{length:.3f}"),
        *("-copyts", "-i", str(file), "-vf", f"scale={SIZE[0]}:{SIZE[1]},showinfo"),
        *("-fps_mode", "passthrough", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"),
    ]
    result = subprocess.run(command, capture_output=True, check=True)
    times = [float(found) for found in _PTS.findall(result.stderr.decode("utf-8", "replace"))]
    size = SIZE[0] * SIZE[1]
    green = result.stdout[1::3]
    assert len(green) == len(times) * size > 0, "ffmpeg decoded nothing there"
    frames = [_bright(green[at : at + size]) for at in range(0, len(green), size)]
    found: list[float | None] = []
    for seen in map(_bright, map(_green, pictures)):
        apart, seconds = min(
            (_apart(seen, frame), at) for frame, at in zip(frames, times, strict=True)
        )
        found.append(seconds if apart < MOST_APART else None)
    return found


def _green(picture: QImage) -> bytes:
    scaled = picture.scaled(
        *SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB888)
    return bytes(scaled.constBits())[1::3]


def _bright(green: bytes) -> int:
    return int.from_bytes(green.translate(_BITS), "big")


def _apart(one: int, other: int) -> float:
    return (one ^ other).bit_count() / max(1, (one | other).bit_count())
