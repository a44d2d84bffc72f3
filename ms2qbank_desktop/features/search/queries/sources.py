"""What is to be found: the texts of the lower slices, read into items.

A source is a kind of thing that triggers mark when it changes: a query for those of its things
that are there, which removed ones are not, and what turns a row of it into items.
"""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.flashcards.text.plain_text import parted_words
from ms2qbank_desktop.features.library.body import plain as article_text
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.questions.markup import plain
from ms2qbank_desktop.features.questions.models import LETTERS, Markup
from ms2qbank_desktop.features.search.items import (
    Item,
    chunks,
    clean,
    joined,
    labels,
    own_tag,
    said,
    sections,
    unlinked,
)
from ms2qbank_desktop.features.videos.queries.searching import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlmodel import Session

FRONT = 200
"""Characters that the first field of a card may have to be its title."""
_FIELDS = "\x1f"
_IDS = "IN (SELECT value FROM json_each(?))"
"""What else is asked of a row stands behind a plus where an index would be taken for it: what is
not deleted is nearly all there is."""


class _Source(NamedTuple):
    """``column`` of ``table`` is the id of a thing; ``sql``: its texts; ``items``: of one row."""

    table: str
    sql: str
    items: Callable[[Any], Iterator[Item]]
    column: str = "id"


def read(session: Session, source: str, things: Iterable[int]) -> Iterator[Item]:
    """Yield the items of things of one source, those of a thing in their order."""
    asked = (json.dumps(list(things)),)
    connection = session.connection()
    for row in connection.exec_driver_sql(_SOURCES[source].sql, asked).all():
        yield from _SOURCES[source].items(row)


def all_things(source: str) -> str:
    """Return the query for the things of a source, as ``thing``."""
    known = _SOURCES[source]
    return f"SELECT DISTINCT {known.column} AS thing FROM {known.table}"


_QUESTIONS = (
    "SELECT id, external_id, markup, case_vignette, stem, choices, explanation, objective, "
    "subject, system, topic, updated_at, (SELECT group_concat(tag, char(31)) "
    "FROM question_tags WHERE question_id = questions.id) AS tags, "
    "(SELECT json_group_array(json_array(user_id, tag)) FROM question_user_tags "
    # All users, one by one: so the index of their tags is used.
    "WHERE user_id IN (SELECT id FROM users) AND question_id = questions.id "
    "AND deleted_at IS NULL) AS own "
    f"FROM questions WHERE id {_IDS} AND +deleted_at IS NULL"
)


def _question(row: Any) -> Iterator[Item]:
    written = Markup(row.markup)
    parts = [("stem", f"{plain(row.case_vignette, written)}\n{plain(row.stem, written)}")]
    for letter, choice in zip(LETTERS, json.loads(row.choices), strict=False):
        texts = (plain(text, written) for text in (choice[0], *choice[2:3]))
        parts.append((f"choice {letter}", "\n".join(texts)))
    parts.append(("explanation", plain(f"{row.explanation}\n\n{row.objective}", written)))
    body, spots = joined(parts)
    tags = (row.tags or "").split(_FIELDS)
    own: dict[str, list[str]] = {}
    for user_id, tag in json.loads(row.own):
        own.setdefault(own_tag(user_id), []).append(tag)
    called = _called(row.external_id or row.id)
    yield Item(
        *("question", row.id, None, Kind.QUESTION, row.id, ""),
        title="",
        body=body,
        tags=" ".join(filter(None, (called, row.topic, row.system, row.subject, *tags))),
        labels=labels(body, tag=tags, system=(row.system,), subject=(row.subject,), **own),
        changed_at=row.updated_at,
        spots=spots,
    )


def _called(number: str | int) -> str:
    """Return the id of a question as it is typed: 20417, Q 20417, Q20417."""
    return f"Q {number} Q{number}" if str(number).isdecimal() else str(number)


