"""Writes a text anew when theme or zoom have changed, and its history with it.

The formats of a document hold colours and sizes, so what undo would bring back has the old ones;
and Qt lets nobody change them but by further steps to undo. So the texts that undo and redo lead to
are taken down, and made again by as many steps.
"""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QTextCursor

from . import filling
from .editing import one_step
from .replacing import replace_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextEdit

    from .reading import Entry, Mirror
MOST_STEPS = 100
"""That are kept, either way."""
_SECONDS = 0.1
"""That looking for them may take."""


def dress_all(text: QTextEdit, mirror: Mirror) -> None:
    """Show the text in the present theme; what could be undone and done again still can be."""
    caret, top = text.textCursor().position(), text.verticalScrollBar().value()
    with QSignalBlocker(text):  # nothing is edited by it
        states, now = _history(text, mirror)
        _write(text, states[0])
        for state in states[1:]:
            replace_entries(text, mirror, state)
        for _ in states[now + 1 :]:
            text.document().undo()
        if _entries(mirror) != states[now]:  # its words are worth more than its history
            _write(text, states[now])
        cursor = text.textCursor()
        cursor.setPosition(min(caret, text.document().characterCount() - 1))
        text.setTextCursor(cursor)
    text.verticalScrollBar().setValue(top)


def _history(text: QTextEdit, mirror: Mirror) -> tuple[list[list[Entry]], int]:
    """Return the texts that undo and redo lead to, oldest first, and which is the present one."""
    present, document = _entries(mirror), text.document()
    if text.isReadOnly():
        return [present], 0
    older, steps = _walked(mirror, document.undo, document.isUndoAvailable)
    for _ in range(steps):
        document.redo()
    while document.isRedoAvailable() and _entries(mirror) != present:
        document.redo()  # Qt takes back at once what it does again in two steps
    newer, _ = _walked(mirror, document.redo, document.isRedoAvailable)
    return [*older[::-1], present, *newer], len(older)


def _walked(
    mirror: Mirror, step: Callable[[], object], is_there: Callable[[], bool]
) -> tuple[list[list[Entry]], int]:
    """Go as far as there are steps; return the texts on the way and how many steps it were."""
    found, last, steps = [], _entries(mirror), 0
    until = thread_time() + _SECONDS
    while steps < MOST_STEPS and is_there() and thread_time() < until:
        step()
        steps += 1
        if (now := _entries(mirror)) != last:  # some change nothing but looks
            found.append(now)
            last = now
    return found, steps


def _entries(mirror: Mirror) -> list[Entry]:
    return [entry for _number, entry in mirror.all()]


def _write(text: QTextEdit, entries: list[Entry]) -> None:
    """Write the whole text; nothing is there to undo then."""
    document = text.document()
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor, fresh = QTextCursor(document), True
    with one_step(cursor):
        for block, key in entries:
            fresh = filling.append(cursor, block, key, fresh=fresh)
    document.setUndoRedoEnabled(True)
