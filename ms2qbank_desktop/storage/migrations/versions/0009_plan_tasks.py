"""The tasks of the planner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table of tasks."""
    op.create_table(
        "plan_tasks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("plan_id", sa.BigInteger, nullable=True),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("rank", sa.Float, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("wanted", sa.JSON, nullable=False),
        sa.Column("chosen_day", sa.Boolean, nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=True),
        sa.Column("spent_minutes", sa.Integer, nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
    op.create_index("plan_tasks_day", "plan_tasks", ["user_id", "deleted_at", "day", "rank"])
    op.create_index("plan_tasks_plan", "plan_tasks", ["plan_id", "day"])
    # What is searched for marks itself, as the other tables do since 0008.
    for event, row in (
        ("INSERT", "new"),
        ("UPDATE OF day, kind, title, note, deleted_at", "new"),
        ("DELETE", "old"),
    ):
        op.execute(
            f"CREATE TRIGGER search_plan_tasks_{event.split()[0].lower()} "  # noqa: S608
            f"AFTER {event} ON plan_tasks BEGIN INSERT INTO search_marks "
            f"VALUES ('task', {row}.id) ON CONFLICT DO NOTHING; END"
        )
