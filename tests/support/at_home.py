"""A student at the home screen, over a clock that moves only when told to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.home.ui.page import HomePage
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.bank import HandClock
from tests.support.logbook import Line, Logbook, Question
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

T = TypeVar("T", bound="QWidget")


class AtHome(Student):
    """``fill`` writes into the logs what was done before."""

    def __init__(self, data_dir: Path, fill: Callable[[Logbook], object] | None = None) -> None:
        self.clock = HandClock()
        book = Logbook(data_dir, self.clock)
        if fill is not None:
            fill(book)
            book.context.service(AttemptService).mend_states()
        book.close()
        super().__init__(data_dir, self.clock, "home")
        self.shell.resize(1280, 800)
        self.requests: list[tuple[Any, ...]] = []
        self.settle()

    @property
    def page(self) -> HomePage:
        found = self.shell.findChild(HomePage)
        assert isinstance(found, HomePage)
        return found

    def card(self, kind: type[T]) -> T:
        """Return a card once the page has read for all of them."""
        self.wait(lambda: self.page.settled)
        self.settle()
        found = self.page.findChild(kind)
        assert isinstance(found, kind)
        return found

    def note_requests(self, *requests: str) -> None:
        """Write down what is asked of other slices from now on, instead of having it done."""
        for request in requests:
            self.ui.commands.serve(
                request, lambda *about, it=request: self.requests.append((it, *about))
            )


def questions(number: int, systems: Sequence[str] = (), first: int = 1) -> list[Question]:
    """Return questions of the systems in turn, from the number ``first`` on."""
    names = systems or [system.name for system in SYSTEMS]
    return [
        Question(at, 1, "Pathology", names[at % len(names)], 3)
        for at in range(first, first + number)
    ]


def bank(book: Logbook, number: int = 60, systems: Sequence[str] = ()) -> list[Question]:
    """Put a bank of questions into a profile."""
    made = questions(number, systems)
    book.add_pack(1, "Own bank")
    book.add_questions(made)
    return made


def answer(
    book: Logbook, some: Sequence[Question], right: int, days_ago: int = 0, seconds: int = 60
) -> None:
    """Answer questions some study days ago, the first ``right`` of them rightly."""
    at: datetime = book.context.clock.now() - timedelta(days=days_ago, hours=1)
    book.answer(
        *(
            Line(one, at + timedelta(seconds=place), "AB"[place >= right], 1000 * seconds)
            for place, one in enumerate(some)
        )
    )
