"""Links between things, notes, and videos with the log of watching them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables of links, the notebook and videos, and the sums of the card log."""
    op.create_table(
        "links",
        *(_id(), _user(index=False)),
        *(_text("a_kind"), _number("a_id"), _text("a_spot")),
        *(_text("b_kind"), _number("b_id"), _text("b_spot")),
        *(_text("origin"), _number("created_at"), _maybe("deleted_at")),
    )
    op.create_index("links_a", "links", ["user_id", "a_kind", "a_id"])
    op.create_index("links_b", "links", ["user_id", "b_kind", "b_id"])
    op.create_table(
        "notes",
        *(_id(), _user(index=False), *map(_text, ("title", "body", "tags"))),
        *(_number("created_at"), *_changed()),
    )
    op.create_index("notes_user", "notes", ["user_id", "deleted_at", "changed_at"])
    _videos()
    _watching()
    op.create_table(
        "video_bookmarks",
        *(_id(), _user(), _to("video_id", "videos"), _number("at_ms")),
        *map(_text, ("note", "colour", "tags")),
        *(_number("created_at"), *_changed()),
    )
    op.create_index("video_bookmarks_video", "video_bookmarks", ["video_id", "deleted_at", "at_ms"])
    op.create_table(
        "playlists",
        *(_id(), _user(), _text("name"), _text("kind"), _flag("official"), _text("description")),
        *(_json("wanted"), _text("ordered_by"), _number("created_at"), *_changed()),
    )
    op.create_table(
        "playlist_items",
        *(_id(), _to("playlist_id", "playlists"), _to("video_id", "videos")),
        sa.Column("rank", sa.Float, nullable=False),
        *_changed(),
    )
    op.create_index("playlist_items_order", "playlist_items", ["playlist_id", "deleted_at", "rank"])
    op.create_index("playlist_items_video", "playlist_items", ["video_id"])
    op.create_table(
        "card_days",
        sa.Column("user_id", sa.Integer, primary_key=True),
        *(_number("end_day"), _json("state"), _json("records")),
    )


def _videos() -> None:
    op.create_table(
        "video_folders",
        *(_id(), _user(), _text("path"), _maybe("scanned_at"), *_changed()),
    )
    op.create_table(
        "videos",
        *(_id(), _user(index=False), _text("path"), _text("url")),
        sa.Column("folder_id", sa.Integer, sa.ForeignKey("video_folders.id"), nullable=True),
        *(_text("content"), _number("size_bytes"), _number("modified_ns")),
        *(_flag("missing"), _flag("official")),
        *map(_text, ("title", "subject", "system", "topic", "instructor", "difficulty")),
        *map(_text, ("description", "tags")),
        *map(_number, ("duration_ms", "width", "height")),
        *(_json("streams"), _text("problem"), _json("settings"), _number("search_row")),
        *(_number("added_at"), *_changed()),
        *(_number("position_ms"), _flag("done"), _number("watched_ms"), _number("views")),
        _maybe("last_at"),
    )
    op.create_index("videos_user", "videos", ["user_id", "deleted_at"])
    op.create_index("videos_content", "videos", ["user_id", "content"])
    op.create_index("videos_path", "videos", ["user_id", "path"])
    op.create_index("videos_search", "videos", ["search_row"])
    op.create_table(
        "video_tags",
        sa.Column("video_id", sa.Integer, sa.ForeignKey("videos.id"), primary_key=True),
        sa.Column("tag", sa.String, primary_key=True),
    )
    op.create_index("video_tags_tag", "video_tags", ["tag", "video_id"])
    op.create_table(
        "video_transcripts",
        *(_id(), _to("video_id", "videos", index=True), _text("source"), _text("language")),
        *(_text("captions"), _number("modified_ns")),
    )
    op.execute(
        "CREATE VIRTUAL TABLE video_search USING "
        "fts5(about, captions, tokenize = 'trigram', detail = 'full')"
    )


def _watching() -> None:
    op.create_table(
        "watch_events",
        *(_id(), _number("user_id"), _number("video_id"), _text("kind")),
        *map(_number, ("start_ms", "end_ms", "position_ms", "speed_percent")),
        sa.Column("carried", sa.JSON, nullable=True),
    )
    op.create_index("watch_events_video", "watch_events", ["video_id"])
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER watch_events_no_{action.lower()} BEFORE {action} ON watch_events "
            "BEGIN SELECT raise(ABORT, 'watch_events is append-only'); END"
        )


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _user(*, index: bool = True) -> sa.Column[Any]:
    return sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=index)


def _to(name: str, table: str, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False, index=index)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String, nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _maybe(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=True)


def _changed() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return (_number("changed_at"), _maybe("deleted_at"))
