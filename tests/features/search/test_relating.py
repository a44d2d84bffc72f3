"""What speaks of the same: articles to questions, questions and cards to articles.

Judged by hand in tests.support.explained, pair by pair.
"""

from __future__ import annotations

import time
from functools import cached_property, partial
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.starter import StarterService
from ms2qbank_desktop.features.library.models import (
    ArticleDraft,
    ArticleFilter,
    CollectionInfo,
    Term,
)
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.importing import ImportService
from ms2qbank_desktop.features.library.service.starter import StarterArticles
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from ms2qbank_desktop.features.questions.service.starter import starter_pack
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from tests.support.bank import Desk, open_desk
from tests.support.examinee import add_questions, question
from tests.support.explained import EXPLAINED, RIGHT, RIGHT_IN_BOOKS
from tests.support.search_bench import Words, fill
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ALL = 100


class Reader:
    """Questions by the ids of their file, articles by their titles."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.links = desk.context.service(LinkService)
        self.library = desk.context.service(LibraryService)

    @property
    def titles(self) -> dict[int, str]:
        lines = self.library.lines(self.desk.user_id, ArticleFilter())
        return {line.id: line.title for line in lines}

    def question(self, name: str) -> int:
        (found,) = self.desk.bank.select(BankFilter(names=frozenset({name})))
        return found

    def names(self) -> dict[int, str]:
        found = self.desk.bank.get_many(self.desk.bank.select(BankFilter()))
        return {one.id: one.external_id or "" for one in found}

    def places(self, name: str) -> list[Place]:
        return self.links.articles_on(self.desk.user_id, self.question(name), 3)

    def offered(self, name: str) -> list[tuple[str, str]]:
        """Titles of the articles that a question is offered, with their headings."""
        titles = self.titles
        return [(titles[place.id], place.part) for place in self.places(name)]

    @cached_property
    def shown(self) -> set[tuple[str, str]]:
        """(id, title) of what the starter questions are offered."""
        titles = self.titles
        return {
            (name, titles[place.id])
            for question_id, name in self.names().items()
            if name.startswith("starter-")
            for place in self.links.articles_on(self.desk.user_id, question_id, 3)
        }

    def read(self) -> None:
        self.desk.context.service(IndexingService).catch_up(Silent())


def with_starters(data_dir: Path) -> Reader:
    desk = open_desk(data_dir, questions=0)
    desk.bank.import_files(ImportRequest((starter_pack(),)), Silent())
    desk.context.service(StarterArticles).install()
    return Reader(desk)


@pytest.fixture(scope="module")
def starters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The profile of somebody who has just begun."""
    reader = with_starters(tmp_path_factory.mktemp("begun") / "profile")
    desk = reader.desk
    desk.context.service(StarterService).install(desk.user_id, Silent())
    reader.read()
    yield reader
    desk.context.close()


@pytest.fixture
def own(data_dir: Path) -> Iterator[Reader]:
    """The profile of somebody who brings questions and books."""
    desk = open_desk(data_dir, questions=0)
    yield Reader(desk)
    desk.context.close()


def test_of_the_articles_that_questions_are_offered_19_in_20_are_right(starters: Reader) -> None:
    shown = starters.shown
    assert len(shown & RIGHT) >= 0.95 * len(shown), sorted(shown - RIGHT)
    assert len(shown & EXPLAINED) >= 0.95 * len(EXPLAINED), sorted(EXPLAINED - shown)
    assert len({name for name, _ in shown}) >= 38


def test_the_questions_beside_an_article_are_those_that_are_offered_it(starters: Reader) -> None:
    names = starters.names()
    beside = {
        (names[question_id], title)
        for article_id, title in starters.titles.items()
        for question_id in starters.links.about(
            starters.desk.user_id, article_id, Kind.QUESTION, ALL
        )
    }
    shown = starters.shown
    assert len(beside & RIGHT) >= 0.95 * len(beside), sorted(beside - RIGHT)
    assert shown & RIGHT <= beside


@pytest.mark.parametrize("name", ["starter-02-6", "starter-04-a", "starter-09-1"])
def test_a_question_that_no_article_explains_is_offered_none(starters: Reader, name: str) -> None:
    assert starters.offered(name) == []


def test_an_article_opens_at_the_section_that_says_most(starters: Reader) -> None:
    assert starters.offered("starter-01-a") == [
        ("Normal aging: what changes and what is disease", "How drugs act in the old")
    ]
    assert starters.offered("starter-10-a") == [
        ("Reading 2×2 tables", "Why rows and columns differ")
    ]


def test_the_cards_beside_an_article_are_on_its_matter(starters: Reader) -> None:
    ids = {title: article_id for article_id, title in starters.titles.items()}
    cards = starters.links.about(starters.desk.user_id, ids["Reading 2×2 tables"], Kind.CARD, 24)
    ends = starters.links.described(
        starters.desk.user_id, (Place(Kind.CARD, card_id) for card_id in cards)
    )
    decks = [end.detail for end in ends.values()]
    assert len(decks) >= 12
    assert sum("Biostatistics" in deck for deck in decks) >= 0.9 * len(decks), decks


