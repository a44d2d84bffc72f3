"""What was reached, on the page "Time" and said once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.achievements import Kind, nearest, reached
from ms2qbank_desktop.features.analytics.service.achievements import AchievementService
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.ui.achievement_watch import AchievementWatch
from ms2qbank_desktop.features.analytics.ui.achievements_card import AchievementsCard
from ms2qbank_desktop.features.analytics.ui.time_page import TimePage
from ms2qbank_desktop.features.analytics.ui.wording import achievement_words
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.logbook import Line, Logbook
from tests.support.measured import NOW, bank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.analytics.achievements import Achievement
    from tests.support.measured import Measured


def found(measured: Measured) -> list[Achievement]:
    service = measured.program.context.service(AchievementService)
    return service.achievements(measured.user_id)


def card(measured: Measured) -> AchievementsCard:
    page = measured.turn_to("time", TimePage)
    measured.wait(lambda: page.sheet.settled)
    measured.settle()
    (shown,) = page.findChildren(AchievementsCard)
    return shown


@pytest.fixture
def watch(measured: Measured) -> AchievementWatch:
    (found,) = measured.shell.findChildren(AchievementWatch)
    return found


def end_toast(measured: Measured) -> None:
    (toast,) = [one for one in measured.shell.findChildren(Toast) if one.isVisible()]
    toast.end()
    measured.settle()


def look(measured: Measured, watch: AchievementWatch) -> str:
    """Let it look, and return what is said then."""
    watch.look()
    measured.settle()
    return measured.told()


def answer_much(measured: Measured, data_dir: Path, number: int) -> None:
    """Import so many answers of today."""
    book = Logbook(data_dir, measured.clock)
    asked = bank()[0]
    book.answer(*(Line(asked, NOW - timedelta(seconds=at)) for at in range(number)))
    book.context.service(CountingService).catch_up(Silent())
    book.close()


def test_all_that_was_reached_stands_there_with_its_day_and_two_bars(measured: Measured) -> None:
    shown = card(measured)
    done, every = reached(found(measured)), found(measured)
    chips = [one.accessibleName() for one in shown.reached.findChildren(Chip)]
    assert [one.partition(" · ")[0] for one in chips] == [achievement_words(one) for one in done]
    assert "100 questions answered" in {one.partition(" · ")[0] for one in chips}
    assert measured.sees(f"{len(done)} of {len(every)} reached")
    for bar, one in zip(shown.bars, nearest(every), strict=True):
        words = f"{achievement_words(one)}: {one.have:,} of {one.needed:,}"
        assert bar.accessibleName() == words
        assert measured.sees(achievement_words(one))


def test_who_does_not_want_them_has_no_card_and_hears_nothing(
    measured: Measured, watch: AchievementWatch
) -> None:
    shown = card(measured)
    measured.ui.settings.set("achievements", value=False)
    measured.settle()
    assert not shown.isVisible()
    assert look(measured, watch) == ""
    measured.ui.settings.set("achievements", value=True)
    measured.settle()
    assert shown.isVisible()


def test_of_an_old_profile_only_the_newest_is_said_and_that_once(
    measured: Measured, watch: AchievementWatch
) -> None:
    newest = reached(found(measured))[0]
    assert look(measured, watch) == f"Reached: {achievement_words(newest)}"
    kept = json.loads(measured.ui.settings.get("achievements_told"))
    assert set(kept[str(measured.user_id)]) == {one.key for one in reached(found(measured))}
    said: list[str] = []
    measured.ui.messages.toast = said.append  # type: ignore[method-assign, assignment]
    end_toast(measured)
    look(measured, watch)
    assert said == []


def test_one_that_was_reached_since_is_said_but_not_over_another_word(
    measured: Measured, watch: AchievementWatch, data_dir: Path
) -> None:
    look(measured, watch)
    end_toast(measured)
    answer_much(measured, data_dir, 300)
    measured.ui.messages.toast("Something else")
    assert look(measured, watch) == "Something else"
    end_toast(measured)
    assert look(measured, watch) == "Reached: 500 questions answered"


def test_within_a_block_it_waits(measured: Measured, watch: AchievementWatch) -> None:
    measured.ui.navigate.take_over(QWidget())
    assert look(measured, watch) == ""
    assert measured.ui.settings.get("achievements_told") == "{}"
    measured.ui.navigate.give_back()
    assert waiting(watch)
    assert look(measured, watch).startswith("Reached: ")
    assert not waiting(watch)


def test_it_looks_some_time_after_an_answer(measured: Measured, watch: AchievementWatch) -> None:
    measured.begin_later()
    assert not waiting(watch)
    measured.answer_one()
    measured.settle()
    (timer,) = waiting(watch)
    timer.timeout.emit()
    measured.settle()
    assert measured.told().startswith("Reached: ")


def waiting(watch: AchievementWatch) -> list[QTimer]:
    return [one for one in watch.findChildren(QTimer) if one.isActive() and not one.isSingleShot()]


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"1": 3}'])
def test_a_broken_memory_of_what_was_said_is_none(
    measured: Measured, watch: AchievementWatch, kept: str
) -> None:
    measured.ui.settings.set("achievements_told", kept)
    assert look(measured, watch).startswith("Reached: ")


def test_on_the_first_day_two_things_are_next(seat_measured: Callable[..., Measured]) -> None:
    measured = seat_measured(1, 0)
    shown = card(measured)
    assert measured.sees("0 of 14 reached")
    assert not shown.reached.isVisible()
    assert [bar.isVisible() for bar in shown.bars] == [True, True]
    assert {one.kind for one in nearest(found(measured))} <= set(Kind)
