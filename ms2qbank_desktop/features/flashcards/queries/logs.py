"""The log of imported cards, written in bulk: a package brings half a million lines."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.flashcards.formats.log import room
from ms2qbank_desktop.features.flashcards.models import ReviewKind
from ms2qbank_desktop.features.flashcards.notes.identities import review_id

from .bulk import as_json
from .rows import json_of_folded, review_ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ms2qbank_desktop.storage.store import WriteSession

    from .bulk import NewCard

_IMPORTED = ReviewKind.IMPORTED.value
_KINDS = " ".join(f"WHEN {n} THEN '{kind.value}'" for n, kind in enumerate(ReviewKind))
"""The first six stand in the order of Anki's numbers."""
_COLUMNS = "id, user_id, card_id, rating, kind, interval, last_interval, ease_permille, time_ms"
_INSERT_LOG = f"INSERT OR IGNORE INTO card_reviews ({_COLUMNS}, carried)"
_COPY = (
    f"INSERT OR IGNORE INTO card_reviews ({_COLUMNS}) "
    f"SELECT r.id << 21 | e.bits, ?, r.cid, r.ease, CASE r.type {_KINDS} END, r.ivl, r.lastIvl, "
    "r.factor, r.time FROM arriving.revlog r CROSS JOIN arriving.ends e ON e.card = r.cid "
    "WHERE r.rowid > ? AND r.rowid <= ? AND r.id < e.until_ms"
)
_OWN_CARRIED = (
    f"SELECT i.id FROM card_reviews i WHERE i.card_id = c.value AND i.kind = '{_IMPORTED}'"
)
_LAST_CARRIED = f"SELECT c.value, ({_OWN_CARRIED} ORDER BY i.id DESC LIMIT 1) FROM json_each(?) c"
_CARRIED = (
    "SELECT c.value, i.id FROM json_each(?) c CROSS JOIN card_reviews i ON i.card_id = c.value "
    f"WHERE i.kind = '{_IMPORTED}' ORDER BY i.id"
)
_LATE = (
    "SELECT e.card, max(r.id) FROM revlog r CROSS JOIN ends e ON e.card = r.cid "
    "WHERE r.id >= e.carried_ms AND r.id < e.until_ms GROUP BY e.card"
)


def carried_at(session: WriteSession, seen: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Return at which times packages say that they saw cards, in milliseconds since 1970: of each
    card the last one if that is of the second ``seen``, else all."""
    connection = session.connection()
    listed = (json.dumps(list(seen)),)
    times: dict[int, tuple[int, ...]] = {}
    others: list[int] = []
    for card, entry in connection.exec_driver_sql(_LAST_CARRIED, listed):
        if entry is not None and review_ms(entry) // 1000 == seen[card]:
            times[card] = (review_ms(entry),)
        elif entry is not None:
            others.append(card)
    for card, entry in connection.exec_driver_sql(_CARRIED, (json.dumps(others),)):
        times[card] = (*times.get(card, ()), review_ms(entry))
    return times


class LogOf(NamedTuple):
    """Where the reviews of a package's card belong.

    ``bits``: identities.review_bits of the card. ``until_ms``: later reviews are not taken.
    ``carried_ms``: when the card's history ends with the state it came with.
    """

    card_id: int
    bits: int
    until_ms: int
    carried_ms: int


class Arriving(NamedTuple):
    """A log that has arrived in a file of its own, under our ids of cards.

    ``late``: card -> milliseconds since 1970 of its last review behind the end of its history.
    """

    file: Path
    lines: int
    late: dict[int, int]


def arrived(file: Path, ends: Iterable[LogOf]) -> Arriving:
    """Make the log in ``file`` ready to be added; ``ends``: of its cards."""
    with room(), closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute(
            "CREATE TABLE ends (card INTEGER PRIMARY KEY, bits INTEGER NOT NULL, "
            "until_ms INTEGER NOT NULL, carried_ms INTEGER NOT NULL)"
        )
        connection.executemany("INSERT INTO ends VALUES (?, ?, ?, ?)", sorted(ends))
        connection.execute("COMMIT")
        (lines,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM revlog").fetchone()
        return Arriving(file, lines, dict(connection.execute(_LATE).fetchall()))


def add_reviews(
    session: WriteSession, user_id: int, arriving: Arriving, start: int, end: int
) -> int:
    """Add those lines from ``start`` to before ``end`` that are not there yet; return how many
    that were."""
    connection = session.connection()
    connection.detach()  # it ends with the session, and so does what is attached to it
    connection.exec_driver_sql("ATTACH ? AS arriving", (str(arriving.file),))
    return _changes(session, _COPY, (user_id, start, end))


def add_carried(session: WriteSession, user_id: int, states: Sequence[tuple[NewCard, int]]) -> None:
    """End the history of imported cards with the state they came with.

    Each is (card, milliseconds since 1970): the entry stands within that second, for thousands of
    cards may have been changed in one and the same.
    """
    insert = f"{_INSERT_LOG} VALUES (?, {user_id:d}, ?, 0, '{_IMPORTED}', 0, 0, 0, 0, ?)"
    wanted = [review_id(at_ms + card.id % 1000, card.id) for card, at_ms in states]
    taken = set(
        session.connection()
        .exec_driver_sql(
            "SELECT id FROM card_reviews WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
        .scalars()
    )
    rows = []
    for entry, (card, at_ms) in zip(wanted, states, strict=True):
        step = 0
        while entry in taken:
            step += 1
            entry = review_id(at_ms + (card.id + step) % 1000, card.id)
        taken.add(entry)
        rows.append((entry, card.id, as_json(json_of_folded(card.position, card.folded))))
    _changes(session, insert, sorted(rows))


def carry_on(session: WriteSession, ends: Mapping[int, int]) -> None:
    """End the history of cards once more, behind reviews that are later than their state.

    ``ends``: card -> milliseconds since 1970 of its last review.
    """
    insert = (
        f"{_INSERT_LOG} SELECT ?, c.user_id, c.id, 0, '{_IMPORTED}', 0, 0, 0, 0, coalesce("
        f"(SELECT carried FROM card_reviews WHERE card_id = c.id AND kind = '{_IMPORTED}' "
        "ORDER BY id DESC LIMIT 1), json_object('state', 'new', 'position', c.position)) "
        "FROM cards c WHERE c.id = ?"
    )
    _changes(session, insert, [(review_id(at + 1, card), card) for card, at in ends.items()])


def _changes(session: WriteSession, statement: str, values: Any) -> int:
    """Execute a statement, for each row if ``values`` are a list; return how many rows it made."""
    if not values:
        return 0
    return session.connection().exec_driver_sql(statement, values).rowcount
