"""All captions of a media file: those in files beside it, and text tracks inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.titles import language_of

from .base import Captions, Complaints, Embedded, read_text
from .matroska import read_matroska
from .mp4 import read_mp4
from .srt import read_srt
from .vtt import read_vtt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.questions.models import Problem
    from ms2qbank_desktop.features.videos.models import Caption, Track

_MATROSKA = (".mkv", ".webm", ".mka")
_MP4 = (".mp4", ".m4v", ".mov", ".m4a", ".m4b", ".3gp")
INSIDE = "track:"
"""Begins the source of a transcript that was read from the media file itself."""


@dataclass(frozen=True, slots=True)
class Read:
    """One set of captions and where it comes from, as models.Transcript says it."""

    source: str
    language: str
    captions: tuple[Caption, ...]
    problems: list[Problem]


def read_file(path: Path, video: str) -> Read:
    """Read a caption file; ``video`` is the name of its video. What cannot be read has no captions
    but problems."""
    complaints = Complaints(str(path))
    found = Captions()
    try:
        text, why = read_text(path)
    except OSError as error:
        text, why = "", f"The file cannot be read ({error.strerror})."
    if why:
        complaints.whole(why)
        found.problems = complaints.problems
    elif text.lstrip("\ufeff \r\n").startswith("WEBVTT") or path.suffix.lower() == ".vtt":
        found = read_vtt(text, str(path))
    else:
        found = read_srt(text, str(path))
    return Read(path.name, language_of(path.name, video), found.captions, found.problems)


def read_inside(path: Path, tracks: Sequence[Track]) -> list[Read]:
    """Read the text tracks of a media file; ``tracks`` are its subtitle tracks as libvlc numbers
    them, text or not."""
    inside: list[Embedded] = []
    complaints = Complaints(str(path))
    try:
        if path.suffix.lower() in _MATROSKA:
            inside = read_matroska(path)
        elif path.suffix.lower() in _MP4:
            inside = read_mp4(path)
    except OSError as error:
        complaints.whole(f"Its captions cannot be read ({error.strerror}).")
        return [Read(INSIDE, "", (), complaints.problems)]
    numbers = dict(enumerate(track.id for track in tracks))
    return [
        Read(
            f"{INSIDE}{numbers.get(one.ordinal, one.ordinal)}",
            one.language,
            one.found.captions,
            one.found.problems,
        )
        for one in inside
    ]
