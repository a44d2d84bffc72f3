"""What the commands and menus of the library do: each acts on what is selected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.menus import Menu

from .bookmark_export import ask_export
from .library_reading import on_shelf
from .library_scan import choose_moved, unwatch
from .video_tree import BOOKMARKS

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import WatchedFolder
    from ms2qbank_desktop.ui.context import UiContext

    from .playlist_actions import PlaylistActions
    from .video_actions import VideoActions
    from .videos_page import VideosPage


class LibraryDeeds(QObject):
    """Joins the page, which knows what is selected, with what acts on videos and playlists."""

    def __init__(
        self,
        ctx: UiContext,
        page: VideosPage,
        videos: VideoActions,
        playlists: PlaylistActions,
    ) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._page = page
        self._videos = videos
        self._playlists = playlists

    def open(self) -> None:
        """Play what is looked at."""
        mark, line = self._page.current_mark(), self._page.current()
        if mark is not None:
            self._videos.open_mark(mark)
        elif line is not None:
            playlist_id = self._page.shelf.id if self._page.shelf.kind == "playlist" else None
            self._videos.open(line.entry, self._page.found_lines.at(line.entry), playlist_id)

    def open_from_start(self) -> None:
        """Play the video that is looked at from its beginning."""
        if line := self._page.current():
            self._videos.open_from_start(line.entry)

    def edit_about(self) -> None:
        """Say something of the selected videos."""
        self._videos.about(list(dict.fromkeys(self._page.target_ids())), self._page.counts)

    def mark(self, *, done: bool) -> None:
        """Mark the selected videos."""
        self._videos.mark(self._page.target_ids(), done=done)

    def watch_later(self) -> None:
        """Put the selected videos on "watch later"."""
        self._playlists.watch_later(self._page.target_ids())

    def choose_playlist(self) -> None:
        """Offer the playlists for the selected videos, below the one that is looked at."""
        menu = Menu(self._page)
        self.fill_playlists(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._page.selection.place())

    def plan(self) -> None:
        """Ask the planner for tasks about the selected videos."""
        places = [Place(Kind.VIDEO, one) for one in self._page.target_ids()]
        self._ctx.commands.request("plan-things", places)

    def practise(self) -> None:
        """Practise questions on the topic of the video."""
        if line := self._page.current():
            self._videos.practise(line.entry)

    def locate(self) -> None:
        """Say where a missing file is."""
        if line := self._page.current():
            self._videos.locate(line.entry)

    def show_in_folder(self) -> None:
        """Show the file of the video."""
        if line := self._page.current():
            self._videos.show_in_folder(line.entry)

    def remove(self) -> None:
        """Take the selected videos out of the library, or delete the bookmark looked at."""
        if line := self._page.current_mark():
            self._videos.remove_mark(line)
        else:
            self._videos.remove(self._page.target_ids())

    def export_bookmarks(self) -> None:
        """Write the bookmarks of the selected videos, or those that are shown, to a file."""
        if self._page.shelf == BOOKMARKS:
            shown = [line.video for line in self._page.marks.marks.lines]
        else:
            shown = [line.entry for line in self._page.targets()]
        ids = list(dict.fromkeys(entry.id for entry in shown if entry.bookmarks))
        ask_export(self._ctx, ids, shown[0].title if len(ids) == 1 else "Bookmarks")

    def new_playlist(self) -> None:
        """Make a playlist, of the selected videos if there are several."""
        self._playlists.create(self._page.target_ids() if self._page.selection.several else ())

    def keep_filter(self) -> None:
        """Keep the present filter as a smart playlist."""
        asked = self._page.asked_now()
        wanted = on_shelf(asked.shelf, asked.wanted)
        self._playlists.keep_filter(wanted, asked.order, len(self._page.videos.lines))

    def rename_playlist(self) -> None:
        """Rename the playlist that is shown."""
        if playlist := self._page.own_playlist():
            self._playlists.rename(playlist)

    def remove_playlist(self) -> None:
        """Delete the playlist that is shown."""
        if playlist := self._page.own_playlist():
            self._playlists.remove(playlist)

    def take_out(self) -> None:
        """Take the selected videos out of the playlist."""
        self._playlists.take_out(self._page.targets())

    def move(self, step: int) -> None:
        """Move the selected videos one place up or down in their playlist."""
        lines, selection = self._page.videos.lines, self._page.selection
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
        if chosen := folder or self._page.sidebar.folder(self._page.shelf):
            unwatch(self._ctx, chosen)

    def fill_playlists(self, menu: Menu) -> None:
        """Offer the playlists that take the selected videos."""
        page = self._page
        self._playlists.fill_menu(menu, page.sidebar.playlists, page.target_ids())

    def move_before(self, row: int) -> None:
        """Move the selected videos before the one in ``row``."""
        targets = self._page.targets()
        moved = {line.item_id for line in targets}
        behind = (it.item_id for it in self._page.videos.lines[row:] if it.item_id not in moved)
        self._playlists.move(self._page.shelf.id, targets, next(behind, None))
