"""What is to be found: the texts of the lower slices, read into items.

A source is a kind of thing that triggers mark when it changes. Each reader yields the items of
those of its things that are there; what was removed yields none.
"""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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


def read(session: Session, source: str, things: Iterable[int]) -> Iterator[Item]:
    """Yield the items of things of one source, those of a thing in their order."""
    yield from _READERS[source](session, json.dumps(list(things)))


def all_things(source: str) -> str:
    """Return the query for the things of a source, as ``thing``."""
    column, table = _TABLES[source]
    return f"SELECT DISTINCT {column} AS thing FROM {table}"


def _questions(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT id, external_id, markup, case_vignette, stem, choices, explanation, objective, "
        "subject, system, topic, updated_at, (SELECT group_concat(tag, char(31)) "
        "FROM question_tags WHERE question_id = questions.id) "
        f"FROM questions WHERE id {_IDS} AND deleted_at IS NULL",
        things,
    )
    for row in rows:
        thing, external, markup, vignette, stem, choices, explanation, objective = row[:8]
        subject, system, topic, changed_at, tagged = row[8:]
        written = Markup(markup)
        parts = [("stem", f"{plain(vignette, written)}\n{plain(stem, written)}")]
        for letter, choice in zip(LETTERS, json.loads(choices), strict=False):
            texts = (plain(text, written) for text in (choice[0], *choice[2:3]))
            parts.append((f"choice {letter}", "\n".join(texts)))
        parts.append(("explanation", plain(f"{explanation}\n\n{objective}", written)))
        body, spots = joined(parts)
        tags = (tagged or "").split(_FIELDS)
        yield Item(
            *("question", thing, None, Kind.QUESTION, thing, ""),
            title="",
            body=body,
            tags=" ".join(
                filter(None, (_called(external or thing), topic, system, subject, *tags))
            ),
            labels=labels(body, tag=tags, system=(system,), subject=(subject,)),
            changed_at=changed_at,
            spots=spots,
        )


def _called(number: str | int) -> str:
    """Return the id of a question as it is typed: 20417, Q 20417, Q20417."""
    return f"Q {number} Q{number}" if str(number).isdecimal() else str(number)


def _cards(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT n.id, n.user_id, n.fields, n.tags, n.changed_at, c.id, d.name, min(c.ordinal) "
        "FROM card_notes AS n CROSS JOIN cards AS c ON c.note_id = n.id AND c.deleted_at IS NULL "
        "JOIN decks AS d ON d.id = coalesce(c.home_deck_id, c.deck_id) "
        f"WHERE n.id {_IDS} AND n.deleted_at IS NULL GROUP BY n.id",
        things,
    )
    for thing, user_id, fields, tags, changed_at, card_id, deck, _ in rows:
        texts = [clean(said(parted_words(field))) for field in fields.split(_FIELDS)]
        front, *others = (" ".join(text.split()) for text in texts)
        title = front if len(front) <= FRONT else ""
        body = "\n".join(filter(None, others if title else (front, *others)))
        yield Item(
            *("card", thing, user_id, Kind.CARD, card_id, ""),
            title=title,
            body=body,
            tags=" ".join(tags.split()),
            labels=labels(f"{title} {body}", tag=(tags,), deck=(deck,)),
            changed_at=changed_at,
        )


