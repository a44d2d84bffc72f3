"""The picture of this moment: to the clipboard, a file, a note or a card."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.links.models import Excerpt, Place
from ms2qbank_desktop.ui.words import clock_time

from .player_work import run_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

    from .player_page import PlayerPage

NO_PICTURE = "There is no picture to take."


class Snapshots(QObject):
    """Takes the picture of a player at full size."""

    def __init__(self, ctx: UiContext, player: PlayerPage) -> None:
        super().__init__(player)
        self._ctx = ctx
        self._player = player

    def take(self, taken: Callable[[bytes | None], None]) -> None:
        """Give ``taken`` the picture as a PNG file, or None if there is none."""
        picture = self._player.picture()
        if picture.isNull():
            taken(None)
            return
        run_for(self, self._ctx, "Taking a snapshot", lambda: as_png(picture), taken)

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        picture = self._player.picture()
        if picture.isNull():
            self._ctx.messages.toast(NO_PICTURE)
            return
        QGuiApplication.clipboard().setImage(picture)
        self._ctx.messages.toast("Snapshot copied", action=("Save…", self.save))

    def save(self) -> None:
        """Ask for a file and write the picture there."""
        at = self._player.position_ms
        self._with_picture(partial(self._ask_file, at))

    def to_note(self) -> None:
        """Begin a note with the picture."""
        at = self._player.position_ms
        self._with_picture(lambda png: self._player.panels.take_snapshot(at, png))

    def to_card(self) -> None:
        """Open the editor of cards with the picture."""
        player = self._player
        place = Place.in_video(player.video.id, player.position_ms)
        source, tags = player.source(), player.video.about.tags

        def make(png: bytes | None) -> None:
            excerpt = Excerpt(place, source, picture=png, tags=tags)
            self._ctx.commands.request("make-card", excerpt)

        player.pause()
        self.take(make)

    def _with_picture(self, use: Callable[[bytes], object]) -> None:
        def go_on(png: bytes | None) -> None:
            if png is None:
                self._ctx.messages.toast(NO_PICTURE)
            else:
                use(png)

        self.take(go_on)

    def _ask_file(self, at_ms: int, png: bytes) -> None:
        title = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", self._player.video.about.title).strip()
        name = f"{title[:80]} {clock_time(at_ms).replace(':', '.')}.png"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self._ctx.window, "Save snapshot", str(Path(folder) / name), "Pictures (*.png)"
        )
        if chosen:
            write_picture(Path(chosen), png)
            self._ctx.messages.toast(f"Saved {Path(chosen).name}")


def write_picture(file: Path, png: bytes) -> None:
    """Write a picture. EnvironmentFault if that is not possible."""
    try:
        file.write_bytes(png)
    except OSError as error:
        raise EnvironmentFault(
            f"The picture cannot be saved in {file.parent} ({error.strerror}).",
            advice="Choose another folder.",
        ) from error


def as_png(picture: QImage) -> bytes:
    """Return a picture as a PNG file; may run on any thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
