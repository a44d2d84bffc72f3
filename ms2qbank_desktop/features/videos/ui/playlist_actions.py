"""What can be done with playlists: made, filled, put in order, renamed, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.videos.models import PlaylistKind, VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService

from .playlist_dialog import PlaylistDialog
from .undoable import do_undoably
from .video_words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from ms2qbank_desktop.features.videos.models import Playlist
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.menus import Menu

    from .video_model import VideoLine


class PlaylistActions(QObject):
    """What is deleted or taken out can be put back. ``made``: a playlist is there (its id)."""

    made = Signal(object)

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._service = ctx.service(PlaylistService)

    def create(self, video_ids: Sequence[int] = ()) -> None:
        """Ask for a name and make a playlist of videos."""

        def save(name: str, description: str) -> None:
            new = self._service.create(self._ctx.user_id, name, description=description)
            if video_ids:
                self._service.add(self._ctx.user_id, new, video_ids)
            self.made.emit(new)

        fact = f"{counted(len(video_ids), 'video')} will be in it." if video_ids else ""
        self._open(PlaylistDialog(self._ctx.window, "New playlist", "Create", save, fact=fact))

    def keep_filter(self, wanted: VideoFilter, order: VideoOrder, matches: int) -> None:
        """Ask for a name and keep a filter as a smart playlist."""

        def save(name: str, description: str) -> None:
            new = self._service.create(
                self._ctx.user_id, name, description=description, wanted=wanted, order=order
            )
            self.made.emit(new)

        fact = (
            f"It fills itself with what fits the present filter: {counted(matches, 'video')} now."
        )
        name = wanted.text or " ".join(sorted(wanted.systems | wanted.subjects | wanted.topics))
        dialog = PlaylistDialog(
            self._ctx.window, "New smart playlist", "Create", save, name=name, fact=fact
        )
        self._open(dialog)

    def rename(self, playlist: Playlist) -> None:
        """Ask for another name."""
        save = partial(self._service.rename, self._ctx.user_id, playlist.id)
        dialog = PlaylistDialog(
            self._ctx.window,
            "Rename the playlist",
            "Rename",
            save,
            name=playlist.name,
            description=playlist.description,
        )
        self._open(dialog)

    def remove(self, playlist: Playlist) -> None:
        """Delete a playlist; its videos stay in the library."""
        remove = partial(self._service.remove, self._ctx.user_id, playlist.id)
        self._do(
            f"Deleting {playlist.name}",
            remove,
            f"Playlist {playlist.name} deleted. Its videos stay.",
            partial(remove, removed=False),
        )

    def add(self, playlist: Playlist, video_ids: Sequence[int]) -> None:
        """Put videos at the end of a playlist."""
        user_id = self._ctx.user_id
        new: list[int] = []

        def work() -> None:
            if playlist.kind is PlaylistKind.LATER:
                self._service.watch_later(user_id, video_ids)
            else:
                new.extend(self._service.add(user_id, playlist.id, video_ids))

        def undo() -> None:
            if playlist.kind is PlaylistKind.LATER:
                self._service.watch_later(user_id, video_ids, on=False)
            else:
                self._service.take_out(user_id, new)

        words = f"{counted(len(video_ids), 'video')} added to {playlist.name}"
        self._do(f"Adding to {playlist.name}", work, words, undo)

    def watch_later(self, video_ids: Sequence[int]) -> None:
        """Put videos on "watch later"."""
        later = partial(self._service.watch_later, self._ctx.user_id, video_ids)
        words = f"{counted(len(video_ids), 'video')} to watch later"
        self._do("Adding to watch later", later, words, partial(later, on=False))

    def take_out(self, lines: Sequence[VideoLine]) -> None:
        """Take videos out of the playlist that they are shown in."""
        items = [line.item_id for line in lines if line.item_id is not None]
        if items:
            take = partial(self._service.take_out, self._ctx.user_id, items)
            words = f"{counted(len(items), 'video')} taken out of the playlist"
            self._do("Taking out", take, words, partial(take, removed=False))

    def move(self, playlist_id: int, lines: Sequence[VideoLine], before: int | None) -> None:
        """Put videos before another place of their playlist; None: at the end."""
        items = [line.item_id for line in lines if line.item_id is not None]
        if items and before not in items:
            user_id = self._ctx.user_id
            self._ctx.tasks.run(
                "Moving",
                lambda _progress: self._service.move(user_id, playlist_id, items, before),
                done=lambda _none: None,
            )

    def fill_menu(self, menu: QMenu, playlists: Sequence[Playlist], ids: Sequence[int]) -> None:
        """Offer the playlists that take videos."""
        for one in playlists:
            if one.kind is PlaylistKind.OWN:
                menu.addAction(one.name.replace("&", "&&"), partial(self.add, one, ids))
        if menu.actions():
            menu.addSeparator()
        menu.addAction("New playlist…", partial(self.create, ids))

    def menu_of(self, playlist: Playlist, menu: Menu) -> None:
        """Offer what can be done with a playlist."""
        if is_own(playlist):
            menu.addAction("Rename…", partial(self.rename, playlist))
            menu.addAction("Delete", partial(self.remove, playlist))

    def _do(
        self, name: str, work: Callable[[], object], words: str, undo: Callable[[], object]
    ) -> None:
        do_undoably(self._ctx, name, work, words, undo)

    def _open(self, dialog: PlaylistDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def is_own(playlist: Playlist) -> bool:
    """Say whether the user can rename and delete it."""
    return playlist.kind is not PlaylistKind.LATER and not playlist.official
