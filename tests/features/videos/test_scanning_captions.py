"""Captions beside videos, inside of them, and from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ms2qbank_desktop.core.errors import UserFault
from tests.support.recordings import captions, recording
from tests.support.shared_data import shared
from tests.support.video_library import Library, counts


def test_captions_beside_a_video_are_kept_and_found_by_search(
    library: Library, folder: Path
) -> None:
    recording(folder / "Renal.mp4", "a")
    recording(folder / "Cardio.mp4", "b")
    captions(folder / "renal.EN.srt", "podocytes line the capsule")
    library.add(folder)
    (found,) = library.videos("podocytes")
    assert found.about.title == "Renal"
    assert library.said(found.id) == {"renal.EN.srt": ["podocytes line the capsule"]}
    (transcript,) = library.catalogue.transcripts(library.user_id, found.id)
    assert transcript.language == "en"


def test_changed_new_and_vanished_caption_files_are_seen_by_a_rescan(
    library: Library, folder: Path
) -> None:
    video_id = 0
    recording(folder / "a.mp4")
    library.scanning.watch(library.user_id, folder)
    video_id = library.only().id
    english = captions(folder / "a.en.srt", "furosemide")
    assert counts(library.rescan()) == {"updated": 1}
    assert len(library.videos("furosemide")) == 1
    captions(english, "thiazide")
    os.utime(english, ns=(1, 1))
    german = captions(folder / "a.de.srt", "Schleifendiuretikum")
    assert counts(library.rescan()) == {"updated": 1}
    assert library.said(video_id) == {
        "a.de.srt": ["Schleifendiuretikum"],
        "a.en.srt": ["thiazide"],
    }
    assert library.videos("furosemide") == []
    german.unlink()
    library.rescan()
    assert library.said(video_id) == {"a.en.srt": ["thiazide"]}
    assert counts(library.rescan()) == {"unchanged": 1}


def test_a_broken_caption_file_is_told_once_and_the_video_comes_in(
    library: Library, folder: Path
) -> None:
    recording(folder / "a.mp4")
    (folder / "a.srt").write_text("nothing of use")
    report = library.add(folder)
    assert counts(report) == {"added": 1}
    assert [Path(one.file).name for one in report.problems] == ["a.srt"]
    assert library.rescan().problems == []


def test_text_tracks_inside_a_file_are_read(library: Library) -> None:
    (sample,) = shared("data/video").glob("lecture-03*.mkv")
    library.add(sample)
    (found,) = library.videos("tapissent capsule")
    sources = [f"track:{one.id}" for one in found.probe.subtitle_tracks]
    assert list(library.said(found.id)) == sources
    assert len(library.scanning.read_captions(library.user_id, found.id)) == 2


def test_captions_are_read_anew_when_the_player_asks(library: Library, folder: Path) -> None:
    library.add(recording(folder / "a.mp4"))
    captions(folder / "a.srt", "fresh from the web")
    (read,) = library.scanning.read_captions(library.user_id, library.only().id)
    assert (read.source, read.captions[0].text) == ("a.srt", "fresh from the web")


def test_captions_from_elsewhere_stay_through_rescans(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add(recording(folder / "a.mp4"))
    video_id = library.only().id
    file = captions(tmp_path / "downloaded.de.srt", "Nierenrinde")
    transcript_id = library.scanning.add_captions(library.user_id, video_id, file)
    captions(folder / "a.srt", "beside")
    library.rescan()
    assert library.said(video_id) == {str(file): ["Nierenrinde"], "a.srt": ["beside"]}
    by_source = {
        one.source: one for one in library.catalogue.transcripts(library.user_id, video_id)
    }
    assert (by_source[str(file)].id, by_source[str(file)].language) == (transcript_id, "de")
    assert len(library.videos("Nierenrinde")) == 1


def test_a_caption_file_without_captions_is_refused(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add(recording(folder / "a.mp4"))
    empty = tmp_path / "empty.srt"
    empty.write_text("")
    for file in (empty, tmp_path / "gone.srt"):
        with pytest.raises(UserFault, match="has no captions"):
            library.scanning.add_captions(library.user_id, library.only().id, file)