_CARDS = (
    "SELECT n.id, n.user_id, n.fields, n.tags, n.changed_at, c.id AS card_id, d.name AS deck, "
    "min(c.ordinal) "
    "FROM card_notes AS n CROSS JOIN cards AS c ON c.note_id = n.id AND c.deleted_at IS NULL "
    "JOIN decks AS d ON d.id = coalesce(c.home_deck_id, c.deck_id) "
    f"WHERE n.id {_IDS} AND n.deleted_at IS NULL GROUP BY n.id"
)


def _card(row: Any) -> Iterator[Item]:
    texts = [clean(said(parted_words(field))) for field in row.fields.split(_FIELDS)]
    front, *others = (" ".join(text.split()) for text in texts)
    title = front if len(front) <= FRONT else ""
    body = "\n".join(filter(None, others if title else (front, *others)))
    yield Item(
        *("card", row.id, row.user_id, Kind.CARD, row.card_id, ""),
        title=title,
        body=body,
        tags=" ".join(row.tags.split()),
        labels=labels(f"{title} {body}", tag=(row.tags,), deck=(row.deck,)),
        changed_at=row.changed_at,
    )


_NOTES = (
    "SELECT id, user_id, title, body, tags, changed_at, (SELECT group_concat(question_id "
    "|| ' ' || reason || ' ' || rule, char(10)) FROM error_log "
    "WHERE note_id = notes.id AND deleted_at IS NULL) AS missed "
    f"FROM notes WHERE id {_IDS} AND deleted_at IS NULL"
)


def _note(row: Any) -> Iterator[Item]:
    parts = sections(row.body, lambda text: wiki.indexed(wiki.spoken(text)))
    below = ((spot, f"{spot}\n{text}") for spot, text in parts)
    body, spots = joined([("", row.missed or ""), *below])
    yield Item(
        *("note", row.id, row.user_id, Kind.NOTE, row.id, ""),
        title=clean(row.title),
        body=body,
        tags=" ".join(row.tags.split()),
        labels=labels(f"{row.title} {body}", tag=(row.tags,)),
        changed_at=row.changed_at,
        spots=spots,
    )


_ARTICLES = (
    "SELECT a.id, a.title, a.summary, a.body, a.system, a.subject, a.topics, a.tags, a.changed_at, "
    "(SELECT json_group_array(json_array(term, definition)) FROM glossary_terms "
    "WHERE article_id = a.id) AS terms "
    "FROM articles AS a JOIN article_collections AS c ON c.id = a.collection_id "
    f"WHERE a.id {_IDS} AND +a.deleted_at IS NULL AND c.deleted_at IS NULL"
)


def _article(row: Any) -> Iterator[Item]:
    tags = json.loads(row.tags)
    named = {"tag": tags, "system": (row.system,), "subject": (row.subject,)}
    about = " ".join(filter(None, (row.system, row.subject, *json.loads(row.topics), *tags)))
    parts = sections(unlinked(row.body), lambda text: article_text(wiki.spoken(text)))
    opening = parts.pop(0)[1] if parts and not parts[0][0] else ""
    parts.insert(0, ("", "\n".join(filter(None, (row.summary, opening)))))
    told = [(heading, clean(words)) for heading, words in parts]
    for heading, body in told:
        yield Item(
            *("article", row.id, None, Kind.ARTICLE, row.id, heading),
            title=clean(f"{row.title}: {heading}" if heading else row.title),
            body=body,
            tags=about if not heading else "",
            labels=labels(body, **named),
            changed_at=row.changed_at,
        )
    for term, definition in json.loads(row.terms):
        meant = clean(article_text(definition))
        there = (heading for heading, body in told if meant and meant in body)
        yield Item(
            *("article", row.id, None, Kind.ARTICLE, row.id, ""),
            title=clean(term),
            body=meant,
            tags="",
            labels=labels(definition, **named),
            changed_at=row.changed_at,
            spots=((0, next(there, "")),),
        )


_VIDEOS = (
    "SELECT id, user_id, title, subject, system, topic, instructor, description, tags, "
    f"changed_at FROM videos WHERE id {_IDS} AND deleted_at IS NULL"
)


