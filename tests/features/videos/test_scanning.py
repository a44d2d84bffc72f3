"""Adding files and folders, and finding them again whatever happens to them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import About
from tests.support.recordings import captions, recording
from tests.support.shared_data import shared
from tests.support.video_library import Library, counts


def test_the_samples_come_in_with_lengths_tracks_and_chapters_as_expected(library: Library) -> None:
    folder = shared("data/video")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    report = library.add(folder)
    assert counts(report) == {"added": 9, "rejected": 3}
    by_name = {Path(one.path).name: one for one in library.videos()}
    for name, truth in expected.items():
        if "streams" not in truth:
            assert name not in by_name
            continue
        video, streams = by_name[name], truth["streams"]
        picture = next(
            (one for one in streams if one["type"] == "video"), {"width": 0, "height": 0}
        )
        assert video.probe.duration_ms == pytest.approx(1000 * truth["duration_s"], abs=50), name
        assert (video.probe.width, video.probe.height) == (picture["width"], picture["height"])
        for kind, tracks in (
            ("audio", video.probe.audio_tracks),
            ("subtitle", video.probe.subtitle_tracks),
        ):
            wanted = [one for one in streams if one["type"] == kind]
            languages = [one.get("language", "und").replace("und", "") for one in wanted]
            assert [one.language for one in tracks] == languages, name
        chapters = [(round(1000 * one["start_s"]), one["title"]) for one in truth["chapters"]]
        assert [(one.start_ms, one.title) for one in video.probe.chapters] == chapters
        if truth["title"]:
            assert video.about.title == truth["title"]


def test_files_that_cannot_be_played_are_rejected_with_their_reason(library: Library) -> None:
    folder = shared("data/video")
    names = ("zero-byte.mp4", "text-renamed.mp4", "corrupt-truncated-no-moov.mp4")
    report = library.add(
        *(folder / name for name in names), folder / "README.md", folder / "gone.mp4"
    )
    assert counts(report) == {"rejected": 5}
    whys = {Path(one.file).name: one.why for one in report.problems}
    assert whys.keys() == {*names, "README.md", "gone.mp4"}
    assert whys["zero-byte.mp4"] == "The file is empty."
    assert whys["gone.mp4"].startswith("It is not there.")
    assert library.videos() == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_name_that_is_no_text_is_rejected_and_costs_nothing_else(
    library: Library, folder: Path
) -> None:
    recording(folder / "good.mp4", "a")
    recording(Path(os.fsdecode(os.fsencode(folder) + b"/bad \xff.mp4")), "b")
    captions(Path(os.fsdecode(os.fsencode(folder) + b"/good.\xff.srt")), "odd")
    report = library.add(folder)
    assert counts(report) == {"added": 1, "rejected": 1}
    assert report.problems[0].file == str(folder / "bad ?.mp4")
    assert library.said(library.only().id) == {}


def test_a_file_that_plays_only_in_part_comes_in_and_says_so(library: Library) -> None:
    library.add(shared("data/video/corrupt-cut-in-mdat-faststart.mp4"))
    assert library.only().probe.problem == "The file is cut off: its last 40 % are missing."
    assert library.only().probe.duration_ms == 40_000


def test_the_same_files_again_change_nothing(library: Library, folder: Path) -> None:
    files = [recording(folder / f"{name}.mp4", name) for name in "abc"]
    assert counts(library.add(folder)) == {"added": 3}
    before = library.videos()
    assert counts(library.add(folder)) == {"unchanged": 3}
    assert counts(library.add(*files)) == {"unchanged": 3}
    assert counts(library.rescan()) == {"unchanged": 3}
    assert library.videos() == before


def test_a_file_that_is_named_twice_is_added_once(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4")
    assert counts(library.add(folder, file, file, folder)) == {"added": 1}


def test_a_copy_of_a_video_is_no_second_video(library: Library, folder: Path) -> None:
    recording(folder / "a.mp4", "a")
    recording(folder / "copy of a.mp4", "a")
    assert counts(library.add(folder)) == {"added": 1, "unchanged": 1}
    assert library.only().path == str(folder / "a.mp4")
    assert counts(library.rescan()) == {"unchanged": 1}


def test_a_moved_and_renamed_file_is_found_again_with_its_bookmarks(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    file = recording(folder / "week_1_renal.mp4", "a")
    library.scanning.watch(library.user_id, folder)
    video = library.only()
    library.bookmarks.add(library.user_id, video.id, 5_000, "here")
    (folder / "deep").mkdir()
    shutil.move(file, folder / "deep" / "Renal 1.mp4")
    assert counts(library.rescan()) == {"updated": 1, "moved": 1}
    moved = library.only()
    assert (moved.id, moved.path) == (video.id, str(folder / "deep" / "Renal 1.mp4"))
    assert (video.about.title, moved.about.title) == ("Week 1 renal", "Renal 1")
    assert [one.note for one in library.bookmarks.bookmarks(library.user_id, video.id)] == ["here"]
    assert not moved.missing
    assert tmp_path in folder.parents


def test_a_title_that_the_user_gave_stays_when_the_file_is_renamed(
    library: Library, folder: Path
) -> None:
    file = recording(folder / "a.mp4")
    library.add(file)
    library.catalogue.save_about(library.user_id, library.only().id, About("My lecture"))
    file.rename(folder / "b.mp4")
    library.add(folder)
    assert (library.only().about.title, Path(library.only().path).name) == ("My lecture", "b.mp4")


def test_a_vanished_file_is_missing_until_it_is_back(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4")
    library.scanning.watch(library.user_id, folder)
    file.rename(folder.parent / "elsewhere.mp4")
    assert counts(library.rescan()) == {"updated": 1, "missing": 1}
    assert library.only().missing
    assert counts(library.rescan()) == {}
    (folder.parent / "elsewhere.mp4").rename(file)
    assert counts(library.rescan()) == {"updated": 1}
    assert not library.only().missing


def test_a_disk_that_is_unplugged_is_told_once_and_all_its_videos_wait(
    library: Library, folder: Path
) -> None:
    for name in "abc":
        recording(folder / "term" / f"{name}.mp4", name)
    library.scanning.watch(library.user_id, folder)
    folder.rename(folder.parent / "unplugged")
    report = library.rescan()
    assert counts(report) == {"updated": 3, "missing": 3}
    assert [one.file for one in report.problems] == [str(folder)]
    assert len(library.videos()) == 3
    (folder.parent / "unplugged").rename(folder)
    assert counts(library.rescan()) == {"updated": 3}
    assert not any(one.missing for one in library.videos())


def test_new_files_of_a_watched_folder_come_in_and_say_their_folder(
    library: Library, folder: Path
) -> None:
    assert counts(library.scanning.watch(library.user_id, folder)) == {}
    (watched,) = library.scanning.folders(library.user_id)
    assert (watched.path, watched.videos) == (str(folder), 0)
    recording(folder / "new.mp4")
    assert counts(library.rescan()) == {"added": 1}
    assert library.only().folder_id == watched.id
    assert library.scanning.folders(library.user_id)[0].videos == 1


def test_of_two_watched_folders_the_inner_one_has_the_file(library: Library, folder: Path) -> None:
    recording(folder / "term" / "a.mp4")
    library.scanning.watch(library.user_id, folder)
    library.scanning.watch(library.user_id, folder / "term")
    library.rescan()
    inner = next(one for one in library.scanning.folders(library.user_id) if "term" in one.path)
    assert library.only().folder_id == inner.id


def test_a_folder_that_is_watched_no_longer_keeps_its_videos(
    library: Library, folder: Path
) -> None:
    recording(folder / "a.mp4", "a")
    library.scanning.watch(library.user_id, folder)
    (watched,) = library.scanning.folders(library.user_id)
    library.scanning.unwatch(library.user_id, watched.id)
    recording(folder / "b.mp4", "b")
    assert library.scanning.folders(library.user_id) == []
    assert counts(library.rescan()) == {"unchanged": 1}
    library.scanning.unwatch(library.user_id, watched.id, removed=False)
    assert counts(library.rescan()) == {"added": 1, "unchanged": 1}


def test_a_folder_that_is_none_cannot_be_watched(library: Library, folder: Path) -> None:
    with pytest.raises(UserFault, match="no folder"):
        library.scanning.watch(library.user_id, folder / "gone")


def test_a_file_encoded_anew_keeps_what_was_said_of_it(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4", "old")
    library.add(file)
    before = library.only()
    library.catalogue.save_about(library.user_id, before.id, About("Mine", system="Renal"))
    library.bookmarks.add(library.user_id, before.id, 5_000, "here")
    shutil.copy(shared("data/video/lecture-02-cardio-vp9-opus.webm"), file)
    assert counts(library.rescan()) == {"updated": 1}
    after = library.only()
    assert (after.id, after.about.title, after.about.system) == (before.id, "Mine", "Renal")
    assert after.content != before.content
    assert after.probe.duration_ms == pytest.approx(60_008, abs=20)
    assert len(library.bookmarks.bookmarks(library.user_id, before.id)) == 1


def test_a_new_file_under_the_name_of_one_that_moved_is_a_new_video(
    library: Library, folder: Path
) -> None:
    file = recording(folder / "week.mp4", "first")
    library.scanning.watch(library.user_id, folder)
    first = library.only()
    file.rename(folder / "zz last week.mp4")
    recording(file, "second")
    assert counts(library.rescan()) == {"added": 1, "updated": 1, "moved": 1}
    paths = {one.id: Path(one.path).name for one in library.videos()}
    assert paths.pop(first.id) == "zz last week.mp4"
    assert list(paths.values()) == ["week.mp4"]


def test_the_first_content_of_a_replaced_file_may_come_back_as_a_video_of_its_own(
    library: Library, folder: Path
) -> None:
    file = recording(folder / "a.mp4", "old")
    library.add(file)
    recording(file, "newer")
    library.rescan()
    recording(folder / "b.mp4", "old")
    assert counts(library.add(folder)) == {"added": 1, "unchanged": 1}
    assert len({one.content for one in library.videos()}) == 2


def test_a_file_that_was_only_touched_stays_as_it_was(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4")
    library.add(file)
    os.utime(file, ns=(1, 1))
    assert counts(library.rescan()) == {"unchanged": 1}


def test_a_file_that_was_emptied_is_missing_and_found_again_by_its_content(
    library: Library, folder: Path
) -> None:
    file = recording(folder / "a.mp4", "a")
    library.add(file)
    file.write_bytes(b"")
    report = library.rescan()
    assert counts(report) == {"updated": 1, "missing": 1}
    assert [one.why for one in report.problems] == ["The file is empty."]
    recording(folder / "b.mp4", "a")
    assert counts(library.add(folder / "b.mp4")) == {"updated": 1, "moved": 1}
    assert not library.only().missing


def test_a_removed_video_comes_back_only_when_it_is_added_again(
    library: Library, folder: Path
) -> None:
    file = recording(folder / "a.mp4")
    library.scanning.watch(library.user_id, folder)
    video = library.only()
    library.catalogue.remove(library.user_id, [video.id])
    assert counts(library.rescan()) == {"unchanged": 1}
    assert library.videos() == []
    assert counts(library.add(file)) == {"added": 1}
    assert library.only().id == video.id


def test_a_rejected_file_is_told_once_and_again_only_when_it_is_added_or_has_changed(
    library: Library, folder: Path
) -> None:
    bad = folder / "bad.mp4"
    bad.write_text("no video")
    first = library.scanning.watch(library.user_id, folder)
    assert (counts(first), len(first.problems)) == ({"rejected": 1}, 1)
    again = library.rescan()
    assert (counts(again), again.problems) == ({"rejected": 1}, [])
    assert len(library.add(bad).problems) == 1
    bad.write_text("still no video")
    assert len(library.rescan().problems) == 1
    assert library.rescan().problems == []
    bad.unlink()
    recording(bad)
    assert counts(library.rescan()) == {"added": 1}


def test_a_watched_folder_that_was_renamed_is_watched_under_its_new_name(
    library: Library, folder: Path
) -> None:
    recording(folder / "term" / "a.mp4", "a")
    recording(folder / "b.mp4", "b")
    library.scanning.watch(library.user_id, folder)
    ids = {one.id for one in library.videos()}
    new = folder.rename(folder.parent / "Lectures 2027")
    library.rescan()
    assert counts(library.scanning.watch_moved(library.user_id, new)) == {"updated": 2, "moved": 2}
    (watched,) = library.scanning.folders(library.user_id)
    assert (watched.path, watched.videos) == (str(new), 2)
    assert {one.id for one in library.videos()} == ids
    recording(new / "c.mp4", "c")
    report = library.rescan()
    assert (counts(report), report.problems) == ({"unchanged": 2, "added": 1}, [])


def test_a_folder_on_a_disk_that_is_unplugged_stays_watched_when_only_some_files_are_elsewhere(
    library: Library, folder: Path
) -> None:
    recording(folder / "a.mp4", "a")
    recording(folder / "b.mp4", "b")
    library.scanning.watch(library.user_id, folder)
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder / "a.mp4", elsewhere)
    folder.rename(folder.parent / "unplugged")
    library.rescan()
    assert counts(library.scanning.watch_moved(library.user_id, elsewhere))["moved"] == 1
    assert [one.path for one in library.scanning.folders(library.user_id)] == [str(folder)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
def test_what_is_no_file_holds_up_nothing(library: Library, folder: Path) -> None:
    recording(folder / "good.mp4")
    os.mkfifo(folder / "pipe.mp4")
    os.mkfifo(folder / "good.srt")
    (folder / "folder.mp4").mkdir()
    (folder / "circle.mp4").symlink_to("circle.mp4")
    (folder / "round").symlink_to(".")
    (folder / "endless.mp4").symlink_to("/dev/zero")
    report = library.add(folder)
    assert counts(report) == {"added": 1}
    assert [Path(one.file).name for one in report.problems] == ["good.srt"]
    single = library.add(*(folder / name for name in ("pipe.mp4", "circle.mp4", "endless.mp4")))
    assert counts(single) == {"rejected": 3}
    with pytest.raises(UserFault, match="no captions"):
        library.scanning.add_captions(library.user_id, library.only().id, folder / "good.srt")
