"""A collection of articles can be a file with pages, kept beside the database; the search finds
Chinese, Japanese and Korean words, and emoji."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_FOUND_NOW = "〆-〇々ぁ-ゖゝ-ゟァ-ヺー-ヿ㐀-䶿一-鿿가-힣☀-➿⬛-⭕🇦-🇿🌀-🫿𠀀-𿿽"
"""Ranges of code points."""


def upgrade() -> None:
    """Create the column; no collection of before has such a file. What holds the letters that were
    not found is read again behind the window."""
    op.add_column(
        "article_collections", sa.Column("file", sa.String, nullable=False, server_default="")
    )
    op.execute(
        "INSERT INTO search_marks SELECT DISTINCT source, thing FROM search_items "
        f"WHERE title || body || tags GLOB '*[{_FOUND_NOW}]*' ON CONFLICT DO NOTHING"
    )
