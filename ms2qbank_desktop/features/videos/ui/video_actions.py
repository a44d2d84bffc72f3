"""What can be done with videos of the library: opened, marked, described, located, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.ui.words import counted

from .about_dialog import AboutDialog, AboutManyDialog
from .locating import ask_where
from .online import ask_online
from .undoable import do_undoably

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.videos.models import Video, VideoCounts, VideoEntry
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.dialog import Dialog

    from .bookmark_list import MarkLine
    from .found_lines import Spoken


class VideoActions(QObject):
    """Acts on videos; slow work goes off this thread, and what is done can be undone."""

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._catalogue = ctx.service(CatalogueService)
        self._watching = ctx.service(WatchingService)

    def open(self, entry: VideoEntry, spoken: Spoken | None, playlist_id: int | None) -> None:
        """Play a video: at what was found, in a playlist, or where it was left."""
        if self._is_elsewhere(entry):
            return
        if spoken is not None:
            self._ctx.commands.request("open-video", Place.in_video(entry.id, spoken.at_ms))
        elif playlist_id is not None:
            self._ctx.commands.request("play-list", playlist_id, entry.id)
        else:
            self._ctx.commands.request("open-video", Place(Kind.VIDEO, entry.id))

    def open_from_start(self, entry: VideoEntry) -> None:
        """Play a video from its beginning."""
        if not self._is_elsewhere(entry):
            self._ctx.commands.request("open-video", Place.in_video(entry.id, 0))

    def open_mark(self, line: MarkLine) -> None:
        """Play a video at its bookmark."""
        if not self._is_elsewhere(line.video):
            place = Place.in_video(line.video.id, line.mark.at_ms)
            self._ctx.commands.request("open-video", place)

    def remove_mark(self, line: MarkLine) -> None:
        """Delete a bookmark."""
        remove = partial(self._ctx.service(BookmarkService).remove, self._ctx.user_id, line.mark.id)
        put_back = partial(remove, removed=False)
        self._do("Deleting a bookmark", remove, "Bookmark deleted", put_back)

    def mark(self, ids: Sequence[int], *, done: bool) -> None:
        """Say that videos were seen, or not."""
        user_id = self._ctx.user_id
        states = {}

        def work() -> None:
            states.update(self._watching.mark(user_id, ids, done=done))

        words = f"{counted(len(ids), 'video')} marked as {'done' if done else 'unwatched'}"
        self._do("Marking", work, words, lambda: self._watching.restore(user_id, states))

    def remove(self, ids: Sequence[int]) -> None:
        """Take videos out of the library; no file is touched."""
        if not ids:
            return
        remove = partial(self._catalogue.remove, self._ctx.user_id, list(ids))
        stays = "The file stays" if len(ids) == 1 else "The files stay"
        words = f"{counted(len(ids), 'video')} removed from the library. {stays} on the disk."
        self._do("Removing", remove, words, partial(remove, removed=False))

    def about(self, ids: Sequence[int], counts: VideoCounts | None) -> None:
        """Open the form of what is said of videos."""
        user_id = self._ctx.user_id

        def show(videos: list[Video]) -> None:
            dialog: Dialog
            if len(videos) == 1:
                dialog = AboutDialog(self._ctx, videos[0], counts)
            else:
                dialog = AboutManyDialog(self._ctx, videos, counts)
            dialog.open_once()

        if ids:
            self._ctx.tasks.run(
                "Reading videos",
                lambda _progress: [self._catalogue.video(user_id, one) for one in ids],
                done=show,
            )

    def locate(self, entry: VideoEntry) -> None:
        """Ask where the file of a video is."""
        ask_where(self._ctx, entry)

    def practise(self, entry: VideoEntry) -> None:
        """Practise questions on what a video is about."""
        bank = BankFilter(
            subjects=_named(entry.subject),
            systems=_named(entry.system),
            topics=_named(entry.topic),
        )
        self._ctx.commands.request("practise", QuestionFilter(bank))

    def show_in_folder(self, entry: VideoEntry) -> None:
        """Open the folder of a video in the program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(entry.path).parent)))

    def _is_elsewhere(self, entry: VideoEntry) -> bool:
        """Ask where the file is, or whether its address may be opened, if it cannot be played."""
        if not entry.path:
            ask_online(self._ctx, entry)
        elif entry.missing:
            ask_where(self._ctx, entry)
        return entry.missing or not entry.path

    def _do(
        self, name: str, work: Callable[[], object], words: str, undo: Callable[[], object]
    ) -> None:
        do_undoably(self._ctx, name, work, words, undo)


def _named(name: str) -> frozenset[str]:
    return frozenset((name,)) if name else frozenset()


def topic_of(entry: VideoEntry) -> str:
    """Return what its questions are about, "" if nobody has said."""
    return entry.topic or entry.system or entry.subject
