"""The picture that is shown, over the memory that libvlc filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.playback.memory_output import Bitmap


class ShownPicture:
    """Keeps the memory as long as the image that looks at it."""

    def __init__(self) -> None:
        self.image = QImage()
        self._bitmap: Bitmap | None = None

    def show(self, bitmap: Bitmap) -> None:
        """Take over a picture, without copying it."""
        if bitmap is not self._bitmap:
            form = QImage.Format.Format_RGB32
            self.image = QImage(bitmap.pixels, bitmap.width, bitmap.height, bitmap.pitch, form)
            self._bitmap = bitmap

    def clear(self) -> None:
        """Show nothing, and let the memory go."""
        self.image = QImage()
        self._bitmap = None
