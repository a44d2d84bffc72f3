"""Chapters in the tag of an MP3, whole or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.videos.models import Chapter
from ms2qbank_desktop.features.videos.playback.id3_chapters import chapters

if TYPE_CHECKING:
    from pathlib import Path


def frame(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "big") + b"\0\0" + body


def chapter(start_ms: int, title: bytes) -> bytes:
    times = start_ms.to_bytes(4, "big") + b"\xff" * 12
    return frame(b"CHAP", b"id\0" + times + (frame(b"TIT2", title) if title else b""))


def tag(version: int, *frames: bytes) -> bytes:
    body = b"".join(frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes((version, 0, 0)) + size + body + b"\xff\xfb"


@pytest.mark.parametrize("version", [3, 4])
def test_chapters_come_by_time_in_every_encoding(tmp_path: Path, version: int) -> None:
    file = tmp_path / "lecture.mp3"
    second = chapter(90_000, b"\x01" + "Zähler".encode("utf-16"))
    first = chapter(0, b"\x00Eins")
    file.write_bytes(tag(version, frame(b"TIT2", b"\x00Title"), second, first))
    assert chapters(file) == (Chapter(0, "Eins"), Chapter(90_000, "Zähler"))


def test_a_chapter_without_a_title_gets_a_number(tmp_path: Path) -> None:
    file = tmp_path / "lecture.mp3"
    file.write_bytes(tag(4, chapter(0, b""), chapter(5_000, b"\x03Next")))
    assert [one.title for one in chapters(file)] == ["Chapter 1", "Next"]


def test_what_has_no_tag_has_no_chapters(tmp_path: Path) -> None:
    file = tmp_path / "lecture.mp3"
    assert chapters(file) == ()
    file.write_bytes(b"\xff\xfb\x90\x00")
    assert chapters(file) == ()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 60), noise=st.binary(max_size=80))
def test_a_broken_tag_never_raises(tmp_path: Path, start: int, noise: bytes) -> None:
    whole = tag(4, chapter(0, b"\x03One"), chapter(5_000, b"\x03Two"))
    file = tmp_path / "lecture.mp3"
    file.write_bytes(whole[: 10 + start] + noise)
    assert all(isinstance(one.title, str) for one in chapters(file))
