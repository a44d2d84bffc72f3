"""What a block was made of, saved recipes, and an index in the order of the bank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the request of a block (none in those there are), the recipes and the index."""
    op.create_index("questions_order", "questions", ["pack_id", "ordinal", "deleted_at"])
    op.add_column("blocks", sa.Column("request", sa.JSON, nullable=True))
    op.create_table(
        "block_recipes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )
