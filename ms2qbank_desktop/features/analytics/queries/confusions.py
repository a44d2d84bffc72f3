"""The wrong answers of a user, with the texts of the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.features.attempts.models import letters, places
from ms2qbank_desktop.features.attempts.queries.selecting import each
from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.questions.models import Markup
from ms2qbank_desktop.features.questions.tables import QuestionRow

if TYPE_CHECKING:
    from datetime import datetime


class WrongAnswer(NamedTuple):
    """``right`` and ``chosen``: texts of choices in the ``markup`` of their question; ``system`` as
    the pack names it."""

    question_id: int
    system: str
    right: str
    chosen: str
    markup: Markup
    at: datetime


def wrong_answers(session: Session, user_id: int, number: int) -> list[WrongAnswer]:
    """Return what was chosen in place of what in the last ``number`` wrong answers, the latest
    first; of items with one right answer, whose choices are still those that were shown."""
    # Ids grow with time; the sum keeps SQLite from an index that would have all attempts sorted.
    found = session.execute(
        select(
            col(AttemptRow.question_id),
            col(AttemptRow.system),
            col(AttemptRow.correct_answer),
            col(AttemptRow.answer_given),
            col(AttemptRow.at),
        )
        .where(
            col(AttemptRow.user_id) + 0 == user_id,
            col(AttemptRow.correct).is_(False),
            col(AttemptRow.omitted).is_(False),
        )
        .order_by(col(AttemptRow.id).desc())
        .limit(number)
    ).all()
    questions = _questions(session, [row[0] for row in found])
    answers = []
    for question_id, system, right, given, at in found:
        choices, markup = questions.get(question_id, ([], Markup.TEXT))
        if _right(choices) != right or len(right) != 1 or len(given) != 1:
            continue
        (of_right,), (of_given,) = places(right), places(given)
        if of_given < len(choices):
            texts = choices[of_right][0], choices[of_given][0]
            answers.append(WrongAnswer(question_id, system, *texts, markup, at))
    return answers


def _right(choices: list[Any]) -> str:
    return letters(frozenset(place for place, choice in enumerate(choices) if choice[1]))


def _questions(session: Session, ids: list[int]) -> dict[int, tuple[list[Any], Markup]]:
    """Return choices and markup of those that are in the bank."""
    rows = session.execute(
        select(col(QuestionRow.id), col(QuestionRow.choices), col(QuestionRow.markup)).where(
            col(QuestionRow.id).in_(each(ids)), col(QuestionRow.deleted_at).is_(None)
        )
    )
    return {question_id: (choices, Markup(markup)) for question_id, choices, markup in rows}
