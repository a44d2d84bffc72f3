"""What the library changes: marks, words about videos, playlists, what is removed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QMenu

from ms2qbank_desktop.core.ordering import natural
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.features.videos.models import (
    Playlist,
    PlaylistKind,
    ScanReport,
    VideoFilter,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.features.videos.ui.about_dialog import AboutDialog, AboutManyDialog
from ms2qbank_desktop.features.videos.ui.library_scan import holds_videos
from ms2qbank_desktop.features.videos.ui.playlist_dialog import PlaylistDialog
from ms2qbank_desktop.features.videos.ui.scan_report import ScanReportDialog, summary
from ms2qbank_desktop.features.videos.ui.thumbnails import read_picture
from ms2qbank_desktop.features.videos.ui.video_menus import fill_shelf_menu, fill_video_menu
from ms2qbank_desktop.features.videos.ui.video_tree import Shelf
from ms2qbank_desktop.ui.menus import Menu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from tests.support.librarian import Librarian

    Seat = Callable[..., Librarian]


def _playlists(librarian: Librarian) -> dict[str, int]:
    return {one.name: one.id for one in librarian.playlists.playlists(librarian.user_id)}


def _own(librarian: Librarian, name: str, places: range) -> int:
    new = librarian.playlists.create(librarian.user_id, name)
    librarian.playlists.add(librarian.user_id, new, [librarian.ids[at] for at in places])
    librarian.settle()
    return new


def test_marking_as_done_can_be_undone(librarian: Librarian) -> None:
    librarian.select(0, 1, 2)
    ids = librarian.page.target_ids()
    before = [librarian.catalogue.video(librarian.user_id, one).status for one in ids]
    librarian.run("video-done")
    after = [librarian.catalogue.video(librarian.user_id, one).status for one in ids]
    assert after == [WatchStatus.DONE] * 3
    assert librarian.told() == "3 videos marked as done"
    librarian.undo()
    assert [librarian.catalogue.video(librarian.user_id, one).status for one in ids] == before


def test_removing_says_that_the_file_stays_and_can_be_undone(librarian: Librarian) -> None:
    librarian.select(0)
    librarian.run("video-remove")
    assert len(librarian.titles) == 11
    assert librarian.told() == ("1 video removed from the library. The file stays on the disk.")
    librarian.undo()
    assert len(librarian.titles) == 12


def test_what_is_said_of_one_video_is_saved(librarian: Librarian) -> None:
    librarian.select(0)
    (video_id,) = librarian.page.target_ids()
    librarian.run("video-about")
    dialog = librarian.dialog()
    assert isinstance(dialog, AboutDialog)
    dialog.title.setText("Clearance, second edition")
    dialog.lines["topic"].setText("Clearance")
    dialog.tags.setText("week-9, #exam")
    dialog.description.setPlainText("Two lines\nof it")
    dialog.accept()
    librarian.settle()
    about = librarian.catalogue.video(librarian.user_id, video_id).about
    assert (about.title, about.topic) == ("Clearance, second edition", "Clearance")
    assert (about.tags, about.description) == (("week-9", "exam"), "Two lines\nof it")
    assert "Clearance, second edition" in librarian.titles


def test_a_blank_title_is_refused_at_its_field(librarian: Librarian) -> None:
    librarian.select(0)
    librarian.run("video-about")
    dialog = librarian.dialog()
    assert isinstance(dialog, AboutDialog)
    dialog.title.setText("  ")
    dialog.accept()
    assert dialog.isVisible()
    assert "title" in dialog.title_field.fault
    dialog.reject()


def test_several_videos_change_only_in_what_was_touched(librarian: Librarian) -> None:
    librarian.select(0, 1)
    ids = librarian.page.target_ids()
    before = [librarian.catalogue.video(librarian.user_id, one).about for one in ids]
    librarian.run("video-about")
    dialog = librarian.dialog()
    assert isinstance(dialog, AboutManyDialog)
    dialog.lines["instructor"].setText("Dr. Rossi")
    dialog.add_tags.setText("course-2")
    dialog.accept()
    librarian.settle()
    after = [librarian.catalogue.video(librarian.user_id, one).about for one in ids]
    assert [about.instructor for about in after] == ["Dr. Rossi"] * 2
    assert [(about.title, about.system) for about in after] == [
        (about.title, about.system) for about in before
    ]
    assert all("course-2" in about.tags for about in after)


def test_a_playlist_is_made_of_the_selected_videos_and_shown(librarian: Librarian) -> None:
    librarian.select(1, 2)
    ids = librarian.page.target_ids()
    librarian.run("new-playlist")
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    dialog.line.setText("Week 1")
    dialog.accept()
    librarian.settle()
    librarian.settle()
    assert librarian.page.shelf == Shelf("playlist", _playlists(librarian)["Week 1"])
    assert [line.entry.id for line in librarian.page.videos.lines] == ids
    assert librarian.sees(r"Week 1: \d of 2 done.*")


def test_a_name_that_is_taken_is_refused_at_the_field(librarian: Librarian) -> None:
    _own(librarian, "Week 1", range(1))
    librarian.run("new-playlist")
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    dialog.line.setText("week 1")
    dialog.accept()
    assert dialog.isVisible()
    assert "already" in dialog.field.fault
    dialog.reject()


def test_a_filter_is_kept_as_a_smart_playlist(librarian: Librarian) -> None:
    librarian.page.filters.status.set_value(WatchStatus.UNWATCHED)
    librarian.page.filters.changed.emit()
    librarian.settle()
    shown = set(librarian.titles)
    librarian.run("keep-filter")
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    dialog.line.setText("To see")
    dialog.accept()
    librarian.settle()
    librarian.page.filters.reset()
    librarian.settle()
    (kept,) = librarian.playlists.playlists(librarian.user_id)
    assert (kept.kind, kept.videos) == (PlaylistKind.SMART, len(shown))
    librarian.go(Shelf("playlist", kept.id))
    assert set(librarian.titles) == shown


def test_videos_dropped_on_a_playlist_are_added_and_undone(librarian: Librarian) -> None:
    _own(librarian, "Week 1", range(2))
    tree, videos = librarian.page.sidebar.tree, librarian.page.videos
    data = videos.mimeData([videos.index(row, 0) for row in (4, 5)])
    (item,) = tree.findItems("Week 1", _EVERYWHERE)
    _drop(librarian, tree.viewport(), data, tree.visualItemRect(item).center())
    assert librarian.shelves()["Week 1"].endswith("of 4")
    librarian.undo()
    assert librarian.shelves()["Week 1"].endswith("of 2")


def test_a_smart_playlist_takes_no_drop(librarian: Librarian) -> None:
    wanted = VideoFilter(statuses=frozenset((WatchStatus.DONE,)))
    librarian.playlists.create(librarian.user_id, "Seen", wanted=wanted)
    librarian.settle()
    tree, videos = librarian.page.sidebar.tree, librarian.page.videos
    (item,) = tree.findItems("Seen", _EVERYWHERE)
    place = tree.visualItemRect(item).center()
    assert not _drop(librarian, tree.viewport(), videos.mimeData([videos.index(0, 0)]), place)


_RIGHT = QPoint(5, 0)
_EVERYWHERE = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive


def _drop(librarian: Librarian, target: QWidget, data: QMimeData, place: QPoint) -> bool:
    """Drag over a place and drop there; say whether it was taken."""
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    librarian.app.notify(target, QDragEnterEvent(place, copy, data, left, none))
    over = QDragMoveEvent(place, copy, data, left, none)
    librarian.app.notify(target, over)
    if over.isAccepted():
        librarian.app.notify(target, QDropEvent(place.toPointF(), copy, data, left, none))
    librarian.settle()
    return over.isAccepted()


def test_keys_and_drags_change_the_order_of_a_playlist(librarian: Librarian) -> None:
    new = _own(librarian, "Week 1", range(4))
    librarian.go(Shelf("playlist", new))
    a, b, c, d = librarian.titles
    librarian.select(2)
    librarian.press("Alt+Up")
    librarian.settle()
    assert librarian.titles == [a, c, b, d]
    librarian.press("Alt+Down")
    librarian.settle()
    assert librarian.titles == [a, b, c, d]
    librarian.select(0, 1)
    grid, videos = librarian.page.grid, librarian.page.videos
    data = videos.mimeData([videos.index(row, 0) for row in (0, 1)])
    _drop(librarian, grid.viewport(), data, grid.visualRect(videos.index(3, 0)).center() + _RIGHT)
    assert librarian.titles == [c, d, a, b]
    assert [line.entry.title for line in librarian.page.targets()] == [a, b]
    librarian.page.show_view("list")
    rows = librarian.page.list
    _drop(librarian, rows.viewport(), data, QPoint(40, rows.rowViewportPosition(0) + 2))
    assert librarian.titles == [a, b, c, d]


def test_a_filtered_playlist_cannot_be_put_in_order(librarian: Librarian) -> None:
    new = _own(librarian, "Week 1", range(4))
    librarian.go(Shelf("playlist", new))
    assert librarian.page.is_ordered
    librarian.page.filters.status.set_value(WatchStatus.UNWATCHED)
    librarian.page.filters.changed.emit()
    librarian.settle()
    assert not librarian.page.is_ordered
    videos, grid = librarian.page.videos, librarian.page.grid
    assert not _drop(librarian, grid.viewport(), videos.mimeData([videos.index(0, 0)]), _RIGHT)


def test_what_is_taken_out_of_a_playlist_comes_back_in_its_place(librarian: Librarian) -> None:
    new = _own(librarian, "Week 1", range(3))
    librarian.go(Shelf("playlist", new))
    before = librarian.titles
    librarian.select(1)
    librarian.run("video-take-out")
    assert librarian.titles == [before[0], before[2]]
    librarian.undo()
    assert librarian.titles == before


def test_a_deleted_playlist_leaves_its_videos_and_comes_back(librarian: Librarian) -> None:
    new = _own(librarian, "Week 1", range(3))
    librarian.go(Shelf("playlist", new))
    librarian.run("delete-playlist")
    assert "Week 1" not in librarian.shelves()
    assert librarian.page.shelf == Shelf("all")
    assert len(librarian.titles) == 12
    librarian.undo()
    assert "Week 1" in librarian.shelves()


def test_watch_later_takes_a_video_once(librarian: Librarian) -> None:
    librarian.select(3)
    librarian.run("video-later")
    librarian.run("video-later")
    assert librarian.shelves()["Watch later"] == "1"


def test_menus_offer_what_fits(seat_librarian: Seat) -> None:
    librarian = seat_librarian(missing=(0,))
    new = _own(librarian, "Week 1", range(2))
    librarian.go(Shelf("missing"))
    words = _words(librarian, fill_video_menu)
    assert "Locate the file…" in words
    assert "Play" not in words
    menu = Menu(librarian.page)
    fill_shelf_menu(menu, librarian.deeds, Shelf("playlist", new))
    assert [one.text() for one in menu.actions()] == [
        "Rename…",
        "Copy…",
        "Add to the planner…",
        "Delete",
    ]
    menu.deleteLater()


def _words(librarian: Librarian, fill: Callable[..., None]) -> list[str]:
    menu = Menu(librarian.page)
    fill(menu, librarian.deeds)
    words = [one.text() for one in menu.actions()]
    assert isinstance(menu, QMenu)
    menu.deleteLater()
    return words


def test_a_folder_that_is_watched_no_longer_keeps_its_videos(librarian: Librarian) -> None:
    (folder,) = librarian.program.context.service(ScanningService).folders(librarian.user_id)
    librarian.go(Shelf("folder", folder.id))
    librarian.run("unwatch-folder")
    assert "lectures" not in librarian.shelves()
    assert len(librarian.titles) == 12
    librarian.undo()
    assert "lectures" in librarian.shelves()


def test_only_what_can_be_played_is_taken_from_a_drop_on_the_window(tmp_path: Path) -> None:
    paper, empty, full = tmp_path / "a.pdf", tmp_path / "empty", tmp_path / "full"
    paper.write_bytes(b"%PDF")
    (full / "deep").mkdir(parents=True)
    (full / "deep" / "b.MP4").write_bytes(b"")
    empty.mkdir()
    assert [holds_videos(one) for one in (paper, empty, full)] == [False, False, True]


def test_titles_are_sorted_as_people_count() -> None:
    titles = ["Lecture 10", "lecture 2", "Anatomy", "Lecture 2b", "7 wonders"]
    assert sorted(titles, key=natural) == [
        *("7 wonders", "Anatomy", "lecture 2", "Lecture 2b", "Lecture 10")
    ]


def test_a_report_says_what_came_in_and_lists_what_did_not(librarian: Librarian) -> None:
    problem = Problem("/lectures/a.mp4", "", "The file is empty.")
    report = ScanReport(added=12, updated=3, moved=2, missing=1, rejected=1, problems=[problem])
    assert summary(report) == "12 videos added, 2 found in another place, 1 missing, 1 left out"
    assert summary(ScanReport(unchanged=4)) == "Nothing new: 4 videos known already"
    dialog = ScanReportDialog(librarian.shell, report)
    model = dialog.table.model()
    assert [model.index(0, at).data() for at in range(3)] == ["a.mp4", "", "The file is empty."]
    dialog.deleteLater()


def test_a_tall_picture_stands_in_the_middle_without_being_stretched(tmp_path: Path) -> None:
    tall = QImage(300, 900, QImage.Format.Format_RGB32)
    tall.fill(0xFF336699)
    tall.save(str(tmp_path / "tall.png"))
    picture = read_picture(tmp_path / "tall.png", 160)
    assert picture is not None
    assert (picture.width(), picture.height()) == (160, 90)
    painted = [x for x in range(160) if picture.pixelColor(x, 45).blue() == 0x99]
    assert (painted[0], painted[-1]) == (65, 94)
    assert read_picture(tmp_path / "none.png", 160) is None


def test_pictures_come_from_the_cache_and_only_so_many_are_kept(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=140)
    page = librarian.page
    scanning = librarian.program.context.service(ScanningService)
    image = QImage(480, 270, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    entries = [line.entry for line in page.videos.lines if not line.entry.is_audio]
    for entry in entries:
        path = scanning.thumbnail_path(entry.content)
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(path))
    page.refresh()
    librarian.settle()
    for entry in entries:
        page._thumbnails.picture(entry, 200)  # noqa: SLF001
        librarian.app.processEvents()
    librarian.settle()
    kept = page._thumbnails._kept  # noqa: SLF001
    assert 0 < len(kept) <= 120
    wide = page.grid.cards.picture_of(page.videos.lines[0].entry)
    librarian.settle()
    assert wide is None or wide.width() > 0


def test_what_was_counted_before_a_change_does_not_stay_at_the_side(
    librarian: Librarian, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = librarian.playlists.playlists
    counted, go_on = threading.Event(), threading.Event()

    def counts_slowly(user_id: int) -> list[Playlist]:
        found = read(user_id)
        if not counted.is_set():
            counted.set()
            go_on.wait(20)
        return found

    monkeypatch.setattr(librarian.playlists, "playlists", counts_slowly)
    librarian.playlists.create(librarian.user_id, "First")
    librarian.wait(counted.is_set)
    librarian.playlists.create(librarian.user_id, "Second")
    go_on.set()
    librarian.settle()
    librarian.wait(lambda: "Second" in librarian.shelves())