def _notes(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT id, user_id, title, body, tags, changed_at, (SELECT group_concat(question_id "
        "|| ' ' || reason || ' ' || rule, char(10)) FROM error_log "
        "WHERE note_id = notes.id AND deleted_at IS NULL) "
        f"FROM notes WHERE id {_IDS} AND deleted_at IS NULL",
        things,
    )
    for thing, user_id, title, text, tags, changed_at, missed in rows:
        body, spots = joined(
            [
                ("", missed or ""),
                *((spot, f"{spot}\n{one}") for spot, one in sections(text, wiki.indexed)),
            ]
        )
        yield Item(
            *("note", thing, user_id, Kind.NOTE, thing, ""),
            title=clean(title),
            body=body,
            tags=" ".join(tags.split()),
            labels=labels(f"{title} {body}", tag=(tags,)),
            changed_at=changed_at,
            spots=spots,
        )


def _articles(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT a.id, a.title, a.summary, a.body, a.system, a.subject, a.topics, a.tags, "
        "a.changed_at FROM articles AS a JOIN article_collections AS c ON c.id = a.collection_id "
        f"WHERE a.id {_IDS} AND a.deleted_at IS NULL AND c.deleted_at IS NULL",
        things,
    )
    terms: dict[int, list[tuple[str, str]]] = {}
    defined = "SELECT article_id, term, definition FROM glossary_terms"
    for thing, term, definition in _rows(session, f"{defined} WHERE article_id {_IDS}", things):
        terms.setdefault(thing, []).append((term, definition))
    for thing, title, summary, text, system, subject, topics, tags, changed_at in rows:
        tagged = json.loads(tags)
        about = " ".join(filter(None, (system, subject, *json.loads(topics), *tagged)))
        parts = sections(unlinked(text), article_text)
        opening = parts.pop(0)[1] if parts and not parts[0][0] else ""
        parts.insert(0, ("", "\n".join(filter(None, (summary, opening)))))
        for heading, words in parts:
            body = clean(words)
            yield Item(
                *("article", thing, None, Kind.ARTICLE, thing, heading),
                title=clean(f"{title}: {heading}" if heading else title),
                body=body,
                tags=about if not heading else "",
                labels=labels(body, tag=tagged, system=(system,), subject=(subject,)),
                changed_at=changed_at,
            )
        for term, definition in terms.get(thing, ()):
            yield Item(
                *("article", thing, None, Kind.ARTICLE, thing, ""),
                title=clean(term),
                body=clean(article_text(definition)),
                tags="",
                labels=labels(definition, tag=tagged, system=(system,), subject=(subject,)),
                changed_at=changed_at,
            )


def _videos(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT id, user_id, title, subject, system, topic, instructor, description, tags, "
        f"changed_at FROM videos WHERE id {_IDS} AND deleted_at IS NULL",
        things,
    )
    for thing, user_id, title, subject, system, topic, person, text, tags, changed_at in rows:
        body = clean("\n".join(filter(None, (person, text))))
        yield Item(
            *("video", thing, user_id, Kind.VIDEO, thing, ""),
            title=clean(title),
            body=body,
            tags=" ".join(filter(None, (topic, system, subject, *tags.split()))),
            labels=labels(body, tag=(tags,), system=(system,), subject=(subject,)),
            changed_at=changed_at,
        )


def _captions(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT v.id, v.user_id, v.system, v.subject, v.tags, v.added_at, t.captions "
        "FROM videos AS v JOIN video_transcripts AS t ON t.video_id = v.id "
        f"WHERE v.id {_IDS} AND v.deleted_at IS NULL "
        "ORDER BY v.id, t.source LIKE 'track:%', t.source",
        things,
    )
    for thing, user_id, system, subject, tags, added_at, captions in rows:
        for chunk in chunks(unpacked(captions)):
            body, spots = joined((str(one.start_ms), " ".join(one.text.split())) for one in chunk)
            yield Item(
                *("captions", thing, user_id, Kind.VIDEO, thing, str(chunk[0].start_ms)),
                title="",
                body=body,
                tags="",
                labels=labels(body, tag=(tags,), system=(system,), subject=(subject,)),
                changed_at=added_at,
                spots=spots,
            )


def _bookmarks(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT b.id, b.user_id, b.video_id, b.at_ms, b.note, b.tags, b.changed_at "
        "FROM video_bookmarks AS b JOIN videos AS v ON v.id = b.video_id "
        f"WHERE b.id {_IDS} AND b.deleted_at IS NULL AND v.deleted_at IS NULL",
        things,
    )
    for thing, user_id, video_id, at_ms, note, tags, changed_at in rows:
        yield Item(
            *("bookmark", thing, user_id, Kind.VIDEO, video_id, str(at_ms)),
            title="",
            body=clean(note),
            tags=" ".join(tags.split()),
            labels=labels(note, tag=(tags,)),
            changed_at=changed_at,
        )


def _tasks(session: Session, things: str) -> Iterator[Item]:
    rows = _rows(
        session,
        "SELECT id, user_id, title, note, kind, day, changed_at FROM plan_tasks "
        f"WHERE id {_IDS} AND deleted_at IS NULL",
        things,
    )
    for thing, user_id, title, note, kind, day, changed_at in rows:
        yield Item(
            *("task", thing, user_id, Kind.TASK, thing, ""),
            title=clean(title),
            body=clean(note),
            tags=f"{kind} {day}",
            labels=labels(f"{title} {note}"),
            changed_at=changed_at,
        )


def _rows(session: Session, sql: str, things: str) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, (things,)).all())


_READERS: dict[str, Callable[[Session, str], Iterator[Item]]] = {
    "question": _questions,
    "card": _cards,
    "note": _notes,
    "article": _articles,
    "video": _videos,
    "captions": _captions,
    "bookmark": _bookmarks,
    "task": _tasks,
}
_TABLES = {
    "question": ("id", "questions"),
    "card": ("id", "card_notes"),
    "note": ("id", "notes"),
    "article": ("id", "articles"),
    "video": ("id", "videos"),
    "captions": ("video_id", "video_transcripts"),
    "bookmark": ("id", "video_bookmarks"),
    "task": ("id", "plan_tasks"),
}
SOURCES = tuple(_READERS)
