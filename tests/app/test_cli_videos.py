"""The forms of the commands for videos that other programs rely on."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.videos.models import WatchKind
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from tests.support.command_line import Cli
from tests.support.shared_data import shared

ADDED = {"added", "updated", "unchanged", "rejected", "problems"}
LISTED = {
    *("id", "title", "path", "duration_ms", "width", "height", "audio_tracks"),
    *("subtitle_tracks", "chapters", "position_ms", "done", "missing"),
}


@pytest.fixture
def videos(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(data_dir, capsys, ("videos",))


@pytest.fixture
def filled(videos: Cli) -> Cli:
    videos("add", shared("data/video"))
    return videos


def sample(beginning: str) -> Path:
    (found,) = shared("data/video").glob(f"{beginning}*.m*[!e]")
    return found


def watched(videos: Cli, video_id: int) -> None:
    """Stop at 1:01.2 and set two bookmarks."""
    context = AppContext(videos.data_dir)
    user_id = context.service(AccountService).acting(None).id
    context.service(WatchingService).log(user_id, video_id, WatchKind.PAUSED, position_ms=61_200)
    marks = context.service(BookmarkService)
    marks.add(user_id, video_id, 61_200, "Podocytes, again")
    marks.add(user_id, video_id, 5_000, "The filter")
    context.close()


def test_adding_a_folder_tells_what_became_of_each_file(videos: Cli) -> None:
    report = videos("add", shared("data/video"))
    assert report.keys() == ADDED
    assert [report[name] for name in ("added", "updated", "unchanged", "rejected")] == [9, 0, 0, 3]
    why = {Path(one["file"]).name: one["why"] for one in report["problems"]}
    assert why.keys() == {
        *("zero-byte.mp4", "text-renamed.mp4", "corrupt-truncated-no-moov.mp4"),
        "corrupt-cut-in-mdat-faststart.mp4",
    }
    again = videos("add", shared("data/video"))
    assert [again[name] for name in ("added", "updated", "unchanged", "rejected")] == [0, 0, 9, 3]


def test_names_with_blanks_umlauts_and_signs_are_taken_as_they_are(videos: Cli) -> None:
    file = sample("lecture 06")
    assert videos("add", file)["added"] == 1
    (listed,) = videos("list")
    assert (listed["path"], listed["width"], listed["height"]) == (str(file), 360, 640)


def test_a_path_that_does_not_exist_is_named_and_ends_with_1(videos: Cli, tmp_path: Path) -> None:
    report = videos("add", tmp_path / "gone.mp4", code=1)
    assert (report["rejected"], report["problems"][0]["file"]) == (1, str(tmp_path / "gone.mp4"))


def test_one_good_file_among_bad_ones_is_a_success(videos: Cli, tmp_path: Path) -> None:
    report = videos("add", tmp_path / "gone.mp4", sample("lecture-07"))
    assert (report["added"], report["rejected"]) == (1, 1)


def test_an_empty_folder_is_no_fault(videos: Cli, tmp_path: Path) -> None:
    assert videos("add", tmp_path)["added"] == 0


def test_the_list_tells_everything_of_each_video(filled: Cli) -> None:
    listed = {Path(one["path"]).name: one for one in filled("list")}
    assert all(one.keys() >= LISTED for one in listed.values())
    assert listed[sample("audio-04").name]["chapters"] == [
        {"start_ms": 0, "title": "Gram-positive cocci"},
        {"start_ms": 120_000, "title": "Gram-negative rods"},
        {"start_ms": 300_000, "title": "Mycobacteria"},
    ]
    nephron = listed[sample("lecture-03").name]
    assert [one["language"] for one in nephron["audio_tracks"]] == ["eng", "fra"]
    assert [one["language"] for one in nephron["subtitle_tracks"]] == ["eng", "fra"]
    assert [one["name"] for one in nephron["audio_tracks"]] == [
        *("English (440 Hz)", "Francais (880 Hz)"),
    ]
    assert listed[sample("lecture-05").name]["duration_ms"] == 10_800_000
    assert {(one["position_ms"], one["done"], one["missing"]) for one in listed.values()} == {
        (0, False, False)
    }


def test_the_list_can_be_searched_captions_included(filled: Cli) -> None:
    assert {one["title"] for one in filled("list", "--search", "furosemide")} == {
        "Renal Physiology - Lecture 01 (synthetic)",
        "Nephron - Lecture 03 (synthetic)",
    }
    assert filled("list", "--search", "nothing such") == []


def test_where_it_goes_on_and_bookmarks_are_told(videos: Cli) -> None:
    videos("add", sample("lecture-01"))
    video_id = videos("list")[0]["id"]
    watched(videos, video_id)
    assert videos("list")[0]["position_ms"] == 61_200
    marks = videos("bookmarks")
    assert [(one["at_ms"], one["note"]) for one in marks] == [
        (5_000, "The filter"),
        (61_200, "Podocytes, again"),
    ]
    assert marks == videos("bookmarks", "--video", str(video_id))
    assert marks[1]["link"].endswith("lecture-01-renal-h264-aac.mp4#t=61.2")
    assert videos.told("bookmarks")[1].endswith("  1:01  Podocytes, again")


def test_bookmarks_are_exported_as_markdown_and_csv(videos: Cli, tmp_path: Path) -> None:
    videos("add", sample("lecture-01"), sample("lecture-07"))
    for one in videos("list"):
        watched(videos, one["id"])
    table, text = tmp_path / "out.csv", tmp_path / "out.md"
    assert videos("export", table) == {"file": str(table), "bookmarks": 4}
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["at_ms"] for row in rows] == ["5000", "61200"] * 2
    assert {row["video"] for row in rows} == {one["title"] for one in videos("list")}
    first = str(videos("list")[0]["id"])
    assert videos("export", text, "--video", first)["bookmarks"] == 2
    assert text.read_text(encoding="utf-8").count("\n- [") == 2


@pytest.mark.parametrize("arguments", [("export", "out.docx"), ("bookmarks", "--video", "1")])
def test_what_cannot_be_done_says_why_and_ends_with_1(
    videos: Cli, arguments: tuple[str, ...]
) -> None:
    assert videos(*arguments, code=1)["error"]


def test_a_video_whose_file_is_gone_is_listed_where_it_lay(videos: Cli, tmp_path: Path) -> None:
    file = tmp_path / "lecture.mp4"
    shutil.copy(sample("lecture-07"), file)
    videos("add", file)
    moved = tmp_path / "moved.mp4"
    file.rename(moved)
    assert videos("add", moved)["updated"] == 1
    assert [one["path"] for one in videos("list")] == [str(moved)]


def test_the_first_videos_bring_the_ready_playlists_once(videos: Cli) -> None:
    videos("add", sample("lecture-07"))
    videos("add", sample("lecture 06"))
    context = AppContext(videos.data_dir)
    user_id = context.service(AccountService).acting(None).id
    names = [one.name for one in context.service(PlaylistService).playlists(user_id)]
    context.close()
    assert names.count("Still to watch") == 1
    assert {"Short ones", "Bookmarked"} < set(names)
