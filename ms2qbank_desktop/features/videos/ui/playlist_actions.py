"""What can be done with playlists: made, filled, put in order, renamed, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.models import PlaylistKind, VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.ui.words import counted

from .playlist_dialog import PlaylistDialog
from .undoable import do_undoably

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from ms2qbank_desktop.features.videos.models import Playlist, VideoEntry
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
        title, window = "New playlist", self._ctx.window
        PlaylistDialog(window, title, "Create", save, fact=fact).open_once()

    def keep_filter(
        self, wanted: VideoFilter, order: VideoOrder, matches: int, edited: Playlist | None
    ) -> None:
        """Ask for a name and keep a filter as a smart playlist, or as that of the edited one."""
        user_id = self._ctx.user_id

        def save(name: str, description: str) -> None:
            if edited is None:
                kept = self._service.create(
                    user_id, name, description=description, wanted=wanted, order=order
                )
            else:
                kept = edited.id
                self._service.rename(user_id, kept, name, description)
                self._service.refill(user_id, kept, wanted, order)
            self.made.emit(kept)

        PlaylistDialog(
            self._ctx.window,
            "Change the smart playlist" if edited else "New smart playlist",
            "Save" if edited else "Create",
            save,
            name=edited.name if edited else _name_for(wanted),
            description=edited.description if edited else "",
            fact="It fills itself with what fits the present filter: "
            f"{counted(matches, 'video')} now.",
        ).open_once()

    def copy(self, playlist: Playlist) -> None:
        """Make a playlist of the user's own with the same videos."""
        user_id = self._ctx.user_id

        def save(name: str, description: str) -> None:
            videos = [one.id for one in self._service.videos(user_id, playlist.id)]
            new = self._service.create(user_id, name, description=description)
            self._service.add(user_id, new, videos)
            self.made.emit(new)

        PlaylistDialog(
            self._ctx.window,
            "Copy the playlist",
            "Copy",
            save,
            name=f"{playlist.name} (copy)",
            description=playlist.description,
            fact="The copy is yours: order, add and take out as you like.",
        ).open_once()

    def rename(self, playlist: Playlist) -> None:
        """Ask for another name."""
        save = partial(self._service.rename, self._ctx.user_id, playlist.id)
        PlaylistDialog(
            self._ctx.window,
            "Rename the playlist",
            "Rename",
            save,
            name=playlist.name,
            description=playlist.description,
        ).open_once()

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
            if one.kind is PlaylistKind.OWN and not one.official:
                menu.addAction(one.name.replace("&", "&&"), partial(self.add, one, ids))
        if menu.actions():
            menu.addSeparator()
        menu.addAction("New playlist…", partial(self.create, ids))

    def menu_of(self, playlist: Playlist, menu: Menu) -> None:
        """Offer what can be done with a playlist."""
        if is_own(playlist):
            menu.addAction("Rename…", partial(self.rename, playlist))
        if playlist.kind is not PlaylistKind.LATER:
            menu.addAction("Copy…", partial(self.copy, playlist))
        menu.addAction("Add to the planner…", partial(self.plan, playlist))
        if is_own(playlist):
            menu.addAction("Delete", partial(self.remove, playlist))

    def plan(self, playlist: Playlist) -> None:
        """Ask the planner for tasks about the videos of a playlist, in their order."""

        def ask(videos: list[VideoEntry]) -> None:
            places = [Place(Kind.VIDEO, one.id) for one in videos]
            if places:
                self._ctx.commands.request("plan-things", places, playlist.name)
            else:
                self._ctx.messages.toast(f"“{playlist.name}” has no videos yet")

        self._ctx.tasks.run(
            "Reading a playlist",
            lambda _progress: self._service.videos(self._ctx.user_id, playlist.id),
            done=ask,
        )

    def _do(
        self, name: str, work: Callable[[], object], words: str, undo: Callable[[], object]
    ) -> None:
        do_undoably(self._ctx, name, work, words, undo)


def _name_for(wanted: VideoFilter) -> str:
    return wanted.text or " ".join(sorted(wanted.systems | wanted.subjects | wanted.topics))


def is_own(playlist: Playlist) -> bool:
    """Say whether the user can rename and delete it."""
    return playlist.kind is not PlaylistKind.LATER and not playlist.official
