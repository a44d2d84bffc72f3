"""Which questions a block is drawn from, and what belongs to those that were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.queries import selecting
from ms2qbank_desktop.features.attempts.tables import QuestionStateRow
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.tables import QuestionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

viewer = selecting.Viewer
"""For whom a block is made, and when."""


def candidates(
    session: Session, viewer: selecting.Viewer, wanted: QuestionFilter
) -> dict[int, str]:
    """Return id -> system of the questions that ``wanted`` leaves ``viewer``, in the order of the
    bank."""
    return selecting.systems(session, viewer, wanted)


def series(
    session: Session, ids: Sequence[int], found: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """Return, of those ``ids`` that belong to a case series, its members among ``found``."""
    packs_cases = cases(session, ids)
    if not packs_cases:
        return {}
    rows = session.execute(
        select(col(QuestionRow.pack_id), col(QuestionRow.case_id), col(QuestionRow.id))
        .where(
            col(QuestionRow.deleted_at).is_(None),
            col(QuestionRow.pack_id).in_({pack for pack, _ in packs_cases.values()}),
            col(QuestionRow.case_id).in_({case for _, case in packs_cases.values()}),
            col(QuestionRow.case_id) != "",  # lets SQLite use the index of case series
        )
        .order_by(col(QuestionRow.ordinal), col(QuestionRow.id))
    )
    members: dict[tuple[int, str], list[int]] = {}
    for pack, case, question in rows:
        if question in found:
            members.setdefault((pack, case), []).append(question)
    return {one: tuple(members[key]) for one, key in packs_cases.items()}


def varied(session: Session, viewer: selecting.Viewer, ids: Sequence[int]) -> dict[int, int]:
    """Return, for those ``ids`` that are due, another question of the same topic and system to be
    asked instead: unused or longest unseen, not suspended, not due, not among ``ids``. Those
    without such a one, and items of case series, are left out."""
    asked = set(ids)
    facts = selecting.question_facts(session, ids)
    topics = frozenset(fact.topic for fact in facts.values()) - {""}
    query = select(
        col(QuestionRow.id),
        col(QuestionRow.topic),
        col(QuestionRow.system),
        col(QuestionStateRow.due_at),
    ).where(col(QuestionRow.case_id) == "")
    query = selecting.narrowed(
        selecting.with_state(query, viewer), viewer, QuestionFilter(BankFilter(topics=topics))
    ).order_by(
        col(QuestionStateRow.last_at).nulls_first(),
        col(QuestionRow.pack_id),
        col(QuestionRow.ordinal),
    )
    due: set[int] = set()
    spare: dict[tuple[str, str], list[int]] = {}
    for question, topic, system, due_at in session.execute(query) if topics else ():
        if due_at is not None and due_at < viewer.today_end:
            due.add(question)
        elif question not in asked:
            spare.setdefault((topic, system), []).append(question)
    chosen = {}
    for one in ids:
        left = spare.get((facts[one].topic, facts[one].system))
        if one in due and left:
            chosen[one] = left.pop(0)
    return chosen


def cases(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return (pack, case) of those of ``ids`` that belong to a case series."""
    rows = session.execute(
        select(col(QuestionRow.id), col(QuestionRow.pack_id), col(QuestionRow.case_id)).where(
            col(QuestionRow.id).in_(selecting.each(ids)), col(QuestionRow.case_id) != ""
        )
    )
    return {question: (pack, case) for question, pack, case in rows}
