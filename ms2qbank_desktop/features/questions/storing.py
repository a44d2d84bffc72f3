"""Writes questions in bulk: past the ORM, for an import brings 100,000 of them."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.storage.fulltext import next_row

from .content import search_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ms2qbank_desktop.storage.store import WriteSession

    from .intake import Candidate
    from .models import Choice

    Placed = Sequence[tuple[int, Candidate]]
    """(question id, question)"""
    SearchEntry = tuple[int, str, str, str, str]
    """(search_row, stem, choices, explanation, tags)"""

_CONTENT = (
    *("external_id", "ordinal", "markup", "stem", "choices", "explanation", "objective", "hint"),
    *("subject", "system", "topic", "difficulty", "refs", "key_phrases", "images", "case_id"),
    *("case_vignette", "editorial", "author", "content_key", "content_hash", "updated_at"),
)
_INSERT = (
    f"INSERT INTO questions ({', '.join(_CONTENT)}, id, pack_id, created_at, search_row) "  # noqa: S608
    f"VALUES ({', '.join('?' * (len(_CONTENT) + 4))})"
)
_ID = len(_CONTENT)
_UPDATE = (
    f"UPDATE questions SET {', '.join(f'{name} = ?' for name in _CONTENT)}, "  # noqa: S608
    "deleted_at = NULL WHERE id = ?"
)
_SEARCH_ROWS = "SELECT id, search_row FROM questions WHERE id IN (SELECT value FROM json_each(?))"
_INDEX = (
    "INSERT INTO question_search (rowid, stem, choices, explanation, tags) VALUES (?, ?, ?, ?, ?)"
)
_BULK = 1_000
# Lets the search index gather a whole batch in memory before it writes: a tenth quicker.
_GATHER = "INSERT INTO question_search (question_search, rank) VALUES ('hashsize', 16777216)"


def insert(session: WriteSession, pack_id: int, placed: Placed, now: datetime) -> None:
    """Add questions with their tags and their entries in the search index."""
    if not placed:
        return
    at = to_ms(now)
    connection = session.connection()
    first = next_row(session, "questions")
    rows = [
        (*_values(candidate, at), new, pack_id, at, row)
        for row, (new, candidate) in enumerate(placed, first)
    ]
    rows.sort(key=itemgetter(_ID))  # the tree is written in order
    if len(rows) >= _BULK:
        connection.exec_driver_sql(_GATHER)
    connection.exec_driver_sql(_INSERT, rows)
    _insert_parts(session, placed, range(first, first + len(placed)))


def update(session: WriteSession, placed: Placed, now: datetime) -> None:
    """Replace the content of questions, and bring removed ones back."""
    if not placed:
        return
    at = to_ms(now)
    connection = session.connection()
    ids = [question for question, _ in placed]
    row_of = {row[0]: row[1] for row in connection.exec_driver_sql(_SEARCH_ROWS, (_json(ids),))}
    placed = sorted(placed, key=lambda pair: row_of[pair[0]])
    connection.exec_driver_sql(
        _UPDATE, [(*_values(candidate, at), question) for question, candidate in placed]
    )
    connection.exec_driver_sql(
        "DELETE FROM question_tags WHERE question_id = ?", [(question,) for question in ids]
    )
    rows = sorted(row_of.values())
    unindex(session, rows)
    _insert_parts(session, placed, rows)


def move(session: WriteSession, places: Sequence[tuple[int, int]]) -> None:
    """Give questions new ordinals: (id, ordinal)."""
    if places:
        session.connection().exec_driver_sql(
            "UPDATE questions SET ordinal = ? WHERE id = ?", [(o, i) for i, o in places]
        )


def index(session: WriteSession, entries: Sequence[SearchEntry]) -> None:
    """Add entries to the search index."""
    if entries:
        session.connection().exec_driver_sql(_INDEX, list(entries))


def unindex(session: WriteSession, rows: Sequence[int]) -> None:
    """Take entries out of the search index."""
    if rows:
        session.connection().exec_driver_sql(
            "DELETE FROM question_search WHERE rowid = ?", [(row,) for row in rows]
        )


def _insert_parts(session: WriteSession, placed: Placed, rows: Sequence[int]) -> None:
    tags = [(question, tag) for question, c in placed for tag in dict.fromkeys(c.draft.tags)]
    if tags:
        session.connection().exec_driver_sql(
            "INSERT INTO question_tags (question_id, tag) VALUES (?, ?)", tags
        )
    index(session, [(r, *search_texts(c.draft)) for r, (_, c) in zip(rows, placed, strict=True)])


def _values(candidate: Candidate, at: int) -> tuple[object, ...]:
    """Return the columns _CONTENT of a question."""
    draft = candidate.draft
    return (
        *(draft.external_id, candidate.ordinal, draft.markup.value, draft.stem),
        _json([_choice(choice) for choice in draft.choices]),
        *(draft.explanation, draft.objective, draft.hint),
        *(draft.subject, draft.system, draft.topic, draft.difficulty),
        _json([[r.title, r.source, r.url] for r in draft.references]),
        _json([[phrase.start, phrase.end] for phrase in draft.key_phrases]),
        _json([[image.media, image.alt, image.place] for image in candidate.images]),
        *(draft.case_id, draft.case_vignette, draft.editorial.value, draft.author),
        *(candidate.key, candidate.hash, at),
    )


def _choice(choice: Choice) -> list[object]:
    known = () if choice.share is None else (choice.share,)
    return [choice.text, int(choice.correct), choice.rationale, *known]


def _json(value: Sequence[object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else "[]"
