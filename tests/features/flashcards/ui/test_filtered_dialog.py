"""A filtered deck as it is asked for: its searches, their order and what answers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.features.flashcards.ui.filtered_dialog import ORDERS, FilteredDialog

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Deck
    from tests.support.learner import Learner


def asked(learner: Learner) -> FilteredDialog:
    dialog = learner.dialog()
    assert isinstance(dialog, FilteredDialog)
    return dialog


def deck(learner: Learner, name: str) -> Deck:
    return next(one for one in learner.decks.decks(learner.user_id) if one.name == name)


def held(learner: Learner, name: str) -> int:
    wanted = deck(learner, name).id
    counts = learner.study_service.overview(learner.user_id)
    return next(one.total for one in counts if one.deck.id == wanted)


def test_a_filtered_deck_is_made_of_the_chosen_one(learner: Learner) -> None:
    page = learner.decks_page
    page.table.choose(learner.deck_id)
    learner.press("F")
    dialog = asked(learner)
    assert dialog.first.search.text() == 'deck:"Step 1::Renal" is:due'
    dialog.name.setText("Cram")
    dialog.first.search.setText('deck:"Step 1" is:new')
    dialog.first.most.setValue(3)
    dialog.first.order.setCurrentIndex(ORDERS.index("Newest cards first"))
    dialog.accept()
    learner.settle()
    assert learner.sees("3 cards gathered")
    kept = deck(learner, "Cram").filtered
    assert kept == Filtered((FilteredSearch('deck:"Step 1" is:new', 3, 7),))
    assert held(learner, "Cram") == 3


def test_the_searches_of_a_filtered_deck_are_changed_and_gather_anew(learner: Learner) -> None:
    one = FilteredSearch('"Front 1"', 5, 1)
    service = learner.ui.service(FilteredDeckService)
    deck_id = service.make(learner.user_id, "Cram", Filtered((one,)))
    page = learner.decks_page
    page.table.choose(deck_id)
    learner.press("O")
    dialog = asked(learner)
    assert dialog.filtered == Filtered((one,))
    assert not dialog.second.isVisible()
    dialog.two.click()
    dialog.second.search.setText('"Front 2" or "Front 3"')
    dialog.reschedule.click()
    dialog.delays["preview_again"].put(120)
    dialog.name.setText("Before the exam")
    dialog.accept()
    learner.settle()
    two = FilteredSearch('"Front 2" or "Front 3"', 20, 0)
    changed = deck(learner, "Before the exam")
    assert (changed.id, changed.filtered) == (deck_id, Filtered((one, two), False, 120))
    assert held(learner, "Before the exam") == 3


def test_a_search_that_means_nothing_is_told_at_its_field(learner: Learner) -> None:
    learner.decks_page.setFocus()
    learner.press("F")
    dialog = asked(learner)
    dialog.first.search.setText("is:due or")
    dialog.accept()
    assert dialog.isVisible()
    assert "needs a term on both sides" in dialog.first.fault
    dialog.reject()
    assert {one.name for one in learner.decks.decks(learner.user_id)} == {"Step 1", "Step 1::Renal"}


def test_the_name_of_another_deck_is_refused(learner: Learner) -> None:
    learner.decks_page.setFocus()
    learner.press("F")
    dialog = asked(learner)
    assert dialog.name.text() == "Filtered deck 1"
    dialog.name.setText("step 1")
    dialog.accept()
    assert dialog.name_field.fault == "There is a deck called step 1 already."
    dialog.reject()
