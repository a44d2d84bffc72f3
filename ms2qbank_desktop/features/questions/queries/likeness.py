"""Which questions are about the same thing: full text over the telling words of one of them.

A word tells the more, the fewer questions have it (inverse document frequency, Spärck Jones
1972), and more so in the right choice or the topic than in the stem. Questions that share two
of the most telling words at least are put in order by BM25 (FTS5's own).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.letters import without_accents
from ms2qbank_desktop.features.questions.markup import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.questions.models import Question

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4
_ASKED = 40
"""Words whose frequency is looked up, the longest ones."""
_TELLING = 12
_FREQUENT = 1_000
_SHARE = 0.1
_FEW = 3
"""A word of more than 1,000 questions, or of more than a tenth of them, tells too little and
costs too much to go through; one of three questions tells something in any bank."""
_SHARED = 2
_SPARE = 20
"""Read beyond what is wanted: some of them are duplicates, or share one word only."""
_WEIGHTS = {"right": 2.0, "topic": 1.5, "stem": 1.0}

_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM question_search WHERE question_search MATCH ? LIMIT ?)"
)
_ROWS = "SELECT max(search_row) FROM questions"
_NEAREST = (
    "SELECT q.id, q.content_key, s.stem, s.choices, s.tags "
    "FROM (SELECT rowid, stem, choices, tags, bm25(question_search, 4, 2, 1, 2) AS distance "
    "FROM question_search WHERE question_search MATCH ? ORDER BY distance LIMIT ?) AS s "
    "JOIN questions AS q ON q.search_row = s.rowid "
    "WHERE q.deleted_at IS NULL ORDER BY s.distance"
)


def words_of(text: str) -> set[str]:
    """Return the words of ``text`` as the search index has them: small letters, no accents."""
    return set(_WORD.findall(without_accents(text.casefold())))


def like(
    session: Session, question: Question, key: int, limit: int, without: Collection[int]
) -> list[int]:
    """Return the questions most like ``question``, whose content_key is ``key``, best first."""
    telling = _telling(session, question)
    if len(telling) < _SHARED:
        return []
    match = " OR ".join(f'"{word}"' for word in telling)
    left_out = {question.id, *without}
    rows = session.connection().exec_driver_sql(_NEAREST, (match, limit + len(left_out) + _SPARE))
    found: list[int] = []
    seen = {key}
    for question_id, content_key, *texts in rows:
        shared = words_of(" ".join(texts)).intersection(telling)
        if question_id in left_out or content_key in seen or len(shared) < _SHARED:
            continue
        seen.add(content_key)
        found.append(question_id)
    return found[:limit]


def _telling(session: Session, question: Question) -> Sequence[str]:
    """Return the words of ``question`` that tell most of what it is about."""
    right = " ".join(choice.text for choice in question.choices if choice.correct)
    markup = question.markup
    parts = {"stem": plain(question.stem, markup), "topic": question.topic}
    parts["right"] = plain(right, markup)
    weight: dict[str, float] = {}
    for part, text in parts.items():
        for word in words_of(text):
            if len(word) >= _SHORTEST:
                weight[word] = max(weight.get(word, 0), _WEIGHTS[part])
    rows = session.connection().exec_driver_sql(_ROWS).scalar() or 0
    most = min(_FREQUENT, max(_FEW, int(rows * _SHARE)))
    score: dict[str, float] = {}
    for word in sorted(weight, key=lambda word: (weight[word], len(word)), reverse=True)[:_ASKED]:
        number = _count(session, word, most + 1)
        if 1 < number <= most:  # 1: this question alone
            score[word] = weight[word] * math.log(2 * most / number)
    return sorted(score, key=lambda word: (-score[word], word))[:_TELLING]


def _count(session: Session, word: str, most: int) -> int:
    row = session.connection().exec_driver_sql(_COUNT, (f'"{word}"', most))
    return int(row.scalar() or 0)
