"""A student at the library of videos, over a clock that moves only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.ui.library_deeds import LibraryDeeds
from ms2qbank_desktop.features.videos.ui.videos_page import VideosPage
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.placetree import Part
from tests.support.bank import open_desk
from tests.support.lectures import lectures, speak
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.features.videos.ui.video_tree import Shelf


class Librarian(Student):
    """Sits at the library with ``videos`` lectures, whose files are not there. What is asked of
    the player and of other slices is written down in ``requests`` instead of being done.

    ``said``: captions of some of them by their place, (start in milliseconds, words) each.
    """

    def __init__(
        self,
        data_dir: Path,
        videos: int = 12,
        bookmarks: int = 0,
        *,
        missing: Sequence[int] = (),
        said: dict[int, Sequence[tuple[int, str]]] | None = None,
        prepare: Callable[[AppContext, int, list[int]], object] | None = None,
    ) -> None:
        desk = open_desk(data_dir, 0)
        context, user_id = desk.context, desk.user_id
        now_ms = to_ms(desk.clock.now())
        self.ids = (
            lectures(context.store, user_id, videos, bookmarks, missing=missing, now_ms=now_ms)
            if videos
            else []
        )
        for place, captions in (said or {}).items():
            speak(context.store, self.ids[place], captions)
        if prepare is not None:
            prepare(context, user_id, self.ids)
        context.close()
        super().__init__(data_dir, desk.clock, "videos")
        self.shell.resize(1280, 800)
        self.requests: list[tuple[Any, ...]] = []
        for request in ("open-video", "play-list", "practise"):
            self.ui.commands.serve(request, lambda *about, it=request: self._note(it, *about))
        self.catalogue = self.program.context.service(CatalogueService)
        self.playlists = self.program.context.service(PlaylistService)
        self.page = self.open_library()

    def open_library(self) -> VideosPage:
        """Go to the tab and wait until it shows what it has."""
        self.shell.open("videos", "videos")
        (page,) = self.shell.findChildren(VideosPage)
        self.settle()
        return page

    @property
    def deeds(self) -> LibraryDeeds:
        """What is done with the videos that are selected."""
        (deeds,) = self.page.findChildren(LibraryDeeds)
        return deeds

    @property
    def titles(self) -> list[str]:
        """Titles of the videos that are shown, in order."""
        return [line.entry.title for line in self.page.videos.lines]

    def search(self, text: str) -> None:
        """Type into the search field, and wait."""
        self.page.filters.search.setFocus()
        self.page.filters.search.setText(text)
        self.settle()

    def go(self, shelf: Shelf) -> None:
        """Choose a shelf at the side."""
        self.page.sidebar.tree.choose(shelf)
        self.settle()

    def shelves(self) -> dict[str, str]:
        """Return the names at the side with their numbers."""
        tree = self.page.sidebar.tree
        return {
            item.text(0): item.data(0, Part.NUMBER)
            for item in tree.findItems("*", _EVERY)
            if item.data(0, Part.PLACE) is not None
        }

    def select(self, *rows: int) -> None:
        """Select videos by their rows."""
        model = self.page.list.selectionModel()
        model.clearSelection()
        flag = model.SelectionFlag
        for row in rows:
            index = self.page.videos.index(row, 0)
            model.setCurrentIndex(index, flag.Select | flag.Rows)
        self.page.grid.setFocus()
        self.app.processEvents()

    def run(self, command: str) -> None:
        """Run a command if it can be run, and wait for what follows."""
        assert self.ui.commands.can(command), command
        self.ui.commands.run(command)
        self.settle()

    def banners(self) -> list[str]:
        """Return what the banners say."""
        return [one.accessibleName() for one in self.shell.findChildren(Banner) if one.isVisible()]

    def dialog(self) -> QDialog:
        """Return the dialog that is open."""
        open_now = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
        assert len(open_now) == 1, self.words()
        return open_now[0]

    def video(self, place: int) -> Video:
        """Return a video as the disk has it."""
        return self.catalogue.video(self.user_id, self.ids[place])

    def opened(self) -> Place:
        """Return where a video was opened last."""
        (place,) = [about for request, about in self.requests if request == "open-video"][-1:]
        found: Place = place
        return found

    def _note(self, request: str, *about: Any) -> None:
        self.requests.append((request, *about))


_EVERY = Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive
