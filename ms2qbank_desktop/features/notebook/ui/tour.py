"""The screens of the notebook beyond its page, for the tour."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

from .note_shelves import ALL, ERROR_LOG, MARGINS, TRASH
from .notebook_page import NotebookPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ms2qbank_desktop.ui.context import UiContext

_PATIENCE_S = 5.0
_TUBULES = """Rule: think of each disease as a **diuretic taken every day**. Bartter is a loop \
diuretic, Gitelman a thiazide. See [[Clearance formulas]].

| | Like | Pressure | Urine Ca |
|---|---|---|---|
| **Bartter** | loop diuretic | low or normal | high |
| **Gitelman** | thiazide | low or normal | **low** |
| **Liddle** | too much aldosterone | high | normal |

## Why I missed it

==Urine calcium decides==, not the craving.

- [x] Card on urine calcium
- [ ] Retest on 24 March

#renal #tubule
"""
_NOTES = (
    ("Tubular disorders", _TUBULES),
    ("Clearance formulas", "$C = U \\times V / P$. Inulin for filtration. #renal\n"),
)


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the notebook, its error log and its trash. The tour works on a copy of the profile."""
    notes, user_id = ctx.service(NotebookService), ctx.user_id
    if not notes.ids(user_id, NoteFilter()):
        book = ctx.service(NotebooksService).create(user_id, "Renal")
        ids = [notes.add(user_id, title, body, notebook_id=book) for title, body in _NOTES]
        notes.set_flag(user_id, ids[:1], "pinned", on=True)
    ctx.navigate.open("notebook", "notes")
    page = ctx.window.findChild(NotebookPage)
    if page is None:
        return
    first = notes.ids(user_id, NoteFilter())[0]
    page.open_note(first)
    _wait(lambda: page.note.editor is not None and page.note.editor.note_id == first)
    yield "note"
    page.tree.choose(ERROR_LOG)
    yield "error-log"
    page.tree.choose(MARGINS)
    yield "margin-notes"
    page.tree.choose(TRASH)
    yield "trash"
    page.tree.choose(ALL)


def _wait(until: Callable[[], bool]) -> None:
    """Let the program work until something is so."""
    ends = time.monotonic() + _PATIENCE_S
    while not until() and time.monotonic() < ends:
        QApplication.processEvents()
        time.sleep(0.005)
