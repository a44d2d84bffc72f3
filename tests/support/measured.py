"""A student whose answers of the last months are made up, and who looks at what they amount to."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession
from tests.support.bank import HandClock
from tests.support.logbook import Line, Logbook, Question
from tests.support.profile import prepared, temporary
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QWidget

    W = TypeVar("W", bound=QWidget)

NOW = datetime(2026, 3, 30, 17, tzinfo=UTC)
"""A Monday."""
SUBJECTS = (
    *("Pathology", "Physiology", "Pharmacology", "Biochemistry", "Microbiology"),
    *("Immunology", "Anatomy", "Histology", "Behavioral Sciences", "Genetics"),
)
BLOCK = 20
_PAIRS = (
    ("Bartter syndrome", "Gitelman syndrome"),
    ("Crohn disease", "Ulcerative colitis"),
    ("Minimal change disease", "Membranous nephropathy"),
)
_DAY_S = 86_400
CARDS = range(9_000_001, 9_000_041)


def bank(seed: int = 4) -> list[Question]:
    """Return some questions of most systems and subjects; a few are about a pair."""
    chance = random.Random(seed)
    found: list[Question] = []
    for at, system in enumerate(SYSTEMS):
        for place, subject in enumerate(SUBJECTS):
            if chance.random() < 0.25:
                continue
            for number in range(chance.randrange(2, 8)):
                right, wrong = _PAIRS[len(found) % 3] if number == 0 else ("", "")
                choices = [
                    (right or "Choice A", 1, "", None),
                    (wrong or "Choice B", 0, "", None),
                    *((f"Choice {letter}", 0, "", None) for letter in "CD"),
                ]
                found.append(
                    Question(
                        (at * 20 + place) * 100 + number + 1,
                        1 + place % 2,
                        subject,
                        system.name,
                        chance.choice((None, 1, 2, 3, 4, 5)),
                        f"{subject} of {system.short}",
                        choices,
                    )
                )
    return found


@cache
def filled(attempts: int, reviews: int) -> Path:
    """Return a database with so many attempts, in blocks of up to 20 over the 120 days before NOW,
    and so many answers to cards; made once for all tests of a run."""
    data_dir = temporary() / "profile"
    fill(data_dir, attempts, reviews)
    return DataPaths(data_dir).database


def fill(data_dir: Path, attempts: int, reviews: int) -> None:
    """Write what is said above into a profile."""
    chance, clock = random.Random(attempts), StoppedClock()
    book = Logbook(prepared(data_dir), clock)
    book.add_pack(1, "Physician's first pack")
    book.add_pack(2, "Second pack")
    asked = bank()
    book.add_questions(asked)
    _answer(book, asked, attempts, chance)
    _review(book, reviews, chance)
    book.context.service(CountingService).catch_up(Silent())
    book.close()


def _answer(book: Logbook, asked: list[Question], attempts: int, chance: random.Random) -> None:
    blocks = -(-attempts // BLOCK)
    for number in range(blocks):
        size = min(BLOCK, attempts - number * BLOCK)
        items = chance.sample(asked, size)
        mode = chance.choice(("tutor", "tutor", "timed"))
        book.add_block(number + 1, items, mode)
        ago = (blocks - number - 1) / blocks * 120 * _DAY_S
        at = NOW - timedelta(seconds=ago, hours=chance.choice((0, 1, 2, 8, 9)))
        lines = []
        for position, question in enumerate(items):
            seconds = max(8, chance.gauss(70, 30))
            at += timedelta(seconds=seconds)
            skill = 0.5 + 0.25 * (number / blocks) + 0.02 * (question.id // 2000 - 5)
            skill -= 0.2 * (seconds > 100) + 0.006 * position
            roll = chance.random()
            given = "A" if roll < skill else "" if roll > 0.97 else chance.choice("BBCD")
            lines.append(Line(question, at, given, int(seconds * 1000), mode, number + 1, position))
        book.answer(*lines)
        for line in lines:
            if line.given and chance.random() < 0.07:
                first = chance.choice("ABC")
                if first != line.given:
                    book.change(line, first, line.at - timedelta(seconds=5))
            if line.given and chance.random() < 0.6:
                sure = 3 if chance.random() < (0.7 if line.given == "A" else 0.3) else 1
                book.rate(line, sure if chance.random() < 0.7 else 2, line.at)
        with book.context.store.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE blocks SET created_at = ?, ended_at = ?, elapsed_ms = ? WHERE id = ?",
                (to_ms(lines[0].at), to_ms(at), sum(one.time_ms for one in lines), number + 1),
            )
        with book.context.store.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE block_items SET answer = (SELECT answer_given FROM attempts a WHERE "
                "a.block_id = block_items.block_id AND a.position = block_items.position) "
                "WHERE block_id = ?",
                (number + 1,),
            )


def _review(book: Logbook, number: int, chance: random.Random) -> None:
    lines = []
    for at in range(number):
        when = NOW - timedelta(seconds=(number - at) / number * 118 * _DAY_S)
        rating = 1 if chance.random() < 0.12 else 3
        kind = "review" if chance.random() < 0.8 else "learn"
        lines.append((chance.choice(CARDS), when, rating, kind, chance.randrange(3_000, 12_000)))
    with book.context.store.write() as session:
        book.write_reviews(session, lines)


class StoppedClock(HandClock):
    """Stands at NOW until it is told to move."""

    def __init__(self) -> None:
        super().__init__()
        self.pass_time((NOW - self.now()).total_seconds())


class Measured(Student):
    """Sits at the window over a profile with so many attempts."""

    def __init__(self, data_dir: Path, attempts: int, reviews: int | None = None) -> None:
        prepared(data_dir, filled(attempts, attempts if reviews is None else reviews))
        self.clock = StoppedClock()
        super().__init__(data_dir, self.clock)
        self.shell.resize(1280, 800)
        self.requests: list[tuple[object, ...]] = []

    def turn_to(self, page: str, kind: type[W]) -> W:
        """Open a page of the tab and return it, read."""
        self.ui.navigate.open("analytics", page)
        self.settle()
        (found,) = self.shell.findChildren(kind)
        return found

    def answer_one(self) -> None:
        """Answer a question of a new block, right."""
        practice = self.program.context.service(PracticeService)
        attempts = self.program.context.service(AttemptService)
        request = BlockRequest(QuestionFilter(), Mode.TIMED, 1)
        block_id = practice.create_block(self.user_id, request, seed=3)
        session = BlockSession(practice, attempts, self.clock, self.user_id, block_id)
        session.choose(0)
        self.clock.pass_time(50)
        session.tick()
        session.end()

    def note_requests(self, *requests: str) -> None:
        """Write down what is asked of other slices from now on, instead of having it done."""
        for request in requests:
            self.ui.commands.serve(
                request, lambda *about, it=request: self.requests.append((it, *about))
            )
