"""The page "Videos": the library, with its shelves at the side and a filter above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.videos.models import (
    PlaylistKind,
    VideoCounts,
    VideoOrder,
    WatchStatus,
)
from ms2qbank_desktop.ui.droparea import FileDrop
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column

from .bookmark_list import BookmarkList, MarkLine
from .found_lines import FoundLines
from .library_body import LibraryBody
from .library_notices import LibraryNotices
from .library_reading import Around, Asked, LibraryReading, can_be_kept, shelf_of
from .library_scan import add_paths, choose_files, choose_folder, rescan
from .playlist_actions import is_own
from .thumbnails import Thumbnails
from .video_filters import VideoFilters
from .video_grid import VideoGrid
from .video_list import VideoList
from .video_model import VideoLine, VideoModel
from .video_selection import VideoSelection
from .video_sidebar import VideoSidebar
from .video_tree import ALL, BOOKMARKS, Shelf
from .video_words import facts, playlist_facts

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QResizeEvent,
        QShowEvent,
    )

    from ms2qbank_desktop.features.videos.models import Playlist
    from ms2qbank_desktop.ui.context import UiContext

_SIDE_FROM = 760
"""Width of the window in pixels at 100 % text from which the side stands beside the videos."""


class VideosPage(QWidget):
    """Cards or a table of what the shelf and the filter leave. ``facts_changed``: see TabPage."""

    topics = frozenset({"videos", "watching", "bookmarks", "playlists"})
    desk = True
    facts_changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.counts: VideoCounts | None = None
        self.shelf = ALL
        self.order = VideoOrder(ctx.settings.get("video_order"))
        self.sidebar = VideoSidebar()
        self.side = self.sidebar
        self.filters: VideoFilters = VideoFilters()
        self.notices = LibraryNotices(ctx)
        self.found_lines = FoundLines(ctx, self)
        self._thumbnails = Thumbnails(ctx, self)
        self.videos = VideoModel(self, self.found_lines.words)
        self.grid = VideoGrid(self.videos, self._thumbnails)
        self.list = VideoList(self.videos)
        self.selection = VideoSelection(self.grid, self.list)
        self.marks = BookmarkList()
        self._reading = LibraryReading(ctx, self.asked_now, self)
        self._asked: Asked | None = None
        self._to_choose: Shelf | None = None
        """A playlist that is not yet read but will be shown."""
        self.edited: Playlist | None = None
        """The smart playlist whose filter is being changed."""
        self.drop = FileDrop(self, partial(add_paths, ctx))
        self._lay_out()
        self._connect()
        self._show_view(ctx.settings.get("video_view"))
        follow(ctx.settings, "video_view", self, self._show_view)
        follow(ctx.settings, "video_order", self, self._on_order)
        follow(ctx.settings, "video_speed", self, lambda _speed: self.facts_changed.emit())

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        again = Button("Rescan", "quiet", "arrows-clockwise")
        again.clicked.connect(self.look_again)
        folder = Button("Watch a folder", "secondary", "folder")
        folder.clicked.connect(partial(choose_folder, self._ctx))
        add = Button("Add videos", "primary", "plus")
        add.clicked.connect(partial(choose_files, self._ctx))
        return [again, folder, add]

    def header_facts(self) -> str:
        """Return what the library holds, or how far the playlist is."""
        playlist = self.playlist()
        if playlist is not None:
            return playlist_facts(playlist, int(self._ctx.settings.get("video_speed")))
        return facts(self.counts) if self.counts else ""

    def refresh(self) -> None:
        """Read the library anew; shelf, filter, selection and place stay."""
        self.found_lines.forget()
        self._thumbnails.try_again()
        self._reading.ask_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold_side()
        self._ctx.commands.refresh()

    # What is looked at

    def current(self) -> VideoLine | None:
        """Return the video that is looked at."""
        if self.shelf == BOOKMARKS:
            return None
        return self.videos.line(self.selection.current_row)

    def current_mark(self) -> MarkLine | None:
        """Return the bookmark that is looked at."""
        return self.marks.current() if self.shelf == BOOKMARKS else None

    def targets(self) -> list[VideoLine]:
        """Return the videos that are selected, else the one that is looked at."""
        if self.shelf == BOOKMARKS:
            return []
        lines = [self.videos.lines[at] for at in self.selection.rows()]
        current = self.current()
        return lines or ([current] if current is not None else [])

    def target_ids(self) -> list[int]:
        """Return the ids of :meth:`targets`."""
        return [line.entry.id for line in self.targets()]

    def playlist(self) -> Playlist | None:
        """Return the playlist that is shown."""
        return self.sidebar.playlist(self.shelf)

    def own_playlist(self) -> Playlist | None:
        """Return the playlist that is shown, if it is the user's to rename and delete."""
        playlist = self.playlist()
        return playlist if playlist is not None and is_own(playlist) else None

    @property
    def is_ordered(self) -> bool:
        """Whether the videos stand in an order that the user can change."""
        playlist = self.playlist()
        fixed = playlist is None or playlist.official or playlist.kind is PlaylistKind.SMART
        return not fixed and self.order is VideoOrder.PLAYLIST and not self.filters.narrows

    # Doing

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def show_view(self, view: str) -> None:
        """Show cards ("grid") or a table ("list"), now and the next time."""
        self._ctx.settings.set("video_view", view)

    def _show_view(self, view: str) -> None:
        self.filters.show_view(view)
        self._show_body()

    def switch_view(self) -> None:
        """Show the other view."""
        self.show_view("list" if self._ctx.settings.get("video_view") == "grid" else "grid")

    def show_shelf(self, shelf: Shelf) -> None:
        """Show another part of the library."""
        before, self.shelf = self.shelf, shelf
        self.filters.fix_status(WatchStatus.IN_PROGRESS if shelf.kind == "continue" else None)
        if before.kind == "continue" != shelf.kind:
            self.filters.status.set_value("")
        if shelf.kind == "playlist":
            self.order = VideoOrder.PLAYLIST
        elif shelf.kind == "recent":
            self.order = VideoOrder.NEWEST
        else:
            self.order = VideoOrder(self._ctx.settings.get("video_order"))
        self.filters.show_order(self.order, in_playlist=shelf.kind == "playlist")
        self.filters.show_views(shown=shelf != BOOKMARKS)
        self._show_edited(None)
        self.facts_changed.emit()
        self._reading.ask()

    def sort(self, order: VideoOrder) -> None:
        """Show the videos in another order; outside playlists it stays for the next time."""
        self.order = order
        if order is not VideoOrder.PLAYLIST:
            self._ctx.settings.set("video_order", order.value)
        self.filters.show_order(order, in_playlist=self.shelf.kind == "playlist")
        self._reading.ask()

    def _on_order(self, name: str) -> None:
        order = VideoOrder(name)
        if order is not self.order and self.shelf.kind not in ("playlist", "recent"):
            self.sort(order)

    def edit_filter(self, playlist: Playlist | None = None) -> None:
        """Set the bar to the filter of a smart playlist, by default the one that is shown."""
        playlist = playlist or self.playlist()
        if playlist is None:
            return
        self.sidebar.tree.choose(shelf_of(playlist.wanted))
        self.order = playlist.order
        self.filters.show_order(self.order, in_playlist=False)
        self.filters.show_wanted(playlist.wanted)
        self._show_edited(playlist)

    def _show_edited(self, playlist: Playlist | None) -> None:
        self.edited = playlist
        words = f"Save “{playlist.name}”…" if playlist else "Save as smart playlist…"
        self.filters.show_keep(words, shown=can_be_kept(self.shelf))

    def show_playlist(self, playlist_id: int) -> None:
        """Show a playlist that was just made or changed, once it is read."""
        self.edited = None
        self._to_choose = Shelf("playlist", playlist_id)

    def look_again(self) -> None:
        """Look through the watched folders."""
        rescan(self._ctx)

    def _fold_side(self) -> None:
        """Show the side where there is room for it, or where it is asked for."""
        narrow = self.window().width() < px(_SIDE_FROM)
        self.filters.shelves.setVisible(narrow)
        if self.isVisible():
            self.side.setVisible(not narrow or self.filters.shelves.isChecked())

    # Reading

    def asked_now(self) -> Asked:
        """Return which videos are asked for."""
        return Asked(self.shelf, self.filters.wanted, self.order)

    def _show_found(self, asked: Asked, lines: list[VideoLine] | list[MarkLine]) -> None:
        from_top = asked != self._asked
        self._asked = asked
        self.found_lines.search(asked.wanted.text)
        now = self._ctx.clock.now()
        if asked.shelf == BOOKMARKS:
            self.marks.show_lines(cast("list[MarkLine]", lines), now)
        else:
            self.list.show_order(asked.order)
            for view in (self.grid, self.list):
                view.show_found(shown=bool(asked.wanted.text))
            self.grid.drag.on = self.list.drag.on = self.is_ordered
            self.selection.show_lines(cast("list[VideoLine]", lines), now, from_top=from_top)
        self._show_body()

    def _show_around(self, around: Around) -> None:
        self.counts = around.counts
        self.sidebar.show_names(around.names)
        self.filters.show_counts(around.counts)
        here = self.shelf.kind == "missing"
        self.notices.show_missing(around.counts.missing, around.missing, here=here)
        if self._to_choose is not None:
            shelf, self._to_choose = self._to_choose, None
            self.sidebar.tree.choose(shelf)
        self._show_body()
        self.facts_changed.emit()
        self._ctx.commands.refresh()

    def _show_body(self) -> None:
        """Show cards, table or bookmarks, or say why there are none."""
        if self._asked is None:
            return
        bookmarks = self._asked.shelf == BOOKMARKS
        number = len(self.marks.marks.lines) if bookmarks else len(self.videos.lines)
        if not number:
            self._body.show_nothing(self._asked.shelf, narrowed=self.filters.narrows)
        elif bookmarks:
            self._body.show_marks()
        else:
            self._body.show_videos(self._ctx.settings.get("video_view"))
        empty = self.counts is not None and not self.counts.total and not number
        waiting = self.counts is None and not number
        shown = self._empty if empty else self._loading if waiting else self._content
        self._stack.setCurrentWidget(shown)

    # Building

    def _lay_out(self) -> None:
        watch = Button("Watch a folder of lectures", "primary", "folder")
        watch.clicked.connect(partial(choose_folder, self._ctx))
        words = (
            "Choose the folder with your lectures: what is in it now, and what will be, stands "
            "here. Single files can be dropped on this window."
        )
        self._empty = EmptyState("film-strip", "No videos yet", words, watch)
        self._loading = LoadingPage()
        self._body = LibraryBody(self.grid, self.list, self.marks)
        self._content = QWidget()
        bar = column(self.filters, self.notices, gap=12, margins=(24, 0, 24, 8))
        sheet = column(bar, gap=0)
        sheet.addWidget(self._body, 1)
        self._content.setLayout(sheet)
        self._stack = QStackedLayout(self)
        for page in (self._loading, self._empty, self._content):
            self._stack.addWidget(page)
        self.filters.show_order(self.order, in_playlist=False)

    def _connect(self) -> None:
        self._reading.found.connect(self._show_found)
        self._reading.around_read.connect(self._show_around)
        self._thumbnails.arrived.connect(self.grid.viewport().update)
        self.found_lines.arrived.connect(self.videos.tell_changed)
        self.filters.changed.connect(self._reading.ask)
        self.filters.order_chosen.connect(self.sort)
        self.filters.view_chosen.connect(self.show_view)
        self.filters.shelves.toggled.connect(self._fold_side)
        signals().changed.connect(self._fold_side)
        self.filters.search.returnPressed.connect(self._body.take_keys)
        self._body.clear_requested.connect(self.filters.reset)
        self.list.order_requested.connect(self.sort)
        self.selection.changed.connect(self._ctx.commands.refresh)
        self.sidebar.tree.chosen.connect(self.show_shelf)
        self.notices.shelf_wanted.connect(self.sidebar.tree.choose)
