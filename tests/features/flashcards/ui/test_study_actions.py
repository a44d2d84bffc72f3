"""What is done with a card besides rating it; all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import CardState
from ms2qbank_desktop.features.flashcards.ui.card_info import CardInfo
from ms2qbank_desktop.features.flashcards.ui.custom_study import CustomStudyDialog
from ms2qbank_desktop.features.flashcards.ui.due_dialog import DueDialog
from ms2qbank_desktop.features.flashcards.ui.options_dialog import OptionsDialog

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


def test_undo_in_a_toast_works_after_the_study_screen_was_left(learner: Learner) -> None:
    learner.study()
    note_id = learner.card.note_id
    learner.press("Ctrl+Delete")
    learner.page.leave()
    learner.settle()
    learner.undo()
    assert len(learner.notes.cards(learner.user_id, note_id)) == 1
    assert learner.told() == "Undone: Delete"


def test_options_in_a_toast_open_after_the_study_screen_was_left(learner: Learner) -> None:
    learner.study()
    learner.page.toggle_advance()  # this deck gives no times for that
    learner.page.leave()
    learner.settle()
    learner.toast_button().click()
    dialog = learner.dialog()
    assert isinstance(dialog, OptionsDialog)
    dialog.accept()
    learner.settle()
    assert not any(one.isVisible() for one in learner.shell.findChildren(OptionsDialog))


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


def test_custom_study_gathers_what_was_forgotten_and_sends_it_home(learner: Learner) -> None:
    learner.study()
    forgotten = learner.card
    for key in "14444":
        learner.press("Space", key)
    learner.clock.pass_time(600)
    learner.press("Space", "4")
    learner.wait(lambda: learner.page.frame.view == "done")
    learner.click("Custom study…")
    dialog = learner.dialog()
    assert isinstance(dialog, CustomStudyDialog)
    dialog.way.setCurrentIndex(3)
    dialog.do.click()
    assert dialog._tag_field.fault == "Write the name of a tag."  # noqa: SLF001
    dialog.way.setCurrentIndex(1)
    dialog.do.click()
    learner.wait(lambda: not dialog.isVisible())
    learner.wait(lambda: learner.page.session.deck.name == "Custom study")
    assert learner.page.session.left == 1
    assert learner.card.id == forgotten.id
    learner.shell.activateWindow()
    learner.wait(learner.shell.isActiveWindow)
    learner.press("Space", "3")
    assert learner.kept(forgotten).deck_id == learner.deck_id


def test_a_whole_deck_is_gone_through_shuffled(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=12, new_per_day=1)
    learner.study()
    learner.press("Space", "4")
    learner.click("Custom study…")
    dialog = learner.dialog()
    assert isinstance(dialog, CustomStudyDialog)
    dialog.way.setCurrentIndex(dialog.way.findText("Go through all cards, shuffled"))
    dialog.do.click()
    learner.wait(lambda: learner.page.session.deck.name == "Custom study")
    assert learner.page.session.left == 12
    learner.shell.activateWindow()
    learner.wait(learner.shell.isActiveWindow)
    seen = []
    for _ in range(12):
        seen.append(learner.side())
        learner.press("Space", "4")
    assert len(set(seen)) == 12
    assert seen != sorted(seen, key=lambda front: int(front.rpartition(" ")[2]))


def test_custom_study_says_when_there_are_no_such_cards(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=1)
    learner.study()
    learner.press("Space", "4")
    learner.click("Custom study…")
    dialog = learner.dialog()
    assert isinstance(dialog, CustomStudyDialog)
    dialog.way.setCurrentIndex(1)
    dialog.do.click()
    learner.wait(lambda: learner.sees("There are no such cards in this deck."))
    assert "Custom study" not in [one.name for one in learner.decks.decks(learner.user_id)]
    dialog.reject()


def test_the_editor_opens_on_the_card_and_its_changes_are_seen(learner: Learner) -> None:
    learner.study()
    note_id = learner.card.note_id
    learner.press("E")
    dialog = learner.dialog()
    learner.notes.edit_note(learner.user_id, note_id, ("New front", "Back 1"), ())
    dialog.reject()
    learner.wait(lambda: learner.side() == "New front")


def test_at_the_end_buried_cards_can_be_brought_back(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=2)
    learner.study()
    buried = learner.card
    learner.hit("-")
    learner.press("Space", "4")
    assert learner.sees("Done for today")
    learner.click("Bring back 1 buried card")
    assert learner.card.id == buried.id
    assert learner.side() == "Front 1"
