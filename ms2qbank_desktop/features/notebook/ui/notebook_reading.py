"""What the notebook reads at once, off the thread of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.service.margins import MarginService
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

from .note_list_model import WINDOW
from .note_shelves import MARGINS, wanted_on

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.models import Notebook, NoteCounts, NoteLine, NoteOrder
    from ms2qbank_desktop.ui.context import UiContext

    from .note_shelves import Shelf


@dataclass(frozen=True, slots=True)
class Asked:
    """A place, the words looked for in it, and the order."""

    shelf: Shelf
    text: str
    order: NoteOrder


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading has brought. ``first``: the lines of the first WINDOW notes."""

    asked: Asked
    ids: list[int]
    first: list[NoteLine]
    counts: NoteCounts
    notebooks: list[Notebook]
    margins: int
    """Notes in the margin of questions."""

    @property
    def places(self) -> tuple[NoteCounts, list[Notebook], int]:
        """What the tree shows of it."""
        return self.counts, self.notebooks, self.margins


def find(ctx: UiContext, asked: Asked) -> Found:
    """Read the notes of a place, and what the tree shows."""
    notes, user_id = ctx.service(NotebookService), ctx.user_id
    counts = notes.counts(user_id)
    wanted = wanted_on(asked.shelf, asked.text, counts.tags)
    ids = [] if asked.shelf == MARGINS else notes.ids(user_id, wanted, asked.order)
    first = notes.lines_of(user_id, ids[:WINDOW])
    notebooks = ctx.service(NotebooksService).notebooks(user_id, counts)
    margins = ctx.service(MarginService).number(user_id)
    return Found(asked, ids, first, counts, notebooks, margins)
