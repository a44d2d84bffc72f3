"""Questions and cards by what they are about, with how well each is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.attribution import remembering, system_of_card
from ms2qbank_desktop.features.practice.blueprint import official

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlmodel import Session

_QUESTIONS = """
SELECT q.system, q.topic, count(*),
       total(s.status = 'correct' AND s.correct = s.attempts),
       total(s.status = 'correct' AND s.correct < s.attempts),
       total(s.status IN ('incorrect', 'omitted'))
FROM questions q LEFT JOIN question_states s ON s.question_id = q.id AND s.user_id = ?
WHERE q.deleted_at IS NULL GROUP BY q.system, q.topic
"""
_CARDS = """
SELECT ifnull(q.system, ''), ifnull(q.topic, ''), n.tags, d.name, c.state,
       ifnull(c.stability, c.interval_days), c.last_review_day
FROM cards c
JOIN card_notes n ON n.id = c.note_id
JOIN decks d ON d.id = coalesce(c.home_deck_id, c.deck_id)
LEFT JOIN questions q ON c.source_kind = 'question' AND q.id = c.source_id
WHERE c.user_id = ? AND c.deleted_at IS NULL AND c.suspended = 0
"""
_MEMORIES = (
    "SELECT stability, last_at FROM question_states WHERE user_id = ? AND stability IS NOT NULL"
)
_LEARNED = ("review", "relearning")


@dataclass(slots=True)
class Asked:
    """Questions of a system (as the packs name it) and topic: how many, right at first, right
    after a miss, wrong."""

    system: str
    topic: str
    questions: int
    right_first: int
    right_again: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """A card. ``system``: official, "" for none; ``topics``: names that its question and its tags
    have; ``recall``: how likely it is known now, None for one that was not learned yet."""

    system: str
    topics: tuple[str, ...]
    recall: float | None


def questions(session: Session, user_id: int) -> list[Asked]:
    """Return the bank by system and topic."""
    rows = session.connection().exec_driver_sql(_QUESTIONS, (user_id,))
    return [Asked(row[0], row[1], *map(int, row[2:])) for row in rows]


def cards(
    session: Session, user_id: int, today: int, recall: Callable[[float, float], float]
) -> Iterator[Recalled]:
    """Yield all cards that are not suspended; ``recall`` of stability and days since."""
    named = remembering(official)
    for source, topic, tags, deck, state, stability, day in session.connection().exec_driver_sql(
        _CARDS, (user_id,)
    ):
        words = tags.split()
        learned = state in _LEARNED and stability and day is not None
        yield Recalled(
            system_of_card(source, words, deck, named),
            (topic, *_topics(words)),
            recall(stability, max(0, today - day)) if learned else None,
        )


def _topics(tags: list[str]) -> Iterator[str]:
    """Yield what tags call a topic: their last part."""
    for tag in tags:
        yield tag.rpartition("::")[2].replace("_", " ")


def question_recalls(
    session: Session, user_id: int, now_ms: int, recall: Callable[[float, float], float]
) -> list[float]:
    """Return how likely each question that has a memory is known now; ``recall`` of stability and
    days since."""
    rows = session.connection().exec_driver_sql(_MEMORIES, (user_id,))
    return [recall(row[0], max(0.0, (now_ms - row[1]) / 86_400_000)) for row in rows]
