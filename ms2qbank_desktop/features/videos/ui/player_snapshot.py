"""The picture of this moment: to the clipboard, a file, a note or a card."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.links.models import Excerpt, Place
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

    from .screening import Screening

NO_PICTURE = "There is no picture to take."


class Snapshots(QObject):
    """Takes the picture at full size. ``picture`` returns it; a null one if there is none."""

    def __init__(
        self,
        ctx: UiContext,
        screening: Screening,
        picture: Callable[[], QImage],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._screening = screening
        self._picture = picture

    def take(self, taken: Callable[[bytes | None], None]) -> None:
        """Give ``taken`` the picture as a PNG file, or None if there is none."""
        picture = self._picture()
        if picture.isNull():
            taken(None)
            return
        self._ctx.tasks.run(
            "Taking a snapshot", lambda _step: as_png(picture), done=taken, owner=self
        )

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        picture = self._picture()
        if picture.isNull():
            self._ctx.messages.toast(NO_PICTURE)
            return
        QGuiApplication.clipboard().setImage(picture)
        self._ctx.messages.toast("Snapshot copied", action=("Save…", self.save))

    def save(self) -> None:
        """Ask for a file and write the picture there."""
        self.use(partial(self._ask_file, self._screening.position_ms))

    def to_card(self) -> None:
        """Open the editor of cards with the picture."""
        video, at_ms = self._screening.video, self._screening.position_ms
        place = Place.in_video(video.id, at_ms)
        source = f"{video.about.title} at {clock_time(at_ms)}"

        def make(png: bytes | None) -> None:
            excerpt = Excerpt(place, source, picture=png, tags=video.about.tags)
            self._ctx.commands.request("make-card", excerpt)

        self._screening.pause()
        self.take(make)

    def use(self, use: Callable[[bytes], object]) -> None:
        """Give ``use`` the picture as a PNG file; say so if there is none."""

        def go_on(png: bytes | None) -> None:
            if png is None:
                self._ctx.messages.toast(NO_PICTURE)
            else:
                use(png)

        self.take(go_on)

    def _ask_file(self, at_ms: int, png: bytes) -> None:
        title = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", self._screening.video.about.title).strip()
        name = f"{title[:80]} {clock_time(at_ms).replace(':', '.')}.png"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)

        def write(target: Path) -> None:
            write_picture(target, png)
            self._ctx.messages.toast(f"Saved {target.name}")

        ask_target(self._ctx.window, "Save snapshot", str(Path(folder) / name), write)


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
