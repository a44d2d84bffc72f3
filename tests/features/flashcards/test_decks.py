"""Decks in their tree, the options they share, and note types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardTemplate,
    Filtered,
    FilteredSearch,
    NoteField,
    NoteKind,
    NoteType,
    Preset,
    TodayLimit,
)

if TYPE_CHECKING:
    from .conftest import Shelf


def names(shelf: Shelf) -> list[str]:
    return [deck.name for deck in shelf.decks.decks(shelf.user_id)]


def test_a_deck_comes_with_those_above_it_and_its_name_is_found_in_any_case(shelf: Shelf) -> None:
    first = shelf.decks.create_deck(shelf.user_id, " Step 1 :: Renal ")
    assert names(shelf) == ["Step 1", "Step 1::Renal"]
    assert shelf.decks.create_deck(shelf.user_id, "step 1::RENAL") == first
    shelf.decks.create_deck(shelf.user_id, "Step 1b")
    shelf.decks.create_deck(shelf.user_id, "Step 1::Heart")
    assert names(shelf) == ["Step 1", "Step 1::Heart", "Step 1::Renal", "Step 1b"]


@pytest.mark.parametrize("name", ["", "  ", "A::", "::B", "A:: ::B"])
def test_a_deck_without_a_name_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(UserFault):
        shelf.decks.create_deck(shelf.user_id, name)


def test_the_decks_below_follow_when_one_is_renamed(shelf: Shelf) -> None:
    shelf.decks.create_deck(shelf.user_id, "Step 1::Renal::Drugs")
    renal = shelf.own("Step 1::Renal").id
    shelf.decks.rename_deck(shelf.user_id, renal, "Organs::Kidney")
    assert names(shelf) == ["Organs", "Organs::Kidney", "Organs::Kidney::Drugs", "Step 1"]
    with pytest.raises(UserFault, match="into itself"):
        shelf.decks.rename_deck(shelf.user_id, renal, "Organs::Kidney::Deeper")
    with pytest.raises(UserFault, match="already"):
        shelf.decks.rename_deck(shelf.user_id, renal, "step 1")
    shelf.decks.rename_deck(shelf.user_id, renal, "organs::kidney")
    assert "organs::kidney::Drugs" in names(shelf)


def test_a_removed_deck_takes_its_cards_and_brings_them_back(shelf: Shelf) -> None:
    top = shelf.deck("Step 1")
    child = shelf.deck("Step 1::Renal")
    shelf.add(top, 1)
    shelf.add(child, 2)
    (early,) = shelf.add(top, 1)
    shelf.cards.remove_notes(shelf.user_id, [early])
    shelf.desk.clock.pass_time(60)
    assert shelf.decks.remove_deck(shelf.user_id, top) == 3
    assert names(shelf) == []
    assert shelf.find("") == []
    assert shelf.decks.remove_deck(shelf.user_id, top, removed=False) == 3
    assert names(shelf) == ["Step 1", "Step 1::Renal"]
    assert len(shelf.find("")) == 3  # what was removed before stays removed


@pytest.mark.parametrize("anew", [False, True])
def test_a_card_that_is_put_back_lies_in_a_deck_that_is_there(shelf: Shelf, anew: bool) -> None:
    child = shelf.deck("Step 1::Renal")
    (note, _) = shelf.add(child, 2)
    card = shelf.card(note).id
    shelf.decks.remove_deck(shelf.user_id, shelf.own("Step 1").id)
    if anew:
        shelf.deck("Step 1::Renal")
    shelf.cards.put_back(shelf.user_id, card)
    assert names(shelf) == ["Step 1", "Step 1::Renal"]
    assert shelf.find("deck:Renal or deck:Step*") == [card]
    assert shelf.counts(shelf.card(note).deck_id).new == 1


def test_a_removed_filtered_deck_sends_its_cards_home(shelf: Shelf) -> None:
    home = shelf.deck()
    (note,) = shelf.add(home)
    cram = shelf.decks.create_deck(shelf.user_id, "Cram")
    shelf.save(cram, filtered=Filtered((FilteredSearch(""),)))
    shelf.filtered.rebuild(shelf.user_id, cram)
    assert shelf.card(note).deck_id == cram
    assert shelf.decks.remove_deck(shelf.user_id, cram) == 0
    assert (shelf.card(note).deck_id, shelf.card(note).home_deck_id) == (home, None)


def test_a_removed_home_takes_the_cards_that_it_has_lent(shelf: Shelf) -> None:
    home = shelf.deck()
    shelf.add(home)
    cram = shelf.decks.create_deck(shelf.user_id, "Cram")
    shelf.save(cram, filtered=Filtered((FilteredSearch(""),)))
    shelf.filtered.rebuild(shelf.user_id, cram)
    assert shelf.decks.remove_deck(shelf.user_id, home) == 1
    assert shelf.session(cram).current is None


def test_all_options_of_a_deck_are_kept(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    deck = shelf.decks.deck(shelf.user_id, deck_id)
    wanted = replace(
        deck,
        description="Kidneys",
        new_limit=3,
        review_limit=0,
        new_today=TodayLimit(9, shelf.today),
        desired_retention=0.93,
        filtered=Filtered((FilteredSearch("is:due", 7, 3),), reschedule=False, preview_good=5),
    )
    shelf.decks.save_deck(shelf.user_id, wanted)
    assert shelf.decks.deck(shelf.user_id, deck_id) == wanted
    with pytest.raises(UserFault):
        shelf.decks.save_deck(shelf.user_id, replace(wanted, preset_id=5))


def test_more_for_today_adds_to_what_a_deck_usually_gives(shelf: Shelf) -> None:
    top = shelf.deck("Step 1", new_per_day=1)
    child = shelf.deck("Step 1::Renal", new_per_day=2)
    shelf.add(child, 9)
    shelf.decks.raise_today(shelf.user_id, top, new=3)
    assert shelf.counts(top).new == 4
    shelf.decks.raise_today(shelf.user_id, top, new=1)
    assert shelf.counts(top).new == 5
    shelf.pass_days(1)
    assert shelf.counts(top).new == 1


def test_presets_are_shared_saved_and_replaced_by_the_first_when_removed(shelf: Shelf) -> None:
    (first,) = shelf.decks.presets(shelf.user_id)
    assert first == replace(Preset(), id=first.id)
    one = shelf.deck("One", algorithm=Algorithm.FSRS, learning_steps=(30,), easy_days=(0.5,) * 7)
    kept = shelf.preset(one)
    assert (kept.algorithm, kept.learning_steps) == (Algorithm.FSRS, (30,))
    assert kept.easy_days == (0.5,) * 7
    shelf.decks.remove_preset(shelf.user_id, kept.id)
    assert shelf.preset(one) == first
    with pytest.raises(UserFault):
        shelf.decks.remove_preset(shelf.user_id, first.id)
    with pytest.raises(UserFault):
        shelf.decks.save_preset(shelf.user_id, replace(first, name=" "))


def test_a_new_deck_has_the_options_of_the_one_above(shelf: Shelf) -> None:
    shelf.deck("Step 1", new_per_day=3)
    child = shelf.decks.create_deck(shelf.user_id, "Step 1::Renal")
    assert shelf.preset(child).new_per_day == 3


def test_a_note_type_keeps_its_fields_while_it_is_in_use(shelf: Shelf) -> None:
    wanted = NoteType(
        0,
        "Drug",
        NoteKind.STANDARD,
        (NoteField("Name"), NoteField("Effect", right_to_left=True)),
        (CardTemplate("Effect", "{{Name}}", "{{Effect}}"),),
        css=".card { color: red }",
    )
    type_id = shelf.decks.save_note_type(shelf.user_id, wanted)
    assert replace(wanted, id=type_id) in shelf.decks.note_types(shelf.user_id)
    for broken in (
        replace(wanted, name=""),
        replace(wanted, templates=()),
        replace(wanted, id=type_id, fields=wanted.fields[:1]),
    ):
        with pytest.raises(UserFault):
            shelf.decks.save_note_type(shelf.user_id, broken)


def test_decks_of_another_user_are_unknown(shelf: Shelf) -> None:
    deck = shelf.deck()
    stranger = shelf.user_id + 1
    assert shelf.decks.decks(stranger) == []
    with pytest.raises(UserFault):
        shelf.decks.deck(stranger, deck)
    with pytest.raises(UserFault):
        shelf.decks.remove_deck(stranger, deck)
