"""Sums over the logs of attempts and card reviews, and the marks of what is not counted yet."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_DECK = "coalesce({0}.home_deck_id, {0}.deck_id)"
_COUNTED = "id IN (SELECT card_id FROM card_systems)"
_FILTERED = "SELECT id FROM decks WHERE user_id = new.user_id AND options LIKE '%\"filtered\":{%'"


def upgrade() -> None:
    """Create the tables and the triggers that mark what is logged; mark all there is."""
    op.create_table(
        "tally_marks",
        *(_key_text("source"), _key("thing")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        *(_key("user_id"), _key_text("dimension"), _key_text("grain"), _key("starts")),
        *(_key("pack_id"), _key_text("mode"), _key_text("value")),
        *_numbers("attempts", "correct", "omitted", "timed", "time_ms", "firsts", "firsts_right"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card_tallies",
        *(_key("user_id"), _key_text("grain"), _key("starts"), _key_text("system")),
        *_numbers("answers", "asked", "known", "time_ms"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card_systems",
        *(sa.Column("card_id", sa.Integer, primary_key=True), *_numbers("user_id")),
        sa.Column("system", sa.String, nullable=False),
    )
    op.create_table(
        "tally_zone",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("offsets", sa.String, nullable=False),
    )
    for source, table in (
        ("attempt", "attempts"),
        ("change", "answer_changes"),
        ("rating", "confidence_ratings"),
        ("void", "card_review_voids"),
    ):
        _trigger(table, "INSERT", _mark(f"'{source}', new.id"))
        op.execute(f"INSERT INTO tally_marks SELECT '{source}', id FROM {table}")
    _trigger(
        "card_reviews",
        "INSERT",
        _mark("'review', new.id"),
        # Taken back before it came, on another computer.
        _mark("'void', id FROM card_review_voids WHERE id = new.id"),
        when="WHEN new.rating > 0",
    )
    op.execute("INSERT INTO tally_marks SELECT 'review', id FROM card_reviews WHERE rating > 0")
    _systems()
    _days()
    op.create_index(
        "cards_removed",
        "cards",
        ["user_id", "deck_id", "deleted_at"],
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
    )
    # Tasks of plans put away before the search followed that.
    op.execute(
        "INSERT INTO search_marks SELECT 'task', t.id FROM plan_tasks AS t "
        "JOIN plans AS p ON p.id = t.plan_id "
        "WHERE p.archived OR p.deleted_at IS NOT NULL ON CONFLICT DO NOTHING"
    )


def _days() -> None:
    """Let go of the sums of the log by study day that an answer before their end makes wrong:
    ``state`` begins with the milliseconds of that end. Those of before are of another form."""
    op.execute("DELETE FROM card_days")
    late = "new.id >> 21 < state ->> 0"
    op.execute(
        "CREATE TRIGGER card_days_review AFTER INSERT ON card_reviews WHEN new.rating > 0 BEGIN "
        f"DELETE FROM card_days WHERE user_id = new.user_id AND {late}; END"
    )
    op.execute(
        "CREATE TRIGGER card_days_void AFTER INSERT ON card_review_voids BEGIN "
        f"DELETE FROM card_days WHERE {late}; END"
    )


def _systems() -> None:
    """Mark counted cards that may belong to another system than before."""
    moved = f"{_DECK.format('old')} IS NOT {_DECK.format('new')} OR old.note_id IS NOT new.note_id"
    moved += " OR old.source_id IS NOT new.source_id"
    known = f"'card', id FROM cards WHERE id = new.id AND {_COUNTED}"
    _trigger("cards", "INSERT", _mark(known))
    _trigger(
        "cards",
        "UPDATE OF deck_id, home_deck_id, note_id, source_id, source_kind",
        _mark(known),
        when=f"WHEN {moved}",
    )
    _trigger(
        "card_notes",
        "UPDATE OF tags",
        _mark(f"'card', id FROM cards WHERE note_id = new.id AND {_COUNTED}"),
        when="WHEN old.tags IS NOT new.tags",
    )
    _trigger(
        "decks",
        "UPDATE OF name",
        _mark(
            f"'card', id FROM cards WHERE user_id = new.user_id AND {_COUNTED} AND "
            f"(deck_id = new.id OR home_deck_id = new.id AND deck_id IN ({_FILTERED}))"
        ),
        when="WHEN old.name IS NOT new.name",
    )
    _trigger(
        "questions",
        "UPDATE OF system",
        _mark(
            "'card', id FROM cards WHERE source_id = new.id AND source_kind = 'question' "
            f"AND {_COUNTED}"
        ),
        when="WHEN old.system IS NOT new.system",
    )


def _trigger(table: str, event: str, *statements: str, when: str = "") -> None:
    name = f"tally_{table}_{event.split()[0].lower()}"
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN {' '.join(statements)} END"
    )


def _mark(selected: str) -> str:
    """The WHERE keeps ON CONFLICT from being read as a join."""
    where = "" if " WHERE " in selected else " WHERE true"
    return f"INSERT INTO tally_marks SELECT {selected}{where} ON CONFLICT DO NOTHING;"


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _key_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, primary_key=True)


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]
