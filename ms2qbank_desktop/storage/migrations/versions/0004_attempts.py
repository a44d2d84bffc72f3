"""Custom blocks, missed questions that come back, suspended questions, resets, own tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LOG_TABLES = ("confidence_ratings", "question_resets")


def upgrade() -> None:
    """Add what the exam window and the bank need; blocks so far keep the ways of their mode."""
    _flags("blocks", "reveals", "pausable")
    op.execute("UPDATE blocks SET reveals = 1, pausable = 1 WHERE mode = 'tutor'")
    op.add_column(
        "block_items", sa.Column("scroll", sa.Integer, nullable=False, server_default="0")
    )
    _flags("block_items", "hint_used", "phrases_used")
    _flags("attempts", "hint_used", "phrases_used")
    for table in ("block_items", "attempts"):
        op.add_column(table, sa.Column("stands_for", sa.Integer, nullable=True))
    op.create_index(
        "attempts_stands_for",
        "attempts",
        ["user_id", "stands_for"],
        sqlite_where=sa.text("stands_for IS NOT NULL"),
    )
    _flags("question_marks", "suspended")
    for flag in ("marked", "suspended"):
        op.create_index(
            f"question_marks_{flag}",
            "question_marks",
            ["user_id", "question_id"],
            sqlite_where=sa.text(f"{flag} = 1"),
        )
    for name in ("stability", "memory_difficulty"):
        op.add_column("question_states", sa.Column(name, sa.Float, nullable=True))
    op.add_column("question_states", sa.Column("due_at", sa.BigInteger, nullable=True))
    op.create_index(
        "question_states_due",
        "question_states",
        ["user_id", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    _bank()
    op.execute("DELETE FROM question_states")  # derived: folded anew at the next opening
    _log()
    op.create_table(
        "question_user_tags",
        *_of_question(),
        sa.Column("tag", sa.String, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_index(
        "question_user_tags_tag", "question_user_tags", ["user_id", "tag", "question_id"]
    )
    op.create_index("question_user_tags_question", "question_user_tags", ["user_id", "question_id"])


def _bank() -> None:
    op.drop_index("questions_order", "questions")
    op.create_index(
        "questions_order", "questions", ["pack_id", "ordinal", "deleted_at", "search_row"]
    )
    op.create_index("questions_external", "questions", ["external_id"])
    # Pictures lie far inside the rows: asking each whether it has any reads them all.
    op.create_index(
        "questions_pictures", "questions", ["pack_id"], sqlite_where=sa.text("images != '[]'")
    )
    op.create_index(
        "questions_case", "questions", ["pack_id", "case_id"], sqlite_where=sa.text("case_id != ''")
    )


def _log() -> None:
    op.create_table(
        "confidence_ratings",
        *_of_question(),
        sa.Column("block_id", sa.Integer, sa.ForeignKey("blocks.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("confidence_ratings_block", "confidence_ratings", ["block_id", "position"])
    op.create_table(
        "question_resets",
        *_of_question(),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=True),
    )
    op.create_index("question_resets_question", "question_resets", ["user_id", "question_id", "at"])
    for table in LOG_TABLES:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END"
            )


def _flags(table: str, *names: str) -> None:
    for name in names:
        op.add_column(table, sa.Column(name, sa.Boolean, nullable=False, server_default="0"))


def _of_question() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id"), nullable=False),
    )
