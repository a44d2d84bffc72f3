"""Miss → everything, on the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import Miss, NoteFilter
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.service.misses import MissService
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from tests.support.bank import Desk


@pytest.fixture
def misses(desk: Desk) -> MissService:
    return desk.context.service(MissService)


@pytest.fixture
def miss(desk: Desk) -> Miss:
    return Miss(desk.bank.select(BankFilter())[0], 1)


def neighbours(desk: Desk, place: Place) -> set[Place]:
    links = desk.context.service(LinkService).of(desk.user_id, place.kind, place.id)
    return {link.other(place.kind, place.id) for link in links}


def cards(desk: Desk, miss: Miss) -> list[int]:
    source = Place(Kind.QUESTION, miss.question_id)
    found = desk.context.service(NoteService).cards_of_source(desk.user_id, source)
    return [card.id for card in found]


def test_a_miss_becomes_a_note_and_a_card_all_linked(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    question, video = Place(Kind.QUESTION, miss.question_id), Place.in_video(4, 754_000)
    desk.context.service(LinkService).link(desk.user_id, video, question)
    logged = misses.log(desk.user_id, miss, "A")
    note = desk.context.service(NotebookService).note(desk.user_id, logged.entry.note_id)
    assert note.title == "Q1: Stem 1: which of these is right?"
    assert note.body == "> **choice B of 1**\n>\n> Objective 1\n\n"
    assert logged.card is not None
    assert cards(desk, miss) == [logged.card.id]
    (answer,) = desk.context.service(NoteService).answers(desk.user_id, [logged.card.id]).values()
    assert answer == "choice B of 1 why B Not choice A of 1: why A"
    here = Place(Kind.NOTE, note.id)
    assert neighbours(desk, here) == {question, video, logged.card}
    assert neighbours(desk, logged.card) == {question, here}
    assert neighbours(desk, question) == {video, here, logged.card}


def test_an_omitted_question_gets_a_card_of_its_stem_and_answer(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    logged = misses.log(desk.user_id, miss, "")
    assert logged.card is not None
    (answer,) = desk.context.service(NoteService).answers(desk.user_id, [logged.card.id]).values()
    assert answer == "choice B of 1 Objective 1"


def test_a_miss_is_made_once_however_often_it_is_asked_for(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    first = misses.log(desk.user_id, miss, "A")
    links = neighbours(desk, Place(Kind.QUESTION, miss.question_id))
    again = misses.log(desk.user_id, miss, "A")
    assert again == replace(first, new=False, card_note=None)
    assert len(cards(desk, miss)) == 1
    assert neighbours(desk, Place(Kind.QUESTION, miss.question_id)) == links
    assert len(desk.context.service(ErrorLogService).entries(desk.user_id)) == 1


def test_what_was_left_undone_by_a_kill_is_done_by_the_next_try(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    log = desk.context.service(ErrorLogService)
    entry = log.log(desk.user_id, miss, "Q1")  # the first step, and then the power was gone
    logged = misses.log(desk.user_id, miss, "A")
    assert logged.entry == entry
    assert (logged.new, cards(desk, miss)) == (False, [logged.card.id if logged.card else 0])
    assert logged.card in neighbours(desk, Place(Kind.NOTE, entry.note_id))


def test_one_undo_takes_all_back_and_it_can_be_made_again(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    question, video = Place(Kind.QUESTION, miss.question_id), Place.in_video(4, 754_000)
    desk.context.service(LinkService).link(desk.user_id, video, question)
    logged = misses.log(desk.user_id, miss, "A")
    misses.take_back(desk.user_id, logged)
    assert cards(desk, miss) == []
    assert desk.context.service(ErrorLogService).entries(desk.user_id) == []
    assert desk.context.service(NotebookService).lines(desk.user_id, NoteFilter()) == []
    assert neighbours(desk, question) == {video}
    again = misses.log(desk.user_id, miss, "A")
    assert (again.entry, len(cards(desk, miss))) == (logged.entry, 1)
    assert again.new


def test_a_card_that_the_question_had_is_linked_and_stays(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    question = desk.bank.get(miss.question_id)
    misses.make_card(desk.user_id, question, "")
    (had,) = cards(desk, miss)
    logged = misses.log(desk.user_id, miss, "A")
    assert (logged.card, logged.card_note) == (Place(Kind.CARD, had), None)
    misses.take_back(desk.user_id, logged)
    assert cards(desk, miss) == [had]


def test_a_card_that_was_removed_is_made_again_only_when_asked(
    desk: Desk, misses: MissService, miss: Miss
) -> None:
    logged = misses.log(desk.user_id, miss, "A")
    assert logged.card_note is not None
    desk.context.service(CardService).remove_notes(desk.user_id, [logged.card_note])
    assert cards(desk, miss) == []
    again = misses.log(desk.user_id, miss, "A")
    assert cards(desk, miss) == [again.card.id if again.card else 0]
    assert again.card != logged.card
