"""What can be done with the card on the screen besides rating it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.flashcards.service.memory import MemoryService
from ms2qbank_desktop.features.flashcards.service.study import StudyService

from .card_info import CardInfo
from .due_dialog import DueDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.session import StudySession
    from ms2qbank_desktop.ui.context import UiContext


class StudyActions(QObject):
    """Each is done through the session, so that it can be undone. ``changed``: flag or mark of the
    card; ``taken_away``: it comes no more for now, with the words that say why."""

    changed = Signal()
    taken_away = Signal(str)

    def __init__(self, ctx: UiContext, session: StudySession, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._session = session

    def mark(self) -> None:
        """Mark the note, or take its mark away."""
        if self.act(self._session.mark):
            self.changed.emit()

    def flag(self, flag: int) -> None:
        """Give the card a flag; the one it has is taken away."""
        shown = self._session.current
        now = 0 if shown is not None and shown.card.flag == flag else flag
        if self.act(lambda: self._session.flag(now)):
            self.changed.emit()

    def bury(self, *, note: bool = False) -> None:
        """Put the card, or all cards of its note, off until tomorrow."""
        self._take_away(
            lambda: self._session.bury(note=note),
            "Note buried until tomorrow" if note else "Card buried until tomorrow",
        )

    def suspend(self, *, note: bool = False) -> None:
        """Let the card, or all cards of its note, not come again."""
        self._take_away(
            lambda: self._session.suspend(note=note),
            "Note suspended" if note else "Card suspended",
        )

    def forget(self) -> None:
        """Let the card begin as a new one; its log stays."""
        self._take_away(self._session.forget, "The card starts anew")

    def delete(self) -> None:
        """Delete the note with all its cards."""
        self._take_away(self._session.remove_note, "Note deleted")

    def set_due(self) -> None:
        """Ask when the card is to come next."""
        dialog = DueDialog(self._ctx.window)

        def accepted() -> None:
            least, most = dialog.days
            words = "Due in 1 day" if most == 1 else f"Due in {most} days"
            if least != most:
                words = f"Due in {least}–{most} days"
            elif most == 0:
                words = "Due today"
            self._take_away(lambda: self._session.set_due(*dialog.days), words)

        dialog.accepted.connect(accepted)
        dialog.open_once()

    def show_info(self) -> None:
        """Open the history of the card."""
        shown = self._session.current
        if shown is None:
            return
        reviews = self._ctx.service(StudyService).history(self._ctx.user_id, shown.card.id)
        now = self._ctx.clock.now()
        today = self._ctx.clock.study_day(now).toordinal()
        points = self._ctx.service(MemoryService).course(self._ctx.user_id, shown.card.id)
        dialog = CardInfo(self._ctx.window, shown, reviews, now, today, points)
        dialog.open_once()

    def act(self, step: Callable[[], object]) -> bool:
        """Do what was asked; False, and why, if it is not saved."""
        try:
            step()
        except Fault as fault:
            self._ctx.messages.show(fault)
            return False
        return True

    def _take_away(self, step: Callable[[], object], words: str) -> None:
        if self.act(step):
            self.taken_away.emit(words)
