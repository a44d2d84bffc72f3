"""Notebooks on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from tests.support.bank import Desk


@pytest.fixture
def books(desk: Desk) -> NotebooksService:
    return desk.context.service(NotebooksService)


def names(desk: Desk, books: NotebooksService) -> list[str]:
    return [one.name for one in books.notebooks(desk.user_id)]


def test_notebooks_stand_before_those_inside_them(desk: Desk, books: NotebooksService) -> None:
    systems = books.create(desk.user_id, "Systems")
    lectures = books.create(desk.user_id, "Lectures")
    books.create(desk.user_id, "Renal", systems)
    assert books.create(desk.user_id, " renal ", systems) == books.create(
        desk.user_id, "Renal", systems
    )
    assert names(desk, books) == ["Systems", "Renal", "Lectures"]
    books.move(desk.user_id, lectures, None, before=systems)
    assert names(desk, books) == ["Lectures", "Systems", "Renal"]
    books.move(desk.user_id, systems, lectures)
    assert names(desk, books) == ["Lectures", "Systems", "Renal"]
    assert books.notebooks(desk.user_id)[1].parent_id == lectures


def test_a_notebook_cannot_stand_inside_itself(desk: Desk, books: NotebooksService) -> None:
    outer = books.create(desk.user_id, "Outer")
    inner = books.create(desk.user_id, "Inner", outer)
    with pytest.raises(UserFault, match="into itself"):
        books.move(desk.user_id, outer, inner)


def test_a_name_is_there_and_its_own_in_its_place(desk: Desk, books: NotebooksService) -> None:
    a = books.create(desk.user_id, "A")
    b = books.create(desk.user_id, "B")
    with pytest.raises(UserFault, match="already"):
        books.rename(desk.user_id, b, "a")
    with pytest.raises(UserFault, match="needs a name"):
        books.create(desk.user_id, " ")
    books.rename(desk.user_id, a, "Alpha")
    assert names(desk, books) == ["Alpha", "B"]


def test_a_removed_notebook_keeps_its_notes_and_comes_back_with_those_inside(
    desk: Desk, books: NotebooksService
) -> None:
    notes = desk.context.service(NotebookService)
    outer = books.create(desk.user_id, "Outer")
    inner = books.create(desk.user_id, "Inner", outer)
    note_id = notes.add(desk.user_id, "In it", "x", notebook_id=inner)
    wanted = NoteFilter(notebook_id=outer)
    assert [line.id for line in notes.lines(desk.user_id, wanted)] == [note_id]
    assert [one.notes for one in books.notebooks(desk.user_id)] == [0, 1]
    books.remove(desk.user_id, outer)
    assert names(desk, books) == []
    assert [line.id for line in notes.lines(desk.user_id, NoteFilter())] == [note_id]
    books.remove(desk.user_id, outer, removed=False)
    assert names(desk, books) == ["Outer", "Inner"]
    notes.move(desk.user_id, [note_id], None)
    assert notes.lines(desk.user_id, wanted) == []
