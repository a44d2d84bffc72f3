"""A large bank with a long history, written straight through SQL: the same one for a seed.

Stems and explanations are as long as those of real vignettes and use words as unevenly as they
do; some systems, topics and difficulties are common and some rare; each question has been tried
as often as chance has it, and its state follows from its attempts.
"""

from __future__ import annotations

import json
import random
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUBJECTS = (
    "Pathology",
    "Physiology",
    "Pharmacology",
    "Biochemistry",
    "Microbiology",
    "Immunology",
    "Anatomy",
    "Histology",
    "Behavioral Sciences",
    "Genetics",
)
_SUBJECT_SHARES = (40, 25, 15, 10, 15, 8, 12, 6, 8, 5)
_DIFFICULTIES = (None, 1, 2, 3, 4, 5)
_DIFFICULTY_SHARES = (4, 19, 29, 29, 14, 5)
_PACKS = (("Large bank", 60), ("Second bank", 25), ("Systems course", 10), ("Own questions", 5))
_TOPICS = 12
"""Topics of each system and subject."""
TAGS = (*(f"week-{number}" for number in range(1, 41)), "images", "calculation", "hard-one")
NOW_MS = 1_772_442_000_000
"""2 March 2026, 09:00 UTC; the history lies before it."""
_YEAR_MS = 365 * 86_400_000
_SYLLABLES = (
    "ar",
    "ben",
    "co",
    "di",
    "eth",
    "fi",
    "gra",
    "hy",
    "in",
    "ka",
    "lo",
    "mi",
    "neo",
    "os",
)
_BATCH = 5_000

_COLUMNS = (
    *("id", "pack_id", "external_id", "ordinal", "markup", "stem", "choices", "explanation"),
    *("objective", "hint", "subject", "system", "topic", "difficulty", "refs", "key_phrases"),
    *("images", "case_id", "case_vignette", "editorial", "author", "content_key", "content_hash"),
    *("search_row", "created_at", "updated_at"),
)
_QUESTION = (
    f"INSERT INTO questions ({', '.join(_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_SEARCH = (
    "INSERT INTO question_search (rowid, stem, choices, explanation, tags) VALUES (?, ?, ?, ?, ?)"
)
_ATTEMPT_COLUMNS = tuple(AttemptRow.model_fields)
_ATTEMPT = (
    f"INSERT INTO attempts ({', '.join(_ATTEMPT_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(_ATTEMPT_COLUMNS))})"
)


def grow(database: Path, user_id: int, questions: int, attempts: int, seed: int = 1) -> list[int]:
    """Add ``questions`` questions and ``attempts`` attempts of ``user_id`` to an open profile's
    database and return the ids of the questions, pack by pack in the order of the bank."""
    chance = random.Random(seed)
    connection = connect(database)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    connection.execute("BEGIN IMMEDIATE")
    facts = _bank(connection, chance, questions)
    _history(connection, chance, user_id, facts, attempts)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return [fact[0] for fact in facts]


def _bank(connection: Any, chance: random.Random, number: int) -> list[tuple[int, Any, Any, Any]]:
    """Write packs and questions; return (id, subject, system, difficulty) of each."""
    shares = [share for _, share in _PACKS]
    sizes = [number * share // sum(shares) for share in shares]
    sizes[0] += number - sum(sizes)
    ids = iter(chance.sample(range(1 << 40, 1 << 62), number + len(_PACKS)))
    sentences = list(_sentences(chance, 2_000))
    facts = []
    row = 0
    packs = sorted(next(ids) for _ in _PACKS)
    for pack, (title, _), size in zip(packs, _PACKS, sizes, strict=True):
        connection.execute(
            "INSERT INTO packs VALUES (?, ?, '1', 'CC BY 4.0', '', '', ?, NULL)",
            (pack, title, NOW_MS - _YEAR_MS),
        )
        for start in range(0, size, _BATCH):
            some = range(start + 1, min(size, start + _BATCH) + 1)
            rows = [
                _question(chance, sentences, next(ids), pack, ordinal, row + 1 + ordinal - some[0])
                for ordinal in some
            ]
            row += len(rows)
            connection.executemany(_QUESTION, rows)
            connection.executemany(_SEARCH, [_search(one) for one in rows])
            connection.executemany(
                "INSERT INTO question_tags VALUES (?, ?)",
                [(one[0], tag) for one in rows for tag in chance.sample(TAGS, chance.randrange(3))],
            )
            facts += [(one[0], one[10], one[11], one[13]) for one in rows]
    return facts


def _question(
    chance: random.Random,
    sentences: Sequence[str],
    question_id: int,
    pack: int,
    ordinal: int,
    row: int,
) -> tuple[Any, ...]:
    subject = chance.choices(SUBJECTS, _SUBJECT_SHARES)[0]
    (drawn,) = chance.choices(SYSTEMS, [one.weight for one in SYSTEMS])
    system = drawn.name
    right = chance.randrange(5)
    words = chance.sample(sentences, 19)
    choices = [[words[place][:40], int(place == right), ""] for place in range(5)]
    return (
        *(question_id, pack, f"Q{row}", ordinal, "text"),
        " ".join(words[5 : 11 + chance.randrange(4)]),
        json.dumps(choices, separators=(",", ":")),
        " ".join(words[14:]),
        *("", "", subject, system),
        f"{subject} of {system.split()[0].lower()} {chance.randrange(_TOPICS) + 1}",
        chance.choices(_DIFFICULTIES, _DIFFICULTY_SHARES)[0],
        *("[]", "[]", "[]", "", "", "unreviewed", ""),
        *(question_id, question_id, row, NOW_MS - _YEAR_MS, NOW_MS - _YEAR_MS),
    )


def _search(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[23], row[5], row[6], row[7], "\n".join((row[10], row[11], row[12], row[2])))


def _sentences(chance: random.Random, number: int) -> Iterator[str]:
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randrange(1, 5))) for _ in range(6_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for _ in range(number):
        picked = chance.choices(words, cum_weights=weights, k=chance.randrange(12, 26))
        yield " ".join(picked).capitalize() + "."


def _history(
    connection: Any,
    chance: random.Random,
    user_id: int,
    facts: Sequence[tuple[int, Any, Any, Any]],
    number: int,
) -> None:
    """Write attempts in the order of time, and some marks. The states that follow from them are
    folded at the next opening, as after a migration."""
    tried = chance.sample(facts, max(1, len(facts) * 7 // 10))
    step = _YEAR_MS // max(1, number)
    for start in range(0, number, _BATCH):
        rows = []
        for place in range(start, min(number, start + _BATCH)):
            question_id, subject, system, difficulty = chance.choice(tried)
            at = NOW_MS - _YEAR_MS + place * step
            luck = chance.random()
            correct, omitted = luck < 0.62, luck > 0.97
            given = "" if omitted else "B" if correct else "C"
            rows.append(
                (
                    *(place + 1, user_id, question_id, None, None, None),
                    *(subject, system, difficulty, given, "B", correct, omitted),
                    *(False, False, False),
                    *(chance.randrange(20_000, 140_000), "tutor", at),
                )
            )
        connection.executemany(_ATTEMPT, rows)
    marked = chance.sample(facts, len(facts) * 8 // 100)
    connection.executemany(
        "INSERT INTO question_marks VALUES (?, ?, ?, 1, ?, 0)",
        [(derived_id("mark", user_id, fact[0]), user_id, fact[0], NOW_MS) for fact in marked],
    )
