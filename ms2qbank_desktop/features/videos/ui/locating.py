"""Showing the program where a file that is missing has gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import AUDIO_ENDINGS, VIDEO_ENDINGS
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext


def ask_where(ctx: UiContext, entry: VideoEntry) -> None:
    """Ask for the file of a video."""
    every = " ".join(f"*.{end}" for end in sorted(VIDEO_ENDINGS | AUDIO_ENDINGS))
    old = Path(entry.path)
    dialog = QFileDialog(ctx.window, f"Where is {old.name or entry.title}?")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    same = [f"{old.name} ({old.name})"] if old.name and not set(old.name) & set("()[]*?") else []
    dialog.setNameFilters([f"Videos and recordings ({every})", *same, "All files (*)"])
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Use this file")
    nearest = next((str(one) for one in old.parents if one.is_dir()), "")
    if old.is_absolute() and nearest:
        dialog.setDirectory(nearest)
    dialog.fileSelected.connect(lambda name: locate(ctx, entry, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


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
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
