"""A profile with a few questions in it, made through the program's own import."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.profile import prepared, temporary

if TYPE_CHECKING:
    from pathlib import Path

SYSTEMS = ("Cardiovascular", "Renal", "Respiratory")
SUBJECTS = ("Pathology", "Physiology")
RIGHT = "B"


class HandClock(Clock):
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._timer = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._timer

    def pass_time(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._timer += seconds


def question_file(folder: Path, number: int = 12, name: str = "bank.json") -> Path:
    """Write ``number`` questions in our own format: B is always right, the last one has two
    right choices (A and C)."""
    questions = [
        {
            "id": f"Q{index + 1}",
            "stem": f"Stem {index + 1}: which of these is right?",
            "choices": [
                {
                    "text": f"choice {letter} of {index + 1}",
                    "correct": letter in ("AC" if index == number - 1 else RIGHT),
                    "rationale": f"why {letter}",
                }
                for letter in "ABCDE"
            ],
            "explanation": f"Explanation {index + 1}",
            "objective": f"Objective {index + 1}",
            "system": SYSTEMS[index % len(SYSTEMS)],
            "subject": SUBJECTS[index % len(SUBJECTS)],
            "difficulty": index % 5 + 1,
        }
        for index in range(number)
    ]
    file = folder / name
    file.write_text(
        json.dumps(
            {
                "format": "ms2qbank-questions",
                "version": 1,
                "pack": {"title": "Small bank", "license": "CC0"},
                "questions": questions,
            }
        ),
        encoding="utf-8",
    )
    return file


@dataclass
class Desk:
    """A profile with an open context and what tests ask of it."""

    context: AppContext
    clock: HandClock
    user_id: int = field(init=False)
    bank: QuestionService = field(init=False)
    practice: PracticeService = field(init=False)
    attempts: AttemptService = field(init=False)

    def __post_init__(self) -> None:
        self.bank = self.context.service(QuestionService)
        self.practice = self.context.service(PracticeService)
        self.attempts = self.context.service(AttemptService)
        self.user_id = self.context.service(AccountService).acting().id

    def block(
        self,
        size: int = 5,
        mode: Mode = Mode.TIMED,
        wanted: QuestionFilter | None = None,
        *,
        shuffle: bool = False,
    ) -> int:
        request = BlockRequest(wanted or QuestionFilter(), mode, size, shuffle, shuffle)
        return self.practice.create_block(self.user_id, request, seed=7)

    def session(self, block_id: int) -> BlockSession:
        return BlockSession(self.practice, self.attempts, self.clock, self.user_id, block_id)


def open_desk(data_dir: Path, questions: int = 12, clock: HandClock | None = None) -> Desk:
    """Open a profile in ``data_dir`` and import ``questions`` questions into it; ``clock``: of one
    who was here before."""
    clock = clock or HandClock()
    new = not DataPaths(data_dir).database.exists()
    desk = Desk(AppContext(prepared(data_dir, _filled(questions) if new else None), clock), clock)
    if questions:
        file = question_file(data_dir.parent, questions)
        if not new:
            desk.bank.import_files(ImportRequest((file,)), Silent())
    return desk


@cache
def _filled(questions: int) -> Path | None:
    """Return a database with so many questions, imported once for all tests of a run."""
    if not questions:
        return None
    folder = temporary()
    clock = HandClock()
    desk = Desk(AppContext(prepared(folder / "profile"), clock), clock)
    file = question_file(folder, questions)
    desk.bank.import_files(ImportRequest((file,)), Silent())
    desk.context.close()
    return desk.context.paths.database
