from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.daily import Daily
from tests.support.planned import Planned


@pytest.fixture
def planned(qapp: QApplication, data_dir: Path) -> Iterator[Planned]:  # noqa: ARG001
    """A student at the planner, without a plan."""
    student = Planned(data_dir)
    yield student
    student.settle()
    student.leave()


@pytest.fixture
def seat_daily(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Daily]]:
    """Seat a student at the planner."""
    seated: list[Daily] = []

    def sit_down(**wanted: Any) -> Daily:
        seated.append(Daily(data_dir, **wanted))
        return seated[-1]

    yield sit_down
    for daily in seated:
        daily.settle()
        daily.leave()
        assert daily.flashes.seen == []


@pytest.fixture
def daily(seat_daily: Callable[..., Daily]) -> Daily:
    """A student with a plan of four weeks, at Today, Agenda and Progress."""
    return seat_daily()
