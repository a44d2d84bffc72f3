"""What stands beside an article: what it explains, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.models import ArticleDraft, Term
from ms2qbank_desktop.features.library.ui.article_text import TERM
from ms2qbank_desktop.features.library.ui.beside import read_beside
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.bank import question_file
from tests.support.examinee import question, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from tests.support.bookworm import Bookworm

BARE = ArticleDraft("bare", "Sodium", "Hyponatremia: vasopressin holds water back.")
CHOICE = replace(BARE, key="choice", title="Explanation 11", body="Text.", topics=("Gout",))
RENAL = replace(BARE, key="renal", title="Nothing says this", body="Text.", system="Renal")
ASKED: tuple[dict[str, Any], ...] = (
    {"topic": "Hyponatremia", "tags": ["vasopressin"]},
    {"topic": "Gout", "tags": ["uric acid"]},
    {"topic": "gout", "tags": ["colchicine"]},
    {"topic": "Murmurs", "tags": ["vasopressin", "heart", "valves"], "system": "Renal"},
)


@pytest.fixture
def reader(seat_bookworm: Callable[..., Bookworm], tmp_path: Path) -> Bookworm:
    def prepare(context: AppContext, _user_id: int) -> None:
        asked = [question(at, **about) for at, about in enumerate(ASKED, 1)]
        file = written(tmp_path / "asked.json", asked)
        context.service(QuestionService).import_files(ImportRequest((file,)), Silent())

    return seat_bookworm(articles=(BARE, CHOICE, RENAL), prepare=prepare)


def stems(bookworm: Bookworm, title: str) -> list[str]:
    article = bookworm.library.article(bookworm.user_id, bookworm.article_id(title))
    lines = read_beside(bookworm.ui, article).questions.lines
    return [line.title.partition(":")[0] for line in lines]


def test_questions_whose_matter_it_explains_stand_beside_it(reader: Bookworm) -> None:
    assert stems(reader, BARE.title) == ["Stem 1"]


def test_questions_of_the_topics_that_it_names_stand_beside_it(reader: Bookworm) -> None:
    assert stems(reader, CHOICE.title) == ["Stem 2", "Stem 3"]


def test_where_nothing_belongs_to_it_nothing_of_its_system_is_shown(reader: Bookworm) -> None:
    assert stems(reader, RENAL.title) == []


def test_a_block_of_what_stands_there_can_be_begun(reader: Bookworm) -> None:
    article = reader.library.article(reader.user_id, reader.article_id(CHOICE.title))
    beside = read_beside(reader.ui, article)
    wanted = beside.practise
    attempts = reader.program.context.service(AttemptService)
    assert beside.unseen == 2
    assert wanted.statuses == {Status.UNUSED}
    assert set(attempts.matching(reader.user_id, wanted)) == {
        line.place.id for line in beside.questions.lines
    }


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


def test_cards_stand_beside_the_article_that_explains_them(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    def prepare(context: AppContext, user_id: int) -> None:
        decks = context.service(DeckService)
        deck = decks.create_deck(user_id, "Endocrine")
        (basic,) = [one.id for one in decks.note_types(user_id) if one.name == "Basic"]
        for front, back in (
            ("Which vitamin does it need?", "B6"),
            ("Where is vitamin D hydroxylated first?", "In the liver"),
            ("Which water-soluble vitamin is lacking in scurvy?", "Ascorbic acid"),
        ):
            context.service(NoteService).add_note(user_id, deck, basic, (front, back))

    body = "Vitamin D is hydroxylated first in the liver, then in the kidney."
    bookworm = seat_bookworm(articles=(replace(BARE, title="Calcium", body=body),), prepare=prepare)
    read = bookworm.library.article(bookworm.user_id, bookworm.article_id("Calcium"))
    cards = read_beside(bookworm.ui, read).cards
    assert [line.title for line in cards.lines] == ["Where is vitamin D hydroxylated first?"]
    assert cards.fact == "1"
