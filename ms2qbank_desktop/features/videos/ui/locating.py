"""Showing the program where a file that is missing has gone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.files import ask_file
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

from .library_scan import FILTERS

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext


def ask_where(ctx: UiContext, entry: VideoEntry) -> None:
    """Ask for the file of a video."""
    old = Path(entry.path)
    title = f"Where is {old.name or entry.title}?"
    same = [f"{old.name} ({old.name})"] if old.name and not set(old.name) & set("()[]*?") else []
    filters = [FILTERS[0], *same, *FILTERS[1:]]
    nearest = next((one for one in old.parents if old.is_absolute() and one.is_dir()), None)
    found = partial(locate, ctx, entry)
    ask_file(ctx.window, title, found, filters, do="Use this file", near=nearest)


def locate(ctx: UiContext, entry: VideoEntry, path: Path, *, replace: bool = False) -> None:
    """Take ``path`` as the file of a video; if it is another one than before, ask first."""
    scanning = ctx.service(ScanningService)

    def failed(error: BaseException) -> None:
        if isinstance(error, UserFault) and error.field == "replace":
            _ask_to_replace(ctx, entry, path, error)
        else:
            ctx.messages.show(error)

    ctx.tasks.run(
        f"Looking into {path.name}",
        lambda _progress: scanning.locate(ctx.user_id, entry.id, path, replace=replace),
        done=lambda _none: ctx.messages.toast(f"“{entry.title}” plays from {path.name} now"),
        failed=failed,
    )


def _ask_to_replace(ctx: UiContext, entry: VideoEntry, path: Path, fault: UserFault) -> None:
    title = "Use another file for this video?"
    dialog = Dialog(ctx.window, title, do="Use this file", keep="Choose again")
    words = (
        f"{fault.message} Progress, bookmarks and notes of “{entry.title}” stay and will "
        "point into the new file."
    )
    dialog.body.add(Label(words, "body", "text-muted", wrap=True, selectable=True))
    dialog.accepted.connect(lambda: locate(ctx, entry, path, replace=True))
    dialog.rejected.connect(lambda: ask_where(ctx, entry))
    dialog.open_once()
