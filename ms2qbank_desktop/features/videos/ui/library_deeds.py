"""What the commands and menus of the library do: each acts on what is selected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.menus import Menu

from .bookmark_export import ask_export
from .library_reading import on_shelf
from .library_scan import choose_folder, choose_moved, unwatch
from .playlist_actions import PlaylistActions
from .video_actions import VideoActions
from .video_tree import BOOKMARKS, NEW_PLAYLIST

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import WatchedFolder
    from ms2qbank_desktop.ui.context import UiContext

    from .video_tree import Shelf
    from .videos_page import VideosPage


class LibraryDeeds(QObject):
    """Joins the page, which knows what is selected, with what acts on videos and playlists."""

    def __init__(self, ctx: UiContext, page: VideosPage) -> None:
        super().__init__(page)
        self._ctx = ctx
        self.page = page
        self.videos = VideoActions(ctx, self)
        self.playlists = PlaylistActions(ctx, self)
        self.playlists.made.connect(page.show_playlist)
        for view in (page.grid, page.list):
            view.open_requested.connect(self.open)
            view.drag.moved.connect(self.move_before)
        page.marks.open_requested.connect(self.videos.open_mark)
        page.notices.locate_wanted.connect(self.videos.locate)
        page.filters.keep.clicked.connect(self.keep_filter)
        page.sidebar.tree.deed_wanted.connect(self._on_deed)
        page.sidebar.tree.dropped.connect(self._on_dropped)

    def open(self) -> None:
        """Play what is looked at."""
        mark, line = self.page.current_mark(), self.page.current()
        if mark is not None:
            self.videos.open_mark(mark)
        elif line is not None:
            playlist_id = self.page.shelf.id if self.page.shelf.kind == "playlist" else None
            self.videos.open(line.entry, self.page.found_lines.at(line.entry), playlist_id)

    def open_from_start(self) -> None:
        """Play the video that is looked at from its beginning."""
        if line := self.page.current():
            self.videos.open_from_start(line.entry)

    def edit_about(self) -> None:
        """Say something of the selected videos."""
        self.videos.about(list(dict.fromkeys(self.page.target_ids())), self.page.counts)

    def mark(self, *, done: bool) -> None:
        """Mark the selected videos."""
        self.videos.mark(self.page.target_ids(), done=done)

    def watch_later(self) -> None:
        """Put the selected videos on "watch later"."""
        self.playlists.watch_later(self.page.target_ids())

    def choose_playlist(self) -> None:
        """Offer the playlists for the selected videos, below the one that is looked at."""
        menu = Menu(self.page)
        self.fill_playlists(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.page.selection.place())

    def plan(self) -> None:
        """Ask the planner for tasks about the selected videos."""
        places = [Place(Kind.VIDEO, one) for one in self.page.target_ids()]
        self._ctx.commands.request("plan-things", places)

    def practise(self) -> None:
        """Practise questions on the topic of the video."""
        if line := self.page.current():
            self.videos.practise(line.entry)

    def locate(self) -> None:
        """Say where a missing file is."""
        if line := self.page.current():
            self.videos.locate(line.entry)

    def show_in_folder(self) -> None:
        """Show the file of the video."""
        if line := self.page.current():
            self.videos.show_in_folder(line.entry)

    def remove(self) -> None:
        """Take the selected videos out of the library, or delete the bookmark looked at."""
        if line := self.page.current_mark():
            self.videos.remove_mark(line)
        else:
            self.videos.remove(self.page.target_ids())

    def export_bookmarks(self) -> None:
        """Write the bookmarks of the selected videos, or those that are shown, to a file."""
        if self.page.shelf == BOOKMARKS:
            shown = [line.video for line in self.page.marks.marks.lines]
        else:
            shown = [line.entry for line in self.page.targets()]
        ids = list(dict.fromkeys(entry.id for entry in shown if entry.bookmarks))
        ask_export(self._ctx, ids, shown[0].title if len(ids) == 1 else "Bookmarks")

    def new_playlist(self) -> None:
        """Make a playlist, of the selected videos if there are several."""
        self.playlists.create(self.page.target_ids() if self.page.selection.several else ())

    def keep_filter(self) -> None:
        """Keep the present filter as a smart playlist."""
        asked = self.page.asked_now()
        wanted = on_shelf(asked.shelf, asked.wanted)
        matches = len(self.page.videos.lines)
        self.playlists.keep_filter(wanted, asked.order, matches, self.page.edited)

    def rename_playlist(self) -> None:
        """Rename the playlist that is shown."""
        if playlist := self.page.own_playlist():
            self.playlists.rename(playlist)

    def remove_playlist(self) -> None:
        """Delete the playlist that is shown."""
        if playlist := self.page.own_playlist():
            self.playlists.remove(playlist)

    def take_out(self) -> None:
        """Take the selected videos out of the playlist."""
        self.playlists.take_out(self.page.targets())

    def move(self, step: int) -> None:
        """Move the selected videos one place up or down in their playlist."""
        lines, selection = self.page.videos.lines, self.page.selection
        rows = selection.rows() or [selection.current_row]
        if step < 0:
            self.move_before(max(0, rows[0] - 1))
        elif rows[-1] + 1 < len(lines):
            self.move_before(rows[-1] + 2)

    def find_moved(self) -> None:
        """Ask where the files of a folder are now."""
        choose_moved(self._ctx)

    def unwatch(self, folder: WatchedFolder | None = None) -> None:
        """Watch a folder no longer, by default the one that is shown."""
        if chosen := folder or self.page.sidebar.folder(self.page.shelf):
            unwatch(self._ctx, chosen)

    def fill_playlists(self, menu: Menu) -> None:
        """Offer the playlists that take the selected videos."""
        page = self.page
        self.playlists.fill_menu(menu, page.sidebar.playlists, page.target_ids())

    def move_before(self, row: int) -> None:
        """Move the selected videos before the one in ``row``."""
        targets = self.page.targets()
        moved = {line.item_id for line in targets}
        behind = (it.item_id for it in self.page.videos.lines[row:] if it.item_id not in moved)
        self.playlists.move(self.page.shelf.id, targets, next(behind, None))

    def _on_deed(self, deed: Shelf) -> None:
        if deed == NEW_PLAYLIST:
            self.new_playlist()
        else:
            choose_folder(self._ctx)

    def _on_dropped(self, shelf: Shelf, ids: list[int]) -> None:
        playlist = self.page.sidebar.playlist(shelf)
        if playlist is not None:
            self.playlists.add(playlist, ids)
