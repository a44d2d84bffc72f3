"""What a search for cards finds in a collection."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.browsing import CardOrder, Column
from ms2qbank_desktop.features.flashcards.models import Algorithm, Rating
from ms2qbank_desktop.features.flashcards.searching.language import SearchFault
from tests.support.bank import open_desk
from tests.support.card_bench import grow, make_cards

from .conftest import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Course:
    """Four notes in two decks; ``found`` names the notes of the cards that a search leaves."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.deck = shelf.deck("Step 1::Renal")
        self.other = shelf.deck("Heart")
        self.types = {one.name: one.id for one in shelf.decks.note_types(shelf.user_id)}
        self.ids: dict[str, int] = {}
        self.add(
            "loop", self.deck, "Loop <b>diuretic</b>", "furosemide&nbsp;and café", "renal::drugs"
        )
        self.add("thiazide", self.deck, "Thiazide diuretic", "100% of_it", "Renal marked")
        self.add("valve", self.other, "Mitral valve", "<i>S4</i> murmur", "")
        self.add(
            "cloze", self.other, "{{c1::Lithium}} and {{c2::sodium::ion}}", "", "psych", "Cloze"
        )

    def add(
        self, name: str, deck: int, front: str, back: str, tags: str, kind: str = "Basic"
    ) -> None:
        shelf = self.shelf
        self.ids[name] = shelf.notes.add_note(
            shelf.user_id, deck, self.types[kind], [front, back], tags.split()
        )
        shelf.desk.clock.pass_time(60)

    def card(self, name: str, place: int = 0) -> int:
        return self.shelf.card(self.ids[name], place).id

    def found(self, search: str) -> list[str]:
        names = {note: name for name, note in self.ids.items()}
        cards = self.shelf.find(search)
        assert self.shelf.search.count(self.shelf.user_id, search) == len(cards)
        assert len(set(cards)) == len(cards)
        lines = self.shelf.search.lines(self.shelf.user_id, cards)
        return sorted(names[line.note_id] for line in lines)


@pytest.fixture
def course(shelf: Shelf) -> Course:
    return Course(shelf)


