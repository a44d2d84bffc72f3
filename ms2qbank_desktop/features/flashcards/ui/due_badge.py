"""How many cards are due today, at the tab: a reminder that stands wherever the user is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_TAB = "flashcards"
_TOPICS = frozenset({"cards", "decks", "reviews"})
_REST_MS = 2000
"""After a change: who answers card after card is not counted for at each."""
_AGAIN_MS = 5 * 60_000
"""Cards become due without any change."""


class DueBadge(QObject):
    """Keeps the number at the tab of the flashcards, as long as the window stands."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._reading = Reading(self._read, self)
        self._rest = self._timer(_REST_MS)
        self._rest.setSingleShot(True)
        self._timer(_AGAIN_MS).start()
        ctx.changes.happened.connect(self._on_changes)
        self._rest.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._reading.ask)
        return timer

    def _read(self) -> Task:
        def work(_progress: Progress) -> int:
            from ms2qbank_desktop.features.flashcards.service.study import StudyService

            # Not imported above: that would be done at the start, on the thread of the window.
            found = self._ctx.service(StudyService).overview(self._ctx.user_id)
            return sum(one.new + one.learning + one.review for one in found if not one.depth)

        def done(number: int) -> None:
            words = f"{counted(number, 'card')} due today"
            self._ctx.navigate.set_badge(_TAB, number, words)

        return self._ctx.tasks.run("Counting due cards", work, done=done)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self._rest.start()
