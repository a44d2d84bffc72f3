"""One index over everything, the marks of what it still has to read, and abbreviations."""

from __future__ import annotations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the index and the triggers that mark what changed."""
