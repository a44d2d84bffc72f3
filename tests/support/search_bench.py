"""A profile with as much to be found as a student gathers in two years: made-up things whose
words are as frequent as in our own articles, and a long tail of rare ones.

Written past the program's own services, so that what is measured is the search alone.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.paths import resources
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.bank import Desk

SHARES = {"questions": 0.25, "cards": 0.44, "notes": 0.1, "sections": 0.08, "captions": 0.13}
"""Of all items."""
_SECTIONS, _CHUNKS = 5, 30
_RARE_WORDS = 60_000
_SYLLABLES = """
al an ar ba bi car co cy de di do en er fer ga gen ge hy i in ki la le li lo ma me mi mo na ne no o
pa pe phe po pro ra re ri ro sa se si so sta ta te ter ti to tri u va ve xi zo
"""
_ENDINGS = "ase emia ine itis oma osis ol pathy ide in um ic al ism"


class Words:
    """Draws words as often as they are written; one in fifty is a rare one."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        texts = [
            file.read_text(encoding="utf-8")
            for folder in ("articles", "cards")
            for file in sorted((resources() / "seed" / folder).iterdir())
            if file.is_file()
        ]
        texts.append((resources() / "seed" / "starter-questions.json").read_text(encoding="utf-8"))
        count = Counter(re.findall(r"[^\W\d_]+", " ".join(texts)))
        self.common = [word for word, _ in count.most_common()]
        self.rare = sorted({self._rare() for _ in range(_RARE_WORDS)})
        weights = [float(count[word]) for word in self.common]
        tail = sum(weights) * 0.02
        weights += [tail / len(self.rare)] * len(self.rare)
        self._all = self.common + self.rare
        self._weights = list(accumulate(weights))

    def text(self, number: int) -> str:
        """Return so many words with a full stop here and there."""
        drawn = self._random.choices(self._all, cum_weights=self._weights, k=number)
        for place in range(11, number, 12):
            drawn[place] += "."
        return " ".join(drawn)

    def some(self, number: int, rare: float) -> list[str]:
        """Return words to search for; ``rare``: the part of them that is rare."""
        return [
            self._random.choice(self.rare if self._random.random() < rare else self.common[:3_000])
            for _ in range(number)
        ]

    def _rare(self) -> str:
        parts = self._random.choices(_SYLLABLES.split(), k=self._random.randint(2, 4))
        return "".join(parts) + self._random.choice(_ENDINGS.split())


def fill(desk: Desk, items: int, words: Words) -> None:
    """Put so many items into the profile of a desk, all of them yet to be read by the search."""
    decks = DeckService(desk.context.store, desk.clock)
    deck = decks.create_deck(desk.user_id, "Step 1::All")
    note_type = decks.note_types(desk.user_id)[0].id
    connection = connect(desk.context.paths.database)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO packs VALUES (7, 'Bench', '', '', '', '', 0, NULL)")
    connection.execute(
        "INSERT INTO article_collections (id, title, license, attribution, source, version, "
        "imported_at) VALUES (7, 'Bench', '', '', '', '', 0)"
    )
    now = to_ms(desk.clock.now())
    for table, rows in _rows(items, words, desk.user_id, deck, note_type, now):
        names = list(rows[0])
        holes = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holes})",  # noqa: S608
            [tuple(row.values()) for row in rows],
        )
    connection.execute("COMMIT")
    connection.close()


