"""Notes in the margin of questions, as the notebook has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.notebook.models import NoteKind
from ms2qbank_desktop.features.notebook.service.margins import MarginService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = 99


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    desk = open_desk(data_dir, 3)
    yield desk
    desk.context.close()


@pytest.fixture
def margins(desk: Desk) -> MarginService:
    return desk.context.service(MarginService)


def test_margin_notes_are_listed_with_their_questions_the_last_written_first(
    desk: Desk, margins: MarginService
) -> None:
    annotations = desk.context.service(AnnotationService)
    first, second, _third = desk.bank.select(BankFilter())
    for question, text in ((first, "units"), (second, "sign"), (NOWHERE, "gone")):
        annotations.write_note(desk.user_id, Target(QUESTION, question), text)
        desk.clock.pass_time(60)
    lines = margins.lines(desk.user_id)
    assert [(line.question_id, line.text) for line in lines] == [
        (NOWHERE, "gone"),
        (second, "sign"),
        (first, "units"),
    ]
    stem = desk.bank.get(second).stem
    assert stem.startswith(lines[1].question[:20])
    assert lines[0].question == "A question that is no longer in the bank"
    assert margins.number(desk.user_id) == 3
    assert margins.lines(desk.user_id + 1) == []
    margins.write(desk.user_id, first, " ")
    assert margins.number(desk.user_id) == 2


def test_a_margin_note_is_kept_once_as_a_note_that_is_linked_to_its_question(
    desk: Desk, margins: MarginService
) -> None:
    notes = desk.context.service(NotebookService)
    question = desk.bank.select(BankFilter())[0]
    margins.write(desk.user_id, question, "Units first #units")
    (made,) = margins.keep(desk.user_id, margins.lines(desk.user_id))
    note = notes.note(desk.user_id, made)
    assert (note.body, note.tags, note.kind) == ("Units first #units", ("units",), NoteKind.QUICK)
    assert note.title.endswith(", note")
    (there,) = notes.notes_at(desk.user_id, Kind.QUESTION, question)
    assert there.note.id == made
    assert margins.keep(desk.user_id, margins.lines(desk.user_id)) == []
    margins.write(desk.user_id, question, "Units first, then the sign")
    assert len(margins.keep(desk.user_id, margins.lines(desk.user_id))) == 1
