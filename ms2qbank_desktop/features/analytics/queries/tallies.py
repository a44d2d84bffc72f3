"""The sums: brought along, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.analytics.models import CardTally, Tally
from ms2qbank_desktop.features.analytics.tallying import Grain, Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.analytics.models import Dimension
    from ms2qbank_desktop.features.analytics.tallying import CardSums, Sums

_KEY = ("user_id", "dimension", "grain", "starts", "pack_id", "mode", "value")
_CARD_KEY = ("user_id", "grain", "starts", "system")


def _upsert(table: str, key: Sequence[str], numbers: Sequence[str]) -> str:
    columns = ", ".join((*key, *numbers))
    places = ", ".join("?" * (len(key) + len(numbers)))
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in numbers)
    return (
        f"INSERT INTO {table} ({columns}) VALUES ({places}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}"
    )


_ADD = _upsert("tallies", _KEY, Tally._fields)
_ADD_CARDS = _upsert("card_tallies", _CARD_KEY, CardTally._fields)
_EMPTY = (
    f"DELETE FROM tallies WHERE {' AND '.join(f'{name} = ?' for name in _KEY)} AND attempts = 0"  # noqa: S608
)
_EMPTY_CARDS = (
    f"DELETE FROM card_tallies WHERE {' AND '.join(f'{name} = ?' for name in _CARD_KEY)} "  # noqa: S608
    "AND answers = 0"
)
_SUMS = ", ".join(f"sum({name})" for name in Tally._fields)
_CARD_SUMS = ", ".join(f"sum({name})" for name in CardTally._fields)


def add(session: Session, user_id: int, grain: Grain, sums: Sums) -> None:
    """Bring sums over attempts along; a sum of nothing is taken out."""
    rows = [((user_id, key[0], grain.value, *key[1:]), one) for key, one in sums.items()]
    _bring_along(session, _ADD, _EMPTY, rows)


def add_cards(session: Session, user_id: int, grain: Grain, sums: CardSums) -> None:
    """Bring sums over answers to cards along."""
    rows = [((user_id, grain.value, *key), one) for key, one in sums.items()]
    _bring_along(session, _ADD_CARDS, _EMPTY_CARDS, rows)


def _bring_along(
    session: Session, add_: str, empty: str, rows: Sequence[tuple[tuple[Any, ...], Sequence[int]]]
) -> None:
    connection = session.connection()
    changed = [(key, one) for key, one in rows if any(one)]
    if changed:
        connection.exec_driver_sql(add_, [(*key, *one) for key, one in changed])
    if fewer := [key for key, one in changed if one[0] < 0]:
        connection.exec_driver_sql(empty, fewer)


def empty(session: Session) -> None:
    """Take all sums out."""
    for table in ("tallies", "card_tallies", "card_systems"):
        session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608


class Asked:
    """What sums are asked for: of a user, of stretches of time, of a pack, of a mode."""

    def __init__(
        self, user_id: int, parts: Sequence[Stretch], pack_id: int | None = None, mode: str = ""
    ) -> None:
        self.user_id = user_id
        self.parts = parts
        self._pack_id = pack_id
        self._mode = mode

    def rows(self, session: Session, dimension: Dimension, column: str) -> list[Any]:
        """Return (what ``column`` says, sums …) of a dimension, stretch by stretch."""
        where = ""
        narrow: list[int | str] = []
        if self._pack_id is not None:
            where, narrow = " AND pack_id = ?", [self._pack_id]
        if self._mode:
            where, narrow = f"{where} AND mode = ?", [*narrow, self._mode]
        sql = (
            f"SELECT {column}, {_SUMS} FROM tallies WHERE user_id = ? AND dimension = ? "  # noqa: S608
            f"AND grain = ? AND starts BETWEEN ? AND ?{where} GROUP BY {column}"
        )
        return [
            row
            for part in self.parts
            for row in session.connection().exec_driver_sql(
                sql,
                (self.user_id, dimension.value, part.grain.value, part.first, part.last, *narrow),
            )
        ]


def by(
    session: Session, asked: Asked, dimension: Dimension, column: str = "value"
) -> dict[Any, Tally]:
    """Return the sums of a dimension by a column: its values, packs, modes or starts."""
    found: dict[Any, Tally] = {}
    for value, *numbers in asked.rows(session, dimension, column):
        tally = Tally(*numbers)
        found[value] = found[value].plus(tally) if value in found else tally
    return found


def cards(
    session: Session, user_id: int, parts: Sequence[Stretch], column: str
) -> dict[Any, CardTally]:
    """Return the sums over cards by ``column``: systems or starts."""
    sql = (
        f"SELECT {column}, {_CARD_SUMS} FROM card_tallies WHERE user_id = ? AND grain = ? "  # noqa: S608
        f"AND starts BETWEEN ? AND ? GROUP BY {column}"
    )
    found: dict[Any, CardTally] = {}
    for part in parts:
        given = (user_id, part.grain.value, part.first, part.last)
        for value, *numbers in session.connection().exec_driver_sql(sql, given):
            tally = CardTally(*numbers)
            found[value] = found[value].plus(tally) if value in found else tally
    return found


def extent(session: Session, user_id: int) -> tuple[int, int] | None:
    """Return the first and the last study day that has an answer, to a question or a card."""
    sql = (
        "SELECT min(starts), max(starts) FROM (SELECT starts FROM tallies "
        "WHERE user_id = ?1 AND dimension = 'all' AND grain = ?2 UNION ALL "
        "SELECT starts FROM card_tallies WHERE user_id = ?1 AND grain = ?2)"
    )
    row = session.connection().exec_driver_sql(sql, (user_id, Grain.DAY.value)).one()
    return None if row[0] is None else (row[0], row[1])


def by_user(session: Session) -> dict[int, Tally]:
    """Return the sums of all attempts by user."""
    sql = (
        f"SELECT user_id, {_SUMS} FROM tallies "  # noqa: S608
        "WHERE dimension = 'all' AND grain = 'month' GROUP BY user_id"
    )
    return {row[0]: Tally(*row[1:]) for row in session.connection().exec_driver_sql(sql)}
