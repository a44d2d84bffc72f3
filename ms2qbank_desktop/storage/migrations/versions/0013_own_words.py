"""The search follows what users write to questions: their own tags, and notes in the margin; a
list of all notes is read from an index."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

_CHANGED = {
    "question_user_tags": ("question", "question_id", "tag, question_id, deleted_at"),
    "margin_notes": ("margin", "id", "kind, target_id, text, deleted_at"),
}
"""Table -> what to mark, by which column, when which columns change."""

_LISTED = [
    *("user_id", "deleted_at", "archived", "pinned", "changed_at"),
    *("kind", "notebook_id", "bookmarked"),
]


def upgrade() -> None:
    """Create the triggers that mark what changed; mark all there is."""
    op.create_index("margin_notes_target", "margin_notes", ["target_id", "kind"])
    op.create_index("notes_listed", "notes", _LISTED)
    # A note goes with its question, and comes back with it.
    op.execute(
        "CREATE TRIGGER search_questions_margin AFTER UPDATE OF deleted_at ON questions "
        "WHEN old.deleted_at IS NOT new.deleted_at BEGIN "
        "INSERT INTO search_marks SELECT 'margin', id FROM margin_notes "
        "WHERE target_id = new.id AND kind = 'question' ON CONFLICT DO NOTHING; END"
    )
    # All is read anew, behind the window: numbers, formulas and forms of words are kept otherwise.
    op.execute(
        "INSERT INTO search_marks SELECT DISTINCT source, thing FROM search_items "
        "WHERE true ON CONFLICT DO NOTHING"
    )
    for table, (source, column, columns) in _CHANGED.items():
        for event, rows in (
            ("INSERT", ("new",)),
            (f"UPDATE OF {columns}", ("new", "old") if column != "id" else ("new",)),
            ("DELETE", ("old",)),
        ):
            marks = "".join(
                f"INSERT INTO search_marks VALUES ('{source}', {row}.{column}) "
                "ON CONFLICT DO NOTHING; "
                for row in rows
            )
            name = f"search_{table}_{event.split()[0].lower()}"
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {marks}END")
        op.execute(
            f"INSERT INTO search_marks SELECT DISTINCT '{source}', {column} FROM {table} "
            "WHERE true ON CONFLICT DO NOTHING"
        )
