"""Logs written row by row: what was answered when, without a window and without waiting."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.accounts.service import AccountService
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock

LOW_BITS = 21
_ATTEMPT = """
INSERT INTO attempts (id, user_id, question_id, block_id, position, subject, system, difficulty,
    answer_given, correct_answer, correct, omitted, marked, hint_used, phrases_used, time_ms, mode,
    at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?)
"""
_QUESTION = """
INSERT INTO questions (id, pack_id, external_id, ordinal, markup, stem, choices, explanation,
    objective, hint, subject, system, topic, difficulty, refs, key_phrases, images, case_id,
    case_vignette, editorial, author, content_key, content_hash, search_row, created_at, updated_at)
VALUES (?, ?, '', ?, 'text', ?, ?, '', '', '', ?, ?, ?, ?, '[]', '[]', '[]', '', '', 'unreviewed',
    '', ?, ?, ?, 0, 0)
"""
_CHOICES = tuple((f"Choice {letter}", int(letter == "A"), "", None) for letter in "ABCD")


@dataclass(frozen=True, slots=True)
class Question:
    """What an attempt at it is counted by."""

    id: int
    pack_id: int
    subject: str
    system: str
    difficulty: int | None
    topic: str = ""
    choices: Sequence[Sequence[object]] = field(default=_CHOICES, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """An attempt. The right answer is always "A"."""

    question: Question
    at: datetime
    given: str = "A"
    time_ms: int = 60_000
    mode: str = "tutor"
    block_id: int | None = None
    position: int | None = None


class Logbook:
    """The database of a profile, and what is written into its logs."""

    def __init__(self, data_dir: Path, clock: Clock | None = None) -> None:
        self.context = AppContext(prepared(data_dir), clock)
        self.context.open()
        self.user_id = self.context.service(AccountService).acting().id
        self._number = 0

    def close(self) -> None:
        self.context.close()

    def add_pack(self, pack_id: int, title: str = "Pack") -> None:
        with self.context.store.write() as session:
            _run(
                session,
                "INSERT INTO packs (id, title, version, license, attribution, source, imported_at) "
                "VALUES (?, ?, '', '', '', '', 0)",
                [(pack_id, title)],
            )

    def add_questions(self, questions: Sequence[Question]) -> None:
        rows = [
            (
                *(one.id, one.pack_id, one.id, f"Stem {one.id}", json.dumps(list(one.choices))),
                *(one.subject, one.system, one.topic, one.difficulty, one.id, one.id, one.id),
            )
            for one in questions
        ]
        with self.context.store.write() as session:
            _run(session, _QUESTION, rows)

    def add_block(self, block_id: int, questions: Sequence[Question], mode: str = "tutor") -> None:
        with self.context.store.write() as session:
            _run(
                session,
                "INSERT INTO blocks (id, user_id, number, mode, reveals, pausable, elapsed_ms, "
                "position, created_at) VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0)",
                [(block_id, self.user_id, block_id, mode)],
            )
            _run(
                session,
                "INSERT INTO block_items (id, block_id, position, question_id, choice_order, "
                "answer, struck, seen, submitted, hint_used, phrases_used, scroll, time_ms) "
                "VALUES (?, ?, ?, ?, '[0, 1, 2, 3]', '', '', 1, 1, 0, 0, 0, 0)",
                [
                    (block_id * 1000 + place, block_id, place, one.id)
                    for place, one in enumerate(questions)
                ],
            )

    def answer(self, *lines: Line, user_id: int | None = None) -> None:
        """Write attempts in one transaction."""
        with self.context.store.write() as session:
            self.write_answers(session, lines, user_id)

    def write_answers(
        self, session: Session, lines: Sequence[Line], user_id: int | None = None
    ) -> None:
        owner = self.user_id if user_id is None else user_id
        _run(session, _ATTEMPT, [self._attempt(line, owner) for line in lines])

    def _attempt(self, line: Line, user_id: int) -> tuple[object, ...]:
        asked = line.question
        return (
            *(self.new_id(line.at), user_id, asked.id, line.block_id, line.position),
            *(asked.subject, asked.system, asked.difficulty, line.given, "A"),
            *(line.given == "A", not line.given, line.time_ms, line.mode, to_ms(line.at)),
        )

    def change(self, line: Line, first: str, after: datetime) -> None:
        """Log that an answer was changed away from ``first``."""
        with self.context.store.write() as session:
            _run(
                session,
                "INSERT INTO answer_changes (id, user_id, question_id, block_id, position, "
                "answer_from, answer_to, item_ms, at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
                [
                    (
                        *(self.new_id(after), self.user_id, line.question.id, line.block_id),
                        *(line.position, first, line.given, to_ms(after)),
                    )
                ],
            )

    def rate(self, line: Line, rating: int, at: datetime) -> None:
        """Log how sure an answer was."""
        with self.context.store.write() as session:
            _run(
                session,
                "INSERT INTO confidence_ratings (id, user_id, question_id, block_id, position, "
                "rating, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(self.new_id(at), self.user_id, line.question.id, line.block_id),
                        *(line.position, rating, to_ms(at)),
                    )
                ],
            )

    def review(
        self, card_id: int, at: datetime, rating: int = 3, kind: str = "review", ms: int = 5_000
    ) -> int:
        """Log an answer to a card; return its id."""
        with self.context.store.write() as session:
            return self.write_reviews(session, [(card_id, at, rating, kind, ms)])[0]

    def write_reviews(
        self, session: Session, lines: Sequence[tuple[int, datetime, int, str, int]]
    ) -> list[int]:
        rows = [
            (self.new_id(at), card, rating, kind, 5, 3, 2500, ms, self.user_id)
            for card, at, rating, kind, ms in lines
        ]
        _run(
            session,
            "INSERT INTO card_reviews (id, card_id, rating, kind, interval, last_interval, "
            "ease_permille, time_ms, user_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return [row[0] for row in rows]

    def take_back(self, review_id: int, at: datetime) -> None:
        with self.context.store.write() as session:
            values = [(review_id, to_ms(at))]
            _run(session, "INSERT INTO card_review_voids (id, at) VALUES (?, ?)", values)

    def new_id(self, at: datetime) -> int:
        self._number += 1
        return (to_ms(at) << LOW_BITS) | (self._number % (1 << LOW_BITS))


def _run(session: Session, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        session.connection().exec_driver_sql(sql, list(rows))
