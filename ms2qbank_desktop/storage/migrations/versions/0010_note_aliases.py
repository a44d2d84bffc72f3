"""Other names of notes, from the front matter of their texts."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_BLOCK = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_ALIASES = re.compile(
    r"^alias(?:es)?:[ \t]*(?:\[([^\]]*)\]|([^\n\[]*)((?:\n[ \t]*-[^\n]*)*))", re.MULTILINE
)


def upgrade() -> None:
    """Create the table and fill it; a note that is written again is read anew."""
    op.create_table(
        "note_aliases",
        sa.Column("note_id", sa.Integer, sa.ForeignKey("notes.id"), primary_key=True),
        sa.Column("alias", sa.String, primary_key=True),
    )
    op.create_index("note_aliases_alias", "note_aliases", [sa.text("alias COLLATE NOCASE")])
    connection = op.get_bind()
    notes = connection.execute(
        sa.text(
            "SELECT id, body FROM notes WHERE deleted_at IS NULL AND substr(body, 1, 3) = '---'"
        )
    ).all()
    rows = [{"id": note, "alias": one} for note, body in notes for one in _aliases(body)]
    if rows:
        connection.execute(sa.text("INSERT INTO note_aliases VALUES (:id, :alias)"), rows)


def _aliases(body: str) -> list[str]:
    block = _BLOCK.match(body)
    found = _ALIASES.search(block[1]) if block else None
    if found is None:
        return []
    words = found[1].split(",") if found[1] is not None else [found[2]]
    words += [line.strip().removeprefix("-") for line in (found[3] or "").split("\n")]
    return list(dict.fromkeys(filter(None, (word.strip().strip("\"'").strip() for word in words))))
