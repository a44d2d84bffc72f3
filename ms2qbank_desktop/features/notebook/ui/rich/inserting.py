"""Writes blocks at the caret, all at once or in turns: what is pasted may be a book."""

from __future__ import annotations

import logging
from functools import partial
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.composing import compose
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind
from ms2qbank_desktop.ui.tasks import Tasks

from . import filling
from .editing import after, one_step
from .reading import read_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextEdit

    from .reading import Mirror

log = logging.getLogger(__name__)
_TURN_SECONDS = 0.004


class Insertion:
    """Blocks that are written behind that of the caret, or in it if it is an empty paragraph; one
    step to undo."""

    def __init__(self, text: QTextEdit, blocks: list[Block]) -> None:
        self._text = text
        self._coming = iter(blocks)
        self._ends_with_rule = blocks[-1].kind is Kind.RULE
        self._cursor = text.textCursor()
        self._fresh = False
        self._begun = False
        self.written = range(0)
        """Numbers of the blocks that the last turn has written."""

    def go_on(self, seconds: float = inf) -> bool:
        """Write for some time and return whether more is to come."""
        until, first = perf_counter() + seconds, self._cursor.blockNumber()
        with one_step(self._cursor, joined=self._begun):
            if not self._begun:
                self._begin()
            more = self._write(until)
        self.written = range(first, self._cursor.blockNumber())
        if not more:
            self._text.setTextCursor(self._cursor)
            after(self._text)
        return more

    def _write(self, until: float) -> bool:
        cursor = self._cursor
        for block in self._coming:
            self._fresh = filling.append(cursor, block, 0, fresh=self._fresh)
            if perf_counter() > until:
                return True
        if self._ends_with_rule and not cursor.block().next().isValid():
            filling.append(cursor, Block(), 0, fresh=False)
        return False

    def _begin(self) -> None:
        cursor, self._begun = self._cursor, True
        cursor.removeSelectedText()
        if (table := cursor.currentTable()) is not None:
            cursor.setPosition(table.lastPosition() + 1)
        now = read_block(cursor.block())[0]
        self._fresh = now.kind is Kind.PARAGRAPH and not cursor.block().text()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)


def insert_blocks(text: QTextEdit, blocks: list[Block]) -> None:
    """Write blocks at once."""
    Insertion(text, blocks).go_on()


class LongPaste(QObject):
    """Something long is read on another thread and then written in turns. What needs the whole
    text, or writes in it, calls `finish` first. ``begun``: there is something to save."""

    begun = Signal()

    def __init__(self, text: QTextEdit, mirror: Mirror) -> None:
        super().__init__(text)
        self._text = text
        self._mirror = mirror
        self._tasks = tasks = Tasks(_tell)
        text.destroyed.connect(tasks.close)
        self._read: Callable[[], list[Block]] | None = None
        self._put: Callable[[list[Block]], Insertion | None] | None = None
        self._caret = QTextCursor()
        self._insertion: Insertion | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._read is not None or self._insertion is not None

    def begin(
        self,
        read: Callable[[], list[Block]],
        put: Callable[[list[Block]], Insertion | None],
    ) -> None:
        """Let ``read`` give the blocks, on another thread, and ``put`` write them at the caret as
        it stands now, or say what is written in turns."""
        self.finish()
        self._read, self._put, self._caret = read, put, self._text.textCursor()
        self._tasks.run("Pasting", partial(_composed, read), done=partial(self._arrived, read))
        self.begun.emit()

    def finish(self) -> None:
        """Write all that is still to come."""
        if self._read is not None:
            self._write(self._read())
        while self._insertion is not None:
            self._go_on(inf)

    def drop(self) -> None:
        """Forget what is still to come: another text is shown."""
        self._read = self._insertion = None
        self._turn.stop()

    def _arrived(self, read: Callable[[], list[Block]], blocks: list[Block]) -> None:
        if read is self._read:  # it was neither finished meanwhile nor dropped
            self._write(blocks)

    def _write(self, blocks: list[Block]) -> None:
        put, self._read, self._put = self._put, None, None
        self._text.setTextCursor(self._caret)
        self._insertion = put(blocks) if put is not None else None
        if self._insertion is not None:
            self._turn.start()

    def _go_on(self, seconds: float = _TURN_SECONDS) -> None:
        insertion = self._insertion
        if insertion is not None and insertion.go_on(seconds):
            for number in insertion.written:
                self._mirror.entry(number)  # all at once they would keep the window waiting
        else:
            self._insertion = None
            self._turn.stop()
            self._text.ensureCursorVisible()


def _composed(read: Callable[[], list[Block]], _progress: object) -> list[Block]:
    """Return the blocks, whose Markdown is then known: the window will ask for it soon."""
    blocks = read()
    compose([], [(block, -1) for block in blocks])
    return blocks


def _tell(error: BaseException) -> None:
    log.error("what was pasted cannot be read", exc_info=error)
