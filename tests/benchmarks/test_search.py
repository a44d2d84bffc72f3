"""How long a key stroke takes in a search over everything, how quickly the index is built, how
large it is, and what a small write pays for being found at once.

The short form has 10,000 items; ``-m campaign`` has the 200,000 of the issue.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from tests.benchmarks.measuring import quantiles, tell, worked
from tests.support.bank import Desk, open_desk
from tests.support.films import film
from tests.support.search_bench import Words, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.storage.store import WriteSession
    from tests.benchmarks.measuring import Pace

KEY_MS = 20.0
"""p95 of a key stroke by the processor's time."""
ITEMS_PER_SECOND = 2_000.0
SHARE = 2.0
"""Size of the index beside the texts, which it holds a copy of."""
WRITE_MS = 6.0
"""What a note of 100 words or a bookmark pays, as a median."""
_SEARCHES = {10_000: 40, 200_000: 200}


def measure(folder: Path, items: int) -> dict[str, object]:
    """Return what was measured with so many items."""
    words = Words(1)
    desk = open_desk(folder / "profile", questions=0)
    fill(desk, items, words)
    texts = desk.context.paths.database.stat().st_size
    indexing = desk.context.service(IndexingService)
    build_ms = worked(lambda: indexing.catch_up(Silent()))
    number = _one(desk, "SELECT count(*) FROM search_items")
    size = desk.context.paths.database.stat().st_size - texts
    gc.freeze()  # as the program does: a full collection is no part of a search
    times = {text: keys(desk, text) for text in searches(words, _SEARCHES[items])}
    slowest = max(times, key=lambda text: max(times[text]))
    said = {
        "items": number,
        "key_ms": quantiles([one for some in times.values() for one in some]),
        "keys": sum(map(len, times.values())),
        "slowest": slowest,
        "items_per_second": round(1000 * number / build_ms),
        "index_per_text": round(size / texts, 2),
        "index_mb": round(size / 1e6, 1),
        "follow_ms": following(desk, words),
    }
    desk.context.close()
    gc.unfreeze()
    return said


def searches(words: Words, number: int) -> list[str]:
    """Return searches of one to four words: frequent and rare ones, the most frequent of all,
    misspelled ones, pieces, filters and abbreviations."""
    asked = [" ".join(words.some(one % 4 + 1, 0.25)) for one in range(number * 3 // 4)]
    first, *others = words.common[:12]
    asked += [first, f"{first} {others[0]}", " ".join(others[:4]), f'"{others[1]} {first}"']
    long = [word for word in words.common if len(word) > 6]
    for one in range(number - len(asked)):
        word = long[31 * one % 2_000]
        asked.append((f"{word[:2]}{word[3:]} MI", word[2:], f"in:cards {word} tag:renal")[one % 3])
    return asked


def keys(desk: Desk, text: str) -> list[float]:
    """Type a search and return the milliseconds of each key, the better of two goes: one may be
    interrupted."""
    finding = desk.context.service(FindingService)

    def once(end: int) -> float:
        return worked(lambda: finding.find(desk.user_id, text[:end]))

    return [min(once(end), once(end)) for end in range(1, len(text) + 1)]


def following(desk: Desk, words: Words) -> dict[str, float]:
    """Return the medians of what notes and bookmarks pay for being read at once."""
    store = desk.context.store
    follow, *others = store.followers
    paid: list[float] = []

    def watched(session: WriteSession) -> None:
        paid.append(worked(lambda: follow(session)))

    notes, bookmarks = desk.context.service(NotebookService), desk.context.service(BookmarkService)
    video = film(desk, "Renal")
    writes: dict[str, Callable[[int], object]] = {
        "note": lambda _: notes.add(desk.user_id, words.text(4), words.text(100)),
        "bookmark": lambda at: bookmarks.add(desk.user_id, video, at * 1_000, words.text(6)),
    }
    told = {}
    store.followers = (watched, *others)
    for name, write in writes.items():
        paid.clear()
        for at in range(40):
            write(at)
        told[name] = quantiles(paid)["median"]
    store.followers = (follow, *others)
    return told


def _one(desk: Desk, sql: str) -> int:
    with desk.context.store.read() as session:
        return int(session.connection().exec_driver_sql(sql).scalar_one())


@pytest.mark.benchmark
@pytest.mark.parametrize("items", [10_000, pytest.param(200_000, marks=pytest.mark.campaign)])
def test_a_search_keeps_up_with_the_keys(
    tmp_path: Path, items: int, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    said = measure(tmp_path, items)
    tell(capsys, {"slack": pace.slack, **said})
    key_ms, follow_ms = said["key_ms"], said["follow_ms"]
    assert isinstance(key_ms, dict)
    assert isinstance(follow_ms, dict)
    assert key_ms["p95"] <= pace.slack * KEY_MS
    assert max(follow_ms.values()) <= pace.slack * WRITE_MS
    assert said["items_per_second"] >= ITEMS_PER_SECOND / pace.slack  # type: ignore[operator]
    assert said["index_per_text"] <= SHARE  # type: ignore[operator]


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2])), indent=1))
