"""Questions as links name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.features.links.models import End
from ms2qbank_desktop.features.questions.markup import plain
from ms2qbank_desktop.features.questions.models import Markup
from ms2qbank_desktop.features.questions.tables import QuestionRow
from ms2qbank_desktop.storage.fulltext import match_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.storage.store import Store

LONGEST = 80
"""Characters of a stem that stand for its question."""
_ID = re.compile(r"(?:q(?:uestion)?[ .#]*)?(\d{1,19})", re.IGNORECASE)
_TOO_LARGE = 2**63
"""For an id: SQLite cannot hold it."""


class QuestionEnds:
    """links.models.Ends of questions. A question is called by the id of its file or by our own,
    with or without a Q before it, and offered by the words of its stem."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, _user_id: int, ids: Iterable[int]) -> dict[int, End]:
        query = select(QuestionRow).where(col(QuestionRow.id).in_(list(ids)))
        with self._store.read() as session:
            return {row.id: _end(row) for row in session.exec(query)}

    def named(self, _user_id: int, name: str, _part: str = "") -> int | None:
        name = name.strip()
        with self._store.read() as session:
            query = select(QuestionRow.id).where(
                QuestionRow.external_id == name, col(QuestionRow.deleted_at).is_(None)
            )
            found = session.exec(query.order_by(col(QuestionRow.id)).limit(1)).first()
            number = _ID.fullmatch(name)
            own = int(number[1]) if number else _TOO_LARGE
            if found is None and own < _TOO_LARGE and session.get(QuestionRow, own) is not None:
                return own
            return found

    def beginning(self, _user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        wanted = match_query(text).wanted
        if wanted is None:
            return []
        with self._store.read() as session:
            return [(row.id, _end(row)) for row in _holding(session, wanted, number)]


def _holding(session: Session, wanted: str, number: int) -> list[QuestionRow]:
    sql = (
        "SELECT q.id FROM question_search AS s CROSS JOIN questions AS q ON q.search_row = s.rowid "
        "WHERE s.question_search MATCH ? AND q.deleted_at IS NULL LIMIT ?"
    )
    found = session.connection().exec_driver_sql(sql, (f"stem : ({wanted})", number))
    return [session.get_one(QuestionRow, one) for one in found.scalars()]


def _end(row: QuestionRow) -> End:
    stem = " ".join(plain(row.stem, Markup(row.markup)).split())
    short = stem if len(stem) <= LONGEST else f"{stem[:LONGEST].rsplit(' ', 1)[0]}…"
    facts = " · ".join(fact for fact in (row.external_id, row.system, row.topic) if fact)
    return End(short, facts, row.deleted_at is not None)
