"""Bookmarks as a file: of one video, or of those that the library shows."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.ui.context import UiContext

_FORMATS = {"Markdown (*.md)": "md", "CSV table (*.csv)": "csv"}
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a name of a file cannot hold on some system."""


def ask_export(ctx: UiContext, video_ids: Sequence[int], title: str) -> None:
    """Ask for a file, named for ``title`` at first, and write the bookmarks of videos to it."""
    dialog = QFileDialog(ctx.window, "Export bookmarks")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(_FORMATS))
    dialog.setDefaultSuffix("md")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_FORMATS[chosen]))
    dialog.selectFile(_UNFIT.sub(" ", title).strip(" .") or "Bookmarks")
    dialog.fileSelected.connect(partial(_write, ctx, tuple(video_ids)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _write(ctx: UiContext, video_ids: Sequence[int], name: str) -> None:
    file, user_id = Path(name), ctx.user_id
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
