"""What stands in the place of the picture when there is none, and what mends it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import Shiboken

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.videos.models import AUDIO_ENDINGS, VIDEO_ENDINGS
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.files import ask_file, name_filters
from ms2qbank_desktop.ui.widgets.dialog import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.errors import Fault
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

    from .player_stage import Stage

    Show = Callable[[Video], None]
    """Plays a video whose file was found."""

_STILL = "Bookmarks, notes and transcript can be used all the same."


def show_absent(ctx: UiContext, stage: Stage, video: Video, show: Show) -> None:
    """Say that a video has no file here: it is online, or its file is gone."""
    if not video.path:
        stage.show_notice(
            "globe",
            "This video is online",
            f"It opens in your browser: {breakable(video.url)}",
            ("Open in the browser…", partial(_open_address, ctx, video.url)),
        )
        return
    stage.show_notice(
        "file-x",
        "The file is not where it was",
        f"It was {breakable(video.path)}. {_STILL}",
        ("Locate…", partial(locate, ctx, stage, video, show)),
    )


def show_fault(ctx: UiContext, stage: Stage, video: Video, show: Show, fault: Fault) -> None:
    """Say why a file cannot be played, and what to do."""
    if isinstance(fault, EnvironmentFault):
        stage.show_notice("monitor-play", fault.message, f"{fault.advice} {_STILL}")
        return
    if not Path(video.path).exists():
        show_absent(ctx, stage, video, show)
        return
    stage.show_notice(
        "warning-circle",
        fault.message,
        f"{fault.advice} {_STILL}",
        ("Locate another file…", partial(locate, ctx, stage, video, show)),
    )


def breakable(path: str) -> str:
    """Return a path or an address that may be broken into lines behind each of its parts."""
    return re.sub(r"([/\\?&=_-])", "\\1\u200b", path)


def locate(ctx: UiContext, stage: Stage, video: Video, show: Show) -> None:
    """Ask where the file lies now, and play it from there."""
    ask_file(
        ctx.window,
        f"Locate {video.about.title}",
        lambda file: _take(ctx, stage, video, show, file, replace=False),
        name_filters("Videos and sound", ("", sorted(VIDEO_ENDINGS | AUDIO_ENDINGS))),
        near=Path(video.path).parent,
    )


def _take(
    ctx: UiContext, stage: Stage, video: Video, show: Show, file: Path, *, replace: bool
) -> None:
    scanning, user_id = ctx.service(ScanningService), ctx.user_id

    def done(_nothing: object) -> None:
        if Shiboken.isValid(stage):
            show(ctx.service(CatalogueService).video(user_id, video.id))

    def failed(error: BaseException) -> None:
        if isinstance(error, UserFault) and not replace:
            if ask(ctx.window, "Is this the same video?", error.message, do="Use this file"):
                _take(ctx, stage, video, show, file, replace=True)
        else:
            ctx.messages.show(error)

    ctx.tasks.run(
        f"Looking at {file.name}",
        lambda _progress: scanning.locate(user_id, video.id, file, replace=replace),
        done=done,
        failed=failed,
    )


def _open_address(ctx: UiContext, address: str) -> None:
    question = "Open this address in your browser?"
    if ask(ctx.window, question, address, do="Open the browser"):
        QDesktopServices.openUrl(QUrl(address))
