"""One index over everything, the marks of what it still has to read, and abbreviations."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_CARD_DECK = "coalesce({0}.home_deck_id, {0}.deck_id)"
_CHANGED = {
    "questions": (
        "question",
        "id",
        (
            "stem, choices, explanation, objective, subject, system, topic, markup, "
            "case_vignette, external_id, deleted_at"
        ),
    ),
    "question_tags": ("question", "question_id", "tag, question_id"),
    "card_notes": ("card", "id", "fields, tags, deleted_at"),
    "notes": ("note", "id", "title, body, tags, kind, deleted_at"),
    "error_log": ("note", "note_id", "note_id, question_id, rule, reason, deleted_at"),
    "articles": (
        "article",
        "id",
        "title, summary, body, system, subject, topics, tags, deleted_at",
    ),
    "glossary_terms": ("article", "article_id", "article_id, term, definition"),
    "videos": (
        "video",
        "id",
        "title, subject, system, topic, instructor, description, tags, deleted_at",
    ),
    "video_transcripts": ("captions", "video_id", "video_id, captions"),
    "video_bookmarks": ("bookmark", "id", "video_id, at_ms, note, tags, deleted_at"),
}
"""Table -> what to mark, by which column, when which columns change: what is studied never."""


def upgrade() -> None:
    """Create the index and the triggers that mark what changed; mark all there is."""
    _tables()
    for table, (source, column, columns) in _CHANGED.items():
        for event, rows in (
            ("INSERT", ("new",)),
            (f"UPDATE OF {columns}", ("new", "old") if column != "id" else ("new",)),
            ("DELETE", ("old",)),
        ):
            _trigger(table, event, *(_mark(source, f"{row}.{column}") for row in rows))
        if table not in ("question_tags", "error_log", "glossary_terms"):
            op.execute(
                f"INSERT INTO search_marks (source, thing) "
                f"SELECT DISTINCT '{source}', {column} FROM {table} WHERE true "
                "ON CONFLICT DO NOTHING"
            )
    _wider()


def _tables() -> None:
    op.create_table(
        "search_marks",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("thing", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_shelves",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=True),
        sa.Column("kind", sa.String, nullable=False),
    )
    op.create_table(
        "search_items",
        sa.Column("row", sa.Integer, primary_key=True),
        *_texts("source"),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("thing", "place_id")),
        *_texts("spot", "spots", "title", "body", "tags", "labels"),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_index("search_items_thing", "search_items", ["source", "thing"])
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5(title, body, tags, labels, "
        "content = 'search_items', content_rowid = 'row', columnsize = 0, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_titles USING fts5(title, content = 'search_items', "
        "content_rowid = 'row', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')"
    )
    op.create_table(
        "search_words",
        sa.Column("id", sa.Integer, primary_key=True),
        *_texts("word", "mirrored"),
        sa.Column("letters", sa.Integer, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
    )
    op.create_index("search_words_word", "search_words", ["word"], unique=True)
    op.create_index("search_words_mirrored", "search_words", ["mirrored"])
    # Finds what begins with one or two letters without reading a tenth of all words.
    op.create_index(
        "search_words_frequent", "search_words", ["word"], sqlite_where=sa.text("rows >= 50")
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_pieces USING fts5(word, content = 'search_words', "
        "content_rowid = 'id', columnsize = 0, detail = 'none', tokenize = 'trigram')"
    )
    op.create_table(
        "abbreviations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
        *_texts("short"),
        sa.Column("meanings", sa.JSON, nullable=False),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger, nullable=True),
    )


def _wider() -> None:
    """Mark what else changes with a thing: the deck of a card, the collection of an article."""
    card = "WHEN old.deleted_at IS NOT new.deleted_at OR old.note_id IS NOT new.note_id OR "
    card += f"{_CARD_DECK.format('old')} IS NOT {_CARD_DECK.format('new')}"
    columns = "deck_id, home_deck_id, note_id, deleted_at"
    _trigger("cards", "INSERT", _mark("card", "new.note_id"))
    _trigger("cards", f"UPDATE OF {columns}", _mark("card", "new.note_id"), when=card)
    _trigger("cards", "DELETE", _mark("card", "old.note_id"))
    _trigger(
        "decks",
        "UPDATE OF name",
        _marks(
            "'card', note_id FROM cards WHERE user_id = new.user_id AND (deck_id = new.id "
            "OR home_deck_id = new.id AND deck_id IN (SELECT id FROM decks "
            "WHERE user_id = new.user_id AND options LIKE '%\"filtered\":{%'))"
        ),
        when="WHEN old.name IS NOT new.name",
    )
    _trigger(
        "article_collections",
        "UPDATE OF deleted_at",
        _marks("'article', id FROM articles WHERE collection_id = new.id"),
    )
    for what, columns, rows in (
        (
            "captions",
            "system, subject, tags, deleted_at",
            "video_id FROM video_transcripts WHERE video_id = new.id",
        ),
        ("bookmark", "deleted_at", "id FROM video_bookmarks WHERE video_id = new.id"),
    ):
        marks = _marks(f"'{what}', {rows}")
        op.execute(
            f"CREATE TRIGGER search_videos_{what} AFTER UPDATE OF {columns} ON videos "
            f"BEGIN {marks} END"
        )


def _trigger(table: str, event: str, *statements: str, when: str = "") -> None:
    name = f"search_{table}_{event.split()[0].lower()}"
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN {' '.join(statements)} END"
    )


def _mark(source: str, thing: str) -> str:
    return f"INSERT INTO search_marks VALUES ('{source}', {thing}) ON CONFLICT DO NOTHING;"


def _marks(selected: str) -> str:
    """Every SELECT here ends in a WHERE: without one ON CONFLICT would be read as a join."""
    return f"INSERT INTO search_marks SELECT {selected} ON CONFLICT DO NOTHING;"


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]
