"""The options of a deck: every one of them can be changed, and what is typed is checked."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Algorithm, Preset, ReviewOrder, TodayLimit
from ms2qbank_desktop.features.flashcards.ui.option_fields import Steps, written_step
from ms2qbank_desktop.features.flashcards.ui.options_dialog import OptionsDialog, open_options

if TYPE_CHECKING:
    from tests.support.learner import Learner

NOT_SET_HERE = {"id", "name", "older_fsrs_parameters", "memory_from_log"}


def opened(learner: Learner) -> OptionsDialog:
    open_options(learner.ui, learner.deck_id)
    dialog = learner.dialog()
    assert isinstance(dialog, OptionsDialog)
    return dialog


def test_every_option_of_a_preset_has_a_control(learner: Learner) -> None:
    dialog = opened(learner)
    assert set(dialog.fields) == {one.name for one in fields(Preset)} - NOT_SET_HERE
    dialog.reject()


def test_options_left_alone_are_saved_as_they_were(learner: Learner) -> None:
    (before,) = learner.decks.presets(learner.user_id)
    opened(learner).accept()
    learner.settle()
    assert learner.decks.presets(learner.user_id) == [before]
    deck = learner.decks.deck(learner.user_id, learner.deck_id)
    assert (deck.new_limit, deck.new_today, deck.desired_retention) == (None, None, None)


def test_changed_options_are_on_the_disk(learner: Learner) -> None:
    dialog = opened(learner)
    dialog.fields["new_per_day"].put(7)
    dialog.fields["learning_steps"].put((90, 86_400))
    dialog.fields["review_order"].put(ReviewOrder.RANDOM)
    dialog.fields["desired_retention"].put(0.85)
    dialog.own["new_limit"].put(3)
    dialog.own["review_today"].put(11)
    dialog.accept()
    learner.settle()
    (preset,) = learner.decks.presets(learner.user_id)
    assert (preset.new_per_day, preset.learning_steps) == (7, (90, 86_400))
    assert (preset.review_order, preset.desired_retention) == (ReviewOrder.RANDOM, 0.85)
    deck = learner.decks.deck(learner.user_id, learner.deck_id)
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    assert (deck.new_limit, deck.review_today) == (3, TodayLimit(11, today))


def test_a_step_that_is_none_is_told_and_the_dialog_stays(learner: Learner) -> None:
    dialog = opened(learner)
    dialog.fields["learning_steps"].widget.setText("1m soon")  # type: ignore[attr-defined]
    dialog.accept()
    assert dialog.isVisible()
    assert learner.sees("Learning steps: write delays such as .*")
    dialog.reject()


def test_another_scheduler_computes_the_cards_anew(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("Space", "4", "Escape")
    dialog = opened(learner)
    dialog.fields["algorithm"].put(Algorithm.FSRS)
    dialog.accept()
    learner.settle()
    assert learner.kept(card).schedule.stability is not None


def test_answers_before_a_day_teach_nothing(learner: Learner) -> None:
    (preset,) = learner.decks.presets(learner.user_id)
    learner.decks.save_preset(learner.user_id, replace(preset, algorithm=Algorithm.FSRS))
    learner.study()
    card = learner.card
    learner.press("Space", "4", "Escape")
    assert learner.kept(card).schedule.stability is not None
    dialog = opened(learner)
    assert dialog.fields["ignore_reviews_before"].value() is None
    tomorrow = learner.clock.study_day(learner.clock.now()).toordinal() + 1
    dialog.fields["ignore_reviews_before"].put(tomorrow)
    dialog.accept()
    learner.settle()
    assert learner.decks.presets(learner.user_id)[0].ignore_reviews_before == tomorrow
    assert learner.kept(card).schedule.stability is None


def test_a_copied_preset_is_the_deck_s_own(learner: Learner) -> None:
    dialog = opened(learner)
    dialog.copy.click()
    dialog.fields["new_per_day"].put(2)
    dialog.accept()
    learner.settle()
    presets = {one.name: one for one in learner.decks.presets(learner.user_id)}
    assert presets["Default"].new_per_day == 20
    assert presets["Default copy"].new_per_day == 2
    deck = learner.decks.deck(learner.user_id, learner.deck_id)
    assert deck.preset_id == presets["Default copy"].id


def test_a_limit_of_yesterday_does_not_hold_today(learner: Learner) -> None:
    deck = learner.decks.deck(learner.user_id, learner.deck_id)
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    learner.decks.save_deck(learner.user_id, replace(deck, new_today=TodayLimit(4, today - 1)))
    dialog = opened(learner)
    assert dialog.own["new_today"].value() is None
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "steps"),
    [("1m 10m", (60, 600)), ("30s, 2h 3d", (30, 7200, 259_200)), ("15", (900,)), ("", ())],
)
def test_steps_are_read_in_their_units(
    learner: Learner,  # noqa: ARG001 - a program has to be there
    text: str,
    steps: tuple[int, ...],
) -> None:
    field = Steps("Steps")
    field.widget.setText(text)  # type: ignore[attr-defined]
    assert field.value() == steps
    field.put(steps)
    assert field.value() == steps


@pytest.mark.parametrize("text", ["soon", "0m", "-5m", "90d"])
def test_what_is_no_step_is_refused(learner: Learner, text: str) -> None:  # noqa: ARG001
    field = Steps("Steps")
    field.widget.setText(text)  # type: ignore[attr-defined]
    with pytest.raises(UserFault):
        field.value()


def test_a_step_is_written_in_the_largest_unit_it_fills() -> None:
    assert [written_step(n) for n in (90, 60, 7200, 86_400)] == ["90s", "1m", "2h", "1d"]


def test_a_description_is_written_and_stands_beside_the_decks(learner: Learner) -> None:
    page = learner.decks_page
    page.table.choose(learner.deck_id)
    learner.settle()
    assert not page.deck.description.isVisible()
    dialog = opened(learner)
    dialog.description.setPlainText("Cards of <b>week 3</b><br>with Dr. Lee\n")
    dialog.accept()
    learner.settle()
    deck = learner.decks.deck(learner.user_id, learner.deck_id)
    assert deck.description == "Cards of <b>week 3</b><br>with Dr. Lee"
    page.table.choose(learner.deck_id)
    assert learner.sees("Cards of week 3 with Dr. Lee")
