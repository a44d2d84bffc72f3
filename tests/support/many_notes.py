"""A notebook that was kept for years, made by a seed and put into the tables at once."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from sqlalchemy import text

from ms2qbank_desktop.features.notebook.models import NoteKind
from ms2qbank_desktop.features.notebook.wiki import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.store import Store

_WORDS = """
sodium potassium tubule nephron loop Henle thiazide diuretic Bartter Gitelman Liddle renin
aldosterone pressure volume filtration clearance acid base anion gap murmur valve preload
afterload ischemia infarct neuron synapse cortex insulin glucagon thyroid cortisol liver
bilirubin enzyme vitamin iron ferritin platelet clot culture toxin spore biopsy edema
"""
WORDS = _WORDS.split()
SYSTEMS = ("Renal", "Cardiovascular", "Endocrine", "Neuro", "Heart sounds")
TAGS = ("renal", "renal/tubule", "pharm", "retest", "high-yield")
NOTEBOOK_BASE, NOTE_BASE = 7_000_000, 8_000_000
_MINUTE = 60_000
_NOTE = (
    "INSERT INTO notes (id, user_id, title, body, tags, created_at, changed_at, deleted_at, "
    "notebook_id, kind, pinned, bookmarked, archived, colour, day, search_row) VALUES "
    "(:id, :user, :title, :body, :tags, :at, :at, :gone, :book, :kind, :pinned, :marked, "
    ":archived, '', '', :row)"
)


def many_notes(store: Store, user_id: int, number: int, now_ms: int) -> list[int]:
    """Write ``number`` notes of about 2,000 characters into six notebooks, one a minute until
    now, and return their ids, the oldest first."""
    chance = random.Random(7)
    with store.write() as session:
        connection = session.connection()
        for at, name in enumerate(("Systems", *SYSTEMS)):
            connection.execute(
                text(
                    "INSERT INTO notebooks (id, user_id, name, parent_id, rank, changed_at) "
                    "VALUES (:id, :user, :name, :above, :rank, :now)"
                ),
                {
                    "id": NOTEBOOK_BASE + at,
                    "user": user_id,
                    "name": name,
                    "above": NOTEBOOK_BASE if at else None,
                    "rank": float(at),
                    "now": now_ms,
                },
            )
        rows = list(_rows(chance, user_id, number, now_ms))
        connection.execute(text(_NOTE), rows)
        connection.execute(
            text("INSERT INTO note_search(rowid, title, body) VALUES (:row, :title, :words)"),
            [row | {"words": indexed(str(row["body"]))} for row in rows if row["gone"] is None],
        )
        tags = [
            {"note": row["id"], "tag": tag}
            for row in rows
            if row["gone"] is None
            for tag in str(row["tags"]).split()
        ]
        connection.execute(text("INSERT INTO note_tags(note_id, tag) VALUES (:note, :tag)"), tags)
        session.touch("notes", "notebooks")
    return [int(str(row["id"])) for row in rows]


def _rows(
    chance: random.Random, user_id: int, number: int, now_ms: int
) -> Iterator[dict[str, object]]:
    for at in range(number):
        tags = sorted(chance.sample(TAGS, chance.choice((0, 0, 1, 2))))
        words = chance.choices(WORDS, k=chance.choice((40, 300, 500)))
        body = f"## {words[0].title()}\n\n{' '.join(words[:20])}\n\n- {' '.join(words[20:])}"
        yield {
            "id": NOTE_BASE + at,
            "user": user_id,
            "title": f"{words[0].title()} and {words[1]}, note {at}",
            "body": body,
            "tags": f" {' '.join(tags)} " if tags else "",
            "at": now_ms - (number - at) * _MINUTE,
            "gone": now_ms if at % 97 == 5 else None,
            "book": NOTEBOOK_BASE + at % (len(SYSTEMS) + 1) if at % 3 else None,
            "kind": NoteKind.QUICK if at % 11 == 3 else NoteKind.NOTE,
            "pinned": at % 500 == 9,
            "marked": at % 40 == 7,
            "archived": at % 31 == 11,
            "row": at + 1,
        }
