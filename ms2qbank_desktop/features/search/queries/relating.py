"""What is asked of the index to tell which things speak of the same."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.relating import ways

from .index import SHELF
from .matching import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.relating import Parts, Weighted

    from .matching import Row

_IDS = "IN (SELECT value FROM json_each(?))"
_TOPIC, _TAGS, _RIGHT, _OBJECTIVE, _STEM = 3.0, 2.0, 1.5, 1.5, 0.5
"""What the parts of a question weigh; stem and explanation only where the names are missing."""
_TITLE, _BODY = 2.0, 1.0
"""What the front of a card weighs, and the rest of it."""
_NAMED, _SUMMARY = 3.0, 0.5
"""What the title and topics of an article weigh, and its summary."""
_SHORT = 80
"""Characters of a right choice that names something; a longer one is a sentence."""
_MARKUP = re.compile(r"<[^<>\n]*>|\]\([^()\s]*\)|&\w+;")
"""Tags and addresses: what they hold is not said."""
_QUESTIONS = (
    "SELECT id, topic, choices, objective, explanation, case_vignette, stem, "
    "(SELECT group_concat(tag, ' ') FROM question_tags WHERE question_id = questions.id) "
    f"FROM questions WHERE id {_IDS} AND deleted_at IS NULL"
)
_HAVING = (
    "SELECT t.rowid FROM json_each(?) AS w CROSS JOIN search_text AS t "
    "WHERE t.search_text MATCH w.value ->> 0 AND t.rowid BETWEEN ? AND ? "
    "GROUP BY t.rowid ORDER BY sum(w.value ->> 1) DESC, t.rowid LIMIT ?"
)
_ON_TOPIC = (
    "SELECT a.id FROM questions AS q JOIN articles AS a JOIN json_each(a.topics) AS t "
    "ON t.value = q.topic COLLATE NOCASE WHERE q.id = ? AND q.topic != ''"
)
_ON_TOPICS = (
    "SELECT q.id FROM articles AS a JOIN json_each(a.topics) AS t "
    "JOIN questions AS q ON q.topic = t.value COLLATE NOCASE "
    "WHERE a.id = ? AND q.topic != '' AND q.deleted_at IS NULL ORDER BY q.id LIMIT ?"
)


def items(session: Session) -> int:
    """Return about how many items the index has: the rows that its shelves have had so far."""
    sql = (
        "SELECT coalesce(sum((SELECT max(row) FROM search_items WHERE row < (s.id + 1) * ?1 "
        "AND row >= s.id * ?1) - s.id * ?1), 0) FROM search_shelves AS s"
    )
    return int(run(session, sql, SHELF)[0][0])


def having(
    session: Session, about: Weighted, shelf: int, most: int, *, forms: bool = True
) -> list[int]:
    """Return the rows of a shelf that have most of what ``about`` weighs; ``forms``: in other forms
    too."""
    asked = []
    for word, weight in about.items():
        any_of = " OR ".join(f'"{way}"' for way in sorted(ways(word) if forms else (word,)))
        asked.append((f"{{title body tags}} : ({any_of})", weight))
    ends = (shelf * SHELF, (shelf + 1) * SHELF - 1)
    return [row[0] for row in run(session, _HAVING, json.dumps(asked), *ends, most)]


def rows_of(session: Session, source: str, things: Iterable[int]) -> list[int]:
    """Return the rows of things of one source."""
    sql = f"SELECT row FROM search_items WHERE source = ? AND thing {_IDS}"
    return [row[0] for row in run(session, sql, source, json.dumps(list(things)))]


def on_topic(session: Session, question_id: int) -> set[int]:
    """Return the articles that name the very topic of a question among theirs."""
    return {row[0] for row in run(session, _ON_TOPIC, question_id)}


def on_topics(session: Session, article_id: int, most: int) -> list[int]:
    """Return questions whose very topic an article names among its own."""
    return [row[0] for row in run(session, _ON_TOPICS, article_id, most)]


def questions(session: Session, ids: Iterable[int]) -> dict[int, Parts]:
    """Return what questions say of themselves, with what it weighs."""
    found = {}
    for row in run(session, _QUESTIONS, json.dumps(list(ids))):
        question_id, topic, choices, objective, explanation, vignette, stem, tags = row
        right = [text for text, is_right, *_ in json.loads(choices) if is_right]
        parts = [
            (topic, _TOPIC),
            (tags or "", _TAGS),
            (" ".join(text for text in right if len(text) < _SHORT), _RIGHT),
            (objective, _OBJECTIVE),
        ]
        if not (topic or tags or objective):
            parts.append((f"{vignette} {stem} {explanation}", _STEM))
        found[question_id] = [(_MARKUP.sub(" ", text), weight) for text, weight in parts]
    return found


def things(rows: Iterable[Row]) -> dict[int, Parts]:
    """Return what cards or videos say, as the index has it."""
    return {
        row.place_id: [(row.title, _TITLE), (row.tags, _TITLE), (row.body, _BODY)] for row in rows
    }


def article(session: Session, article_id: int) -> Parts:
    """Return what an article is called and what it names, with what it weighs."""
    sql = "SELECT title, topics, summary FROM articles WHERE id = ?"
    (title, topics, summary), *_ = run(session, sql, article_id)
    named = " ".join((title, *json.loads(topics)))
    return [(named, _NAMED), (summary, _SUMMARY)]
