"""A student with a folder of lectures: watched, renamed, lost, found again; real files and VLC."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.ui.library_scan import find_moved, rescan, watch
from ms2qbank_desktop.features.videos.ui.locating import locate
from ms2qbank_desktop.features.videos.ui.playlist_dialog import PlaylistDialog
from ms2qbank_desktop.features.videos.ui.video_tree import Shelf
from tests.support.librarian import Librarian
from tests.support.shared_data import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

LECTURES = SHARED / "data" / "video"
RENAL, CARDIO = "lecture-01-renal-h264-aac.mp4", "lecture-02-cardio-vp9-opus.webm"
CAPTIONS = "lecture-01-renal-h264-aac.en.srt"
EMPTY = "zero-byte.mp4"

pytestmark = [
    pytest.mark.skipif(not LECTURES.exists(), reason="needs ../shared/data/video"),
    pytest.mark.skipif(libvlc.missing() is not None, reason="needs VLC"),
]


@pytest.fixture
def librarian(qapp: QApplication, data_dir: Path) -> Iterator[Librarian]:  # noqa: ARG001
    """A student whose library is empty."""
    librarian = Librarian(data_dir, videos=0)
    yield librarian
    librarian.leave()
    assert librarian.flashes.seen == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two lectures, one with captions beside it."""
    folder = tmp_path / "Lectures"
    (folder / "Renal").mkdir(parents=True)
    (folder / "Cardio").mkdir()
    shutil.copy(LECTURES / RENAL, folder / "Renal" / RENAL)
    shutil.copy(LECTURES / CAPTIONS, folder / "Renal" / CAPTIONS)
    shutil.copy(LECTURES / CARDIO, folder / "Cardio" / CARDIO)
    return folder


def test_a_folder_of_lectures_is_watched_moved_lost_and_found(
    librarian: Librarian, folder: Path, tmp_path: Path
) -> None:
    ui = librarian.ui
    watch(ui, folder)
    librarian.settle()
    assert librarian.told() == "2 videos added"
    assert librarian.shelves()["Renal"] == "1"
    assert librarian.shelves()["Short ones"] == "2"  # ready from the beginning
    lines = {line.entry.path.rpartition("/")[2]: line.entry for line in librarian.page.videos.lines}
    assert round(lines[RENAL].duration_ms, -3) == 180_000
    renal = lines[RENAL].id
    ui.service(BookmarkService).add(librarian.user_id, renal, 61_200, "Loop of Henle")
    librarian.settle()
    # its captions are searched, and lead to the second
    spoken = librarian.catalogue.transcripts(librarian.user_id, renal)[0].captions[1]
    librarian.search(max(spoken.text.split(), key=len).strip(".,"))
    librarian.page.grid.setFocus()
    librarian.press("Return")
    assert librarian.opened().id == renal
    assert librarian.opened().spot.isdecimal()
    librarian.page.filters.reset()
    # renamed: found again by what is in it
    (folder / "Renal" / RENAL).rename(folder / "Renal" / "Clearance #1 100%.mp4")
    rescan(ui)
    librarian.settle()
    assert "found in another place" in librarian.told()
    assert librarian.catalogue.video(librarian.user_id, renal).path.endswith("#1 100%.mp4")
    # gone: named as missing, and shown where it is
    elsewhere = tmp_path / "elsewhere.mp4"
    (folder / "Renal" / "Clearance #1 100%.mp4").rename(elsewhere)
    rescan(ui)
    librarian.settle()
    (said,) = librarian.banners()
    assert "1 bookmark" in said
    entry = next(line.entry for line in librarian.page.videos.lines if line.entry.missing)
    locate(ui, entry, elsewhere)
    librarian.settle()
    assert librarian.banners() == []
    assert librarian.catalogue.video(librarian.user_id, renal).path == str(elsewhere)
    assert librarian.shelves()["Bookmarks"] == "1"


def test_another_file_takes_the_place_of_a_missing_one_only_after_a_question(
    librarian: Librarian, folder: Path, tmp_path: Path
) -> None:
    watch(librarian.ui, folder)
    librarian.settle()
    (folder / "Cardio" / CARDIO).unlink()
    rescan(librarian.ui)
    librarian.settle()
    entry = next(line.entry for line in librarian.page.videos.lines if line.entry.missing)
    other = tmp_path / "other.mp4"
    shutil.copy(LECTURES / "lecture-07-hevc-noaudio.mp4", other)
    locate(librarian.ui, entry, other)
    librarian.settle()
    question = librarian.dialog()
    assert question.windowTitle() == "Use another file for this video?"
    assert librarian.catalogue.video(librarian.user_id, entry.id).missing
    question.accept()
    librarian.settle()
    video = librarian.catalogue.video(librarian.user_id, entry.id)
    assert (video.missing, video.path) == (False, str(other))


