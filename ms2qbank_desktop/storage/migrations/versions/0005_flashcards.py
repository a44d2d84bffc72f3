"""Decks, notes, cards, and the log of their reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

LOG_TABLES = ("card_reviews", "card_review_voids")


def upgrade() -> None:
    """Create the tables of flashcards."""
    op.create_table("deck_presets", _id(), _user(), _text("name"), _json("options"), *_changed())
    op.create_table(
        "decks",
        *(_id(), _user(), _text("name")),
        sa.Column("preset_id", sa.Integer, sa.ForeignKey("deck_presets.id"), nullable=False),
        *(_flag("official"), _json("options"), _flag("collapsed"), *_changed()),
    )
    op.create_table(
        "note_types",
        *(_id(), _user(), _text("name"), _text("kind"), _json("content"), *_changed()),
    )
    _notes()
    _cards()
    _reviews()
    op.create_table(
        "card_media",
        *(_id(), _user(), _text("name"), _text("media")),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "card_drafts",
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), primary_key=True),
        *(_json("content"), _number("changed_at")),
    )


def _notes() -> None:
    op.create_table(
        "card_notes",
        _id(),
        _user(index=False),
        _text("guid"),
        sa.Column("note_type_id", sa.Integer, sa.ForeignKey("note_types.id"), nullable=False),
        *(_text("fields"), _text("tags")),
        sa.Column("base_fields", sa.String, nullable=True),
        sa.Column("base_tags", sa.String, nullable=True),
        *(_text("sort_text"), _number("checksum"), _number("search_row")),
        sa.Column("extra", sa.JSON, nullable=True),
        *(_number("created_at"), *_changed()),
    )
    op.create_index("card_notes_guid", "card_notes", ["user_id", "guid"])
    op.create_index("card_notes_checksum", "card_notes", ["user_id", "note_type_id", "checksum"])
    op.create_index("card_notes_search", "card_notes", ["search_row"])
    op.create_table(
        "card_tags",
        sa.Column("note_id", sa.Integer, sa.ForeignKey("card_notes.id"), primary_key=True),
        sa.Column("tag", sa.String, primary_key=True),
    )
    op.create_index("card_tags_tag", "card_tags", [sa.text("tag COLLATE NOCASE"), "note_id"])
    op.execute(
        "CREATE VIRTUAL TABLE card_search USING fts5(fields, tokenize = 'trigram', detail = 'full')"
    )


def _cards() -> None:
    op.create_table(
        "cards",
        _id(),
        _user(index=False),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("card_notes.id"), nullable=False),
        sa.Column("deck_id", sa.Integer, sa.ForeignKey("decks.id"), nullable=False),
        *(_number("ordinal"), _maybe("home_deck_id")),
        *(_flag("suspended"), _maybe("buried_until"), _flag("buried_by_user")),
        *(_number("flag"), _flag("leech")),
        *(_text("source_kind"), _maybe("source_id"), _text("source_place")),
        sa.Column("extra", sa.JSON, nullable=True),
        *(_number("created_at"), *_changed()),
        *(_number("position"), _text("state"), _number("remaining_steps")),
        *(_maybe("due_at"), _maybe("due_day"), _number("interval_days")),
        *(_number("step_seconds"), _number("ease")),
        sa.Column("stability", sa.Float, nullable=True),
        sa.Column("difficulty", sa.Float, nullable=True),
        *map(_number, ("repetitions", "lapses", "streak", "reviews", "correct")),
        *map(_maybe, ("last_review_at", "last_review_day", "last_rating")),
    )
    op.create_index(
        "cards_note", "cards", ["note_id", "ordinal", "user_id", "deck_id", "deleted_at"]
    )
    op.create_index(
        "cards_queue",
        "cards",
        [
            *("user_id", "deck_id", "suspended", "state", "due_day", "due_at"),
            *("buried_until", "position", "deleted_at"),
        ],
    )
    op.create_index(
        "cards_source", "cards", ["source_id"], sqlite_where=sa.text("source_id IS NOT NULL")
    )


def _reviews() -> None:
    op.create_table(
        "card_reviews",
        *(_id(), _number("card_id"), _number("rating"), _text("kind")),
        *(_number("interval"), _number("last_interval"), _number("ease_permille")),
        *(_number("time_ms"), _number("user_id")),
        sa.Column("carried", sa.JSON, nullable=True),
    )
    op.create_index("card_reviews_card", "card_reviews", ["card_id"])
    op.create_table("card_review_voids", _id(), _number("at"))
    for table in LOG_TABLES:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END"
            )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _user(*, index: bool = True) -> sa.Column[int]:
    return sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=index)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _maybe(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=True)


def _changed() -> tuple[sa.Column[int], sa.Column[int]]:
    return (_number("changed_at"), _maybe("deleted_at"))
