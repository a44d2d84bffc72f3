"""A library of lectures, written straight through SQL: the same one for a seed. The files are not
there; titles, lengths and how far they were watched are as those of a real library."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.ids import derived_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.storage.store import Store

NOW_MS = 1_772_442_000_000
"""2 March 2026, 09:00 UTC; the library lies before it."""
_DAY_MS = 86_400_000
_MINUTE_MS = 60_000
FOLDER = "/lectures"
_SYSTEMS = {
    "Renal": ("Clearance and filtration", "Transport along the nephron", "Acid–base"),
    "Cardiovascular": ("The action potential", "Pressure–volume loops", "Heart sounds"),
    "Endocrine": ("The adrenal cortex", "Insulin and glucagon", "Thyroid axis"),
    "Respiratory": ("V/Q mismatch", "Spirometry", "Obstructive lung disease"),
    "Neuro": ("Spinal cord tracts", "Cranial nerves", "Basal ganglia"),
    "Microbiology": ("Gram-positive cocci", "Herpesviruses", "Protozoa"),
}
_SUBJECTS = ("Physiology", "Pathology", "Pharmacology", "Biochemistry")
_PEOPLE = ("Dr. Adeyemi", "Dr. Kowalski", "Dr. Nakamura", "")
TAGS = ("high-yield", "week-1", "week-2", "week-3", "repeat")
_NOTES = (
    "Loop of Henle, countercurrent exchange",
    "Compare with the table before",
    "Exam question likely",
    "Why is the gap normal here?",
    "",
)


def lectures(
    store: Store,
    user_id: int,
    videos: int = 58,
    bookmarks: int = 0,
    *,
    missing: Sequence[int] = (),
    now_ms: int = NOW_MS,
    seed: int = 1,
) -> list[int]:
    """Add ``videos`` videos with ``bookmarks`` bookmarks to a library and return their ids, the
    last added one first. ``missing``: places in that list of files that are not there."""
    chance = random.Random(seed)
    folder_id = derived_id("video-folder", user_id, FOLDER)
    rows = [
        _video(chance, user_id, folder_id, place, now_ms, missing=place in missing)
        for place in range(videos)
    ]
    marks = [_mark(chance, user_id, chance.choice(rows), at, now_ms) for at in range(bookmarks)]
    with store.write() as session:
        run = session.connection().exec_driver_sql
        run(
            "INSERT OR IGNORE INTO video_folders (id, user_id, path, changed_at) "
            "VALUES (?, ?, ?, ?)",
            (folder_id, user_id, FOLDER, now_ms),
        )
        _insert(run, "videos", rows)
        _insert(run, "video_bookmarks", marks)
        tags = [{"video_id": row["id"], "tag": tag} for row in rows for tag in row["tags"].split()]
        _insert(run, "video_tags", tags)
        found = [{"rowid": row["search_row"], "about": _about(row), "captions": ""} for row in rows]
        _insert(run, "video_search", found)
        session.touch("videos", "bookmarks")
    return [row["id"] for row in rows]


def speak(store: Store, video_id: int, captions: Sequence[tuple[int, str]]) -> None:
    """Give a video subtitles: (start in milliseconds, words) of each, three seconds long."""
    from ms2qbank_desktop.features.videos.models import Caption
    from ms2qbank_desktop.features.videos.queries import searching
    from ms2qbank_desktop.features.videos.tables import TranscriptRow

    packed = searching.packed(Caption(start, start + 3_000, words) for start, words in captions)
    with store.write() as session:
        session.add(
            TranscriptRow(
                id=derived_id("transcript", video_id, "en.srt"),
                video_id=video_id,
                source="en.srt",
                language="en",
                captions=packed,
            )
        )
        session.flush()
        searching.refresh(session, [video_id])


def _video(
    chance: random.Random, user_id: int, folder_id: int, place: int, now_ms: int, *, missing: bool
) -> dict[str, Any]:
    system = chance.choice(list(_SYSTEMS))
    topic = chance.choice(_SYSTEMS[system])
    subject = chance.choice(_SUBJECTS)
    content = f"{derived_id('content', place):016x}{place:016x}"
    length = chance.randrange(12 * _MINUTE_MS, 75 * _MINUTE_MS)
    luck = chance.random()
    done, position = luck < 0.25, round(length * chance.random()) if 0.25 <= luck < 0.5 else 0
    seen = done or position > 0
    tags = sorted(chance.sample(TAGS, chance.randrange(3)))
    is_audio = place % 17 == 9
    return {
        "id": derived_id("video", user_id, content),
        "user_id": user_id,
        "path": f"{FOLDER}/{subject}/{system} {place + 1}.{'mp3' if is_audio else 'mp4'}",
        "url": "",
        "folder_id": folder_id,
        "content": content,
        "size_bytes": length * 120,
        "modified_ns": 0,
        "missing": missing,
        "official": False,
        "title": f"{system} {place + 1}: {topic}",
        "subject": subject,
        "system": system,
        "topic": topic,
        "instructor": chance.choice(_PEOPLE),
        "difficulty": "",
        "description": "",
        "tags": f" {' '.join(tags)} " if tags else "",
        "duration_ms": length,
        "width": 0 if is_audio else 1280,
        "height": 0 if is_audio else 720,
        "streams": json.dumps({"audio": [[1, "English", "en"]]}),
        "problem": "",
        "settings": "{}",
        "search_row": place + 1,
        "added_at": now_ms - (place + 1) * _DAY_MS // 2,
        "changed_at": now_ms,
        "position_ms": position,
        "done": done,
        "watched_ms": length if done else position,
        "views": chance.randrange(1, 5) if seen else 0,
        "last_at": now_ms - chance.randrange(40 * _DAY_MS) if seen else None,
    }


def _mark(
    chance: random.Random, user_id: int, video: dict[str, Any], at: int, now_ms: int
) -> dict[str, Any]:
    return {
        "id": derived_id("mark", user_id, at),
        "user_id": user_id,
        "video_id": video["id"],
        "at_ms": chance.randrange(video["duration_ms"]),
        "note": chance.choice(_NOTES),
        "colour": chance.choice(("", "", "yellow", "green", "blue")),
        "tags": "",
        "created_at": now_ms - chance.randrange(30 * _DAY_MS),
        "changed_at": now_ms,
    }


def _about(row: dict[str, Any]) -> str:
    return "\n".join(
        (row["title"], row["subject"], row["system"], row["topic"], row["instructor"], row["tags"])
    )


def _insert(run: Any, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        columns = list(rows[0])
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * len(columns))})"
        )
        run(sql, [tuple(row.values()) for row in rows])
