"""Profiles, the question bank, blocks and attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Sequence

revision = "0001"
down_revision = None

LOG_TABLES = ("attempts", "answer_changes")


def upgrade() -> None:
    """Create the first schema."""
    op.create_table(
        "users",
        _id(),
        _text("name"),
        _text("email"),
        _instant("created_at"),
        _instant("deleted_at", nullable=True),
    )
    _bank()
    _blocks()
    _log()
    op.create_table(
        "question_marks",
        _id(),
        _ref("user_id", "users.id", index=True),
        _ref("question_id", "questions.id"),
        sa.Column("marked", sa.Boolean, nullable=False),
        _instant("changed_at"),
    )
    op.create_table(
        "question_states",
        _ref("user_id", "users.id", primary_key=True),
        _ref("question_id", "questions.id", primary_key=True),
        _text("status"),
        _integer("attempts"),
        _integer("correct"),
        _instant("last_at"),
    )
    op.create_index(
        "question_states_status", "question_states", ["user_id", "question_id", "status"]
    )


def _bank() -> None:
    op.create_table(
        "packs",
        _id(),
        *_texts("title", "version", "license", "attribution", "source"),
        _instant("imported_at"),
        _instant("deleted_at", nullable=True),
    )
    op.create_table(
        "questions",
        _id(),
        _ref("pack_id", "packs.id"),
        _text("external_id"),
        _integer("ordinal"),
        *_texts("markup", "stem"),
        _json("choices"),
        *_texts("explanation", "objective", "hint", "subject", "system", "topic"),
        sa.Column("difficulty", sa.Integer, nullable=True),
        _json("refs"),
        _json("key_phrases"),
        _json("images"),
        *_texts("case_id", "case_vignette", "editorial", "author"),
        _integer("content_key"),
        _integer("content_hash"),
        _integer("search_row"),
        _instant("created_at"),
        _instant("updated_at"),
        _instant("deleted_at", nullable=True),
    )
    op.create_index(
        "questions_facets",
        "questions",
        ["deleted_at", "pack_id", "system", "subject", "difficulty", "topic"],
    )
    op.create_index("questions_content", "questions", ["content_key"])
    op.create_index("questions_search", "questions", ["search_row"])
    op.create_table(
        "question_tags",
        _ref("question_id", "questions.id", primary_key=True),
        sa.Column("tag", sa.String, primary_key=True, nullable=False),
    )
    op.create_index("question_tags_tag", "question_tags", ["tag", "question_id"])
    op.execute(
        "CREATE VIRTUAL TABLE question_search USING fts5(stem, choices, explanation, tags, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )


def _blocks() -> None:
    op.create_table(
        "blocks",
        _id(),
        _ref("user_id", "users.id"),
        _integer("number"),
        _text("mode"),
        sa.Column("limit_ms", sa.Integer, nullable=True),
        _integer("elapsed_ms"),
        _integer("position"),
        _instant("created_at"),
        _instant("ended_at", nullable=True),
        _instant("deleted_at", nullable=True),
    )
    op.create_index("blocks_user", "blocks", ["user_id", "number"])
    op.create_table(
        "block_items",
        _id(),
        _ref("block_id", "blocks.id"),
        _integer("position"),
        _ref("question_id", "questions.id"),
        _json("choice_order"),
        *_texts("answer", "struck"),
        sa.Column("seen", sa.Boolean, nullable=False),
        sa.Column("submitted", sa.Boolean, nullable=False),
        _integer("time_ms"),
    )
    op.create_index("block_items_block", "block_items", ["block_id", "position"])


def _log() -> None:
    op.create_table(
        "attempts",
        _id(),
        _ref("user_id", "users.id"),
        _ref("question_id", "questions.id"),
        _ref("block_id", "blocks.id", nullable=True),
        sa.Column("position", sa.Integer, nullable=True),
        *_texts("subject", "system"),
        sa.Column("difficulty", sa.Integer, nullable=True),
        *_texts("answer_given", "correct_answer"),
        sa.Column("correct", sa.Boolean, nullable=False),
        sa.Column("omitted", sa.Boolean, nullable=False),
        sa.Column("marked", sa.Boolean, nullable=False),
        _integer("time_ms"),
        _text("mode"),
        _instant("at"),
    )
    op.create_index("attempts_user_question", "attempts", ["user_id", "question_id", "at"])
    op.create_index("attempts_block", "attempts", ["block_id"])
    op.create_table(
        "answer_changes",
        _id(),
        _ref("user_id", "users.id"),
        _ref("question_id", "questions.id"),
        _ref("block_id", "blocks.id"),
        _integer("position"),
        *_texts("answer_from", "answer_to"),
        _integer("item_ms"),
        _instant("at"),
    )
    op.create_index("answer_changes_block", "answer_changes", ["block_id", "position"])
    for table in LOG_TABLES:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END"
            )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _texts(*names: str) -> Sequence[sa.Column[str]]:
    return [_text(name) for name in names]


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _ref(
    name: str,
    target: str,
    *,
    primary_key: bool = False,
    nullable: bool = False,
    index: bool = False,
) -> sa.Column[int]:
    return sa.Column(
        name,
        sa.Integer,
        sa.ForeignKey(target),
        primary_key=primary_key,
        nullable=nullable,
        index=index,
    )
