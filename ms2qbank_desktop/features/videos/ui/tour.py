"""The screens of videos beyond their page, for the tour."""

from __future__ import annotations

import math
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService

from .library_deeds import LibraryDeeds
from .video_tree import ALL, BOOKMARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext

_LECTURES = (  # title, system, how often it swells in a minute
    ("Renal 1 - Clearance", "Renal", 3),
    ("Renal 2 - Transport along the nephron", "Renal", 5),
    ("Cardio 4 - Heart sounds", "Cardiovascular", 9),
)
_SECONDS, _RATE = 60, 4_000


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the library in its views, what is said of a video, and the player."""
    ctx.navigate.open("videos", "videos")
    deeds = ctx.window.findChild(LibraryDeeds)
    if deeds is None:
        return
    page = deeds.page
    with tempfile.TemporaryDirectory() as folder:
        video_id = _video(ctx, Path(folder))
        page.show_view("list")
        yield "table"
        page.show_view("grid")
        page.sidebar.tree.choose(BOOKMARKS)
        yield "bookmarks"
        page.sidebar.tree.choose(ALL)
        if video_id is None:
            return
        deeds.videos.about([video_id], None)
        yield "about"
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        ctx.commands.request("open-video", Place(Kind.VIDEO, video_id))
        yield "player"
        ctx.navigate.close_detail()


def _video(ctx: UiContext, folder: Path) -> int | None:
    """Return a video of the library, which is filled if it is empty; None without VLC. The tour
    works on a copy of the profile."""
    catalogue, user_id = ctx.service(CatalogueService), ctx.user_id
    if not catalogue.entries(user_id, VideoFilter(), limit=1):
        files = [_recording(folder / f"{title}.wav", swells) for title, _, swells in _LECTURES]
        try:
            ctx.service(ScanningService).add(user_id, files)
        except Fault:
            return None
        systems = {title: system for title, system, _ in _LECTURES}
        for entry in catalogue.entries(user_id, VideoFilter()):
            values = {"subject": "Physiology", "system": systems.get(entry.title, "")}
            catalogue.edit(user_id, [entry.id], values=values)
            ctx.service(BookmarkService).add(user_id, entry.id, 12_000, "Compare with the table")
    found = catalogue.entries(user_id, VideoFilter(missing=False), limit=1)
    return found[0].id if found else None


def _recording(file: Path, swells: int) -> Path:
    """Write a recording that swells and fades."""
    length = _SECONDS * _RATE
    frames = bytes(
        round(128 + 100 * math.sin(math.pi * swells * at / length) * math.sin(at * 0.6))
        for at in range(length)
    )
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(frames)
    return file
