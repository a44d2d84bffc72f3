"""Frames of videos for the library, read and made off the thread of the window."""

from __future__ import annotations

from collections import OrderedDict, deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext

_MOST = 120
"""Pictures kept, the last used ones: three screens of a large window."""
_CLOSE = 0.02
"""Of the width: a picture that is so nearly 16:9 is taken as such."""
_AT_ONCE = 12
"""Files read before the window hears of them."""


class Thumbnails(QObject):
    """Gives pictures at a width in pixels of the screen, and waveforms of what can only be heard.
    ``arrived``: one more can be had."""

    arrived = Signal()
    _made = Signal(str, object)

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._scanning = ctx.service(ScanningService)
        self._kept: OrderedDict[str, QPixmap | bytes] = OrderedDict()
        self._none: set[str] = set()
        """Contents of which there is nothing."""
        self._wanted: OrderedDict[str, VideoEntry] = OrderedDict()
        self._width = 0
        self._reading = self._making = False
        self._unmade: deque[VideoEntry] = deque()
        self._soon = QTimer(self)  # all that one painting asks for is read together
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def picture(self, entry: VideoEntry, width: int) -> QPixmap | None:
        """Return the picture of a video, or None and begin to read it."""
        if width != self._width:
            self._width = width
            self._none.clear()
        kept = self._look_up(entry)
        if isinstance(kept, QPixmap):
            if kept.width() != width:
                self._want(entry)
            return kept
        return None

    def peaks(self, entry: VideoEntry) -> bytes | None:
        """Return how loud a recording is, a byte for each of a thousand pieces; or None and begin
        to read it."""
        kept = self._look_up(entry)
        return kept if isinstance(kept, bytes) else None

    def try_again(self) -> None:
        """Look anew for what was not there."""
        self._none.clear()

    def _look_up(self, entry: VideoEntry) -> QPixmap | bytes | None:
        kept = self._kept.get(entry.content)
        if kept is None:
            self._want(entry)
        else:
            self._kept.move_to_end(entry.content)
        return kept

    def _want(self, entry: VideoEntry) -> None:
        if entry.content and entry.content not in self._none:
            self._wanted[entry.content] = entry
            self._wanted.move_to_end(entry.content)
            if not self._reading:
                self._soon.start(0)

    def _read(self) -> None:
        """Read what was asked for last: what has been scrolled by can wait."""
        if self._reading or not self._wanted:
            return
        batch = [self._wanted.popitem()[1] for _ in range(min(_AT_ONCE, len(self._wanted)))]
        while len(self._wanted) > _MOST:
            self._wanted.popitem(last=False)
        width = self._width

        def done(found: list[QImage | bytes | None]) -> None:
            for entry, one in zip(batch, found, strict=True):
                self._keep(entry.content, one)
                if one is None:
                    self._make(entry)
            self.arrived.emit()

        def ended() -> None:
            self._reading = False
            self._read()

        self._reading = True
        task = self._ctx.tasks.run(
            "Reading thumbnails",
            lambda _progress: [self._load(entry, width) for entry in batch],
            done=done,
        )
        task.ended.connect(ended)

    def _load(self, entry: VideoEntry, width: int) -> QImage | bytes | None:
        """Return what the cache of the disk has of a video; on a worker."""
        if not entry.is_audio:
            return read_picture(self._scanning.thumbnail_path(entry.content), width)
        try:
            return self._scanning.peaks_path(entry.content).read_bytes() or None
        except OSError:
            return None

    def _make(self, entry: VideoEntry) -> None:
        if entry.missing or not entry.duration_ms:
            return
        self._unmade.append(entry)
        if self._making:
            return

        def failed(error: BaseException) -> None:
            self._unmade.clear()
            if not isinstance(error, EnvironmentFault):  # no VLC is said in its own place
                self._ctx.messages.show(error)

        def ended() -> None:
            self._making = False
            if task.cancelled:
                self._unmade.clear()
            elif self._unmade:
                self._make(self._unmade.pop())

        self._making = True
        task = self._ctx.tasks.run(
            "Making thumbnails", self._make_all, done=lambda _none: None, failed=failed
        )
        task.ended.connect(ended)

    def _make_all(self, progress: Progress) -> None:
        """Make what is not there as long as there is any of it; on a worker."""
        number, user_id = 0, self._ctx.user_id
        while self._unmade:
            progress.report(number, number + len(self._unmade))
            entry = self._unmade.pop()
            make = self._scanning.make_peaks if entry.is_audio else self._scanning.make_thumbnail
            number += 1
            if not Path(entry.path).is_file():  # gone since the last look
                continue
            try:
                made = make(user_id, entry.id)
            except UserFault:  # it has been removed meanwhile
                continue
            if made is not None:
                self._made.emit(entry.content, self._load(entry, self._width))

    def _on_made(self, content: str, found: QImage | bytes | None) -> None:
        self._keep(content, found)
        self.arrived.emit()

    def _keep(self, content: str, found: QImage | bytes | None) -> None:
        if found is None:
            self._none.add(content)
            return
        self._none.discard(content)
        self._kept[content] = QPixmap.fromImage(found) if isinstance(found, QImage) else found
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)


def read_picture(path: Path, width: int) -> QImage | None:
    """Return a picture in the middle of ``width`` by 9/16 of it; None if it cannot be read."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    image = reader.read()
    if image.isNull():
        return None
    room = QSize(width, round(width * 9 / 16))
    way = Qt.AspectRatioMode.KeepAspectRatio
    image = image.scaled(room, way, Qt.TransformationMode.SmoothTransformation)
    if image.height() == room.height() and room.width() - image.width() < _CLOSE * room.width():
        return image.scaled(room)
    sheet = QImage(room, QImage.Format.Format_RGB32)
    sheet.fill(current().color("video-well"))
    painter = QPainter(sheet)
    left, top = (room.width() - image.width()) // 2, (room.height() - image.height()) // 2
    painter.drawImage(left, top, image)
    painter.end()
    return sheet
