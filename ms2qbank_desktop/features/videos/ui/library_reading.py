"""Reads the library off the thread of the window: the videos first, then what stands around."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import (
    RECENT,
    PlaylistKind,
    VideoFilter,
    VideoOrder,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.tasks import Reading

from .bookmark_list import MarkLine
from .video_model import VideoLine
from .video_sidebar import Names, folders_inside
from .video_tree import ALL, BOOKMARKS, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.videos.models import Playlist, VideoCounts, VideoEntry
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


class Asked(NamedTuple):
    """Which videos, and in which order."""

    shelf: Shelf
    wanted: VideoFilter
    order: VideoOrder


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the videos. ``missing``: the first videos that are not in their place."""

    names: Names
    counts: VideoCounts
    missing: tuple[VideoEntry, ...] = ()


def on_shelf(shelf: Shelf, wanted: VideoFilter) -> VideoFilter:
    """Return a filter within a shelf, as far as a filter can say it."""
    if shelf.kind == "continue":
        return replace(wanted, statuses=frozenset((WatchStatus.IN_PROGRESS,)))
    if shelf.kind == "missing":
        return replace(wanted, missing=True)
    if shelf.kind == "bookmarks":
        return replace(wanted, bookmarked=True)
    if shelf.kind == "folder":
        return replace(wanted, folder_id=shelf.id, under=shelf.under)
    return wanted


def can_be_kept(shelf: Shelf) -> bool:
    """Say whether :func:`on_shelf` says all of what a shelf shows."""
    return shelf.kind not in ("recent", "playlist")


def shelf_of(wanted: VideoFilter) -> Shelf:
    """Return the shelf of a filter that was made by :func:`on_shelf`."""
    if wanted.folder_id is not None:
        return Shelf("folder", wanted.folder_id, wanted.under)
    if wanted.missing:
        return Shelf("missing")
    return BOOKMARKS if wanted.bookmarked else ALL


class LibraryReading(QObject):
    """``found`` brings (Asked, lines), ``around_read`` the rest. What is no longer ``asked`` for
    when it comes is left out."""

    found = Signal(object, object)
    around_read = Signal(object)

    def __init__(self, ctx: UiContext, asked: Callable[[], Asked], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._asked = asked
        self._catalogue = ctx.service(CatalogueService)
        self._playlists = ctx.service(PlaylistService)
        self._scanning = ctx.service(ScanningService)
        self._names: Names | None = None
        """What stands at the side, None once it may have changed."""
        self._changes = 0
        """How often the library has changed: what was counted before that is out of date."""
        self._missing: tuple[VideoEntry, ...] = ()
        self._reading = Reading(self._read, self)
        self._reading.settled.connect(self._on_settled)

    def ask(self) -> None:
        """Read what is asked for now."""
        self._reading.ask()

    def ask_anew(self) -> None:
        """Read it because the library has changed, and what stands around as well."""
        self._names = None
        self._changes += 1
        self.ask()

    def _read(self) -> Task:
        asked = self._asked()

        def done(lines: object) -> None:
            if asked == self._asked():
                self.found.emit(asked, lines)

        return self._ctx.tasks.run(
            "Reading videos", lambda _progress: self._lines(asked), done=done
        )

    def _lines(self, asked: Asked) -> list[VideoLine] | list[MarkLine]:
        shelf, wanted, order = asked
        if shelf.kind == "bookmarks":
            return self._marks(wanted)
        if shelf.kind == "playlist":
            try:
                return self._in_playlist(asked)
            except UserFault:  # it has been deleted meanwhile, and soon leaves the side too
                return []
        entries = self._entries(on_shelf(shelf, wanted), order)
        if shelf.kind == "recent":
            since = self._ctx.clock.now() - RECENT
            entries = [one for one in entries if one.added_at > since]
        return [VideoLine(entry) for entry in entries]

    def _in_playlist(self, asked: Asked) -> list[VideoLine]:
        shelf, wanted, order = asked
        user_id = self._ctx.user_id
        playlist = self._playlist(shelf.id)
        if playlist is None:
            return []
        if playlist.kind is PlaylistKind.SMART:
            lines = [VideoLine(one) for one in self._playlists.videos(user_id, shelf.id)]
        else:
            items = self._playlists.items(user_id, shelf.id)
            lines = [VideoLine(item.video, item.id) for item in items]
        if wanted == VideoFilter() and order is VideoOrder.PLAYLIST:
            return lines
        free = VideoOrder.TITLE if order is VideoOrder.PLAYLIST else order
        fitting = self._entries(wanted, free)
        place = {entry.id: at for at, entry in enumerate(fitting)}
        lines = [line for line in lines if line.entry.id in place]
        if order is not VideoOrder.PLAYLIST:
            lines.sort(key=lambda line: place[line.entry.id])
        return lines

    def _playlist(self, playlist_id: int) -> Playlist | None:
        known = self._names.playlists if self._names else ()
        if not any(one.id == playlist_id for one in known):
            known = tuple(self._playlists.playlists(self._ctx.user_id))
        return next((one for one in known if one.id == playlist_id), None)

    def _marks(self, wanted: VideoFilter) -> list[MarkLine]:
        user_id = self._ctx.user_id
        found = self._entries(replace(wanted, text=""), VideoOrder.TITLE)
        videos = {entry.id: entry for entry in found}
        place = {entry.id: at for at, entry in enumerate(found)}
        words = wanted.text.casefold().split()
        marks = self._ctx.service(BookmarkService).all_bookmarks(user_id)
        there = [one for one in marks if one.video_id in videos]
        there.sort(key=lambda one: (place[one.video_id], one.at_ms))
        lines = (MarkLine(one, videos[one.video_id]) for one in there)
        return [line for line in lines if not words or line.has(words)]

    def _entries(self, wanted: VideoFilter, order: VideoOrder) -> list[VideoEntry]:
        return self._catalogue.entries(self._ctx.user_id, wanted, order)

    def _on_settled(self) -> None:
        asked, names, changes = self._asked(), self._names, self._changes

        def done(around: Around) -> None:
            if (asked, changes) == (self._asked(), self._changes):
                self._names, self._missing = around.names, around.missing
                self.around_read.emit(around)

        self._ctx.tasks.run(
            "Counting videos",
            lambda _progress: self._read_around(asked, names),
            done=done,
        )

    def _read_around(self, asked: Asked, names: Names | None) -> Around:
        user_id = self._ctx.user_id
        counts = self._catalogue.counts(user_id, on_shelf(asked.shelf, asked.wanted))
        if names is not None:
            return Around(names, counts, self._missing)
        plain = replace(counts, statuses={}, subjects={}, systems={}, topics={}, tags={})
        folders = tuple(self._scanning.folders(user_id))
        paths = defaultdict(list)
        if folders:
            for entry in self._catalogue.entries(user_id, VideoFilter(), VideoOrder.TITLE):
                for folder in folders:
                    if entry.path.startswith(folder.path):
                        paths[folder.id].append(entry.path)
        inside = {one.id: folders_inside(one, paths[one.id]) for one in folders}
        playlists = tuple(self._playlists.playlists(user_id))
        missing: tuple[VideoEntry, ...] = ()
        if counts.missing:
            wanted, order = VideoFilter(missing=True), VideoOrder.TITLE
            missing = tuple(self._catalogue.entries(user_id, wanted, order, limit=2))
        return Around(Names(plain, playlists, folders, inside), counts, missing)
