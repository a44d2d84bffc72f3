"""What stands beside an article that says no system and no topics: what its title names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.models import ArticleDraft, Term
from ms2qbank_desktop.features.library.ui.article_text import TERM
from ms2qbank_desktop.features.library.ui.beside import read_beside
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.bank import question_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from tests.support.bookworm import Bookworm

BARE = ArticleDraft("bare", "Objective 3: what it is", "Text.")
INTRODUCTION = replace(BARE, key="intro", title="Introduction")
CHOICE = replace(BARE, key="choice", title="Explanation 11")
RENAL = replace(BARE, key="renal", title="Nothing says this", system="Renal")


@pytest.fixture
def reader(seat_bookworm: Callable[..., Bookworm], tmp_path: Path) -> Bookworm:
    def prepare(context: AppContext, _user_id: int) -> None:
        request = ImportRequest((question_file(tmp_path),))
        context.service(QuestionService).import_files(request, Silent())

    return seat_bookworm(articles=(BARE, INTRODUCTION, CHOICE, RENAL), prepare=prepare)


def stems(bookworm: Bookworm, title: str) -> list[str]:
    article = bookworm.library.article(bookworm.user_id, bookworm.article_id(title))
    lines = read_beside(bookworm.ui, article).questions.lines
    return [line.title.partition(":")[0] for line in lines]


def test_questions_that_speak_of_the_title_stand_beside_it(reader: Bookworm) -> None:
    assert stems(reader, BARE.title) == ["Stem 3"]
    assert stems(reader, CHOICE.title) == ["Stem 11"]


def test_a_title_that_every_book_has_brings_nothing(reader: Bookworm) -> None:
    assert stems(reader, INTRODUCTION.title) == []


def test_where_nothing_speaks_of_it_its_system_does(reader: Bookworm) -> None:
    assert len(stems(reader, RENAL.title)) == 3


def test_a_block_of_what_stands_there_can_be_begun(reader: Bookworm) -> None:
    article = reader.library.article(reader.user_id, reader.article_id(BARE.title))
    beside = read_beside(reader.ui, article)
    assert (beside.unseen, beside.practise.bank.text) == (1, '"Objective 3"')


def test_the_card_of_a_term_offers_the_questions_that_speak_of_it(
    seat_bookworm: Callable[..., Bookworm], tmp_path: Path
) -> None:
    def prepare(context: AppContext, _user_id: int) -> None:
        request = ImportRequest((question_file(tmp_path),))
        context.service(QuestionService).import_files(request, Silent())

    terms = (Term("Explanation", "What is said."), Term("nowhere", "In no question."))
    article = replace(BARE, body="An explanation, nowhere else.", glossary=terms)
    bookworm = seat_bookworm(articles=(article,), prepare=prepare)
    page = bookworm.read(BARE.title)
    page.links.follow(f"{TERM}explanation")
    bookworm.settle()
    assert page.links.card.questions.text() == "12 questions"
    bookworm.click("12 questions")
    ((request, wanted),) = bookworm.requests
    assert (request, wanted.bank.text) == ("practise", '"Explanation"')
    page.links.follow(f"{TERM}nowhere")
    bookworm.settle()
    assert page.links.card.isVisible()
    assert page.links.card.questions.isHidden()


def test_cards_that_only_begin_a_word_so_do_not_stand_beside_it(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    def prepare(context: AppContext, user_id: int) -> None:
        decks = context.service(DeckService)
        deck = decks.create_deck(user_id, "Endocrine")
        (basic,) = [one.id for one in decks.note_types(user_id) if one.name == "Basic"]
        for front in ("Which vitamin does it need?", "Vitamin D comes from the skin"):
            context.service(NoteService).add_note(user_id, deck, basic, (front, "B6"))

    article = replace(BARE, title="Calcium", topics=("Vitamin D",))
    bookworm = seat_bookworm(articles=(article,), prepare=prepare)
    read = bookworm.library.article(bookworm.user_id, bookworm.article_id("Calcium"))
    cards = read_beside(bookworm.ui, read).cards
    assert [line.title for line in cards.lines] == ["Vitamin D comes from the skin"]
    assert cards.fact.startswith("1")
