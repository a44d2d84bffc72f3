"""Notes in the margin and reports of problems on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.annotations.models import (
    MAX_TEXT,
    QUESTION,
    MarginNote,
    Reason,
    Target,
)
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from tests.support.bank import Desk

TARGET, OTHER = Target(QUESTION, 7), Target(QUESTION, 8)


@pytest.fixture
def service(desk: Desk) -> AnnotationService:
    return desk.context.service(AnnotationService)


def test_a_note_is_there_again_and_each_target_has_its_own(
    desk: Desk, service: AnnotationService
) -> None:
    assert service.note(desk.user_id, TARGET) == ""
    service.write_note(desk.user_id, TARGET, "Two lines\nof mine.")
    service.write_note(desk.user_id, OTHER, "Another.")
    service.write_note(desk.user_id, TARGET, "Two lines\nof mine, mended.")
    assert service.note(desk.user_id, TARGET) == "Two lines\nof mine, mended."
    assert service.note(desk.user_id, OTHER) == "Another."
    assert service.note(desk.user_id + 1, TARGET) == ""


def test_notes_are_listed_the_last_written_first(desk: Desk, service: AnnotationService) -> None:
    for target in (TARGET, OTHER, TARGET):
        desk.clock.pass_time(60)
        service.write_note(desk.user_id, target, f"note {target.id}")
    service.write_note(desk.user_id, Target("article", 7), "elsewhere")
    listed = service.notes(desk.user_id, QUESTION)
    assert [note.target for note in listed] == [TARGET, OTHER]
    assert listed[0] == MarginNote(TARGET, "note 7", desk.clock.now())


@pytest.mark.parametrize("blank", ["", "  \n "])
def test_a_blank_note_is_no_note(desk: Desk, service: AnnotationService, blank: str) -> None:
    service.write_note(desk.user_id, OTHER, blank)
    service.write_note(desk.user_id, TARGET, "words")
    service.write_note(desk.user_id, TARGET, blank)
    assert service.note(desk.user_id, TARGET) == ""
    assert service.notes(desk.user_id, QUESTION) == []
    database = connect(desk.context.paths.database)
    ((rows, deleted),) = database.execute(
        "SELECT count(*), count(deleted_at) FROM margin_notes"
    ).fetchall()
    database.close()
    assert (rows, deleted) == (1, 1)
    service.write_note(desk.user_id, TARGET, "again")
    assert service.note(desk.user_id, TARGET) == "again"


def test_a_note_that_is_too_long_is_refused_and_the_old_one_stays(
    desk: Desk, service: AnnotationService
) -> None:
    service.write_note(desk.user_id, TARGET, "x" * MAX_TEXT)
    with pytest.raises(UserFault, match="20,001 characters, 20,000 at the most"):
        service.write_note(desk.user_id, TARGET, "x" * (MAX_TEXT + 1))
    assert len(service.note(desk.user_id, TARGET)) == MAX_TEXT


def test_a_report_is_kept_with_its_reason_and_words(desk: Desk, service: AnnotationService) -> None:
    service.report_problem(desk.user_id, TARGET, Reason.TYPO, "  'sodum' ")
    desk.clock.pass_time(60)
    service.report_problem(desk.user_id, OTHER, Reason.PICTURE, "")
    newest, oldest = service.problem_reports(desk.user_id)
    assert (newest.target, newest.reason, newest.text) == (OTHER, Reason.PICTURE, "")
    assert (oldest.target, oldest.reason, oldest.text) == (TARGET, Reason.TYPO, "'sodum'")
    assert newest.created_at == desk.clock.now()
    assert service.problem_reports(desk.user_id, TARGET) == [oldest]
    assert service.problem_reports(desk.user_id + 1) == []


def test_another_problem_needs_words(desk: Desk, service: AnnotationService) -> None:
    with pytest.raises(UserFault, match="Say in a few words") as refused:
        service.report_problem(desk.user_id, TARGET, Reason.OTHER, "  ")
    assert refused.value.field == "text"
    assert service.problem_reports(desk.user_id) == []
