"""Files told apart: by content, by name, by what lies beside them."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from ms2qbank_desktop.features.videos.fingerprint import BLOCK, content_digest
from ms2qbank_desktop.features.videos.pictures import png
from ms2qbank_desktop.features.videos.titles import language_of, title_from
from ms2qbank_desktop.features.videos.walking import Found, Walk, listed
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


def digest(data: bytes) -> str:
    return content_digest(io.BytesIO(data), len(data))


def walked(root: Path, unreadable: list[Path] | None = None) -> list[Found]:
    complaints = unreadable if unreadable is not None else []
    return list(Walk(lambda _: None, lambda folder, _error: complaints.append(folder)).below(root))


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"data")


# Content


def test_every_sample_has_a_content_of_its_own() -> None:
    digests = set()
    files = [file for file in shared("data/video").iterdir() if file.stat().st_size]
    for file in files:
        with file.open("rb") as opened:
            digests.add(content_digest(opened, file.stat().st_size))
    assert len(digests) == len(files)
    assert {len(one) for one in digests} == {32}


@pytest.mark.parametrize("size", [1, BLOCK, BLOCK + 1, 2 * BLOCK, 9 * BLOCK])
@pytest.mark.parametrize("place", ["first", "middle", "last", "longer"])
def test_a_change_at_an_end_or_in_the_middle_is_another_content(size: int, place: str) -> None:
    data = bytearray(size)
    if place == "longer":
        data += b"\0"
    else:
        data[{"first": 0, "middle": size // 2, "last": size - 1}[place]] = 1
    assert digest(bytes(data)) != digest(bytes(size))


def test_no_more_than_three_blocks_of_a_long_file_are_read() -> None:
    read = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            read.append(size)
            return super().read(size)

    content_digest(Counting(bytes(100 * BLOCK)), 100 * BLOCK)
    assert read == [BLOCK] * 3


# Names


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Renal_Physiology_01.mp4", "Renal Physiology 01"),
        ("Dr.Smith.Cardio.1080p.x264-AAC.mkv", "Dr Smith Cardio"),
        ("beta-blockers.mp4", "Beta-blockers"),
        ("lecture-07-hevc.mp4", "Lecture 07"),
        ("Heart Murmurs [dQw4w9WgXcQ].webm", "Heart Murmurs"),
        ("pH 7.4 - acid base.mp4", "pH 7.4 - acid base"),
        (
            "lecture 06 – Übersicht (portrait) #1 100%.mp4",
            "Lecture 06 – Übersicht (portrait) #1 100%",
        ),
        ("1080p.mp4", "1080p"),
        ("___.mp4", "___"),
    ],
)
def test_a_file_name_is_made_readable(name: str, title: str) -> None:
    assert title_from(name) == title


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1))
def test_every_file_has_a_title(name: str) -> None:
    assert title_from(f"{name}.mp4").strip()


@pytest.mark.parametrize(
    ("caption", "language"),
    [
        ("lecture.srt", ""),
        ("lecture.en.srt", "en"),
        ("Lecture.pt-BR.vtt", "pt-br"),
        ("lecture.eng.forced.srt", "eng"),
        ("lecture.sdh.srt", ""),
        ("subtitles.de.srt", "de"),
        ("other.srt", ""),
    ],
)
def test_the_name_of_a_caption_file_says_its_language(caption: str, language: str) -> None:
    assert language_of(caption, "lecture.mp4") == language


# Folders


def test_a_walk_finds_media_in_all_folders_but_hidden_ones_and_those_of_systems(
    tmp_path: Path,
) -> None:
    put(tmp_path, "b.MP4", "a/c.mp3", "a/deep/d.webm", "notes.txt", "e.mp4.part")
    put(
        tmp_path, ".hidden.mp4", ".cache/x.mp4", "$RECYCLE.BIN/y.mp4", "__MACOSX/z.mp4", "a/._c.mp3"
    )
    names = [str(one.path.relative_to(tmp_path)) for one in walked(tmp_path)]
    assert names == ["b.MP4", os.path.join("a", "c.mp3"), os.path.join("a", "deep", "d.webm")]  # noqa: PTH118


def test_links_that_lead_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "a/one.mp4")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "nowhere.mp4").symlink_to(tmp_path / "gone.mp4")
    assert [one.path.name for one in walked(tmp_path)] == ["one.mp4"]


def test_a_folder_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    unreadable: list[Path] = []
    assert walked(tmp_path / "gone", unreadable) == []
    assert unreadable == [tmp_path / "gone"]


def test_captions_beside_a_video_belong_to_the_longest_name_that_fits(tmp_path: Path) -> None:
    put(tmp_path, "Heart.mp4", "heart.en.mp4", "Heart.de.SRT", "HEART.EN.vtt", "Heart 2.srt")
    put(tmp_path, "heart.srt")
    beside = {one.path.name: [c.path.name for c in one.captions] for one in walked(tmp_path)}
    assert beside == {"Heart.mp4": ["Heart.de.SRT", "heart.srt"], "heart.en.mp4": ["HEART.EN.vtt"]}


def test_single_files_are_listed_as_a_walk_lists_them(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4", "a.en.srt", "b.mp4")
    assert list(listed([tmp_path / "a.mp4", tmp_path / "b.mp4"])) == walked(tmp_path)


def test_what_is_no_file_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (gone, folder) = listed([tmp_path / "gone.mp4", tmp_path / "folder.mp4"])
    assert not isinstance(gone, Found)
    assert not isinstance(folder, Found)
    assert isinstance(gone[1], FileNotFoundError)
    assert folder[0].name == "folder.mp4"


# Pictures


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_a_picture_is_written_as_png_dot_by_dot(width: int, height: int, chance: Random) -> None:
    rgb = chance.randbytes(3 * width * height)
    image = QImage.fromData(png(width, height, rgb))
    dots = (image.pixelColor(x, y) for y in range(height) for x in range(width))
    shown = bytes(part for dot in dots for part in (dot.red(), dot.green(), dot.blue()))
    assert (image.width(), image.height(), shown) == (width, height, rgb)


def test_bytes_of_another_size_are_no_picture() -> None:
    with pytest.raises(ValueError, match="no picture of 2 x 2"):
        png(2, 2, bytes(11))
