"""The home screen as a whole."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.home.ui.first_steps import FirstSteps
from ms2qbank_desktop.features.home.ui.going_card import GoingCard
from ms2qbank_desktop.features.home.ui.progress_card import ProgressCard
from ms2qbank_desktop.features.home.ui.stock_card import StockCard
from ms2qbank_desktop.features.home.ui.streak_card import StreakCard
from ms2qbank_desktop.features.home.ui.today_card import TodayCard
from ms2qbank_desktop.features.home.ui.weak_card import WeakCard
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import px
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


def busy(book: Logbook) -> None:
    """Answer on nine days, badly."""
    some = bank(book, 200)
    for day in range(9):
        answer(book, some[20 * day : 20 * day + 20], right=8, days_ago=day)


def test_a_window_without_a_past_opens_home_with_steps_and_no_empty_card(
    at_home: AtHome,
) -> None:
    assert at_home.shell.tab == "home"
    at_home.wait(lambda: at_home.page.settled)
    seen = {kind for kind in (FirstSteps, StockCard) if at_home.card(kind).isVisible()}
    assert seen == {FirstSteps, StockCard}
    for kind in (TodayCard, ProgressCard, StreakCard, GoingCard, WeakCard):
        assert not at_home.card(kind).isVisible()
    assert at_home.card(StockCard).width() > px(1_000)  # nothing stands beside it


def test_cards_stand_in_two_columns_and_below_each_other_where_there_is_no_room(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(busy)
    today, progress = at_home.card(TodayCard), at_home.card(ProgressCard)
    page = at_home.page

    def place(card: TodayCard | ProgressCard) -> tuple[int, int]:
        corner = card.mapTo(page, card.rect().topLeft())
        return corner.x(), corner.y()

    assert place(today)[1] == place(progress)[1]
    assert place(today)[0] < place(progress)[0]
    page.setFixedWidth(px(700))
    at_home.settle()
    assert place(today)[0] == place(progress)[0]
    assert place(today)[1] < place(progress)[1]


def test_the_room_of_what_is_not_there_goes_to_the_others(at_home: AtHome) -> None:
    notes = at_home.ui.service(NotebookService)
    notes.add(at_home.user_id, "Bartter", "text")
    at_home.settle()
    assert at_home.card(GoingCard).isVisible()
    assert at_home.card(GoingCard).width() == at_home.card(FirstSteps).width()


def test_the_last_card_of_a_column_fills_it(seat: Callable[..., AtHome]) -> None:
    at_home = seat(busy)
    at_home.shell.resize(1920, 1080)
    weak = at_home.card(WeakCard)
    at_home.settle()
    bottom = weak.mapTo(at_home.page, weak.rect().bottomLeft()).y()
    assert bottom >= at_home.page.height() - 2


def test_only_what_a_change_concerns_is_read_anew(
    seat: Callable[..., AtHome], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = seat(busy)
    at_home.wait(lambda: at_home.page.settled)
    read: list[str] = []
    for kind in (TodayCard, ProgressCard, GoingCard, WeakCard):
        before = kind.read

        def noted(ctx: object, it: type = kind, before: Callable[..., object] = before) -> object:
            read.append(it.__name__)
            return before(ctx)

        monkeypatch.setattr(kind, "read", staticmethod(noted))
    at_home.ui.service(NotebookService).add(at_home.user_id, "Bartter", "text")
    at_home.wait(lambda: at_home.sees("Continue"))
    at_home.settle()
    assert set(read) == {"GoingCard"}


def test_another_study_day_is_noticed_without_any_change(seat: Callable[..., AtHome]) -> None:
    at_home = seat(busy)
    streak = at_home.card(StreakCard)
    assert streak.fact.text() == "best 9"
    at_home.clock.pass_time(86_400)
    at_home.shell.open("questions")
    at_home.shell.open("home")
    at_home.settle()
    assert at_home.card(StreakCard).fact.text() == "not yet today, best 9"
    assert at_home.sees("Tuesday 3 March")


def test_a_page_that_is_not_seen_reads_nothing(seat: Callable[..., AtHome]) -> None:
    at_home = seat(busy)
    at_home.wait(lambda: at_home.page.settled)
    at_home.shell.open("questions")
    at_home.settle()
    at_home.ui.service(NotebookService).add(at_home.user_id, "Bartter", "text")
    at_home.settle()
    assert not at_home.page.settled
    at_home.shell.open("home")
    at_home.settle()
    at_home.wait(lambda: at_home.page.settled)
    assert at_home.sees("Continue")


def test_showing_the_cards_anew_holds_the_window_for_less_than_a_frame_each(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(busy)
    at_home.wait(lambda: at_home.page.settled)
    kinds = (FirstSteps, TodayCard, ProgressCard, GoingCard, StreakCard, WeakCard)
    cards: list[Any] = [at_home.card(kind) for kind in kinds]
    for card in cards:
        show = partial(card.show_found, card.read(at_home.ui))
        assert min(_seconds(show) for _ in "123") < 0.016, card


def _seconds(do: Callable[[], object]) -> float:
    began = time.thread_time()
    do()
    return time.thread_time() - began
