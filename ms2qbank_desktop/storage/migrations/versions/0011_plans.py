"""Plans, how single days were, what planning anew changed, and what the focus timer counted."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables of plans and of the focus timer."""
    op.create_table(
        "plans",
        *(_id(), _user(), *map(_text, ("name", "start", "exam", "mode", "planned_on"))),
        *map(_json, ("week", "days_off", "special", "goals", "priorities", "subjects")),
        sa.Column("archived", sa.Boolean, nullable=False),
        *(_number("created_at"), _number("changed_at")),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "day_moods",
        *(_id(), _user(), _text("day"), _text("mood"), _number("changed_at")),
    )
    op.create_table(
        "plan_changes",
        *(_id(), _user(), _number("plan_id"), _text("reason"), _json("moves")),
        *(_number("created_at"), sa.Column("undone", sa.Boolean, nullable=False)),
    )
    op.create_index("plan_changes_plan", "plan_changes", ["plan_id"])
    op.create_table(
        "study_spans",
        *(_id(), _number("user_id"), sa.Column("task_id", sa.BigInteger, nullable=True)),
        *(_text("kind"), _number("started_at"), _number("seconds")),
    )
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER study_spans_no_{action.lower()} BEFORE {action} ON study_spans "
            "BEGIN SELECT raise(ABORT, 'study_spans is append-only'); END"
        )


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _user() -> sa.Column[Any]:
    return sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String, nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False)
