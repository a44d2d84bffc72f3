"""A word about a break after long study."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.ui.break_hint import BreakHint
from tests.support.at_home import AtHome, bank
from tests.support.logbook import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.logbook import Logbook

WORDS = "1 h 40 min without a break. Rest for ten minutes."


def studied(book: Logbook) -> None:
    """Answer a question every minute of the last 100."""
    some = bank(book, 100)
    now = book.context.clock.now()
    book.answer(*(Line(one, now - timedelta(minutes=at)) for at, one in enumerate(some)))


@pytest.fixture
def home(qapp: object, data_dir: Path) -> Iterator[AtHome]:  # noqa: ARG001
    home = AtHome(data_dir, studied)
    yield home
    home.leave()


@pytest.fixture
def hint(home: AtHome) -> BreakHint:
    return BreakHint(home.ui)


def test_who_studied_long_is_told_once(home: AtHome, hint: BreakHint) -> None:
    hint.look()
    home.settle()
    assert home.told() == WORDS
    told: list[str] = []
    home.ui.messages.toast = told.append  # type: ignore[method-assign, assignment]
    hint.look()
    home.settle()
    assert told == []


def test_after_a_break_nothing_is_said(home: AtHome, hint: BreakHint) -> None:
    home.clock.pass_time(11 * 60)
    hint.look()
    home.settle()
    assert home.told() == ""


def test_nothing_is_said_in_a_block_nor_to_those_who_do_not_want_it(
    home: AtHome, hint: BreakHint
) -> None:
    home.shell.take_over(QWidget())
    hint.look()
    home.settle()
    assert home.told() == ""
    home.shell.give_back()
    home.ui.settings.set("break_hints", value=False)
    hint.look()
    home.settle()
    assert home.told() == ""
