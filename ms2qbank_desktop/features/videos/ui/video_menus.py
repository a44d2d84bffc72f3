"""The menus of videos, bookmarks and shelves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import PlaylistKind
from ms2qbank_desktop.ui.menus import Menu

from .playlist_actions import is_own
from .video_actions import topic_of
from .video_tree import BOOKMARKS, Shelf

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from .library_deeds import LibraryDeeds


def give_menus(do: LibraryDeeds) -> None:
    """Let the menus open over videos, bookmarks and shelves."""
    page = do.page
    for view in (page.grid, page.list, page.marks):
        view.menu_requested.connect(partial(_show_menu, do))
    page.sidebar.tree.menu_requested.connect(partial(_show_shelf_menu, do))


def _show_menu(do: LibraryDeeds, place: QPoint) -> None:
    menu = Menu(do.page)
    if do.page.shelf == BOOKMARKS:
        fill_mark_menu(menu, do)
    else:
        fill_video_menu(menu, do)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def _show_shelf_menu(do: LibraryDeeds, shelf: Shelf, place: QPoint) -> None:
    menu = Menu(do.page)
    fill_shelf_menu(menu, do, shelf)
    menu.aboutToHide.connect(menu.deleteLater)
    if menu.actions():
        menu.popup(place)


def fill_video_menu(menu: Menu, do: LibraryDeeds) -> None:
    """Offer what can be done with the selected videos."""
    lines = do.page.targets()
    if len(lines) == 1:
        entry = lines[0].entry
        if entry.missing:
            menu.addAction("Locate the file…", do.locate)
        else:
            menu.addAction("Play", do.open)
            menu.addAction("Play from the start", do.open_from_start)
        if topic := topic_of(entry):
            menu.addAction(f"Practise {topic}".replace("&", "&&"), do.practise)
        menu.addSeparator()
    menu.addAction("About…", do.edit_about)
    menu.addAction("Mark as done", partial(do.mark, done=True))
    menu.addAction("Mark as unwatched", partial(do.mark, done=False))
    menu.addSeparator()
    menu.addAction("Watch later", do.watch_later)
    inside = Menu(menu, "Add to playlist")
    do.fill_playlists(inside)
    menu.addMenu(inside)
    menu.addAction("Add to the planner…", do.plan)
    if any(line.item_id is not None for line in lines):
        menu.addAction("Take out of the playlist", do.take_out)
    menu.addSeparator()
    if any(line.entry.bookmarks for line in lines):
        menu.addAction("Export bookmarks…", do.export_bookmarks)
    if len(lines) == 1 and lines[0].entry.path:
        menu.addAction("Show in folder", do.show_in_folder)
    menu.addAction("Remove from the library", do.remove)


def fill_mark_menu(menu: Menu, do: LibraryDeeds) -> None:
    """Offer what can be done with a bookmark."""
    menu.addAction("Play from here", do.open)
    menu.addAction("Delete", do.remove)
    menu.addSeparator()
    menu.addAction("Export bookmarks…", do.export_bookmarks)


def fill_shelf_menu(menu: Menu, do: LibraryDeeds, shelf: Shelf) -> None:
    """Offer what can be done with a playlist or a watched folder."""
    playlist, folder = do.page.sidebar.playlist(shelf), do.page.sidebar.folder(shelf)
    if playlist is not None:
        if is_own(playlist) and playlist.kind is PlaylistKind.SMART:
            menu.addAction("Change its filter…", partial(do.page.edit_filter, playlist))
        do.playlists.menu_of(playlist, menu)
    if folder is not None:
        menu.addAction("Rescan", do.page.look_again)
        menu.addAction("It has moved…", do.find_moved)
        menu.addAction("Watch no longer", partial(do.unwatch, folder))
