"""Bringing videos in: files, folders that are watched, a new look at those; then the result."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import (
    AUDIO_ENDINGS,
    CAPTION_ENDINGS,
    VIDEO_ENDINGS,
    ScanReport,
)
from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.files import ask_files, ask_folder, name_filters

from .scan_report import ScanReportDialog, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.videos.models import WatchedFolder
    from ms2qbank_desktop.features.videos.service.scanning import ScanningService
    from ms2qbank_desktop.ui.context import UiContext

_PLAYABLE = VIDEO_ENDINGS | AUDIO_ENDINGS
FILTERS = name_filters("Videos and recordings", ("", sorted(_PLAYABLE)))
"""What the dialogs offer."""
_LOOKED_AT = 400
"""Files of a dropped folder that are looked at to tell what it holds."""


def choose_files(ctx: UiContext) -> None:
    """Ask for files and add them."""
    ask_files(ctx.window, "Add videos", partial(add_paths, ctx), FILTERS, do="Add")


def choose_folder(ctx: UiContext) -> None:
    """Ask for a folder and watch it from now on."""
    ask_folder(ctx.window, "Watch a folder", partial(watch, ctx), do="Watch")


def choose_moved(ctx: UiContext) -> None:
    """Ask for the folder where missing files are now; they are found by what is in them."""
    title = "Where are the files now?"
    ask_folder(ctx.window, title, partial(find_moved, ctx), do="Look here")


def add_paths(ctx: UiContext, paths: Sequence[Path]) -> None:
    """Add files, and what is in folders."""
    name = f"Adding {outcome.named(paths)}"
    _run(ctx, name, lambda it, progress: it.add(ctx.user_id, list(paths), progress))


def watch(ctx: UiContext, folder: Path) -> None:
    """Add what is in a folder, and whatever will be."""
    _run(ctx, f"Reading {folder.name}", lambda it, step: it.watch(ctx.user_id, folder, step))


def find_moved(ctx: UiContext, folder: Path) -> None:
    """Look for missing files in a folder; it is watched if it is a watched one, moved."""
    name = f"Looking into {folder.name}"
    _run(ctx, name, lambda it, step: it.watch_moved(ctx.user_id, folder, step))


def rescan(ctx: UiContext, *, asked_for: bool = True) -> None:
    """Look through the watched folders; say what is new, if ``asked_for`` even that nothing is."""
    name = "Looking for new videos"
    _run(ctx, name, lambda it, progress: it.rescan(ctx.user_id, progress), asked_for=asked_for)


def unwatch(ctx: UiContext, folder: WatchedFolder) -> None:
    """Watch a folder no longer; its videos stay, and it can be taken back."""

    def put_back() -> None:
        _scanning(ctx).unwatch(ctx.user_id, folder.id, removed=False)

    _scanning(ctx).unwatch(ctx.user_id, folder.id)
    name = Path(folder.path).name
    ctx.messages.toast(f"{name} is no longer watched. Its videos stay.", put_back)


def _run(
    ctx: UiContext,
    name: str,
    work: Callable[[ScanningService, Progress], ScanReport],
    *,
    asked_for: bool = True,
) -> None:
    def scan(progress: Progress) -> ScanReport:
        from ms2qbank_desktop.features.videos.service.playlists import PlaylistService

        report = work(_scanning(ctx), progress)
        if report.added:
            ctx.service(PlaylistService).make_ready(ctx.user_id)
        return report

    def tell(report: ScanReport) -> None:
        if asked_for or report.added or report.moved:
            outcome.tell(
                ctx,
                summary(report),
                lambda: ScanReportDialog(ctx.window, report),
                left_out=report.problems,
                taken=report.added or report.updated or report.unchanged,
            )

    outcome.run(
        ctx,
        name,
        scan,
        tell,
        cancelled="Cancelled. Videos found before that are in the library.",
    )


def watches(ctx: UiContext) -> bool:
    """Say whether any folder is watched."""
    return bool(_scanning(ctx).folders(ctx.user_id))


def _scanning(ctx: UiContext) -> ScanningService:
    from ms2qbank_desktop.features.videos.service.scanning import ScanningService

    return ctx.service(ScanningService)


def holds_videos(path: Path) -> bool:
    """Say whether a file is for the library, or a folder has such a file among its first ones."""
    if not path.is_dir():
        return path.suffix.lower().lstrip(".") in _PLAYABLE | CAPTION_ENDINGS
    seen = 0
    for _folder, _inner, names in os.walk(path):
        if any(name.rpartition(".")[2].lower() in _PLAYABLE for name in names):
            return True
        seen += 1 + len(names)
        if seen > _LOOKED_AT:
            return False
    return False
