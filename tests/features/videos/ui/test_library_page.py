"""The library page: what it shows, how it is narrowed, and what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent
from PySide6.QtTest import QTest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.ordering import natural
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.models import WatchStatus
from ms2qbank_desktop.features.videos.ui.video_model import Column
from ms2qbank_desktop.features.videos.ui.video_tree import ALL, BOOKMARKS, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.app.context import AppContext
    from tests.support.librarian import Librarian

    Seat = Callable[..., Librarian]

HENLE = {2: [(754_000, "and this is the loop of Henle"), (800_000, "the collecting duct")]}


def test_the_header_says_what_the_library_holds(librarian: Librarian) -> None:
    entries = [line.entry for line in librarian.page.videos.lines]
    hours = sum(entry.duration_ms for entry in entries) // 3_600_000
    assert librarian.sees(rf"12 videos, {hours} h( \d+ min)?, .*watched")


def test_an_empty_library_says_how_to_begin(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=0)
    assert librarian.sees("No videos yet")
    assert librarian.sees("Watch a folder of lectures")


def test_the_side_counts_each_shelf(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=30, bookmarks=40, missing=(1, 2))
    under_way = [one for one in librarian.page.videos.lines if one.entry.position_ms]
    shelves = librarian.shelves()
    assert shelves["All videos"] == "30"
    assert shelves["Continue watching"] == str(len(under_way))
    assert shelves["Recently added"] == "13"
    assert shelves["Bookmarks"] == "40"
    assert shelves["Missing"] == "2"


def test_watched_folders_stand_as_a_tree_with_their_numbers(librarian: Librarian) -> None:
    shelves = librarian.shelves()
    assert shelves["lectures"] == "12"
    inside = {name: int(shelves[name]) for name in shelves if name in _SUBJECTS}
    assert sum(inside.values()) == 12
    name, number = next(iter(inside.items()))
    librarian.go(Shelf("folder", librarian.page.sidebar._names.folders[0].id, f"/lectures/{name}"))  # type: ignore[union-attr]  # noqa: SLF001
    assert len(librarian.titles) == number
    assert all(f"/{name}/" in line.entry.path for line in librarian.page.videos.lines)


_SUBJECTS = ("Physiology", "Pathology", "Pharmacology", "Biochemistry")


def test_a_status_leaves_only_its_videos(librarian: Librarian) -> None:
    for status in WatchStatus:
        librarian.page.filters.status.set_value(status)
        librarian.page.filters.changed.emit()
        librarian.settle()
        shown = [line.entry.status for line in librarian.page.videos.lines]
        assert set(shown) <= {status}
    librarian.page.filters.reset()
    librarian.settle()
    assert len(librarian.titles) == 12


def test_filters_offer_the_names_there_are_with_their_numbers(librarian: Librarian) -> None:
    system = librarian.page.filters.system
    offered = [system.itemText(at) for at in range(1, system.count())]
    counts = {name: int(number) for name, number in (one.split("  (") for one in _bare(offered))}
    assert sum(counts.values()) == 12
    name = max(counts, key=lambda one: counts[one])
    system.choose(name)
    librarian.settle()
    assert len(librarian.titles) == counts[name]
    assert all(title.startswith(name) for title in librarian.titles)


def _bare(offered: list[str]) -> list[str]:
    return [one.removesuffix(")") for one in offered]


def test_the_length_narrows_to_short_videos(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=40)
    librarian.page.filters.length.setCurrentIndex(2)
    librarian.settle()
    lengths = [line.entry.duration_ms / 60_000 for line in librarian.page.videos.lines]
    assert lengths
    assert all(15 <= one < 30 for one in lengths)


def test_a_search_shows_the_caption_and_opens_at_its_second(seat_librarian: Seat) -> None:
    librarian = seat_librarian(said=HENLE)
    librarian.search("loop of henle")
    (line,) = librarian.page.videos.lines
    assert line.entry.id == librarian.ids[2]
    assert librarian.page.videos.found(line.entry) == "12:34  and this is the loop of Henle"
    librarian.press("Return")
    librarian.press("Return")
    assert librarian.opened() == Place.in_video(librarian.ids[2], 754_000)


def test_a_search_that_the_title_answers_opens_where_it_was_left(librarian: Librarian) -> None:
    title = librarian.titles[0]
    librarian.search(title.partition(":")[0])
    assert title in librarian.titles
    entry = librarian.page.videos.lines[0].entry
    assert librarian.page.videos.found(entry) == ""
    librarian.press("Return", "Return")
    assert librarian.opened() == Place(Kind.VIDEO, entry.id)


def test_a_search_finds_a_bookmark_and_opens_there(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=6, bookmarks=30)
    librarian.search("countercurrent")
    assert librarian.titles
    entry = librarian.page.videos.lines[0].entry
    librarian.page.videos.found(entry)
    librarian.settle()
    spoken = librarian.page.found_lines.at(entry)
    assert spoken is not None
    assert "countercurrent" in spoken.words
    librarian.press("Return", "Return")
    assert librarian.opened() == Place.in_video(entry.id, spoken.at_ms)


def test_a_search_without_a_hit_offers_to_clear_it(librarian: Librarian) -> None:
    librarian.search("xyzzy")
    assert librarian.sees("Nothing matches")
    librarian.click("Clear filters")
    librarian.settle()
    assert len(librarian.titles) == 12


@pytest.mark.parametrize("view", ["grid", "list"])
def test_enter_and_a_double_click_play_the_video(librarian: Librarian, view: str) -> None:
    page = librarian.page
    page.show_view(view)
    shown = page.grid if view == "grid" else page.list
    shown.setFocus()
    librarian.press("Return")
    place = shown.visualRect(page.videos.index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ids = [place.id for _, place in librarian.requests]
    assert ids == [line.entry.id for line in page.videos.lines[:2]]


def test_a_video_of_a_playlist_plays_in_it(librarian: Librarian) -> None:
    new = librarian.playlists.create(librarian.user_id, "Renal in a week")
    librarian.playlists.add(librarian.user_id, new, librarian.ids[:3])
    librarian.settle()
    librarian.go(Shelf("playlist", new))
    librarian.page.grid.setFocus()
    librarian.press("Return")
    assert librarian.requests == [("play-list", new, librarian.ids[0])]


def test_play_from_the_start_leaves_the_place_out(librarian: Librarian) -> None:
    librarian.page.grid.setFocus()
    librarian.press("Shift+Return")
    first = librarian.page.videos.lines[0].entry.id
    assert librarian.opened() == Place.in_video(first, 0)


def test_the_view_and_the_selection_stay_when_the_other_view_is_shown(
    librarian: Librarian,
) -> None:
    librarian.select(1, 3)
    librarian.run("video-view")
    assert librarian.page.list.isVisible()
    assert librarian.page.selection.rows() == [1, 3]
    assert librarian.program.context.settings.get("video_view") == "list"


def test_a_change_keeps_selection_and_place(librarian: Librarian) -> None:
    chosen = [librarian.page.videos.lines[row].entry.id for row in (2, 4)]
    librarian.select(2, 4)
    librarian.catalogue.remove(librarian.user_id, [librarian.page.videos.lines[0].entry.id])
    librarian.settle()
    assert len(librarian.titles) == 11
    assert librarian.page.target_ids() == chosen


def test_orders_sort_and_are_remembered(librarian: Librarian) -> None:
    filters = librarian.page.filters
    filters.order.setCurrentIndex(filters.order.findText("Longest"))
    librarian.settle()
    lengths = [line.entry.duration_ms for line in librarian.page.videos.lines]
    assert lengths == sorted(lengths, reverse=True)
    assert librarian.program.context.settings.get("video_order") == "longest"


def test_a_click_on_a_column_sorts_by_it(librarian: Librarian) -> None:
    librarian.page.show_view("list")
    librarian.page.list.horizontalHeader().sectionClicked.emit(Column.TITLE)
    librarian.settle()
    assert librarian.titles == sorted(librarian.titles, key=natural)
    header = librarian.page.videos.headerData(Column.TITLE, Qt.Orientation.Horizontal)
    assert header == "Title ↑"
    for expected in ("Length ↑", "Length ↓"):
        librarian.page.list.horizontalHeader().sectionClicked.emit(Column.LENGTH)
        librarian.settle()
        header = librarian.page.videos.headerData(Column.LENGTH, Qt.Orientation.Horizontal)
        assert header == expected


def test_a_drag_of_files_reaches_the_page_through_the_cards(librarian: Librarian) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/lectures")])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    viewport = librarian.page.grid.viewport()
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    librarian.app.notify(viewport, enter)
    assert enter.isAccepted()
    assert librarian.page.drop.line is not None
    assert librarian.page.drop.line.isVisible()


def test_bookmarks_of_all_videos_stand_in_one_list_and_open_at_their_second(
    seat_librarian: Seat,
) -> None:
    librarian = seat_librarian(bookmarks=25)
    librarian.go(BOOKMARKS)
    marks = librarian.page.marks
    assert len(marks.marks.lines) == 25
    librarian.search("henle")
    assert 0 < len(marks.marks.lines) < 25
    assert all("Henle" in line.mark.note for line in marks.marks.lines)
    line = marks.marks.lines[0]
    place = marks.visualRect(marks.marks.index(0, 1)).center()
    QTest.mouseClick(marks.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert librarian.opened() == Place.in_video(line.video.id, line.mark.at_ms)


def test_a_deleted_bookmark_comes_back_with_undo(seat_librarian: Seat) -> None:
    librarian = seat_librarian(bookmarks=5)
    librarian.go(BOOKMARKS)
    librarian.page.marks.setFocus()
    librarian.page.marks.selectRow(0)
    librarian.run("video-remove")
    assert len(librarian.page.marks.marks.lines) == 4
    librarian.undo()
    assert len(librarian.page.marks.marks.lines) == 5


def test_continue_watching_shows_what_is_under_way(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=30)
    librarian.go(Shelf("continue"))
    lines = librarian.page.videos.lines
    assert lines
    assert all(line.entry.status is WatchStatus.IN_PROGRESS for line in lines)
    librarian.go(ALL)
    assert len(librarian.titles) == 30


def test_one_missing_file_is_named_and_can_be_located(seat_librarian: Seat) -> None:
    librarian = seat_librarian(missing=(0,))
    (said,) = librarian.banners()
    assert librarian.video(0).about.title in said
    assert "kept" in said
    librarian.click("Locate…")
    assert librarian.dialog().windowTitle().startswith("Where is ")
    librarian.dialog().reject()


def test_several_missing_files_lead_to_their_shelf(seat_librarian: Seat) -> None:
    librarian = seat_librarian(missing=(0, 3, 5))
    (said,) = librarian.banners()
    assert said.startswith("3 files")
    librarian.click("Show them")
    librarian.settle()
    assert {line.entry.id for line in librarian.page.videos.lines} == {
        librarian.ids[place] for place in (0, 3, 5)
    }


def test_a_missing_video_asks_for_its_file_instead_of_playing(seat_librarian: Seat) -> None:
    librarian = seat_librarian(videos=1, missing=(0,))
    librarian.page.grid.setFocus()
    librarian.press("Return")
    assert librarian.requests == []
    librarian.dialog().reject()


def test_an_online_address_of_old_data_is_opened_only_after_a_question(
    seat_librarian: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))

    def prepare(context: AppContext, _user_id: int, ids: list[int]) -> None:
        with context.store.write() as session:
            change = "UPDATE videos SET path = '', url = 'https://example.org/a' WHERE id = ?"
            session.connection().exec_driver_sql(change, (ids[0],))

    librarian = seat_librarian(videos=1, prepare=prepare)
    librarian.page.grid.setFocus()
    librarian.press("Return")
    assert (librarian.requests, opened) == ([], [])
    librarian.dialog().accept()
    assert opened == ["https://example.org/a"]


def test_without_vlc_a_banner_says_how_to_get_it(
    seat_librarian: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = EnvironmentFault("VLC was not found.", advice="Install it.")
    monkeypatch.setattr(libvlc, "missing", lambda: fault)
    librarian = seat_librarian()
    (said,) = librarian.banners()
    assert "VLC was not found." in said
    assert "Install it." in said
    assert len(librarian.titles) == 12


def test_a_narrow_window_hides_the_side_until_it_is_asked_for(librarian: Librarian) -> None:
    librarian.shell.setMinimumWidth(0)
    librarian.shell.resize(740, 640)
    librarian.settle()
    assert not librarian.page.side.isVisible()
    librarian.page.filters.shelves.click()
    assert librarian.page.side.isVisible()


def test_practise_asks_for_questions_on_the_topic_of_the_video(librarian: Librarian) -> None:
    librarian.page.grid.setFocus()
    librarian.run("video-practise")
    entry = librarian.page.videos.lines[0].entry
    ((request, wanted),) = librarian.requests
    assert request == "practise"
    assert wanted.bank.systems == {entry.system}
    assert wanted.bank.topics == {entry.topic}


def test_the_other_tabs_do_not_hear_the_keys_of_the_library(librarian: Librarian) -> None:
    librarian.shell.open("questions")
    librarian.settle()
    assert not librarian.ui.commands.can("video-remove")
