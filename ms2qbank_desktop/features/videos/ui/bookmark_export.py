"""Bookmarks as a file: of one video, or of those that the library shows."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.ui.context import UiContext

_FORMATS = ["Markdown (*.md)", "CSV table (*.csv)"]
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a name of a file cannot hold on some system."""


def ask_export(ctx: UiContext, video_ids: Sequence[int], title: str) -> None:
    """Ask for a file, named for ``title`` at first, and write the bookmarks of videos to it."""
    name = _UNFIT.sub(" ", title).strip(" .") or "Bookmarks"
    write = partial(_write, ctx, tuple(video_ids))
    ask_target(ctx.window, "Export bookmarks", name, write, _FORMATS)


def _write(ctx: UiContext, video_ids: Sequence[int], file: Path) -> None:
    user_id = ctx.user_id
    catalogue, service = ctx.service(CatalogueService), ctx.service(BookmarkService)

    def work(_progress: object) -> int:
        from ms2qbank_desktop.features.videos.formats.bookmarks import write

        marked = ((one, service.bookmarks(user_id, one)) for one in video_ids)
        return write(file, [(catalogue.video(user_id, one), marks) for one, marks in marked])

    ctx.tasks.run(
        f"Writing {file.name}",
        work,
        done=lambda number: ctx.messages.toast(
            f"{counted(number, 'bookmark')} written to {file.name}"
        ),
    )
