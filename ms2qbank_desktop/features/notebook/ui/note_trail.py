"""The way back to the notes that were left by a link, a search or a list of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

_MOST = 100


class NoteTrail:
    """``back`` and ``ahead``: notes to go to, the nearest last. Walking through the list leaves
    none behind."""

    def __init__(
        self, ctx: UiContext, present: Callable[[], int | None], open_note: Callable[[int], None]
    ) -> None:
        self._ctx = ctx
        self._present, self._open = present, open_note
        self.back: list[int] = []
        self.ahead: list[int] = []
        self._walking = False

    def leave_for(self, note_id: int) -> None:
        """Remember the note that is open, for another one is about to be."""
        present = self._present()
        if not self._walking and present is not None and present != note_id:
            self.back = [*self.back[1 - _MOST :], present]
            self.ahead.clear()

    def go_back(self) -> None:
        """Open the note that was left last."""
        self._walk(self.back, self.ahead)

    def go_ahead(self) -> None:
        """Open the note again that was gone back from."""
        self._walk(self.ahead, self.back)

    def _walk(self, there: list[int], behind: list[int]) -> None:
        present = self._present()
        while there and (there[-1] == present or self._is_gone(there[-1])):
            there.pop()
        if not there:
            return
        if present is not None:
            behind.append(present)
        self._walking = True
        try:
            self._open(there.pop())
        finally:
            self._walking = False

    def _is_gone(self, note_id: int) -> bool:
        try:
            self._ctx.service(NotebookService).note(self._ctx.user_id, note_id)
        except UserFault:
            return True
        return False
