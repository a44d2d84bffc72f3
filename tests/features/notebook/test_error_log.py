"""The error log on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import Miss, MissReason, NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from tests.support.bank import Desk

SEVEN = Miss(7, 1)


@pytest.fixture
def log(desk: Desk) -> ErrorLogService:
    return desk.context.service(ErrorLogService)


@pytest.fixture
def notes(desk: Desk) -> NotebookService:
    return desk.context.service(NotebookService)


def test_a_miss_is_logged_with_its_retests_at_a_note_of_its_question(
    desk: Desk, log: ErrorLogService, notes: NotebookService
) -> None:
    rule = "Read the last line first"
    entry = log.log(desk.user_id, SEVEN, "Q 7: Casts", "> Brown", MissReason.MISREAD, rule)
    assert log.entries(desk.user_id) == [entry] == log.entries(desk.user_id, of_note=entry.note_id)
    assert (entry.question_id, entry.reason, entry.rule) == (7, MissReason.MISREAD, rule)
    assert entry.retests == (date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 23))
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7)
    assert link.other(Kind.QUESTION, 7).id == entry.note_id
    note = notes.note(desk.user_id, entry.note_id)
    assert (note.title, note.body, note.kind) == ("Q 7: Casts", "> Brown", NoteKind.ERROR_LOG)
    assert [line.id for line in notes.lines(desk.user_id, NoteFilter(text="brown"))] == [note.id]


def test_one_miss_is_logged_once_and_another_of_its_question_at_the_same_note(
    desk: Desk, log: ErrorLogService, notes: NotebookService
) -> None:
    first = log.log(desk.user_id, SEVEN, "Q 7")
    log.save(desk.user_id, replace(first, rule="Mine"))
    assert log.log(desk.user_id, SEVEN, "Other").rule == "Mine"
    desk.clock.pass_time(60)
    again = log.log(desk.user_id, Miss(7, 2), "Other")
    other = log.log(desk.user_id, Miss(8, 2), "Q 8")
    assert again.note_id == first.note_id != other.note_id
    assert [one.id for one in log.entries(desk.user_id, 7)] == [again.id, first.id]
    assert notes.note(desk.user_id, first.note_id).title == "Q 7"
    assert log.of_miss(desk.user_id, Miss(7, 2)) == again
    assert log.of_miss(desk.user_id, Miss(7, 3)) is None


def test_a_miss_taken_back_leaves_neither_row_nor_note_nor_link(
    desk: Desk, log: ErrorLogService, notes: NotebookService
) -> None:
    entry = log.log(desk.user_id, SEVEN, "Q 7")
    log.take_back(desk.user_id, entry)
    assert log.entries(desk.user_id) == []
    assert notes.lines(desk.user_id, NoteFilter()) == []
    assert desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7) == []
    assert log.log(desk.user_id, SEVEN, "Q 7") == entry
    assert len(desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7)) == 1
    assert [line.id for line in notes.lines(desk.user_id, NoteFilter())] == [entry.note_id]


@pytest.mark.parametrize("reason", ["written", "another row"])
def test_a_miss_taken_back_leaves_the_note_that_is_needed_for_more(
    desk: Desk, log: ErrorLogService, notes: NotebookService, reason: str
) -> None:
    entry = log.log(desk.user_id, SEVEN, "Q 7")
    desk.clock.pass_time(60)
    if reason == "written":
        notes.write(desk.user_id, entry.note_id, "Q 7", "My words", ())
    else:
        log.log(desk.user_id, Miss(7, 2), "Q 7")
    log.take_back(desk.user_id, entry)
    assert entry not in log.entries(desk.user_id)
    assert [line.id for line in notes.lines(desk.user_id, NoteFilter())] == [entry.note_id]
    assert len(desk.context.service(LinkService).of(desk.user_id, Kind.QUESTION, 7)) == 1


def test_a_row_of_the_log_can_be_mended_removed_and_put_back(
    desk: Desk, log: ErrorLogService
) -> None:
    oldest = log.log(desk.user_id, SEVEN, "Q 7")
    desk.clock.pass_time(60)
    log.log(desk.user_id, Miss(8, 1), "Q 8")
    newest, oldest = log.entries(desk.user_id)
    assert (newest.question_id, newest.reason) == (8, None)
    days = (date(2026, 5, 1), date(2026, 4, 1))
    mended = replace(oldest, reason=MissReason.TIMING, rule="Skip", retests=days)
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
    entry = log.log(desk.user_id, SEVEN, "Q 7")
    stranger = desk.user_id + 1
    assert log.entries(stranger) == []
    log.remove(stranger, entry.id)
    log.take_back(stranger, entry)
    assert log.entries(desk.user_id) == [entry]
