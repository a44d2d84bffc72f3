"""What libvlc tells of every file of the shared folder, and of files that are none."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.features.videos.models import Chapter
from ms2qbank_desktop.features.videos.playback.probing import probe
from tests.support.cinema import PORTRAIT, RENAL, film

if TYPE_CHECKING:
    from pathlib import Path

PLAYABLE = (
    *("lecture-01-renal-h264-aac.mp4", "lecture-02-cardio-vp9-opus.webm"),
    *("lecture-03-nephron-2audio-2subs.mkv", "audio-04-microbiology.mp3"),
    *("lecture-05-three-hours-lowbitrate.mp4", PORTRAIT, "lecture-07-hevc-noaudio.mp4"),
    *("corrupt-bitflips-second-half.mp4", "corrupt-cut-in-mdat-faststart.mp4"),
)
BROKEN = ("corrupt-truncated-no-moov.mp4", "zero-byte.mp4", "text-renamed.mp4")


def expected(name: str) -> dict[str, Any]:
    files = json.loads(film("expected.json").read_text(encoding="utf-8"))["files"]
    found: dict[str, Any] = files[name]
    return found


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_file_is_known_as_it_was_made(name: str) -> None:
    facts, wanted = probe(film(name)), expected(name)
    of = {
        kind: [one for one in wanted["streams"] if one["type"] == kind]
        for kind in ("video", "audio", "subtitle")
    }
    assert facts.problem == ""
    assert facts.duration_ms == pytest.approx(1000 * wanted["duration_s"], abs=1)
    assert facts.title == (wanted["title"] or "")
    size = of["video"][0] if of["video"] else {"width": 0, "height": 0}
    assert (facts.width, facts.height) == (size["width"], size["height"])
    assert len(facts.audio_tracks) == len(of["audio"])
    assert [track.name for track in facts.audio_tracks] == [
        one.get("title", "") for one in of["audio"]
    ]
    assert [track.language for track in facts.subtitle_tracks] == [
        one["language"] for one in of["subtitle"]
    ]
    assert [(one.start_ms, one.title) for one in facts.chapters] == [
        (1000 * one["start_s"], one["title"]) for one in wanted["chapters"]
    ]


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_played_says_so(name: str) -> None:
    facts = probe(film(name))
    assert name in facts.problem
    assert (facts.width, facts.audio_tracks) == (0, ())


def test_a_vanished_file_says_so(tmp_path: Path) -> None:
    film(RENAL)
    assert "not there any more" in probe(tmp_path / "gone.mp4").problem


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    film(RENAL)
    assert probe(tmp_path).problem


def test_any_name_can_be_opened(tmp_path: Path) -> None:
    odd = tmp_path / "ä #50 100% %41 'q' ; & ? 日本.mp4"
    shutil.copy(film(RENAL), odd)
    assert probe(odd).duration_ms == 180_000


def test_a_list_of_addresses_is_refused_before_vlc_can_fetch_them(tmp_path: Path) -> None:
    film(RENAL)
    listed = tmp_path / "lecture.mp4"
    listed.write_text("#EXTM3U\nhttp://lectures.invalid/a.ts\n")
    assert "list of addresses" in probe(listed).problem


@pytest.mark.parametrize("ending", ["mp4", "mkv", "m4a"])
def test_chapters_are_read_from_every_container(tmp_path: Path, ending: str) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg to make a file with chapters")
    about = tmp_path / "about.txt"
    about.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=4000\ntitle=Glomerulus\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=4000\nEND=9000\ntitle=Henle-Schleife ü\n",
        encoding="utf-8",
    )
    made = tmp_path / f"made.{ending}"
    command = ["ffmpeg", "-v", "error", "-i", str(film(RENAL)), "-i", str(about), "-t", "9"]
    streams = "0:a" if ending == "m4a" else "0"
    command += ["-map", streams, "-map_metadata", "1", "-c", "copy", str(made)]
    subprocess.run(command, check=True)
    assert probe(made).chapters == (Chapter(0, "Glomerulus"), Chapter(4_000, "Henle-Schleife ü"))


def test_a_picture_of_an_impossible_size_is_called_damaged(tmp_path: Path) -> None:
    data = bytearray(film("lecture-07-hevc-noaudio.mp4").read_bytes())
    header = data.index(b"tkhd") + 4
    data[header + 76 : header + 84] = b"\xff\xff\0\0" * 2
    sample = data.index(b"hev1" if b"hev1" in data else b"hvc1", data.index(b"stsd")) + 4
    data[sample + 24 : sample + 28] = b"\xff" * 4
    huge = tmp_path / "huge.mp4"
    huge.write_bytes(data)
    facts = probe(huge)
    assert (facts.width, facts.duration_ms) == (0, 0)
    assert facts.problem.startswith("huge.mp4 says that its picture has")
