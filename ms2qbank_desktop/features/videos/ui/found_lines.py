"""Where in a video the words of a search stand, looked up for the videos on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext

_AT_ONCE = 16


class Spoken(NamedTuple):
    """Words at a moment of a video."""

    at_ms: int
    words: str


class FoundLines(QObject):
    """``arrived``: the words of some more videos are known."""

    arrived = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._catalogue = ctx.service(CatalogueService)
        self._bookmarks = ctx.service(BookmarkService)
        self._text = ""
        self._known: dict[int, Spoken | None] = {}
        self._wanted: list[VideoEntry] = []
        self._reading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)

    def search(self, text: str) -> None:
        """Look for other words from now on."""
        if text != self._text:
            self._text = text
            self.forget()

    def forget(self) -> None:
        """Read anew what is asked for from now on."""
        self._known = {}
        self._wanted = []

    def at(self, entry: VideoEntry) -> Spoken | None:
        """Return where the words stand; None if the title says them, or it is not known yet."""
        if not self._text or _has_all(entry.title, self._text):
            return None
        if entry.id not in self._known:
            self._known[entry.id] = None
            self._wanted.append(entry)
            if not self._reading:
                self._soon.start(0)
        return self._known[entry.id]

    def words(self, entry: VideoEntry) -> str:
        """Return what a list shows of it: "12:34 the loop of Henle", "" for nothing."""
        spoken = self.at(entry)
        return f"{clock_time(spoken.at_ms)}  {spoken.words}" if spoken else ""

    def _read(self) -> None:
        if self._reading or not self._wanted:
            return
        batch, text = self._wanted[-_AT_ONCE:], self._text
        del self._wanted[-_AT_ONCE:]

        def done(found: dict[int, Spoken | None]) -> None:
            if text == self._text:
                self._known.update(found)
                self.arrived.emit()

        def ended() -> None:
            self._reading = False
            self._read()

        self._reading = True
        task = self._ctx.tasks.run(
            "Looking into captions",
            lambda _progress: {one.id: self._safely(one.id, text) for one in batch},
            done=done,
        )
        task.ended.connect(ended)

    def _safely(self, video_id: int, text: str) -> Spoken | None:
        try:
            return self._look(video_id, text)
        except UserFault:  # it has been removed meanwhile
            return None

    def _look(self, video_id: int, text: str) -> Spoken | None:
        """Return the first caption with all that is searched for, else with its longest word,
        else the bookmark; on a worker."""
        user_id = self._ctx.user_id
        longest = max(text.split(), key=len)
        for wanted in dict.fromkeys((" ".join(text.split()), longest)):
            for caption in self._catalogue.caption_hits(user_id, video_id, wanted):
                return Spoken(caption.start_ms, " ".join(caption.text.split()))
        for mark in self._bookmarks.bookmarks(user_id, video_id):
            if longest.casefold() in f"{mark.note} {' '.join(mark.tags)}".casefold():
                return Spoken(mark.at_ms, " ".join(mark.note.split()))
        return None


def _has_all(title: str, text: str) -> bool:
    words = title.casefold()
    return all(word in words for word in text.casefold().split())