def test_dropped_files_come_in_and_the_broken_one_is_named_with_its_reason(
    librarian: Librarian, folder: Path
) -> None:
    shutil.copy(LECTURES / EMPTY, folder / EMPTY)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    place, copy = QPoint(300, 300), Qt.DropAction.CopyAction
    librarian.app.sendEvent(librarian.page, QDragEnterEvent(place, copy, data, left, none))
    librarian.app.sendEvent(librarian.page, QDropEvent(place.toPointF(), copy, data, left, none))
    librarian.settle()
    (said,) = librarian.banners()
    assert said.startswith("2 videos added")
    librarian.click("Details")
    dialog = librarian.dialog()
    assert EMPTY in "".join(
        str(dialog.table.model().index(row, 0).data())  # type: ignore[attr-defined]
        for row in range(dialog.table.model().rowCount())  # type: ignore[attr-defined]
    )
    dialog.reject()


def test_everything_can_be_done_with_the_keyboard(librarian: Librarian, folder: Path) -> None:
    watch(librarian.ui, folder)
    librarian.settle()
    page = librarian.page
    librarian.press("F6")
    while librarian.app.focusWidget() is not page.grid:
        before = librarian.app.focusWidget()
        librarian.press("Tab")
        assert librarian.app.focusWidget() is not before
    librarian.press("Home", "Right")
    second = page.videos.lines[1].entry.id
    assert page.target_ids() == [second]
    librarian.press("Ctrl+A", "Ctrl+Shift+N")
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    dialog.line.setText("All of it")
    dialog.accept()
    librarian.settle()
    librarian.settle()
    assert page.shelf.kind == "playlist"
    librarian.shell.activateWindow()
    librarian.wait(librarian.shell.isActiveWindow)
    page.grid.setFocus()
    librarian.press("Home", "Alt+Down")
    librarian.settle()
    assert page.videos.lines[0].entry.id == second
    librarian.press("V")
    assert page.list.isVisible()
    page.list.setFocus()
    librarian.press("Home", "D")
    librarian.settle()
    first = page.videos.lines[0].entry
    assert first.done
    librarian.press("Ctrl+Return")
    assert librarian.requests[-1] == ("play-list", page.shelf.id, first.id)
    librarian.press("Ctrl+F")
    assert librarian.app.focusWidget() is page.filters.search
    page.sidebar.tree.setFocus()
    librarian.press("Home", "Down", "Up")
    librarian.settle()
    assert page.shelf == Shelf("all")
    page.list.setFocus()
    librarian.press("Delete")
    librarian.settle()
    assert len(page.videos.lines) == 1
    assert Place(Kind.VIDEO, second) != Place(Kind.VIDEO, page.videos.lines[0].entry.id)


def test_pictures_of_the_lectures_are_made_and_shown(librarian: Librarian, folder: Path) -> None:
    watch(librarian.ui, folder)
    librarian.settle()
    page = librarian.page
    entry = next(one.entry for one in page.videos.lines if one.entry.path.endswith(RENAL))
    librarian.wait(lambda: page.grid.cards.picture_of(entry) is not None)
    librarian.settle()
    picture = page.grid.cards.picture_of(entry)
    assert picture is not None
    assert (picture.width() * 9 + 8) // 16 == pytest.approx(picture.height(), abs=1)
    librarian.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_what_came_into_a_watched_folder_meanwhile_is_there_after_the_next_start(
    librarian: Librarian, folder: Path, data_dir: Path
) -> None:
    watch(librarian.ui, folder)
    librarian.settle()
    librarian.shell.close()
    shutil.copy(LECTURES / "lecture-07-hevc-noaudio.mp4", folder / "Cardio 3.mp4")
    again = Librarian(data_dir, videos=0)
    try:
        again.begin_later()
        again.wait(lambda: again.told() == "1 video added")
        again.settle()
        assert "Cardio 3" in again.titles
    finally:
        again.leave()


def test_a_watched_folder_that_was_renamed_is_shown_and_watched_on(
    librarian: Librarian, folder: Path
) -> None:
    watch(librarian.ui, folder)
    librarian.settle()
    new = folder.rename(folder.parent / "Vorlesungen – Übersicht #1 100%")
    rescan(librarian.ui)
    librarian.settle()
    assert any("2 files are not in their folders" in said for said in librarian.banners())
    find_moved(librarian.ui, new)
    librarian.settle()
    librarian.settle()
    assert not any("not in their folders" in said for said in librarian.banners())
    librarian.wait(lambda: librarian.shelves().get(new.name) == "2")
    librarian.wait(lambda: folder.name not in librarian.shelves())
    shutil.copy(LECTURES / "lecture-07-hevc-noaudio.mp4", new / "Neu.mp4")
    rescan(librarian.ui)
    librarian.settle()
    assert "Neu" in librarian.titles


def test_a_file_with_umlauts_and_signs_is_dropped_and_a_broken_one_is_told_once(
    librarian: Librarian, folder: Path
) -> None:
    name = "lecture 06 – Übersicht (portrait) #1 100%.mp4"
    shutil.copy(LECTURES / name, folder.parent / name)
    shutil.copy(LECTURES / EMPTY, folder / EMPTY)
    librarian.drop(folder.parent / name)
    librarian.settle()
    assert librarian.catalogue.video(
        librarian.user_id, librarian.page.videos.lines[0].entry.id
    ).path.endswith(name)
    watch(librarian.ui, folder)
    librarian.settle()
    (said,) = librarian.banners()
    assert "1 left out" in said
    librarian.press("F5")
    librarian.settle()
    assert librarian.told().endswith("1 left out")
