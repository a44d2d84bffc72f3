from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import MAX_TAG, QuestionFilter
from ms2qbank_desktop.features.attempts.search_language import parse
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk


def ids(desk: Desk) -> list[int]:
    return desk.attempts.browse(desk.user_id, QuestionFilter())


def test_a_tag_is_put_on_questions_and_taken_away_again(desk: Desk) -> None:
    first, second, third, *_ = ids(desk)
    assert desk.attempts.tag(desk.user_id, [first, second], " ask  the tutor ", on=True) == [
        first,
        second,
    ]
    assert desk.attempts.tag(desk.user_id, [second, third], "ask the tutor", on=True) == [third]
    assert desk.attempts.own_tags(desk.user_id, [first, third]) == {
        first: ("ask the tutor",),
        third: ("ask the tutor",),
    }
    assert desk.attempts.all_own_tags(desk.user_id) == ["ask the tutor"]
    changed = desk.attempts.tag(desk.user_id, [first, second, third], "ask the tutor", on=False)
    assert changed == [first, second, third]
    assert desk.attempts.all_own_tags(desk.user_id) == []
    assert desk.attempts.tag(desk.user_id, [first], "ask the tutor", on=True) == [first]


@pytest.mark.parametrize("tag", ["", "   ", "x" * (MAX_TAG + 1)])
def test_a_tag_has_a_name_of_some_length(desk: Desk, tag: str) -> None:
    with pytest.raises(UserFault, match="1 to 60 characters"):
        desk.attempts.tag(desk.user_id, ids(desk)[:1], tag, on=True)


def test_own_tags_are_found_counted_and_named_like_those_of_packs(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    desk.attempts.tag(desk.user_id, [first, second], "hard", on=True)
    desk.attempts.tag(desk.user_id, [second], "week 3", on=True)
    vocabulary = desk.attempts.vocabulary(desk.user_id)
    assert vocabulary.tags == ("hard", "week 3")
    assert desk.attempts.browse(desk.user_id, parse("tag:week", vocabulary).wanted) == [second]
    assert desk.attempts.name_counts(desk.user_id, QuestionFilter()).tags == (
        ("hard", 2),
        ("week 3", 1),
    )
    both = BankFilter(tags=frozenset({"hard", "week 3"}), every_tag=True)
    assert desk.attempts.matching(desk.user_id, QuestionFilter(both)) == [second]
    (row,) = desk.attempts.browse_rows(desk.user_id, [second])
    assert row.tags == ("hard", "week 3")


def test_an_export_brings_own_tags_along(desk: Desk, tmp_path: Path) -> None:
    first, second, *_ = ids(desk)
    desk.attempts.tag(desk.user_id, [second], "hard", on=True)
    file = tmp_path / "mine.json"
    desk.bank.export(
        [first, second], file, Silent(), desk.attempts.own_tags(desk.user_id, [first, second])
    )
    questions = json.loads(file.read_text(encoding="utf-8"))["questions"]
    assert [question.get("tags", []) for question in questions] == [[], ["hard"]]


def test_another_user_has_tags_marks_and_suspended_questions_of_their_own(desk: Desk) -> None:
    other, first = 5, ids(desk)[0]
    with desk.context.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO users (id, name, email, created_at) VALUES (5, 'B', '', 0)"
        )
    desk.attempts.tag(desk.user_id, [first], "hard", on=True)
    desk.attempts.suspend(desk.user_id, [first], suspended=True)
    assert desk.attempts.own_tags(other, [first]) == {}
    assert desk.attempts.vocabulary(other).tags == ()
    assert first in desk.attempts.browse(other, QuestionFilter())
