"""The side of the library: its shelves, playlists, and the tree of watched folders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.videos.models import Playlist, PlaylistKind
from ms2qbank_desktop.ui.theme import length, signals
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.words import duration

from .video_tree import (
    ALL,
    BOOKMARKS,
    NEW_PLAYLIST,
    TAKES,
    WATCH_FOLDER,
    Shelf,
    ShelfTree,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTreeWidgetItem

    from ms2qbank_desktop.features.videos.models import VideoCounts, WatchedFolder

_ICONS = {
    PlaylistKind.OWN: "playlist",
    PlaylistKind.LATER: "list-plus",
    PlaylistKind.SMART: "funnel",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the side shows. ``inside``: of each folder below a watched one the number of videos."""

    counts: VideoCounts | None = None
    playlists: tuple[Playlist, ...] = ()
    folders: tuple[WatchedFolder, ...] = ()
    inside: dict[int, dict[str, int]] = field(default_factory=dict)


class VideoSidebar(QWidget):
    """The tree of shelves on a pane of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self.tree = ShelfTree()
        ground(self, "surface")
        pane = column(self.tree, gap=0, margins=(0, 12, 0, 8))
        across = row(gap=0)
        across.addLayout(pane, 1)
        across.addWidget(line(vertical=True))
        self.setLayout(across)
        self.show_names(Names())
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def playlists(self) -> tuple[Playlist, ...]:
        """The playlists that are shown."""
        return self._names.playlists if self._names else ()

    def playlist(self, shelf: Shelf) -> Playlist | None:
        """Return the playlist of a shelf."""
        found = (one for one in self.playlists if shelf == Shelf("playlist", one.id))
        return next(found, None)

    def folder(self, shelf: Shelf) -> WatchedFolder | None:
        """Return the watched folder of a shelf, not of one inside it."""
        folders = self._names.folders if self._names else ()
        return next((one for one in folders if shelf == Shelf("folder", one.id)), None)

    def show_names(self, names: Names) -> None:
        """Show these, if they are others."""
        if names == self._names:
            return
        self._names = names
        tree = self.tree
        tree.begin()
        self._add_library(tree.add_group("Library"), names.counts)
        playlists = tree.add_group("Playlists")
        for one in names.playlists:
            takes = one.kind is not PlaylistKind.SMART and not one.official
            shelf, icon = Shelf("playlist", one.id), _ICONS[one.kind]
            item = tree.add(playlists, one.name, shelf, icon, _number(one), tip=_tip(one))
            item.setData(0, TAKES, takes)
        tree.add(playlists, "New playlist…", NEW_PLAYLIST, "plus")
        folders = tree.add_group("Folders")
        for folder in names.folders:
            self._add_folder(folders, folder, names)
        tree.add(folders, "Watch a folder…", WATCH_FOLDER, "plus")
        tree.end()

    def _add_library(self, group: QTreeWidgetItem, counts: VideoCounts | None) -> None:
        add = self.tree.add

        def number(value: int) -> str:
            return f"{value:,}"

        add(group, "All videos", ALL, "film-strip", number(counts.total) if counts else "")
        shelves = (
            ("Continue watching", Shelf("continue"), "clock", "continuing"),
            ("Recently added", Shelf("recent"), "plus", "recent"),
            ("Bookmarks", BOOKMARKS, "bookmarks", "bookmarks"),
            ("Missing", Shelf("missing"), "warning", "missing"),
        )
        for name, shelf, icon, counted in shelves:
            value = getattr(counts, counted, None)
            ink = "warning" if shelf.kind == "missing" and value else "text-muted"
            add(group, name, shelf, icon, "" if value is None else number(value), ink=ink)

    def _add_folder(self, group: QTreeWidgetItem, folder: WatchedFolder, names: Names) -> None:
        number = f"{folder.videos:,}"
        name = Path(folder.path).name or folder.path
        shelf = Shelf("folder", folder.id)
        top = self.tree.add(group, name, shelf, "folder", number, tip=folder.path)
        above = {folder.path: top}
        for path, videos in sorted(names.inside.get(folder.id, {}).items()):
            parent = above.get(str(Path(path).parent), top)
            shelf = Shelf("folder", folder.id, path)
            above[path] = self.tree.add(
                parent, Path(path).name, shelf, "folder", f"{videos:,}", tip=path
            )

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(length("side_list"))


def folders_inside(folder: WatchedFolder, paths: Iterable[str]) -> dict[str, int]:
    """Return the folders below a watched one with the number of videos in each and below."""
    videos: Counter[str] = Counter()
    root = Path(folder.path)
    parents: Counter[Path] = Counter(Path(path).parent for path in paths)
    for parent, number in parents.items():
        while parent != root and root in parent.parents:
            videos[str(parent)] += number
            parent = parent.parent
    return dict(videos)


def _number(playlist: Playlist) -> str:
    if playlist.kind is PlaylistKind.OWN and playlist.videos:
        return f"{playlist.done:,} of {playlist.videos:,}"
    return f"{playlist.videos:,}"


def _tip(playlist: Playlist) -> str:
    left = f"{duration(playlist.left_ms)} left" if playlist.left_ms else ""
    origin = "official" if playlist.official else ""
    facts = " · ".join(filter(None, (origin, left)))
    return "\n".join(filter(None, (playlist.name, facts, playlist.description)))
