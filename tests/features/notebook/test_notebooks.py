"""Notebooks and the error log on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import MissReason, NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from tests.support.bank import Desk


@pytest.fixture
def books(desk: Desk) -> NotebooksService:
    return desk.context.service(NotebooksService)


@pytest.fixture
def log(desk: Desk) -> ErrorLogService:
    return desk.context.service(ErrorLogService)


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


def test_a_miss_is_logged_with_its_retests_and_linked_both_ways(
    desk: Desk, log: ErrorLogService
) -> None:
    log.log(desk.user_id, 7, MissReason.MISREAD, "Read the last line first")
    (entry,) = log.entries(desk.user_id)
    assert (entry.question_id, entry.reason, entry.rule) == (
        7,
        MissReason.MISREAD,
        "Read the last line first",
    )
    assert entry.retests == (date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 23))
    assert log.due(desk.user_id, date(2026, 3, 9)) == [entry]
    assert log.due(desk.user_id, date(2026, 3, 10)) == []
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7)
    assert link.other(Kind.QUESTION, 7).id == entry.note_id
    counts = desk.context.service(NotebookService).counts(desk.user_id)
    assert counts.kinds == {NoteKind.ERROR_LOG: 1}


def test_a_row_of_the_log_can_be_mended_removed_and_put_back(
    desk: Desk, log: ErrorLogService
) -> None:
    log.log(desk.user_id, 7)
    log.log(desk.user_id, 8)
    newest, oldest = log.entries(desk.user_id)
    assert (newest.question_id, newest.reason) == (8, None)
    mended = replace(
        oldest,
        reason=MissReason.TIMING,
        rule="Skip",
        retests=(date(2026, 5, 1), date(2026, 4, 1)),
    )
    log.save(desk.user_id, mended)
    (kept,) = log.entries(desk.user_id, 7)
    assert kept == replace(mended, retests=(date(2026, 4, 1), date(2026, 5, 1)))
    log.remove(desk.user_id, oldest.id)
    assert log.entries(desk.user_id, 7) == []
    with pytest.raises(UserFault, match="no longer"):
        log.save(desk.user_id, mended)
    log.remove(desk.user_id, oldest.id, removed=False)
    assert log.entries(desk.user_id, 7) == [kept]


def test_the_log_of_another_is_unknown(desk: Desk, log: ErrorLogService) -> None:
    log.log(desk.user_id, 7)
    stranger = desk.user_id + 1
    assert log.entries(stranger) == []
    (entry,) = log.entries(desk.user_id)
    log.remove(stranger, entry.id)
    assert len(log.entries(desk.user_id)) == 1
