"""Puts what is typed on the disk by itself, off the thread of the window.

It is written half a second after the last key, and while typing goes on often enough that a
program that is killed loses less than a second.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.notebook import wiki

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService
    from ms2qbank_desktop.ui.tasks import Task, Tasks

PAUSE_MS = 500
"""After the last key."""
LATEST_MS = 650
"""After the first key that is not on the disk yet; the rest of the second is the disk's."""
_AGAIN_MS = 3_000
"""After a fault."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed. ``tags`` without those of the text."""

    note_id: int
    title: str
    body: str
    tags: tuple[str, ...]

    def is_as(self, note: Note) -> bool:
        """Say whether a note stands on the disk as it was typed."""
        own = wiki.own_tags(note.tags, note.body)
        return (self.title.strip(), self.body, self.tags) == (note.title, note.body, own)


@dataclass(frozen=True, slots=True)
class Saved:
    """How a note stands on the disk now, and what a reader wants to know of its text."""

    draft: Draft
    note: Note
    headings: tuple[wiki.Heading, ...]
    words: int


class Autosave(QObject):
    """Saves the note of one editor. ``take`` gives what is typed; asked for on the window's thread
    when it is time to save.

    ``saved`` carries a :class:`Saved`, ``failed`` what was raised; after that it is tried again.
    ``unchanged``: it was time to save, and all was as before (typed and taken back).
    """

    saved = Signal(object)
    unchanged = Signal()
    failed = Signal(object)

    def __init__(
        self,
        notes: NotebookService,
        user_id: int,
        tasks: Tasks,
        take: Callable[[], Draft],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._notes, self._user_id, self._tasks, self._take = notes, user_id, tasks, take
        self._one_by_one = threading.Lock()
        self._number = self._done = 0
        self._task: Task | None = None
        self.known: Note | None = None
        """What the typing began from; another text that comes to stand there becomes a version."""
        self.waiting = False
        """Whether something was typed that no save has taken."""
        self._pause = self._timer(PAUSE_MS)
        self._latest = self._timer(LATEST_MS)

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._task is not None

    def touch(self) -> None:
        """Say that something was typed."""
        self.waiting = True
        self._pause.start(PAUSE_MS)
        if not self._latest.isActive():
            self._latest.start(LATEST_MS)

    def forget(self) -> None:
        """Leave what was typed as it is: it is not to be saved any more."""
        self.waiting = False
        self._pause.stop()
        self._latest.stop()

    def flush(self) -> bool:
        """Save now and wait for it; False if that cannot be done."""
        if not self.waiting and self._task is None:
            return True
        if (draft := self._next()) is None:
            return True
        try:
            saved = self._write(self._number, draft)
        except Fault as fault:
            self._on_failed(fault)
            return False
        if saved is not None:
            self.saved.emit(saved)
        return True

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._on_time)
        return timer

    def _on_time(self) -> None:
        if self._task is not None or not self.waiting:
            return  # what is under way begins the next one when it ends
        if (draft := self._next()) is None:
            self.unchanged.emit()
            return
        self._task = self._tasks.run(
            "Saving the note",
            partial(self._work, self._number, draft),
            done=self._on_saved,
            failed=self._on_failed,
        )
        self._task.ended.connect(self._on_ended)

    def _next(self) -> Draft | None:
        """Return what is to be saved, None if it stands there already."""
        self.forget()
        draft = self._take()
        if self._task is None and self.known is not None and draft.is_as(self.known):
            return None
        self._number += 1
        return draft

    def _work(self, number: int, draft: Draft, _progress: Progress) -> Saved | None:
        return self._write(number, draft)

    def _write(self, number: int, draft: Draft) -> Saved | None:
        """Save a draft; None if a later one is on the disk already."""
        with self._one_by_one:
            if number <= self._done:
                return None
            note = self._notes.write(
                self._user_id,
                draft.note_id,
                draft.title,
                draft.body,
                draft.tags,
                known=self.known,
                follow=False,
            )
            self._done = number
            if draft.is_as(note):
                self.known = note
        headings = tuple(wiki.headings(note.body))
        return Saved(draft, note, headings, wiki.words(note.body))

    def _on_saved(self, saved: Saved | None) -> None:
        if saved is not None:
            self.saved.emit(saved)

    def _on_failed(self, error: BaseException) -> None:
        self.waiting = True
        if not self._latest.isActive():
            self._latest.start(_AGAIN_MS)
        self.failed.emit(error)

    def _on_ended(self) -> None:
        self._task = None
        if self.waiting and not self._pause.isActive() and not self._latest.isActive():
            self._on_time()
