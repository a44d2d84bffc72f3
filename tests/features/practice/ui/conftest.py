from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.examinee import Examinee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def seat(qapp: QApplication, data_dir: Path) -> Iterator[Callable[..., Examinee]]:  # noqa: ARG001
    """Seat an examinee at the window; the bank holds twelve questions or those given."""
    seated: list[Examinee] = []

    def sit_down(questions: list[dict[str, Any]] | None = None) -> Examinee:
        seated.append(Examinee(data_dir, questions))
        return seated[0]

    yield sit_down
    for examinee in seated:
        examinee.leave()
        assert examinee.flashes.seen == []


@pytest.fixture
def examinee(seat: Callable[..., Examinee]) -> Examinee:
    """An examinee with the bank of twelve questions."""
    return seat()