@pytest.mark.campaign
def test_with_books_of_ones_own_19_in_20_are_right_too(tmp_path: Path) -> None:
    folder = shared("data/articles")
    reader = with_starters(tmp_path / "profile")
    importing = reader.desk.context.service(ImportService)
    importing.import_paths([folder / "openstax-ap2e", folder / "medlineplus-topics"], Silent())
    reader.read()
    shown = reader.shown
    assert len(shown & RIGHT_IN_BOOKS) >= 0.95 * len(shown), sorted(shown - RIGHT_IN_BOOKS)
    assert len(shown & EXPLAINED) >= 0.95 * len(EXPLAINED), sorted(EXPLAINED - shown)
    assert ("Central Processing", "Chapter Review") in reader.offered("starter-03-9")
    assert len(shown - RIGHT) >= 4
    reader.desk.context.close()


SODIUM = ArticleDraft(
    "electrolytes",
    "Electrolyte balance",
    "## Sodium\n\nSodium draws water after it. In hyponatremia plasma has too little of it for its "
    "water: vasopressin holds water back (SIADH), or salt is lost. Cells swell, the brain first: "
    "headache, seizures.\n\n## Potassium\n\nPotassium is kept within cells.\n\n"
    "## Chloride\n\nChloride follows sodium.",
    glossary=(Term("siadh", "Too much vasopressin for the plasma's osmolality."),),
)
POTASSIUM = ArticleDraft("salts", "Salts of the diet", "Sodium stands in bread, and water in soup.")
SALT: dict[str, Any] = {
    "topic": "Hyponatraemia",
    "tags": ["siadh", "vasopressin"],
    "objective": "Water that vasopressin retains dilutes sodium in SIADH.",
}


def bring(reader: Reader, *articles: ArticleDraft) -> None:
    book = CollectionInfo("book", "A book")
    reader.library.store_articles(book, list(enumerate(articles)), "book")


def test_a_section_of_ones_own_book_is_found_in_another_spelling(own: Reader) -> None:
    bring(own, SODIUM, POTASSIUM)
    add_questions(own.desk, [question(1, **SALT), question(2, topic="Gout", tags=["uric acid"])])
    assert own.offered("Q1") == [("Electrolyte balance", "Sodium")]
    assert own.offered("Q2") == []


def test_a_question_without_names_is_known_by_its_stem_and_its_right_choice(own: Reader) -> None:
    bring(own, SODIUM, POTASSIUM)
    asked = question(1, stem="Headache, seizures and hyponatremia: which hormone is to blame?")
    asked["choices"][1]["text"] = "Vasopressin"
    add_questions(own.desk, [asked])
    assert own.offered("Q1") == [("Electrolyte balance", "Sodium")]


def test_articles_that_name_the_very_topic_come_first_whatever_they_say(own: Reader) -> None:
    named = ArticleDraft("named", "Water", "Nothing else.", topics=("hyponatraemia",))
    bring(own, SODIUM, named)
    add_questions(own.desk, [question(1, **SALT)])
    assert own.offered("Q1") == [("Water", ""), ("Electrolyte balance", "Sodium")]
    (article_id,) = (one for one, title in own.titles.items() if title == "Water")
    beside = own.links.about(own.desk.user_id, article_id, Kind.QUESTION, ALL)
    assert beside == [own.question("Q1")]


def test_what_was_removed_is_not_offered(own: Reader) -> None:
    bring(own, SODIUM, POTASSIUM)
    add_questions(own.desk, [question(1, **SALT)])
    (place,) = own.places("Q1")
    own.library.remove_article(place.id)
    assert own.offered("Q1") == []
    own.library.restore_article(place.id)
    (pack,) = own.desk.bank.packs()
    own.desk.bank.remove_pack(pack.id)
    assert own.links.about(own.desk.user_id, place.id, Kind.QUESTION, ALL) == []


@pytest.mark.campaign
def test_it_takes_no_longer_than_a_frame_among_5000_questions_and_1000_articles(
    data_dir: Path,
) -> None:
    reader = with_starters(data_dir)
    words = Words(3)
    fill(reader.desk, 20_000, words)
    texts = ["\n\n".join(f"## {words.text(3)}\n\n{words.text(150)}" for _ in range(5))] * 700
    bring(reader, *(ArticleDraft(str(at), words.text(4), text) for at, text in enumerate(texts)))
    reader.read()
    user_id, names = reader.desk.user_id, reader.names()
    asked = [one for one, name in names.items() if name.startswith("starter-")][:40]
    mine = [one for one, title in reader.titles.items() if title in {t for _, t in EXPLAINED}]
    took: dict[str, list[float]] = {"articles": [], "questions": [], "cards": []}
    for one in asked:
        took["articles"].append(_cpu_ms(partial(reader.links.articles_on, user_id, one, 3)))
    for one in mine:
        for kind, key in ((Kind.QUESTION, "questions"), (Kind.CARD, "cards")):
            took[key].append(_cpu_ms(partial(reader.links.about, user_id, one, kind, 24)))
    middle = {key: median(times) for key, times in took.items()}
    assert max(middle.values()) < 16, middle
    reader.desk.context.close()


def _cpu_ms(act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    return (time.thread_time() - begun) * 1000
