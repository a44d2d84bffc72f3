"""What is said beside a hit: where the thing belongs."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind

from .matching import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

_IDS = "IN (SELECT value FROM json_each(?))"
_FACTS = {
    Kind.QUESTION: (
        "SELECT id, iif(external_id GLOB 'Q[0-9]*', '', 'Q ') "
        "|| coalesce(nullif(external_id, ''), id), system FROM questions "
        f"WHERE id {_IDS} AND +deleted_at IS NULL"  # +: by their ids, not by an index of all
    ),
    Kind.CARD: (
        "SELECT c.id, replace(d.name, '::', ' ' || char(8250) || ' '), '' FROM cards AS c "
        f"JOIN decks AS d ON d.id = coalesce(c.home_deck_id, c.deck_id) WHERE c.id {_IDS}"
    ),
    Kind.NOTE: (
        "SELECT n.id, CASE n.kind WHEN 'error-log' THEN 'Error log' ELSE 'Note' END, b.name "
        f"FROM notes AS n LEFT JOIN notebooks AS b ON b.id = n.notebook_id WHERE n.id {_IDS}"
    ),
    Kind.ARTICLE: (
        "SELECT a.id, 'Article', c.title FROM articles AS a "
        f"JOIN article_collections AS c ON c.id = a.collection_id WHERE a.id {_IDS}"
    ),
    Kind.VIDEO: (
        f"SELECT id, title, coalesce(nullif(subject, ''), system) FROM videos WHERE id {_IDS}"
    ),
    # Plans were put away before the index followed them: what it still holds is not shown.
    Kind.TASK: (
        "SELECT t.id, t.day, iif(t.done_at IS NULL, '', 'done') FROM plan_tasks AS t "
        "LEFT JOIN plans AS p ON p.id = t.plan_id "
        f"WHERE t.id {_IDS} AND p.deleted_at IS NULL AND coalesce(p.archived, 0) = 0"
    ),
}


def facts(session: Session, kind: str, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return two facts of each thing: what it is or is called, and where it belongs."""
    sql = _FACTS[Kind(kind)]
    found = run(session, sql, json.dumps(list(ids)))
    return {row[0]: (row[1] or "", row[2] or "") for row in found}
