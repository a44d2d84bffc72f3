"""What other slices and every page ask of the videos: to play one, to bring some in.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ms2qbank_desktop.ui.command import Command

from .player_commands import player_commands

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

    from .player_opening import PlayerOpening

_START_MS = 2_000
"""After the start, when the first page stands and answers."""


def serve_requests(ctx: UiContext) -> None:
    """Declare what the library can do from every page, look through the watched folders, make the
    keys of the player known, and serve those who want to show a video: "open-video" takes a Place
    and words to be marked, "watch-aside" a Place, "play-list" the ids of a playlist and of a video
    in it."""
    _serve_player(ctx)
    ctx.commands.add(
        Command(
            "add-videos",
            "Add videos…",
            partial(_choose_files, ctx),
            "Ctrl+Shift+O",
            menu="File",
            section="import",
            icon="film-strip",
        ),
        Command(
            "watch-folder",
            "Watch a folder of videos…",
            partial(_choose_folder, ctx),
            menu="File",
            section="import",
            icon="folder",
        ),
    )
    start = QTimer(ctx.window)  # goes with the window
    start.setSingleShot(True)
    start.timeout.connect(partial(_look_at_start, ctx))
    start.start(_START_MS)


def _serve_player(ctx: UiContext) -> None:
    ctx.commands.announce(*player_commands())
    made: list[PlayerOpening] = []

    def opening() -> PlayerOpening:
        if not made:  # the player is imported once somebody wants it
            from .player_opening import PlayerOpening

            made.append(PlayerOpening(ctx))
        return made[0]

    serve = ctx.commands.serve
    serve("open-video", lambda place, words=(): opening().open_video(place, words))
    serve("watch-aside", lambda place: opening().watch_aside(place))
    serve("beside-video", lambda place, *_words: opening().watch_aside(place))
    serve("restore-video", partial(_put_back, ctx))
    serve("play-list", lambda *ids: opening().play_list(*ids))


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

    ctx.service(CatalogueService).remove(ctx.user_id, [place.id], removed=False)
    ctx.messages.toast("Put back into the library")


def _choose_files(ctx: UiContext) -> None:
    from .library_scan import choose_files

    choose_files(ctx)


def _choose_folder(ctx: UiContext) -> None:
    from .library_scan import choose_folder

    choose_folder(ctx)


def _look_at_start(ctx: UiContext) -> None:
    """Look through the watched folders, if there are any."""

    def look(_progress: Progress) -> bool:
        from . import videos_page  # noqa: F401 - so that the first visit of the tab finds it loaded
        from .library_scan import watches

        return watches(ctx)

    def done(there: bool) -> None:
        if there:
            from .library_scan import rescan

            rescan(ctx, asked_for=False)

    ctx.tasks.run("Looking for watched folders", look, done=done)
