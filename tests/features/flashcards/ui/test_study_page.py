"""The study screen by its keys: each answer is on the disk before the next card is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    AnswerAction,
    LeechAction,
    Rating,
)
from ms2qbank_desktop.features.flashcards.ui.study_opening import open_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.learner import Learner


def test_a_deck_is_studied_by_keyboard_alone(learner: Learner) -> None:
    learner.study()
    assert learner.side() == "Front 1"
    first = learner.card
    learner.press("Space")
    assert learner.side() == "Front 1 | Back 1"
    learner.press("3")
    assert [one.rating for one in learner.log(first.id)] == [Rating.GOOD]
    assert learner.side() == "Front 2"
    learner.press("Return", "Return", "Space", "1", "Space", "2", "Space", "4")
    assert learner.page.session.done == 5
    assert learner.flashes.seen == []


def test_every_rating_has_its_key_and_says_when_the_card_comes_back(learner: Learner) -> None:
    learner.study()
    learner.press("Space")
    names = [b.accessibleName() for b in learner.page.frame.bottom.ratings.buttons.values()]
    assert names[:3] == ["Again, 1 min", "Hard, 6 min", "Good, 10 min"]
    assert learner.app.focusWidget() is learner.page.frame.bottom.ratings.buttons[Rating.GOOD]
    for key, rating in zip("1234", Rating, strict=True):
        card = learner.card
        learner.press(key)
        assert learner.log(card.id)[-1].rating is rating
        learner.press("Space")


def test_a_rating_key_does_nothing_before_the_answer_is_shown(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("3")
    assert learner.log(card.id) == []
    assert learner.side() == "Front 1"


def test_space_presses_the_button_that_has_the_keyboard(learner: Learner) -> None:
    learner.study()
    card = learner.card
    learner.press("Space")
    learner.page.frame.bottom.ratings.buttons[Rating.AGAIN].setFocus()
    learner.press("Space")
    assert [one.rating for one in learner.log(card.id)] == [Rating.AGAIN]


def test_thirty_steps_are_undone_and_done_again(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=32, new_per_day=100)
    learner.study()
    for _ in range(31):
        learner.press("Space", "4")
    shown = learner.side()
    assert shown == "Front 32"
    for number in range(31, 1, -1):
        learner.press("Ctrl+Z")
        assert learner.side() == f"Front {number}"
    assert not learner.shell.commands.can("study-undo")
    assert learner.log(learner.card.id) == []
    for _ in range(30):
        learner.press("Ctrl+Y")
    assert learner.side() == shown
    assert learner.page.session.done == 31


def test_what_is_left_is_counted_and_the_kind_of_the_card_is_named(learner: Learner) -> None:
    learner.study()
    counts = learner.page.frame.top.counts
    assert counts.accessibleName() == "5 new, 0 learning, 0 review left; this card is new"
    learner.press("Space", "1")
    assert counts.accessibleName() == "4 new, 1 learning, 0 review left; this card is new"


def test_a_learning_card_comes_back_when_it_is_due(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=1, learn_ahead=0)
    learner.study()
    learner.press("Space", "3")
    assert learner.sees("Done for now")
    assert learner.sees(r"The next card comes in 1\d min\.")
    learner.clock.pass_time(1000)
    learner.wait(lambda: learner.page.frame.view == "question")
    assert learner.side() == "Front 1"


def test_at_the_end_of_the_limit_more_can_be_studied(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=30, new_per_day=2)
    learner.study()
    learner.press("Space", "4", "Space", "4")
    assert learner.sees("Done for today")
    learner.click("Study 20 more new today")
    assert learner.side() == "Front 3"
    assert learner.page.session.counts.new == 20


def test_an_undone_end_shows_the_card_again(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=1)
    learner.study()
    learner.press("Space", "4")
    assert learner.sees("Done for today")
    learner.press("Ctrl+Z")
    assert learner.side() == "Front 1"
    assert learner.page.frame.bottom.isVisible()


def test_a_typed_answer_is_compared(seat: Callable[..., Learner]) -> None:
    learner = seat(notes=[("Basic, typed answer", ("Capital of Peru?", "Lima"))])
    learner.study()
    learner.type_text("Lina")
    learner.press("Return")
    assert learner.side() == "Capital of Peru? | Lina | Lima"
    assert "line-through" in learner.page.frame.card.text.toHtml()
    learner.press("3")
    assert learner.page.session.done == 1


def test_a_right_answer_stands_alone(seat: Callable[..., Learner]) -> None:
    learner = seat(notes=[("Basic, typed answer", ("Capital of Peru?", "Lima"))] * 2)
    learner.study()
    learner.type_text("Lima")
    learner.press("Return", "3")
    assert learner.page.frame.card.typed.text() == ""
    learner.type_text("Lima")
    learner.press("Return")
    assert learner.side().count("Lima") == 1


def test_letters_typed_into_the_answer_are_no_keys(seat: Callable[..., Learner]) -> None:
    learner = seat(notes=[("Basic, typed answer", ("Say it", "baa"))])
    learner.study()
    learner.type_text("ba i")
    assert learner.page.frame.card.typed.text() == "ba i"
    assert learner.page.frame.view == "question"
    assert not learner.card.buried_until


def test_the_time_on_a_card_is_shown_where_the_deck_wants_it(seat: Callable[..., Learner]) -> None:
    learner = seat(show_timer=True)
    learner.study()
    learner.clock.pass_time(7)
    learner.wait(lambda: learner.sees("7 s"))


def test_a_leech_is_told(seat: Callable[..., Learner]) -> None:
    learner = seat(
        cards=1,
        algorithm=Algorithm.SM2,
        leech_threshold=1,
        leech_action=LeechAction.SUSPEND,
    )
    learner.study()
    learner.press("Space", "4", "Escape")
    learner.settle()
    learner.clock.pass_time(10 * 86_400)
    learner.study()
    card = learner.card
    learner.press("Space", "1")
    assert learner.kept(card).suspended
    assert learner.sees("That card keeps being forgotten.*")


def test_cards_go_on_by_themselves(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=2, auto_question=0.05, auto_answer=0.05, answer_action=AnswerAction.GOOD)
    learner.study()
    first = learner.card
    assert learner.page.frame.view == "question"
    learner.press("A")
    assert learner.sees("goes on by itself")
    learner.wait(lambda: learner.log(first.id))
    assert learner.log(first.id)[0].rating is Rating.GOOD
    learner.press("A")
    assert not learner.sees("goes on by itself")


def test_going_on_by_itself_needs_times(learner: Learner) -> None:
    learner.study()
    learner.press("A")
    assert learner.sees("This deck gives no times for that yet.")
    assert not learner.page.advance.on


def test_escape_goes_back_to_the_decks_and_the_keys_go_with_it(learner: Learner) -> None:
    learner.study()
    learner.press("Escape")
    assert learner.shell.taken_over is None
    assert learner.shell.tab == "flashcards"
    left = {one.id for one in learner.shell.commands.all() if one.context.startswith("study")}
    assert left == set()


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_a_card_is_rendered_in_the_colours_of_the_theme(learner: Learner, theme: str) -> None:
    learner.study()
    learner.shell.commands.run(f"theme-{theme}")
    learner.press("Space")
    picture = learner.page.frame.card.text.grab().toImage()
    shades = {
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 2)
        for y in range(picture.height())
    }
    assert max(shades) - min(shades) > 120


def test_the_size_of_cards_is_kept(learner: Learner) -> None:
    learner.study()
    before = learner.page.frame.card.text.own_zoom
    learner.press("Ctrl+Plus")
    larger = learner.page.frame.card.text.own_zoom
    assert larger > before
    learner.press("Escape")
    learner.study()
    assert learner.page.frame.card.text.own_zoom == larger


def test_cards_do_not_take_the_window_from_what_was_opened_meanwhile(learner: Learner) -> None:
    open_study(learner.ui, learner.deck_id)
    block = QWidget()
    learner.shell.take_over(block)  # a block was begun while the cards were gathered
    learner.settle()
    assert learner.shell.taken_over is block
    learner.shell.give_back()
    learner.study()
    assert learner.side() == "Front 1"


def test_another_deck_is_not_opened_when_the_study_screen_was_left_meanwhile(
    learner: Learner,
) -> None:
    learner.study()
    learner.page.another_requested.emit(learner.deck_id)
    learner.press("Escape")
    learner.settle()
    assert learner.shell.taken_over is None
    learner.study()
    assert learner.side() == "Front 1"
