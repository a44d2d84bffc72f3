"""What is done with a card besides rating it; all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import CardState
from ms2qbank_desktop.features.flashcards.ui.card_info import CardInfo
from ms2qbank_desktop.features.flashcards.ui.due_dialog import DueDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.learner import Learner


def test_a_buried_card_goes_until_tomorrow_and_undo_brings_it_back(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.hit("-")
    assert learner.kept(card).buried_until is not None
    assert learner.side() == "Front 2"
    learner.toast_button().click()
    assert learner.kept(card).buried_until is None
    assert learner.side() == "Front 1"


def test_suspending_a_note_takes_all_its_cards(seat: Callable[..., Learner]) -> None:
    learner = seat(notes=[("Basic and reversed", ("one", "two")), ("Basic", ("three", "four"))])
    learner.study()
    card = learner.card
    learner.hit("!")
    cards = learner.notes.cards(learner.user_id, card.note_id)
    assert [one.suspended for one in cards] == [True, True]
    assert learner.side() == "three"


def test_a_flag_is_set_changed_and_taken_away(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("Ctrl+3")
    assert learner.kept(card).flag == 3
    assert learner.page.frame.top.flag.accessibleName() == "Flag: green"
    learner.press("Ctrl+1", "Ctrl+1")
    assert learner.kept(card).flag == 0
    assert learner.side() == "Front 1"


def test_a_mark_is_a_tag_of_the_note(learner: Learner) -> None:
    learner.study()
    note_id = learner.card.note_id
    learner.hit("*")
    assert learner.notes.note(learner.user_id, note_id).tags == ("marked",)
    assert learner.page.frame.top.mark.isChecked()
    learner.press("Ctrl+Z")
    assert learner.notes.note(learner.user_id, note_id).tags == ()
    assert not learner.page.frame.top.mark.isChecked()


def test_a_deleted_note_comes_back_with_undo(learner: Learner) -> None:
    learner.study()
    note_id = learner.card.note_id
    learner.press("Ctrl+Delete")
    assert learner.notes.cards(learner.user_id, note_id) == []
    assert learner.sees("Note deleted")
    learner.toast_button().click()
    assert len(learner.notes.cards(learner.user_id, note_id)) == 1
    assert learner.side() == "Front 1"


def test_undo_in_a_toast_never_takes_back_a_later_answer(learner: Learner) -> None:
    learner.study()
    buried = learner.card
    learner.hit("-")
    answered = learner.card
    learner.press("Space", "3")
    learner.toast_button().click()
    assert len(learner.log(answered.id)) == 1
    assert learner.kept(buried).buried_until is not None


def test_a_card_is_set_due_within_a_range_of_days(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("Ctrl+Shift+D")
    dialog = learner.dialog()
    assert isinstance(dialog, DueDialog)
    dialog.line.setText("some day")
    dialog.accept()
    assert dialog.isVisible()
    assert "Write a number of days" in dialog.field.fault
    dialog.line.setText("3-7")
    dialog.accept()
    learner.app.processEvents()
    schedule = learner.kept(card).schedule
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    assert schedule.state is CardState.REVIEW
    assert schedule.due_day is not None
    assert 3 <= schedule.due_day - today <= 7
    assert learner.side() == "Front 2"


def test_a_card_starts_anew(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("Space", "4", "Ctrl+Z", "Space", "4")
    assert learner.kept(card).schedule.state is CardState.REVIEW
    learner.press("Ctrl+Z", "Space", "1", "Ctrl+Alt+N")
    assert learner.sees("The card starts anew")


def test_the_history_of_a_card_lists_its_answers(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=1)
    learner.study()
    learner.press("Space", "1", "Space", "3")
    learner.press("I")
    dialog = learner.dialog()
    assert isinstance(dialog, CardInfo)
    model = dialog.table.model()
    assert [model.index(row, 2).data() for row in range(model.rowCount())] == ["Good", "Again"]
    assert learner.sees("2")
    dialog.reject()


def test_a_hint_unfolds(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=1)
    (basic,) = [one for one in learner.decks.note_types(learner.user_id) if one.name == "Basic"]
    front = replace(basic.templates[0], front="{{Front}} {{hint:Back}}")
    learner.decks.save_note_type(learner.user_id, replace(basic, templates=(front,)))
    learner.study()
    assert "Back 1" not in learner.side()
    learner.press("H")
    assert "Back 1" in learner.side()
    assert not learner.shell.commands.can("study-hint")
