"""Smart and official playlists in the library, and bookmarks taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.videos.models import VideoFilter, WatchStatus
from ms2qbank_desktop.features.videos.tables import PlaylistRow
from ms2qbank_desktop.features.videos.ui.playlist_dialog import PlaylistDialog
from ms2qbank_desktop.features.videos.ui.video_menus import fill_shelf_menu
from ms2qbank_desktop.features.videos.ui.video_tree import BOOKMARKS, Shelf
from ms2qbank_desktop.ui.menus import Menu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.librarian import Librarian

    Seat = Callable[..., Librarian]


def test_the_filter_of_a_smart_playlist_is_changed_where_it_was_made(
    librarian: Librarian,
) -> None:
    name = next(iter(librarian.catalogue.counts(librarian.user_id, VideoFilter()).systems))
    wanted = VideoFilter(systems=frozenset({name}), max_ms=60 * 60_000, min_ms=30 * 60_000)
    smart = librarian.playlists.create(librarian.user_id, "Mine", wanted=wanted)
    librarian.settle()
    librarian.go(Shelf("playlist", smart))
    librarian.run("edit-filter")
    page = librarian.page
    assert page.shelf == Shelf("all")
    assert page.filters.wanted == wanted
    assert page.filters.keep.text() == "Save “Mine”…"
    page.filters.length.setCurrentIndex(0)
    page.filters.status.set_value(WatchStatus.UNWATCHED)
    librarian.settle()
    librarian.run("keep-filter")
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    assert dialog.line.text() == "Mine"
    dialog.line.setText("Mine, unwatched")
    dialog.accept()
    librarian.settle()
    (kept,) = librarian.playlists.playlists(librarian.user_id)
    assert (kept.id, kept.name) == (smart, "Mine, unwatched")
    assert kept.wanted == VideoFilter(
        systems=frozenset({name}), statuses=frozenset({WatchStatus.UNWATCHED})
    )
    assert page.shelf == Shelf("playlist", smart)
    assert page.filters.keep.text() == "Save as smart playlist…"
    assert not librarian.ui.commands.can("keep-filter")


def test_an_official_playlist_can_only_be_played_and_copied(librarian: Librarian) -> None:
    ready = librarian.playlists.create(librarian.user_id, "Ready")
    librarian.playlists.add(librarian.user_id, ready, librarian.ids[:2])
    with librarian.program.context.store.write() as session:
        row = session.get(PlaylistRow, ready)
        assert row is not None
        row.official = True
        session.add(row)
        session.touch("playlists")
    librarian.settle()
    librarian.go(Shelf("playlist", ready))
    librarian.select(0)
    for command in ("video-up", "video-down", "rename-playlist", "delete-playlist"):
        assert not librarian.ui.commands.can(command)
    menu = Menu(librarian.page)
    fill_shelf_menu(menu, librarian.deeds, Shelf("playlist", ready))
    copy, plan = menu.actions()
    assert plan.text() == "Add to the planner…"
    copy.trigger()
    dialog = librarian.dialog()
    assert isinstance(dialog, PlaylistDialog)
    dialog.accept()
    librarian.settle()
    assert librarian.page.own_playlist() is not None
    assert len(librarian.titles) == 2


def test_bookmarks_that_are_shown_are_exported(seat_librarian: Seat, tmp_path: Path) -> None:
    librarian = seat_librarian(bookmarks=3)
    librarian.go(BOOKMARKS)
    librarian.run("export-marks")
    dialog = librarian.dialog()
    assert isinstance(dialog, QFileDialog)
    assert dialog.defaultSuffix() == "md"
    dialog.filterSelected.emit("CSV table (*.csv)")
    assert dialog.defaultSuffix() == "csv"
    dialog.fileSelected.emit(str(tmp_path / "marks.csv"))
    dialog.reject()
    librarian.settle()
    assert "written to marks.csv" in librarian.told()
    lines = (tmp_path / "marks.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(librarian.page.marks.marks.lines)
