"""Articles and how far they were read; notebooks, versions of notes, the error log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables of the library, and what the notebook still lacks."""
    _library()
    _notebook()


def _library() -> None:
    op.create_table(
        "article_collections",
        *(_id(), *map(_text, ("title", "license", "attribution", "source", "version"))),
        *(_number("imported_at"), _maybe("deleted_at")),
    )
    op.create_table(
        "articles",
        *(_id(), _to("collection_id", "article_collections"), _number("ordinal")),
        *map(_text, ("title", "summary", "body", "system", "subject")),
        *(_json("topics"), _json("tags"), *map(_text, ("chapter", "author", "url"))),
        *(_flag("reviewed"), _number("words"), _number("content_hash"), _number("search_row")),
        *(_number("added_at"), *_changed()),
    )
    op.create_index("articles_order", "articles", ["deleted_at", "collection_id", "ordinal"])
    op.create_index("articles_title", "articles", ["title"])
    op.create_index("articles_search", "articles", ["search_row"])
    op.create_table(
        "glossary_terms",
        *(_id(), _to("article_id", "articles"), _text("term"), _text("definition")),
    )
    op.create_index("glossary_terms_article", "glossary_terms", ["article_id"])
    op.create_table(
        "article_readings",
        *(_id(), _to("user_id", "users"), _to("article_id", "articles", index=True)),
        sa.Column("share", sa.Float, nullable=False),
        *(_text("spot"), _flag("bookmarked"), _maybe("last_at"), _number("changed_at")),
    )
    op.create_index("article_readings_user", "article_readings", ["user_id", "last_at"])
    op.create_table(
        "read_events",
        *(_id(), _number("user_id"), _number("article_id"), _number("time_ms")),
        sa.Column("share", sa.Float, nullable=False),
    )
    op.create_index("read_events_article", "read_events", ["article_id"])
    _append_only("read_events")
    op.execute(
        "CREATE VIRTUAL TABLE article_search USING "
        "fts5(title, summary, body, tokenize = 'trigram', detail = 'full')"
    )


def _notebook() -> None:
    op.create_table(
        "notebooks",
        *(_id(), _to("user_id", "users", index=True), _text("name"), _maybe("parent_id")),
        sa.Column("rank", sa.Float, nullable=False),
        *_changed(),
    )
    for column in (
        _maybe("notebook_id"),
        sa.Column("kind", sa.String, nullable=False, server_default="note"),
        *(_set(name) for name in ("pinned", "bookmarked", "archived")),
        sa.Column("colour", sa.String, nullable=False, server_default=""),
        sa.Column("day", sa.String, nullable=False, server_default=""),
        sa.Column("search_row", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("file_digest", sa.BigInteger, nullable=False, server_default="0"),
    ):
        op.add_column("notes", column)
    op.create_index("notes_notebook", "notes", ["notebook_id"])
    op.create_index("notes_title", "notes", ["user_id", sa.text("title COLLATE NOCASE")])
    op.create_index("notes_search", "notes", ["search_row"])
    op.create_table(
        "note_tags",
        sa.Column("note_id", sa.Integer, sa.ForeignKey("notes.id"), primary_key=True),
        sa.Column("tag", sa.String, primary_key=True),
    )
    op.create_index("note_tags_tag", "note_tags", [sa.text("tag COLLATE NOCASE"), "note_id"])
    op.create_table(
        "note_versions",
        *(_id(), _number("note_id"), _text("title"), _text("body"), _text("tags")),
    )
    op.create_index("note_versions_note", "note_versions", ["note_id"])
    _append_only("note_versions")
    op.create_table(
        "error_log",
        *(_id(), _to("user_id", "users", index=True), _to("note_id", "notes", index=True)),
        *(_number("question_id"), _text("reason"), _text("rule"), _json("retests")),
        *(_number("created_at"), *_changed()),
    )
    op.create_index("error_log_question", "error_log", ["question_id"])
    op.execute(
        "CREATE VIRTUAL TABLE note_search USING "
        "fts5(title, body, tokenize = 'trigram', detail = 'full')"
    )
    op.execute(
        "UPDATE notes SET search_row = "
        "(SELECT count(*) FROM notes AS earlier WHERE earlier.id <= notes.id)"
    )
    op.execute(
        "INSERT INTO note_search(rowid, title, body) SELECT search_row, title, body FROM notes"
    )


def _append_only(table: str) -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END"
        )


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _to(name: str, table: str, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False, index=index)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String, nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _set(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default="0")


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _maybe(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=True)


def _changed() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return (_number("changed_at"), _maybe("deleted_at"))
