"""The order of notes in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteOrder
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from tests.support.bank import Desk

TITLES = ["lecture 2", "Lecture 10", "Ménière", "Meninges", "Zinc", ""]


def test_notes_stand_by_their_titles_with_the_pinned_ones_first(desk: Desk) -> None:
    notes = desk.context.service(NotebookService)
    made = {title: notes.add(desk.user_id, title, "text") for title in reversed(TITLES)}
    notes.set_flag(desk.user_id, [made["Zinc"], made["Lecture 10"]], "pinned", on=True)
    wanted = ["Lecture 10", "Zinc", *(one for one in TITLES if one not in ("Zinc", "Lecture 10"))]
    lines = notes.lines(desk.user_id, NoteFilter(), NoteOrder.TITLE)
    assert [line.title for line in lines] == wanted
    assert notes.ids(desk.user_id, NoteFilter(), NoteOrder.TITLE) == [line.id for line in lines]
    first = notes.lines(desk.user_id, NoteFilter(), NoteOrder.TITLE, limit=3)
    assert [line.title for line in first] == wanted[:3]
