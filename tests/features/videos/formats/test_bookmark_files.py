"""Bookmarks written as Markdown and CSV."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.videos.formats.bookmarks import link, write
from ms2qbank_desktop.features.videos.models import About, Bookmark, Probe, Video, Watched

AT = datetime(2026, 11, 22, tzinfo=UTC)
UMLAUT = Path("lecture 06 – Übersicht (portrait) #1 100%.mp4").absolute()


def video(path: str = str(UMLAUT), url: str = "") -> Video:
    return Video(
        7,
        path,
        url,
        About("Übersicht\nfür alle"),
        Probe(),
        Watched(),
        size_bytes=1,
        content="c",
        folder_id=None,
        missing=False,
        official=False,
        added_at=AT,
    )


def mark(at_ms: int, note: str = "", *tags: str) -> Bookmark:
    return Bookmark(at_ms, 7, at_ms, note, "yellow", tags, AT)


MARKS = [mark(61_200, 'Loop, "thick" limb\nNKCC2', "hy"), mark(9_000_000)]


def test_a_link_names_the_file_and_the_second_whatever_the_file_is_called() -> None:
    address = urlsplit(link(video(), 61_200))
    assert (address.scheme, address.fragment) == ("file", "t=61.2")
    assert Path(unquote(address.path)) == UMLAUT


@pytest.mark.parametrize(
    ("at_ms", "second"), [(0, "0"), (10_000, "10"), (10_800_123, "10800.123"), (1, "0.001")]
)
def test_the_second_of_a_link_is_exact(at_ms: int, second: str) -> None:
    assert link(video(), at_ms).endswith(f"#t={second}")


def test_a_video_without_a_file_links_to_its_address() -> None:
    assert link(video("", "https://example.org/v"), 1_000) == "https://example.org/v#t=1"


def test_markdown_has_a_heading_for_each_video_and_a_line_for_each_bookmark(tmp_path: Path) -> None:
    out = tmp_path / "bookmarks.md"
    assert write(out, [(video(), MARKS)]) == 2
    lines = out.read_text(encoding="utf-8").split("\n")
    assert lines[:4] == ["# Bookmarks", "", "## Übersicht für alle", ""]
    assert lines[4].startswith("- [1:01](file://")
    assert lines[4].endswith('#t=61.2) Loop, "thick" limb')
    assert lines[5] == "  NKCC2 `hy`"
    assert lines[6].startswith("- [2:30:00](file://")


def test_csv_gives_back_what_was_noted(tmp_path: Path) -> None:
    out = tmp_path / "bookmarks.CSV"
    assert write(out, [(video(), MARKS)]) == 2
    with out.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["note"] == MARKS[0].note
    assert (first["time"], first["at_ms"], first["colour"], first["tags"]) == (
        *("1:01", "61200", "yellow", "hy"),
    )
    assert (second["time"], second["note"]) == ("2:30:00", "")
    assert first["link"] == link(video(), 61_200)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"\.md or \.csv"):
        write(tmp_path / "bookmarks.docx", [])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        write(tmp_path / "gone" / "bookmarks.md", [])
