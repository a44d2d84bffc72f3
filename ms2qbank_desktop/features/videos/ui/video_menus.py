"""The menus of videos, bookmarks and shelves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import PlaylistKind
from ms2qbank_desktop.ui.menus import Menu

from .playlist_actions import is_own
from .video_actions import topic_of

if TYPE_CHECKING:
    from .video_tree import Shelf
    from .videos_page import VideosPage


def fill_video_menu(menu: Menu, page: VideosPage) -> None:
    """Offer what can be done with the selected videos."""
    lines = page.targets()
    if len(lines) == 1:
        entry = lines[0].entry
        if entry.missing:
            menu.addAction("Locate the file…", page.do.locate)
        else:
            menu.addAction("Play", page.do.open)
            menu.addAction("Play from the start", page.do.open_from_start)
        if topic := topic_of(entry):
            menu.addAction(f"Practise {topic}".replace("&", "&&"), page.do.practise)
        menu.addSeparator()
    menu.addAction("About…", page.do.edit_about)
    menu.addAction("Mark as done", partial(page.do.mark, done=True))
    menu.addAction("Mark as unwatched", partial(page.do.mark, done=False))
    menu.addSeparator()
    menu.addAction("Watch later", page.do.watch_later)
    inside = Menu(menu, "Add to playlist")
    page.do.fill_playlists(inside)
    menu.addMenu(inside)
    menu.addAction("Add to the planner…", page.do.plan)
    if any(line.item_id is not None for line in lines):
        menu.addAction("Take out of the playlist", page.do.take_out)
    menu.addSeparator()
    if any(line.entry.bookmarks for line in lines):
        menu.addAction("Export bookmarks…", page.do.export_bookmarks)
    if len(lines) == 1 and lines[0].entry.path:
        menu.addAction("Show in folder", page.do.show_in_folder)
    menu.addAction("Remove from the library", page.do.remove)


def fill_mark_menu(menu: Menu, page: VideosPage) -> None:
    """Offer what can be done with a bookmark."""
    menu.addAction("Play from here", page.do.open)
    menu.addAction("Delete", page.do.remove)
    menu.addSeparator()
    menu.addAction("Export bookmarks…", page.do.export_bookmarks)


def fill_shelf_menu(menu: Menu, page: VideosPage, shelf: Shelf) -> None:
    """Offer what can be done with a playlist or a watched folder."""
    playlist, folder = page.sidebar.playlist(shelf), page.sidebar.folder(shelf)
    if playlist is not None:
        if is_own(playlist) and playlist.kind is PlaylistKind.SMART:
            menu.addAction("Change its filter…", partial(page.edit_filter, playlist))
        page.playlists.menu_of(playlist, menu)
    if folder is not None:
        menu.addAction("Rescan", page.look_again)
        menu.addAction("It has moved…", page.do.find_moved)
        menu.addAction("Watch no longer", partial(page.do.unwatch, folder))
