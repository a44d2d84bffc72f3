from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.features.links.models import Kind
from tests.support.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.support.searcher import Asked


@pytest.fixture
def seat_searcher(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Searcher]]:
    """Seat a student who looks things up."""
    seated: list[Searcher] = []

    def sit_down(**wanted: Any) -> Searcher:
        seated.append(Searcher(data_dir, **wanted))
        return seated[-1]

    yield sit_down
    for searcher in seated:
        searcher.leave()
        assert searcher.flashes.seen == []


@pytest.fixture
def searcher(seat_searcher: Callable[..., Searcher]) -> Searcher:
    """A student with one thing of each kind but videos."""
    return seat_searcher()


@pytest.fixture
def asked(searcher: Searcher) -> Asked:
    """What is asked of other slices, written down instead of being done."""
    made: Asked = []
    for kind in Kind:
        for verb in ("open", "beside"):
            name = f"{verb}-{kind}"
            searcher.ui.commands.serve(
                name, lambda place, words=(), it=name: made.append((it, place, words))
            )
    return made
