import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.recipes import from_json, to_json
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk

WANTED = QuestionFilter(
    BankFilter(
        packs=frozenset({4}),
        subjects=frozenset({"Pathology", ""}),
        systems=frozenset({"Renal"}),
        topics=frozenset({"Stones"}),
        difficulties=frozenset({0, 3}),
        tags=frozenset({"a", "b"}),
        text='kidney "two words"',
        ids=frozenset({1, 2}),
        names=frozenset({"Q1"}),
        every_tag=True,
    ),
    frozenset({Status.UNUSED, Status.MARKED}),
    unseen_days=14,
)
REQUEST = BlockRequest(WANTED, Mode.TIMED, 40, False, True, True)
PLAIN = BlockRequest(QuestionFilter(), Mode.TUTOR, 3)


def test_a_request_comes_back_from_json_as_it_was() -> None:
    for request in (REQUEST, PLAIN, replace(REQUEST, wanted=QuestionFilter())):
        assert from_json(json.loads(json.dumps(to_json(request)))) == request


def test_the_last_block_that_was_made_can_be_made_again(desk: Desk) -> None:
    assert desk.practice.last_request(desk.user_id) is None
    desk.practice.create_block(desk.user_id, replace(PLAIN, size=5))
    renal = QuestionFilter(BankFilter(systems=frozenset({"Renal"})))
    second = replace(PLAIN, wanted=renal)
    desk.practice.create_block(desk.user_id, second)
    assert desk.practice.last_request(desk.user_id) == second
    assert desk.practice.last_request(desk.user_id + 1) is None


def test_a_block_of_very_many_picked_questions_keeps_no_request(desk: Desk) -> None:
    ids = frozenset(desk.attempts.matching(desk.user_id, QuestionFilter()))
    many = QuestionFilter(BankFilter(ids=ids | frozenset(range(1000))))
    desk.practice.create_block(desk.user_id, replace(PLAIN, wanted=many))
    assert desk.practice.last_request(desk.user_id) is None


def test_a_block_without_a_request_holds_null_and_not_the_word(desk: Desk) -> None:
    many = QuestionFilter(BankFilter(names=frozenset({"Q1", *map(str, range(1001))})))
    desk.practice.create_block(desk.user_id, replace(PLAIN, wanted=many))
    with desk.context.store.read() as session:
        assert session.execute(text("SELECT request IS NULL FROM blocks")).scalar_one() == 1


def test_recipes_are_listed_by_name_and_renamed(desk: Desk) -> None:
    practice, user = desk.practice, desk.user_id
    practice.save_recipe(user, " weekly  mix ", REQUEST)
    practice.save_recipe(user, "Morning", PLAIN)
    morning, weekly = practice.recipes(user)
    assert (weekly.name, weekly.request) == ("weekly mix", REQUEST)
    practice.rename_recipe(user, morning.id, "zebra")
    assert [recipe.name for recipe in practice.recipes(user)] == ["weekly mix", "zebra"]
    assert practice.recipes(user + 1) == []


def test_a_deleted_recipe_can_be_put_back(desk: Desk) -> None:
    desk.practice.save_recipe(desk.user_id, "Morning", PLAIN)
    (recipe,) = desk.practice.recipes(desk.user_id)
    desk.practice.remove_recipe(desk.user_id, recipe.id)
    assert desk.practice.recipes(desk.user_id) == []
    desk.practice.remove_recipe(desk.user_id, recipe.id, removed=False)
    assert desk.practice.recipes(desk.user_id) == [recipe]


@pytest.mark.parametrize(("name", "why"), [("  ", "Write a name"), ("morning", "already")])
def test_a_blank_or_taken_name_is_refused_at_its_field(desk: Desk, name: str, why: str) -> None:
    desk.practice.save_recipe(desk.user_id, "Morning", PLAIN)
    with pytest.raises(UserFault, match=why) as caught:
        desk.practice.save_recipe(desk.user_id, name, PLAIN)
    assert caught.value.field == "name"
    assert len(desk.practice.recipes(desk.user_id)) == 1


def test_a_recipe_may_change_the_case_of_its_own_name(desk: Desk) -> None:
    desk.practice.save_recipe(desk.user_id, "morning", PLAIN)
    (recipe,) = desk.practice.recipes(desk.user_id)
    desk.practice.rename_recipe(desk.user_id, recipe.id, "Morning")
    assert desk.practice.recipes(desk.user_id)[0].name == "Morning"


def test_the_recipe_of_somebody_else_cannot_be_touched(desk: Desk) -> None:
    desk.practice.save_recipe(desk.user_id, "Morning", PLAIN)
    (recipe,) = desk.practice.recipes(desk.user_id)
    with pytest.raises(UserFault, match="not there"):
        desk.practice.remove_recipe(desk.user_id + 1, recipe.id)