@pytest.fixture(scope="module")
def read_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The course for tests that only read it."""
    desk = open_desk(tmp_path_factory.mktemp("course") / "profile", questions=0)
    yield Course(Shelf(desk))
    desk.context.close()


CLOZES = ["cloze", "cloze"]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", [*CLOZES, "loop", "thiazide", "valve"]),
        ("diuretic", ["loop", "thiazide"]),
        ("DIURETIC -thiazide", ["loop"]),
        ("loop diuretic", ["loop"]),
        ('"loop diuretic"', ["loop"]),  # markup between the words does not part them
        ('"furosemide and"', ["loop"]),  # nor does &nbsp;
        ("uret", ["loop", "thiazide"]),
        ("S4", ["valve"]),
        ("of", ["thiazide"]),
        ("of\\_it", ["thiazide"]),
        ("f\\_i", ["thiazide"]),
        ("of*it", ["thiazide"]),
        ("mit_al", ["valve"]),
        ("100%", ["thiazide"]),
        ("mitral or lithium", [*CLOZES, "valve"]),
        ("diuretic (loop or mitral)", ["loop"]),
        ("S4 or lithium", [*CLOZES, "valve"]),
        ("-diuretic", [*CLOZES, "valve"]),
        ("w:it", []),
        ("w:valve", ["valve"]),
        ("w:S4", ["valve"]),
        ("re:S[34]", ["valve"]),
        ("nc:cafe", ["loop"]),
        ("cafe", []),
        ("café", ["loop"]),
        ('sc:"sodium"', CLOZES),
        ('sc:"lithium and sodium"', CLOZES),
        ("deck:heart", [*CLOZES, "valve"]),
        ('deck:"Step 1"', ["loop", "thiazide"]),
        ("deck:*renal", ["loop", "thiazide"]),
        ("deck:renal", []),
        ("deck:filtered", []),
        ("tag:renal", ["loop", "thiazide"]),
        ("tag:renal::drugs", ["loop"]),
        ("tag:ren", []),
        ("tag:ren*", ["loop", "thiazide"]),
        ("tag:none", ["valve"]),
        ("tag:re:^ps", CLOZES),
        ("note:cloze", CLOZES),
        ("note:basic", ["loop", "thiazide", "valve"]),
        ("card:1", ["cloze", "loop", "thiazide", "valve"]),
        ("card:2", ["cloze"]),
        ('card:"card 1"', ["loop", "thiazide", "valve"]),
        ("card:cloze", CLOZES),
        ('front:"mitral valve"', ["valve"]),
        ("front:mitral", []),
        ("front:*mitral*", ["valve"]),
        ('front:"loop diuretic"', ["loop"]),
        ("back:*murmur", ["valve"]),
        ("extra:", CLOZES),
        ("text:re:c2", CLOZES),
        ("preset:heart", [*CLOZES, "valve"]),
        ("is:new", [*CLOZES, "loop", "thiazide", "valve"]),
        ("is:due", []),
        ("-is:new", []),
        ("prop:ivl>0", []),
        ("prop:pos>=0", [*CLOZES, "loop", "thiazide", "valve"]),
        ("-prop:s>1", [*CLOZES, "loop", "thiazide", "valve"]),
        ("added:1", [*CLOZES, "loop", "thiazide", "valve"]),
        ("rated:1", []),
    ],
)
def test_a_search_finds(read_course: Course, search: str, names: list[str]) -> None:
    assert read_course.found(search) == names


def test_states_flags_and_numbers_are_searched(course: Course) -> None:
    shelf = course.shelf
    user = shelf.user_id
    shelf.cards.suspend(user, [course.card("loop")])
    shelf.cards.bury(user, [course.card("valve")])
    shelf.cards.flag(user, [course.card("thiazide")], 1)
    shelf.cards.set_due(user, [course.card("cloze")], (0, 0))
    shelf.cards.set_due(user, [course.card("cloze", 1)], (5, 5))
    assert course.found("is:suspended") == ["loop"]
    assert course.found("is:buried") == course.found("is:buried-manually") == ["valve"]
    assert course.found("is:buried-sibling") == []
    assert course.found("flag:1") == ["thiazide"]
    assert course.found("flag:0 deck:*renal") == ["loop"]
    assert course.found("is:review") == CLOZES
    assert course.found("is:due") == ["cloze"]
    assert course.found("prop:due>3") == course.found("prop:ivl=5") == ["cloze"]
    assert course.found("prop:due<=0") == ["cloze"]
    assert course.found("prop:ease=2.5 -prop:due=0") == ["cloze"]
    assert course.found("resched:1") == CLOZES
    shelf.pass_days(1)
    assert course.found("is:buried") == []
    assert course.found("resched:1") == []
    assert course.found("prop:resched=-1") == CLOZES


def test_what_was_answered_is_searched_by_day_and_button(course: Course) -> None:
    shelf = course.shelf
    session = shelf.session(course.deck)
    session.answer(Rating.EASY)
    session.answer(Rating.AGAIN)
    assert course.found("rated:1") == ["loop", "thiazide"]
    assert course.found("rated:1:1") == ["thiazide"]
    assert course.found("is:learn") == ["thiazide"]
    assert course.found("introduced:1") == ["loop", "thiazide"]
    session.undo()
    assert course.found("rated:1") == ["loop"]
    shelf.pass_days(3)
    assert course.found("rated:3") == []
    assert course.found("rated:4") == course.found("prop:rated=-3") == ["loop"]
    assert course.found("prop:rated<-3") == course.found("prop:rated>-3") == []
    shelf.desk.clock.pass_time(86_400)
    shelf.session(course.deck).answer(Rating.GOOD)
    assert course.found("introduced:1 rated:1") == []
    assert course.found("rated:1") == ["loop"]


def test_memory_is_searched_by_its_numbers(course: Course) -> None:
    shelf = course.shelf
    preset = shelf.preset(course.deck)
    shelf.decks.save_preset(shelf.user_id, replace(preset, algorithm=Algorithm.FSRS))
    session = shelf.session(course.deck)
    session.answer(Rating.EASY)
    session.answer(Rating.AGAIN)
    assert course.found("prop:s>8") == ["loop"]
    assert course.found("prop:s<1") == ["thiazide"]
    assert course.found("prop:d>0.5") == ["thiazide"]
    shelf.pass_days(8)
    assert course.found("prop:r<0.7") == ["thiazide"]
    assert course.found("prop:r>=0.9") == ["loop"]
    assert course.found("prop:r>0 prop:r<=1") == ["loop", "thiazide"]


def test_ids_decks_at_hand_and_duplicates_are_searched(course: Course) -> None:
    shelf = course.shelf
    note, card = course.ids["loop"], course.card("cloze", 1)
    assert course.found(f"nid:{note},7") == ["loop"]
    assert course.found(f"cid:{card}") == ["cloze"]
    assert course.found(f"did:{course.deck}") == ["loop", "thiazide"]
    assert course.found(f"mid:{course.types['Cloze']}") == CLOZES
    here = shelf.search.find(shelf.user_id, "deck:current", current_deck=course.deck)
    assert len(here) == 2
    assert shelf.search.find(shelf.user_id, "deck:current") == []
    course.add("again", course.other, "<i>Mitral</i> valve", "other", "")
    search = f'"dupe:{course.types["Basic"]},Mitral valve"'
    assert course.found(search) == ["again", "valve"]


def test_an_edit_is_found_and_what_was_removed_is_not(course: Course) -> None:
    shelf = course.shelf
    shelf.pass_days(3)
    shelf.notes.edit_note(shelf.user_id, course.ids["valve"], ["Aortic valve", "x"], ["new"])
    assert course.found("edited:1") == ["valve"]
    assert course.found("aortic") == course.found("tag:new") == ["valve"]
    assert course.found("mitral") == []
    shelf.cards.remove_notes(shelf.user_id, [course.ids["loop"]])
    assert course.found("loop") == course.found("tag:renal::drugs") == []
    shelf.decks.remove_deck(shelf.user_id, course.deck)
    assert course.found("thiazide") == course.found("deck:*renal") == []


def test_the_table_is_ordered_by_each_column(course: Course) -> None:
    shelf = course.shelf
    shelf.cards.set_due(shelf.user_id, [course.card("valve")], (3, 3))
    shelf.cards.set_due(shelf.user_id, [course.card("loop")], (1, 1))
    names = {note: name for name, note in course.ids.items()}

    def ordered(column: Column, *, descending: bool = False) -> list[str]:
        ids = shelf.search.find(shelf.user_id, "-note:cloze", CardOrder(column, descending))
        return [names[line.note_id] for line in shelf.search.lines(shelf.user_id, ids)]

    assert ordered(Column.CREATED) == ["loop", "thiazide", "valve"]
    assert ordered(Column.CREATED, descending=True) == ["valve", "thiazide", "loop"]
    assert ordered(Column.QUESTION) == ["loop", "valve", "thiazide"]
    assert ordered(Column.DECK) == ["valve", "loop", "thiazide"]
    assert ordered(Column.DUE) == ["thiazide", "loop", "valve"]
    assert ordered(Column.INTERVAL, descending=True)[0] == "valve"
    for column in Column:
        assert ordered(column, descending=True) != []
        assert sorted(ordered(column)) == ["loop", "thiazide", "valve"]


def test_a_line_of_the_table_says_all_of_a_card(course: Course) -> None:
    shelf = course.shelf
    card = course.card("cloze", 1)
    shelf.cards.flag(shelf.user_id, [card], 4)
    (line,) = shelf.search.lines(shelf.user_id, [card, 12345])
    assert (line.deck, line.note_type, line.template) == ("Heart", "Cloze", "Cloze")
    assert (line.tags, line.flag, line.ordinal, line.state) == (("psych",), 4, 1, "new")
    assert "Lithium" in line.question


def test_a_search_without_a_meaning_says_where(course: Course) -> None:
    with pytest.raises(SearchFault):
        course.found("is:dued")


_BITS = st.sampled_from(
    [
        *'"()- *_\\%:\0\ud800é🫀',
        *("or ", "and ", "ab", "heart", "tag:", "deck:", "is:due", "flag:", "prop:", "ivl", "r"),
        *(">", "<=", "!=", "0.9", "-3", "rated:", "re:", "nc:", "w:", "sc:", "front:", "note:"),
        *("nid:", "added:", "introduced:", "dupe:", "resched:", "[a", "99999999999999999999"),
    ]
)


@given(st.lists(_BITS, max_size=7).map("".join))
@settings(deadline=None)
def test_whatever_is_typed_is_searched_or_refused(read_course: Course, search: str) -> None:
    try:
        found = len(read_course.shelf.find(search))
    except SearchFault as fault:
        place = (fault.start, fault.end)
    else:
        place = (0, len(search))
        assert read_course.shelf.search.count(read_course.shelf.user_id, search) == found
    assert 0 <= place[0] <= place[1] <= len(search)


def test_the_queries_of_the_bench_find_what_they_should(shelf: Shelf, tmp_path: Path) -> None:
    folder = make_cards(tmp_path / "cards")
    cards = grow(shelf.desk, folder)
    queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    assert len(queries) == 20
    found = {query["anki"]: len(shelf.find(query["anki"])) for query in queries}
    assert found == {query["anki"]: query["expected_cards"] for query in queries}
    assert len(shelf.find("")) == len(cards) == 1000
    assert shelf.cards.mend_states(shelf.user_id, Silent()) == 0
