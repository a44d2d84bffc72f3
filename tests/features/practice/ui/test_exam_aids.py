"""Hint, key phrases, highlights, notes and the question how sure one was, by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QRadioButton

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import Confidence
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.highlight_passage import LAYER
from ms2qbank_desktop.ui.widgets.document import ReadingDocument
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.annotations.models import Highlight


@pytest.fixture
def helped(seat: Callable[..., Examinee]) -> Examinee:
    """An examinee whose first question has a hint and key phrases, in a tutor block."""
    examinee = seat(
        [question(1, hint="Think of salt.", key_phrases=["which of these"]), question(2)]
    )
    examinee.begin(2, Mode.TUTOR)
    return examinee


def underlined(examinee: Examinee) -> bool:
    """Whether the stem shows key phrases."""
    return is_marked(examinee, "which", "key phrases")


def is_marked(examinee: Examinee, word: str, layer: str) -> bool:
    """Whether the stem carries a mark of a layer at a word."""
    document = examinee.frame.question.stem.document()
    assert isinstance(document, ReadingDocument)
    return document.is_marked(document.toPlainText().index(word), layer)


def highlights(examinee: Examinee) -> tuple[Highlight, ...]:
    service = examinee.program.context.service(AnnotationService)
    return service.highlights(examinee.ui.user_id, Target(QUESTION, examinee.item.question_id))


def select_in_stem(examinee: Examinee, start: int, end: int) -> None:
    stem = examinee.frame.question.stem
    cursor = QTextCursor(stem.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    stem.setTextCursor(cursor)


def test_t_shows_the_hint_and_its_use_is_recorded(helped: Examinee) -> None:
    assert not helped.item.hint_used
    helped.press("T")
    assert helped.frame.question.hint.isVisible()
    assert helped.item.hint_used
    assert not helped.item.phrases_used


def test_the_hint_can_be_asked_for_by_mouse(helped: Examinee) -> None:
    helped.click("Hint")
    assert helped.frame.question.hint.isVisible()
    assert helped.item.hint_used
    assert not helped.sees("Hint")


def test_u_underlines_the_key_phrases_and_takes_them_away_again(helped: Examinee) -> None:
    helped.press("U")
    assert underlined(helped)
    assert helped.item.phrases_used
    helped.press("U")
    assert not underlined(helped)
    assert helped.item.phrases_used


def test_help_is_offered_only_where_there_is_some(helped: Examinee) -> None:
    assert helped.sees("Hint")
    assert helped.sees("Key phrases")
    helped.press("Right", "T", "U")
    assert not helped.sees("Hint")
    assert not helped.sees("Key phrases")
    assert not helped.item.hint_used


def test_a_block_that_does_not_reveal_gives_no_help(helped: Examinee) -> None:
    helped.click("Suspend")
    helped.begin(2, Mode.TIMED)
    helped.press("T", "U")
    assert not helped.frame.question.hint.isVisible()
    assert not underlined(helped)


def test_the_result_card_says_what_was_used(helped: Examinee) -> None:
    helped.press("T", "U", "A", "Return")
    assert helped.sees("You used the hint and the key phrases")


def test_help_that_cannot_be_recorded_is_not_given(
    helped: Examinee, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("The disk is full.")

    monkeypatch.setattr(helped.exam.session, "use_hint", full)
    helped.press("T")
    assert not helped.frame.question.hint.isVisible()


def test_y_highlights_what_is_selected_and_it_is_there_in_the_review(helped: Examinee) -> None:
    select_in_stem(helped, 0, 4)
    helped.press("Y")
    assert [one.part for one in highlights(helped)] == ["stem"]
    assert not helped.frame.top.highlight.isChecked()
    helped.press("Right", "Left")
    assert is_marked(helped, "Stem", LAYER)
    assert not is_marked(helped, "which", LAYER)


def test_without_a_selection_the_buttons_turn_a_mode_on_and_off(helped: Examinee) -> None:
    top = helped.frame.top
    helped.point(top.highlight)
    assert top.highlight.isChecked()
    helped.point(top.erase)
    assert (top.highlight.isChecked(), top.erase.isChecked()) == (False, True)
    helped.press("Shift+Y")
    assert not top.erase.isChecked()


def test_n_opens_the_note_and_it_stands_beside_the_explanation(helped: Examinee) -> None:
    helped.press("N", "S", "A", "L", "T", "Escape")
    assert helped.item.answer == frozenset()
    notes = helped.exam.tools.notes
    assert notes is not None
    assert not notes.isVisible()
    helped.press("A", "Return")
    assert helped.explanation.note.isVisible()
    assert "salt" in helped.explanation.note.text.toPlainText()


def test_the_notes_follow_from_item_to_item(helped: Examinee) -> None:
    helped.press("N", "S", "A")
    helped.point(helped.frame.top.next)
    notes = helped.exam.tools.notes
    assert notes is not None
    assert notes.editor.toPlainText() == ""
    helped.point(helped.frame.top.previous)
    assert notes.editor.toPlainText() == "sa"


def test_1_to_3_say_how_sure_one_was_once_it_is_settled(helped: Examinee) -> None:
    helped.press("3")
    assert helped.item.answer == frozenset({2})
    helped.press("Return", "2")
    assert helped.item.answer == frozenset({2})
    block_id = helped.exam.session.block.id
    assert helped.attempts.confidences(block_id) == {0: Confidence.UNSURE}
    assert helped.explanation.card.confidence.value == "2"


def test_how_sure_one_was_can_be_said_by_mouse_and_is_shown_in_the_review(
    helped: Examinee,
) -> None:
    helped.press("A", "Return")
    card = helped.explanation.card
    helped.point(card.confidence.findChildren(QRadioButton)[0])
    block_id = helped.exam.session.block.id
    assert helped.attempts.confidences(block_id) == {0: Confidence.GUESS}
    helped.press("Ctrl+E", "Ctrl+E")
    helped.wait(lambda: helped.shell.taken_over is None)
    helped.click("Review all")
    assert helped.sees("You guessed")
    assert not helped.explanation.card.confidence.isVisible()


def test_one_is_not_asked_how_sure_one_was_if_one_does_not_want_it(helped: Examinee) -> None:
    helped.exam.looks.set("ask_confidence", False)
    helped.press("A", "Return")
    assert not helped.sees("How sure were you\\?")
    helped.press("1")
    assert helped.attempts.confidences(helped.exam.session.block.id) == {}


def test_key_phrases_stay_through_the_answer_and_u_still_takes_them_away(helped: Examinee) -> None:
    helped.press("U", "A", "Return")
    assert underlined(helped)
    helped.press("U")
    assert not underlined(helped)
