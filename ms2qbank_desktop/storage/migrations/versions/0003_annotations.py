"""Highlights, notes in the margin and reports of problems."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the three tables, empty."""
    op.create_table(
        "highlights",
        *_owned(),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.String, nullable=False),
        sa.Column("colour", sa.String, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_index("highlights_target", "highlights", ["user_id", "kind", "target_id"])
    op.create_table(
        "margin_notes",
        *_owned(),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_index("margin_notes_user", "margin_notes", ["user_id", "kind", "changed_at"])
    op.create_table(
        "problem_reports",
        *_owned(),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("problem_reports_target", "problem_reports", ["kind", "target_id"])


def _owned() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("target_id", sa.Integer, nullable=False),
    )
