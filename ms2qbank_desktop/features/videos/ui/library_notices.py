"""What stays true of the library until somebody does something: missing files, no VLC."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import counted

from .library_scan import choose_moved
from .video_tree import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.errors import EnvironmentFault
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext


class LibraryNotices(QWidget):
    """Banners above the videos. ``locate_wanted`` carries a video, ``shelf_wanted`` a shelf."""

    locate_wanted = Signal(object)
    shelf_wanted = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._column = column(gap=8)
        self.setLayout(self._column)
        self._banners: dict[str, Banner] = {}
        self._closed: set[object] = set()
        """What was said and closed: it is not said again until it is something else."""
        self._said: dict[str, object] = {}
        self.hide()
        ctx.tasks.run("Looking for VLC", lambda _progress: _no_vlc(), done=self._show_no_vlc)

    def show_missing(self, number: int, first: Sequence[VideoEntry], *, here: bool) -> None:
        """Say that files are not in their place. ``first``: one or two of them; ``here``: all of
        them are shown."""
        if not number or not first:
            self._take_away("missing")
            return
        entry = first[0]
        marks = f"Its {counted(entry.bookmarks, 'bookmark')}," if entry.bookmarks else "Its"
        if number == 1:
            text = f"One file is missing: “{entry.title}” is not in its folder."
            advice = f"{marks} progress and notes are kept. Show where it is now."
            action = ("Locate…", partial(self.locate_wanted.emit, entry))
        else:
            text = f"{counted(number, 'file')} are not in their folders."
            advice = "Bookmarks, progress and notes are kept. Choose the folder where they are now."
            action = ("Show them", partial(self.shelf_wanted.emit, Shelf("missing")))
            if here:
                action = ("Choose a folder…", partial(choose_moved, self._ctx))
        about = (number, entry.id, entry.bookmarks, here)
        if self._said.get("missing") != about:
            self._put("missing", about, Banner(text, advice, kind="warning", action=action))

    def _show_no_vlc(self, fault: EnvironmentFault | None) -> None:
        if fault is not None:
            text = f"{fault.message} Library, bookmarks and notes work without it."
            self._put("vlc", text, Banner(text, fault.advice, kind="warning"))

    def _put(self, kind: str, about: object, banner: Banner) -> None:
        self._take_away(kind)
        if about in self._closed:
            banner.deleteLater()
            return
        self._said[kind], self._banners[kind] = about, banner
        banner.closed.connect(partial(self._on_closed, kind))
        self._column.addWidget(banner)
        self.show()

    def _take_away(self, kind: str) -> None:
        self._said.pop(kind, None)
        banner = self._banners.pop(kind, None)
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def _on_closed(self, kind: str) -> None:
        self._closed.add(self._said.pop(kind))
        self._banners.pop(kind)
        self.setVisible(bool(self._banners))


def _no_vlc() -> EnvironmentFault | None:
    """Return why nothing can be played; on a worker, for it opens the library, and imports the
    player, which the first click needs."""
    from ms2qbank_desktop.core import libvlc

    from . import player_opening  # noqa: F401

    return libvlc.missing()
