"""Puts a text into the document: what can be seen at once, the rest in turns, so that the window
never waits for a long note."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.blocks import read
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind

from . import filling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextDocument

    from ms2qbank_desktop.features.notebook.markdown.model import Chunk

    from .reading import Mirror
    from .sources import Sources

_TURN_SECONDS = 0.005


class Loading(QObject):
    """``filled``: all of the text is in. Until then nothing can be undone."""

    filled = Signal()

    def __init__(
        self, document: QTextDocument, mirror: Mirror, sources: Sources, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._mirror, self._sources = document, mirror, sources
        self._coming: Iterator[Chunk] | None = None
        self._fresh = True
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._put_in)

    @property
    def under_way(self) -> bool:
        """Whether something is still to come."""
        return self._coming is not None

    def begin(self, body: str) -> None:
        """Take out what there is and begin to put in another text."""
        self._turn.stop()
        self._sources.begin(body)
        self._document.setUndoRedoEnabled(False)
        self._mirror.paused = True
        self._coming = read(body)
        self._document.clear()
        self._mirror.entries = [(Block(), 0)]
        self._fresh = True
        self._put_in()
        if self.under_way:
            self._turn.start()

    def finish(self) -> None:
        """Put in all that is still to come."""
        while self.under_way:
            self._put_in()

    def _put_in(self) -> None:
        """Write blocks for some milliseconds."""
        if self._coming is None:
            return
        until = perf_counter() + _TURN_SECONDS
        self._mirror.paused = True
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for chunk in self._coming:
            key = self._sources.add(chunk)
            self._enter(chunk.block, key)
            self._fresh = filling.append(cursor, chunk.block, key, fresh=self._fresh)
            if perf_counter() > until:
                break
        else:
            self._coming = None
        cursor.endEditBlock()
        self._mirror.paused = False
        if self._coming is None:
            self._turn.stop()
            self._document.setUndoRedoEnabled(True)
            self._sources.changed()
            self.filled.emit()

    def _enter(self, block: Block, key: int) -> None:
        """Know what is being put in without reading it again."""
        entries = self._mirror.entries
        if block.kind is Kind.TABLE:
            entries += [(Block(Kind.TABLE, cell), 0) for row in block.rows for cell in row]
            entries.append((Block(), 0))
        elif self._fresh:
            entries[-1] = block, key
        else:
            entries.append((block, key))
