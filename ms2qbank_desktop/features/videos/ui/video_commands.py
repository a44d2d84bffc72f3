"""Every key of the library of videos, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import PlaylistKind
from ms2qbank_desktop.ui.command import Command

from .library_reading import can_be_kept
from .video_actions import topic_of
from .video_tree import BOOKMARKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .library_deeds import LibraryDeeds
    from .videos_page import VideosPage

    Act = Callable[[LibraryDeeds], object]
    Can = Callable[[VideosPage], object]


def _there(page: VideosPage) -> bool:
    return page.isVisible()


def _one(page: VideosPage) -> object:
    return page.isVisible() and page.current()


def _about_something(page: VideosPage) -> object:
    line = page.current()
    return page.isVisible() and line is not None and topic_of(line.entry)


def _missing(page: VideosPage) -> object:
    line = page.current()
    return page.isVisible() and line is not None and line.entry.missing


def _ordered(page: VideosPage) -> object:
    return page.isVisible() and page.is_ordered and page.current()


def _placed(page: VideosPage) -> object:
    line = page.current()
    return page.isVisible() and line is not None and line.item_id is not None


def _to_open(page: VideosPage) -> object:
    return page.isVisible() and (page.current() or page.current_mark())


def _playlist(page: VideosPage) -> object:
    return page.isVisible() and page.own_playlist()


def _folder(page: VideosPage) -> object:
    return page.isVisible() and page.sidebar.folder(page.shelf)


def _marked(page: VideosPage) -> object:
    shown = page.shelf == BOOKMARKS and page.marks.marks.lines
    return page.isVisible() and (shown or any(line.entry.bookmarks for line in page.targets()))


def _narrowed(page: VideosPage) -> object:
    return page.isVisible() and page.filters.narrows


def _kept(page: VideosPage) -> object:
    return _narrowed(page) and can_be_kept(page.shelf)


def _smart(page: VideosPage) -> object:
    playlist = page.own_playlist()
    return page.isVisible() and playlist is not None and playlist.kind is PlaylistKind.SMART


_TABLE: tuple[tuple[str, str, Act, str, Can], ...] = (
    # id, label, what it does, keys, when
    ("video-play", "Play", lambda do: do.open(), "Ctrl+Return", _to_open),
    ("video-replay", "Play from the start", lambda do: do.open_from_start(), "Shift+Return", _one),
    ("find-videos", "Find videos", lambda do: do.page.go_to_search(), "Ctrl+F", _there),
    (
        "clear-video-filters",
        "Clear the filters",
        lambda do: do.page.filters.reset(),
        "Ctrl+L",
        _narrowed,
    ),
    ("video-view", "Cards or table", lambda do: do.page.switch_view(), "V", _there),
    ("rescan-videos", "Rescan the folders", lambda do: do.page.look_again(), "F5", _there),
    ("video-about", "About this video…", lambda do: do.edit_about(), "F2", _one),
    ("video-done", "Mark as done", lambda do: do.mark(done=True), "D", _one),
    ("video-unwatched", "Mark as unwatched", lambda do: do.mark(done=False), "U", _one),
    ("video-later", "Watch later", lambda do: do.watch_later(), "W", _one),
    ("video-to-playlist", "Add to playlist…", lambda do: do.choose_playlist(), "P", _one),
    ("video-plan", "Add to the planner…", lambda do: do.plan(), "Shift+T", _one),
    ("video-practise", "Practise its topic", lambda do: do.practise(), "Q", _about_something),
    ("video-locate", "Locate the file…", lambda do: do.locate(), "Ctrl+Shift+F", _missing),
    ("video-show-file", "Show in folder", lambda do: do.show_in_folder(), "", _one),
    ("video-remove", "Remove", lambda do: do.remove(), "Del", _to_open),
    ("export-marks", "Export bookmarks…", lambda do: do.export_bookmarks(), "Ctrl+E", _marked),
    ("new-playlist", "New playlist…", lambda do: do.new_playlist(), "Ctrl+Shift+N", _there),
    ("keep-filter", "Save as smart playlist…", lambda do: do.keep_filter(), "Ctrl+S", _kept),
    ("edit-filter", "Change the filter…", lambda do: do.page.edit_filter(), "F4", _smart),
    ("rename-playlist", "Rename the playlist…", lambda do: do.rename_playlist(), "F3", _playlist),
    ("delete-playlist", "Delete the playlist", lambda do: do.remove_playlist(), "", _playlist),
    ("video-up", "Earlier in the playlist", lambda do: do.move(-1), "Alt+Up", _ordered),
    ("video-down", "Later in the playlist", lambda do: do.move(1), "Alt+Down", _ordered),
    ("video-take-out", "Take out of the playlist", lambda do: do.take_out(), "T", _placed),
    ("unwatch-folder", "Watch the folder no longer", lambda do: do.unwatch(), "", _folder),
)


def video_commands(do: LibraryDeeds) -> tuple[Command, ...]:
    """Return the commands of the library."""
    return tuple(
        Command(
            key,
            label,
            _run(act, do),
            keys,
            when=_when(can, do.page),
            menu="Videos",
            context="tabs videos library",
        )
        for key, label, act, keys, can in _TABLE
    )


def _run(act: Act, do: LibraryDeeds) -> Callable[[], None]:
    def run() -> None:
        act(do)

    return run


def _when(can: Can, page: VideosPage) -> Callable[[], bool]:
    return lambda: bool(can(page))