def _video(row: Any) -> Iterator[Item]:
    body = clean("\n".join(filter(None, (row.instructor, row.description))))
    yield Item(
        *("video", row.id, row.user_id, Kind.VIDEO, row.id, ""),
        title=clean(row.title),
        body=body,
        tags=" ".join(filter(None, (row.topic, row.system, row.subject, *row.tags.split()))),
        labels=labels(body, tag=(row.tags,), system=(row.system,), subject=(row.subject,)),
        changed_at=row.changed_at,
    )


_CAPTIONS = (
    "SELECT v.id, v.user_id, v.system, v.subject, v.tags, v.added_at, t.captions "
    "FROM videos AS v JOIN video_transcripts AS t ON t.video_id = v.id "
    f"WHERE v.id {_IDS} AND v.deleted_at IS NULL "
    "ORDER BY v.id, t.source LIKE 'track:%', t.source"
)


def _stretches(row: Any) -> Iterator[Item]:
    for chunk in chunks(unpacked(row.captions)):
        body, spots = joined((str(one.start_ms), " ".join(one.text.split())) for one in chunk)
        yield Item(
            *("captions", row.id, row.user_id, Kind.VIDEO, row.id, str(chunk[0].start_ms)),
            title="",
            body=body,
            tags="",
            labels=labels(body, tag=(row.tags,), system=(row.system,), subject=(row.subject,)),
            changed_at=row.added_at,
            spots=spots,
        )


_BOOKMARKS = (
    "SELECT b.id, b.user_id, b.video_id, b.at_ms, b.note, b.tags, b.changed_at "
    "FROM video_bookmarks AS b JOIN videos AS v ON v.id = b.video_id "
    f"WHERE b.id {_IDS} AND b.deleted_at IS NULL AND v.deleted_at IS NULL"
)


def _bookmark(row: Any) -> Iterator[Item]:
    yield Item(
        *("bookmark", row.id, row.user_id, Kind.VIDEO, row.video_id, str(row.at_ms)),
        title="",
        body=clean(row.note),
        tags=" ".join(row.tags.split()),
        labels=labels(row.note, tag=(row.tags,)),
        changed_at=row.changed_at,
    )


_TASKS = (
    "SELECT t.id, t.user_id, t.title, t.note, t.kind, t.day, t.changed_at FROM plan_tasks AS t "
    "LEFT JOIN plans AS p ON p.id = t.plan_id "
    f"WHERE t.id {_IDS} AND t.deleted_at IS NULL AND p.deleted_at IS NULL "
    "AND coalesce(p.archived, 0) = 0"
)


def _task(row: Any) -> Iterator[Item]:
    yield Item(
        *("task", row.id, row.user_id, Kind.TASK, row.id, ""),
        title=clean(row.title),
        body=clean(row.note),
        tags=f"{row.kind} {row.day}",
        labels=labels(f"{row.title} {row.note}"),
        changed_at=row.changed_at,
    )


_MARGINS = (
    "SELECT m.id, m.user_id, m.target_id, m.text, m.changed_at FROM margin_notes AS m "
    "JOIN questions AS q ON q.id = m.target_id AND m.kind = 'question' "
    f"WHERE m.id {_IDS} AND m.deleted_at IS NULL AND q.deleted_at IS NULL"
)


def _margin(row: Any) -> Iterator[Item]:
    yield Item(
        *("margin", row.id, row.user_id, Kind.QUESTION, row.target_id, "note"),
        title="",
        body=clean(row.text),
        tags="",
        labels=labels(row.text),
        changed_at=row.changed_at,
    )


_SOURCES = {
    "question": _Source("questions", _QUESTIONS, _question),
    "card": _Source("card_notes", _CARDS, _card),
    "note": _Source("notes", _NOTES, _note),
    "article": _Source("articles", _ARTICLES, _article),
    "video": _Source("videos", _VIDEOS, _video),
    "captions": _Source("video_transcripts", _CAPTIONS, _stretches, column="video_id"),
    "bookmark": _Source("video_bookmarks", _BOOKMARKS, _bookmark),
    "task": _Source("plan_tasks", _TASKS, _task),
    "margin": _Source("margin_notes", _MARGINS, _margin),
}
SOURCES = tuple(_SOURCES)
