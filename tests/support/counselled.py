"""A student with a bank and answers, and who gives advice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.service.advice import AdviceService
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.attempts.service import AttemptService
from tests.support.logbook import Line, Logbook, Question
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
TODAY = date(2026, 3, 17)
ENDOCRINE, RENAL, PACK = "Endocrine", "Renal", 1
BARTTER, GITELMAN = "Bartter syndrome", "Gitelman syndrome"


class Still(Clock):
    """Stands at one instant."""

    def now(self) -> datetime:
        return NOW


class Counselled(Logbook):
    """A student with a bank, and who gives advice."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(prepared(data_dir), Still())
        self.add_pack(PACK)
        self.advice = self.context.service(AdviceService)
        self.attempts = self.context.service(AttemptService)

    def bank(self, system: str, first: int, number: int) -> list[Question]:
        """Put questions of a system into the bank."""
        made = [Question(first + at, PACK, "Pathology", system, 3) for at in range(number)]
        self.add_questions(made)
        return made

    def confusing(self, number: int, *choices: str, right: int = 0) -> Question:
        """Put a question with these choices into the bank."""
        rows = [(text, int(at == right), f"Why {text}", None) for at, text in enumerate(choices)]
        question = Question(number, PACK, "Pathology", RENAL, 3, choices=rows)
        self.add_questions([question])
        return question

    def settle(self) -> None:
        """Have all that was written counted and folded."""
        self.attempts.mend_states()
        self.context.service(CountingService).catch_up(Silent())

    def pair(self) -> list[Question]:
        """Confuse two syndromes at two questions, yesterday and the day before."""
        asked = [self.confusing(one, BARTTER, f"{GITELMAN}.", "Liddle") for one in (900, 901)]
        for days, question in enumerate(asked, start=1):
            self.answer(Line(question, NOW - timedelta(days=days), "B"))
        self.settle()
        return asked


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def answers(
    questions: Sequence[Question], right: int, *, at: datetime = NOW - timedelta(days=5)
) -> list[Line]:
    """Return an answer to each question, the first ``right`` of them right."""
    return [
        Line(question, at, "A" if number < right else "B")
        for number, question in enumerate(questions)
    ]
