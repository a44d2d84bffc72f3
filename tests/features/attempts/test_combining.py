"""Combined filters over a real bank, against what each question is, one by one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.attempts.models import (
    AllOf,
    AnyOf,
    BankOrder,
    BankRow,
    QuestionFilter,
    SortKey,
    Status,
    Wanted,
    Without,
)
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import SUBJECTS, SYSTEMS, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.bank import Desk

BROWSING = "ms2qbank_desktop.features.attempts.queries.browsing"
EVERY = QuestionFilter(statuses=frozenset(Status))

leaves: st.SearchStrategy[Wanted] = st.builds(
    QuestionFilter,
    st.builds(
        BankFilter,
        systems=st.frozensets(st.sampled_from(SYSTEMS), max_size=1),
        subjects=st.frozensets(st.sampled_from(SUBJECTS), max_size=1),
        difficulties=st.frozensets(st.integers(0, 5), max_size=2),
        tags=st.frozensets(st.sampled_from(["own", "other"]), max_size=1),
        text=st.sampled_from(["", "", "stem", "choice", '"explanation 7"', "-7"]),
        pictures=st.sampled_from([None, None, False]),
    ),
    st.frozensets(st.sampled_from(list(Status)), max_size=2),
)
filters = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(AllOf, st.tuples(inner, inner)),
        st.builds(AnyOf, st.tuples(inner, inner)),
        st.builds(Without, inner),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Forty questions, some answered, marked, suspended, tagged and due."""
    folder: Path = tmp_path_factory.mktemp("studied")
    desk = open_desk(folder / "profile", questions=40)
    chance = random.Random(5)
    for _ in range(3):
        session = desk.session(desk.block(15, shuffle=True))
        for position in range(15):
            session.go(position)
            if chance.random() < 0.8:
                session.choose(chance.choice([0, 1, 1]))
        session.end()
        desk.clock.pass_time(86_400)
    ids = desk.attempts.browse(desk.user_id, EVERY)
    desk.attempts.mark(desk.user_id, chance.sample(ids, 9), marked=True)
    desk.attempts.suspend(desk.user_id, chance.sample(ids, 8), suspended=True)
    desk.attempts.tag(desk.user_id, chance.sample(ids, 7), "own", on=True)
    desk.attempts.tag(desk.user_id, chance.sample(ids, 7), "other", on=True)
    yield desk
    desk.context.close()


def has_words(line: BankRow, text: str) -> bool:
    return {
        "": True,
        "stem": True,
        "choice": True,
        '"explanation 7"': line.number == 7,
        "-7": line.number != 7,
    }[text]


def fits(line: BankRow, wanted: Wanted, *, due: bool) -> bool:
    match wanted:
        case AllOf(parts):
            return all(fits(line, part, due=due) for part in parts)
        case AnyOf(parts):
            return any(fits(line, part, due=due) for part in parts)
        case Without(part):
            return not fits(line, part, due=due)
    bank = wanted.bank
    has = {line.status}
    has |= {Status.MARKED} if line.marked else set()
    has |= {Status.DUE} if due else set()
    if line.suspended:
        has = {Status.SUSPENDED}
    return (
        (not bank.systems or line.system in bank.systems)
        and (not bank.subjects or line.subject in bank.subjects)
        and (not bank.difficulties or (line.difficulty or 0) in bank.difficulties)
        and (not bank.tags or bool(bank.tags & set(line.tags)))
        and has_words(line, bank.text)
        and (not wanted.statuses or bool(has & wanted.statuses))
    )


def asks_for_suspended(wanted: Wanted) -> bool:
    match wanted:
        case AllOf(parts) | AnyOf(parts):
            return any(map(asks_for_suspended, parts))
        case Without(part):
            return asks_for_suspended(part)
    return Status.SUSPENDED in wanted.statuses


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=filters, number=st.integers(1, 20))
def test_a_combination_leaves_the_questions_that_fit_it(
    studied: Desk, wanted: Wanted, number: int
) -> None:
    service, user = studied.attempts, studied.user_id
    lines = service.browse_rows(user, service.browse(user, EVERY))
    today = studied.clock.day_end(studied.clock.now())
    hidden = not asks_for_suspended(wanted)
    expected = [
        line.question_id
        for line in lines
        if not (hidden and line.suspended)
        and fits(line, wanted, due=line.due_at is not None and line.due_at < today)
    ]
    assert service.browse(user, wanted) == expected
    backwards = BankOrder(SortKey.NUMBER, descending=True)
    assert service.browse(user, wanted, backwards) == expected[::-1]
    for order, there in ((BankOrder(), expected), (backwards, expected[::-1])):
        assert service.browse_first(user, wanted, order, number) in (there, there[:number])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"{BROWSING}._WALKED", 10)
            patch.setattr(f"{BROWSING}._RARE", 10)
            found = service.browse_first(user, wanted, order, number)
        assert found in ([], there, there[:number])
        assert len(found) in (0, len(there)) or len(found) >= number
    if isinstance(wanted, QuestionFilter):
        assert service.matching(user, wanted) == expected


def test_what_is_frequent_fills_a_screen_from_the_first_questions(
    studied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{BROWSING}._WALKED", 20)
    monkeypatch.setattr(f"{BROWSING}._RARE", 20)
    service, user = studied.attempts, studied.user_id
    for text, number in (("", 5), ("stem", 5), ("explanation", 8)):
        wanted = QuestionFilter(BankFilter(text=text))
        first = service.browse_first(user, wanted, BankOrder(), number)
        assert first == service.browse(user, wanted)[:number]
        assert len(first) == number
    rare = QuestionFilter(BankFilter(text='"explanation 33"'))
    assert service.browse_first(user, rare, BankOrder(), 5) == service.browse(user, rare)


def test_the_bank_is_ordered_by_when_questions_are_due(studied: Desk) -> None:
    service, user = studied.attempts, studied.user_id
    rows = service.browse_rows(user, service.browse(user, EVERY, BankOrder(SortKey.DUE)))
    due = [row.due_at for row in rows if row.due_at is not None]
    assert due
    assert due == sorted(due)
    assert all(row.due_at is None for row in rows[len(due) :])


def test_a_question_is_suspended_until_it_is_let_in_again(desk: Desk) -> None:
    first, second, *_ = ids = desk.attempts.browse(desk.user_id, QuestionFilter())
    assert desk.attempts.suspend(desk.user_id, [first, second], suspended=True) == [first, second]
    assert desk.attempts.suspend(desk.user_id, [first], suspended=True) == []
    assert first not in desk.attempts.matching(desk.user_id, QuestionFilter())
    only = QuestionFilter(statuses=frozenset({Status.SUSPENDED}))
    assert desk.attempts.matching(desk.user_id, only) == [first, second]
    assert sum(desk.attempts.cube(desk.user_id, BankFilter()).values()) == len(ids)
    desk.attempts.suspend(desk.user_id, [first, second], suspended=False)
    assert desk.attempts.matching(desk.user_id, QuestionFilter()) == ids
