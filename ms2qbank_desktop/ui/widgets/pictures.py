"""Pictures of the media folder, decoded off the thread of the window and kept while of use."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ms2qbank_desktop.ui.tasks import Tasks

    Wanted = tuple[Path, int]

_MOST = 32
"""Pictures kept, the last used ones."""


class Pictures(QObject):
    """Gives pictures at a width in pixels of the screen. ``arrived``: one more can be had."""

    arrived = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._sizes: dict[Path, QSize] = {}
        self._images: OrderedDict[Wanted, QImage] = OrderedDict()
        self._coming: set[Wanted] = set()

    def size(self, path: Path) -> QSize:
        """Return the size of a picture, as its first bytes tell; empty if it is none."""
        if path not in self._sizes:
            reader = _reader(path)
            size = reader.size() if reader.canRead() else QSize()
            turned = reader.transformation().value & 4  # Rotate90, alone or mirrored
            self._sizes[path] = size.transposed() if turned else size
        return self._sizes[path]

    def image(self, path: Path, width: int) -> QImage | None:
        """Return a picture, or None and begin to decode it."""
        wanted = path, width
        if wanted in self._images:
            self._images.move_to_end(wanted)
            return self._images[wanted]
        self.prepare((wanted,))
        return None

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        """Decode pictures that will soon be asked for."""
        new = [one for one in wanted if one not in self._images and one not in self._coming]
        if not new:
            return
        self._coming.update(new)
        self._tasks.run(
            "Opening pictures",
            lambda _progress: [(one, _decoded(*one)) for one in new],
            done=self._on_decoded,
        )

    def _on_decoded(self, decoded: list[tuple[Wanted, QImage]]) -> None:
        for wanted, image in decoded:
            self._coming.discard(wanted)
            self._images[wanted] = image
        while len(self._images) > _MOST:
            self._images.popitem(last=False)
        self.arrived.emit()


def _reader(path: Path) -> QImageReader:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader


def _decoded(path: Path, width: int) -> QImage:
    """Return a picture, ``width`` pixels wide; a null image if it cannot be read."""
    reader = _reader(path)
    size = reader.size()
    turned = bool(reader.transformation().value & 4)
    across = size.height() if turned else size.width()
    if width < across:
        # Twice as much as needed is read cheaply; the last step is the one that is smooth.
        reader.setScaledSize(size * min(1.0, 2 * width / across))
    image = reader.read()
    if image.width() > width > 0:
        return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return image
