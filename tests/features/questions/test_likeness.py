"""Questions that are like another one by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.questions.queries.likeness import words_of
from tests.features.questions.profile import own_file, own_question

if TYPE_CHECKING:
    from tests.features.questions.profile import Profile

FILLER = ("gout and uric acid", "fracture of the humerus", "measles in a child", "asthma at night")


def question(number: int, stem: str, right: str, topic: str = "") -> dict[str, object]:
    choices = [{"text": right, "correct": True}, {"text": f"nothing of number {number}"}]
    return {**own_question(stem, topic=topic), "id": f"Q{number}", "choices": choices}


@pytest.fixture
def bank(profile: Profile) -> Profile:
    """Two questions on lithium, one on vasopressin, and some on other things."""
    lithium = "A woman treated with lithium for bipolar disorder passes dilute urine all day."
    questions = [
        question(1, lithium, "Nephrogenic diabetes insipidus", "Water balance"),
        question(2, "Polyuria in a man who takes lithium: the urine stays dilute.", "Amiloride"),
        question(3, "Which hormone is lacking in central diabetes insipidus?", "Vasopressin"),
        *(
            question(9 + at, f"A case of {words}.", f"Choice {at}")
            for at, words in enumerate(FILLER)
        ),
    ]
    profile.take(profile.write_json("bank.json", own_file(*questions)))
    copy = {**questions[0], "id": "C1", "topic": "Drugs"}
    profile.take(profile.write_json("copy.json", own_file(copy, title="Another pack")))
    return profile


def names(bank: Profile, found: list[int]) -> list[str]:
    return [one.external_id for one in bank.bank.get_many(found)]


def test_the_question_with_most_telling_words_in_common_comes_first(bank: Profile) -> None:
    found = bank.bank.like(bank.bank.find("Q1"))
    assert names(bank, found) == ["Q2", "Q3"]


def test_a_question_is_not_like_itself_nor_what_is_left_out(bank: Profile) -> None:
    second = bank.bank.find("Q2")
    assert names(bank, bank.bank.like(second)) == ["Q1"]
    assert bank.bank.like(second, without=[bank.bank.find("Q1")]) == []


def test_the_same_question_of_another_pack_is_no_other_question(bank: Profile) -> None:
    assert len(bank.bank.like(bank.bank.find("Q1"))) == len({"Q2", "Q3"})


def test_removed_questions_are_not_offered(bank: Profile) -> None:
    first = bank.bank.find("Q1")
    for pack in bank.bank.packs():
        bank.bank.remove_pack(pack.id)
    assert bank.bank.like(first) == []


def test_a_question_that_shares_one_word_only_is_not_like_it(bank: Profile) -> None:
    assert bank.bank.like(bank.bank.find("Q10")) == []


def test_at_most_so_many_are_returned_as_are_wanted(bank: Profile) -> None:
    assert len(bank.bank.like(bank.bank.find("Q1"), 1)) == 1


def test_a_question_that_is_not_there_is_named(bank: Profile) -> None:
    with pytest.raises(UserFault, match="no question 12345"):
        bank.bank.like(12345)


def test_words_are_compared_as_the_search_index_has_them() -> None:
    assert words_of("Ménière's disease, K⁺") == {"meniere", "s", "disease", "k"}
