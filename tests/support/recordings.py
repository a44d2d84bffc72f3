"""Small real video files, each with a content of its own, from the shared samples."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "data/video/lecture-07-hevc-noaudio.mp4"
CUES = "1\n00:00:01,000 --> 00:00:02,000\n{}\n"


def recording(path: Path, name: str = "", sample: str = SMALL) -> Path:
    """Write a video of 20 s; ``name`` makes its content its own (a box that players pass over)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = name.encode()
    box = struct.pack(">I", 8 + len(own)) + b"free" + own
    path.write_bytes(shared(sample).read_bytes() + box)
    return path


def captions(path: Path, text: str) -> Path:
    """Write a caption file with one caption."""
    path.write_text(CUES.format(text), encoding="utf-8")
    return path
