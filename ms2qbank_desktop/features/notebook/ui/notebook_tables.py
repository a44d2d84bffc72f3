"""The tables of the notebook, which stand in place of list, note and panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .note_shelves import ERROR_LOG, Shelf

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .error_log_page import ErrorLogPage
    from .margin_notes_page import MarginNotesPage

    Table = ErrorLogPage | MarginNotesPage


class NotebookTables:
    """Each is built when it is wanted first."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._built: dict[Shelf, Table] = {}

    def fresh(self, shelf: Shelf) -> Table:
        """Return the table of a place (one of TABLES), read anew."""
        if shelf not in self._built:
            self._built[shelf] = self._build(shelf)
        elif self._built[shelf].isVisible():  # else it reads when it is shown
            self._built[shelf].refresh()
        return self._built[shelf]

    def _build(self, shelf: Shelf) -> Table:
        if shelf == ERROR_LOG:
            from .error_log_page import ErrorLogPage

            return ErrorLogPage(self._ctx)
        from .margin_notes_page import MarginNotesPage

        return MarginNotesPage(self._ctx)
