"""Files beside a page of HTML: named for people, and nothing of others is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from ms2qbank_desktop.features.notebook.formats.html_files import FilesBeside

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    for name in ("1.pdf", "2.pdf", "3.mp3"):
        (folder / name).write_text(name)
    return folder


def kept(media: Path, name: str) -> Path | None:
    path = media / name
    return path if path.exists() else None


def test_files_lie_beside_the_page_under_the_words_for_them(tmp_path: Path, media: Path) -> None:
    page = tmp_path / "Renal #1.html"
    with FilesBeside(page, lambda name: kept(media, name)) as files:
        addresses = [
            files.add("1.pdf", "paper.pdf"),
            files.add("2.pdf", "Paper"),
            files.add("3.mp3", "../../sound?"),
            files.add("1.pdf", "again"),
            files.add("4.pdf", "gone"),
        ]
    assert addresses == [
        "Renal%20%231%20files/paper.pdf",
        "Renal%20%231%20files/Paper%20%282%29.pdf",
        "Renal%20%231%20files/sound.mp3",
        "Renal%20%231%20files/paper.pdf",
        "",
    ]
    found = [(tmp_path / unquote(address)).read_text() for address in addresses[:4]]
    assert found == ["1.pdf", "2.pdf", "3.mp3", "1.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Renal #1 files", "media"]


def test_what_stands_there_is_used_if_it_is_the_same_and_never_written_over(
    tmp_path: Path, media: Path
) -> None:
    page = tmp_path / "Notes.html"
    folder = tmp_path / "Notes files"
    folder.mkdir()
    (folder / "paper.pdf").write_text("another")
    (folder / "sound.mp3").write_text("3.mp3")
    with FilesBeside(page, lambda name: kept(media, name)) as files:
        assert files.add("1.pdf", "paper") == "Notes%20files/paper%20%282%29.pdf"
        assert files.add("3.mp3", "sound") == "Notes%20files/sound.mp3"
    assert (folder / "paper.pdf").read_text() == "another"


def test_a_page_that_fails_leaves_no_files(tmp_path: Path, media: Path) -> None:
    def fail(files: FilesBeside) -> None:
        files.add("1.pdf", "paper")
        raise OSError("The disk is full")

    with (
        pytest.raises(OSError, match="full"),
        FilesBeside(tmp_path / "Notes.html", lambda name: kept(media, name)) as files,
    ):
        fail(files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["media"]