def _rows(
    items: int, words: Words, user: int, deck: int, note_type: int, now: int
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    number = {name: int(items * share) for name, share in SHARES.items()}
    for some in _portions(number["questions"]):
        yield "questions", [_question(one, words, now) for one in some]
    for some in _portions(number["cards"]):
        changed = {"created_at": now, "changed_at": now}
        owned = {"user_id": user, **changed}
        notes = [
            {
                "id": one,
                "guid": str(one),
                "note_type_id": note_type,
                "search_row": one,
                "fields": f"{words.text(12)}\x1f{words.text(14)}",
                "tags": " renal ",
                "sort_text": "",
                "checksum": one,
                **owned,
            }
            for one in some
        ]
        zeros = ("suspended", "buried_by_user", "flag", "leech", "position", "remaining_steps")
        more = ("interval_days", "step_seconds", "ease", "repetitions", "lapses", "streak")
        fixed = dict.fromkeys((*zeros, *more, "reviews", "correct", "ordinal"), 0)
        fixed |= {"source_kind": "", "source_place": "", "state": "new", "deck_id": deck}  # type: ignore[dict-item]
        yield "card_notes", notes
        yield "cards", [{"id": one, "note_id": one, **fixed, **owned} for one in some]
    for some in _portions(number["notes"]):
        yield (
            "notes",
            [
                {
                    "id": one,
                    "user_id": user,
                    "title": words.text(4),
                    "body": words.text(90),
                    "tags": "",
                    "created_at": now,
                    "changed_at": now - one * 10_000,
                }
                for one in some
            ],
        )
    for some in _portions(number["sections"] // _SECTIONS):
        yield "articles", [_article(one, words, now) for one in some]
    for some in _portions(number["captions"] // _CHUNKS):
        yield "videos", [_video(one, words, user, now) for one in some]
        yield (
            "video_transcripts",
            [
                {"id": one, "video_id": one, "source": "beside", "captions": _captions(words)}
                | {"language": "", "modified_ns": 0}
                for one in some
            ],
        )


def _question(one: int, words: Words, now: int) -> dict[str, object]:
    choices = [[words.text(4), int(place == 1), words.text(12)] for place in range(5)]
    empty = dict.fromkeys(("objective", "hint", "topic", "case_id", "case_vignette", "author"), "")
    return {
        "id": one,
        "pack_id": 7,
        "external_id": str(20_000 + one),
        "ordinal": one,
        "markup": "text",
        "stem": words.text(90),
        "choices": json.dumps(choices),
        "explanation": words.text(70),
        "subject": "Pathology",
        "system": "Renal",
        **empty,
        "refs": "[]",
        "key_phrases": "[]",
        "images": "[]",
        "editorial": "approved",
        "content_key": one,
        "content_hash": one,
        "search_row": one,
        "created_at": now,
        "updated_at": now,
    }


def _article(one: int, words: Words, now: int) -> dict[str, object]:
    body = "\n\n".join(f"## {words.text(3)}\n\n{words.text(180)}" for _ in range(_SECTIONS - 1))
    return {
        "id": one,
        "collection_id": 7,
        "ordinal": one,
        "title": words.text(3),
        "summary": "",
        "body": f"{words.text(60)}\n\n{body}",
        "system": "",
        "subject": "",
        "topics": "[]",
        "tags": "[]",
        "chapter": "",
        "author": "",
        "url": "",
        "reviewed": 1,
        "words": 800,
        "content_hash": one,
        "search_row": one,
        "added_at": now,
        "changed_at": now,
    }


def _video(one: int, words: Words, user: int, now: int) -> dict[str, object]:
    texts = ("url", "subject", "system", "topic", "instructor", "difficulty", "description")
    numbers = (
        "modified_ns",
        "missing",
        "official",
        "duration_ms",
        "width",
        "height",
        "position_ms",
    )
    return {
        "id": one,
        "user_id": user,
        "path": f"/{one}.mp4",
        "content": str(one),
        "size_bytes": 1,
        "title": words.text(3),
        "tags": "",
        "streams": "{}",
        "problem": "",
        "settings": "{}",
        **dict.fromkeys(texts, ""),
        **dict.fromkeys((*numbers, "done", "watched_ms", "views"), 0),
        "search_row": one,
        "added_at": now,
        "changed_at": now,
    }


def _captions(words: Words) -> str:
    return "\n".join(
        f"{at * 6_000}\t{at * 6_000 + 5_000}\t{words.text(14)}" for at in range(_CHUNKS * 5)
    )


def _portions(number: int) -> Iterator[range]:
    for start in range(1, number + 1, 2_000):
        yield range(start, min(start + 2_000, number + 1))
