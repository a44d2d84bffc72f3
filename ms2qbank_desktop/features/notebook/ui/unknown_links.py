"""Links of the note that is open which lead nowhere yet: the text shows them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import Looked
from ms2qbank_desktop.features.notebook.service.mentions import MentionService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_REST_MS = 200
"""After a save, or what somebody else has written."""
_TOPICS = frozenset({"notes", "videos", "articles"})
"""Cards and questions are called by their numbers, and change with each answer."""


class UnknownLinks(QObject):
    """Looks them up off the window's thread, for one editor; ``show`` gets their targets."""

    def __init__(
        self, ctx: UiContext, parent: QObject, show: Callable[[frozenset[str]], None]
    ) -> None:
        super().__init__(parent)
        self._ctx, self._show_targets = ctx, show
        self._note_id: int | None = None
        self._service = ctx.service(MentionService)
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._looked = _nothing()
        ctx.changes.happened.connect(self._on_changes)

    def look_at(self, note_id: int | None) -> None:
        """Look up the links of a note; None: no note is open."""
        self._note_id, self._looked = note_id, _nothing()
        self._ask()

    def _on_changes(self, topics: frozenset[str]) -> None:
        note_id = self._note_id
        if note_id is not None and touches(topics, _TOPICS):
            own = f"notes:note/{note_id}"
            if not (own in topics and topics <= {"notes", "links", own}):  # names may come or go
                self._looked = _nothing()
            self._rest.start()

    def _ask(self) -> None:
        if self._note_id is not None:
            self._reading.ask()

    def _read(self) -> Task:
        user_id, note_id, before = self._ctx.user_id, self._note_id or 0, self._looked

        def work(_progress: Progress) -> Looked:
            try:
                return self._service.unknown(user_id, note_id, before)
            except UserFault:  # it is gone: whoever shows it says so
                return _nothing()

        def done(looked: Looked) -> None:
            if note_id == self._note_id and before is self._looked:
                self._looked = looked
                self._show_targets(looked.unknown)

        return self._ctx.tasks.run("Looking up links", work, done=done, owner=self)


def _nothing() -> Looked:
    """Return a new one: what is read meanwhile is known to be of an earlier state."""
    return Looked(frozenset(), frozenset())
