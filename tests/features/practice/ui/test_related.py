"""Questions like the one that was answered: found by their words, shown without leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.related_preview import RelatedPreview
from tests.support.examinee import question
from tests.support.results import see_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.ui.related import Related
    from tests.support.examinee import Examinee

KIDNEY = "potassium wasting nephron tubule diuretic hypokalemia alkalosis"
HEART = "murmur systolic valve stenosis carotid upstroke ejection"


def bank() -> list[dict[str, Any]]:
    """Return four questions of the kidney, then forty of the heart, whose words tell nothing."""
    stems = [(KIDNEY, "Renal")] * 4 + [(HEART, "Cardiovascular")] * 40
    return [
        question(at + 1, stem=f"Case {at + 1}: {words}. Which is right?", system=system)
        for at, (words, system) in enumerate(stems)
    ]


@pytest.fixture
def reader(seat: Callable[..., Examinee]) -> Examinee:
    return seat(bank())


def related(reader: Examinee) -> Related:
    found = reader.exam.reading.related
    assert found is not None
    return found


def numbers(reader: Examinee) -> list[str]:
    """Return the numbers of the cases that are shown, once they are."""
    section = related(reader)
    reader.wait(section.isVisible)
    rows = [row for row in section.rows if row.isVisible()]
    return [row.text().split()[1].rstrip(":") for row in rows]


def settle(reader: Examinee, size: int = 1) -> int:
    block_id = reader.begin(size, Mode.TUTOR)
    reader.press("B", "Return")
    return block_id


def test_a_settled_item_shows_the_questions_most_like_it_first(reader: Examinee) -> None:
    settle(reader)
    assert sorted(numbers(reader)) == ["2", "3", "4"]


def test_none_of_an_open_block_is_shown_with_its_key(reader: Examinee) -> None:
    settle(reader, size=2)
    assert sorted(numbers(reader)) == ["3", "4"]


def test_an_open_item_shows_none(reader: Examinee) -> None:
    settle(reader, size=2)
    numbers(reader)
    reader.press("Right")
    assert not related(reader).isVisible()


def test_a_row_says_how_its_question_stands(reader: Examinee) -> None:
    settle(reader)
    numbers(reader)
    assert related(reader).rows[0].accessibleName().startswith("unused, Renal: Case ")


def test_enter_shows_a_question_and_escape_leads_back_to_the_exam(reader: Examinee) -> None:
    settle(reader)
    first = numbers(reader)[0]
    section = related(reader)
    section.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    reader.press("Return")
    (preview,) = section.findChildren(RelatedPreview)
    reader.wait(lambda: f"Case {first}:" in preview.preview.stem.toPlainText())
    reader.press("Right")
    second = numbers(reader)[1]
    reader.wait(lambda: f"Case {second}:" in preview.preview.stem.toPlainText())
    reader.press("Escape")
    assert not preview.isVisible()
    assert reader.shell.taken_over is reader.exam
    assert reader.frame.question.isVisible()


def test_arrows_move_between_the_rows(reader: Examinee) -> None:
    settle(reader)
    numbers(reader)
    rows = related(reader).rows
    rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    reader.press("Down")
    assert rows[1].hasFocus()
    reader.press("Up")
    assert rows[0].hasFocus()


def test_only_at_an_ended_block_a_block_can_be_made_of_them(reader: Examinee) -> None:
    settle(reader)
    numbers(reader)
    assert not related(reader).block.isVisible()
    reader.press("Ctrl+E", "Ctrl+E")
    see_result(reader)
    reader.click("Review all")
    reader.wait(lambda: reader.shell.taken_over is not None)
    shown = numbers(reader)
    reviewed = reader.exam
    reader.point(related(reader).block)
    reader.wait(lambda: reader.shell.taken_over not in (None, reviewed))
    block = reader.exam.session.block
    assert block.mode is Mode.TUTOR
    assert len(block.items) == len(shown)


def test_leaving_while_it_looks_is_no_fault(reader: Examinee) -> None:
    settle(reader)
    section = related(reader)
    section._read()  # noqa: SLF001
    reader.press("Ctrl+E", "Ctrl+E")
    see_result(reader)
    reader.wait(lambda: not reader.shell.tasks.running)
