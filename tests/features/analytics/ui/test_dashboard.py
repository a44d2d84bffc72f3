"""What all pages of cards have in common."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.analytics.readiness import Driver, DriverKind
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.ui.coverage_card import CoverageCard
from ms2qbank_desktop.features.analytics.ui.figure_card import FigureCard
from ms2qbank_desktop.features.analytics.ui.looking import look_state
from ms2qbank_desktop.features.analytics.ui.next_card import NextCard
from ms2qbank_desktop.features.analytics.ui.overview_page import OverviewPage
from ms2qbank_desktop.features.analytics.ui.questions_page import QuestionsPage
from ms2qbank_desktop.features.analytics.ui.readiness_card import ReadinessCard, driver_words
from ms2qbank_desktop.features.analytics.ui.totals_card import TotalsCard
from ms2qbank_desktop.features.analytics.ui.tour import screens
from ms2qbank_desktop.features.analytics.ui.wording import chance_words
from tests.support.logbook import Line, Logbook
from tests.support.measured import NOW, bank

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support.measured import Measured


def test_while_answers_are_being_counted_the_page_says_so(
    measured: Measured, data_dir: Path
) -> None:
    page = measured.turn_to("questions", QuestionsPage)
    assert not page.counting.isVisible()
    book = Logbook(data_dir, measured.clock)  # another program, which leaves it to be counted
    asked = bank()[0]
    lines = [Line(asked, NOW - timedelta(minutes=at)) for at in range(700)]
    book.answer(*lines)
    book.close()
    page.refresh()
    assert page.counting.isVisible()
    measured.program.context.service(CountingService).catch_up(Silent())
    measured.settle()
    assert not page.counting.isVisible()
    (totals,) = page.findChildren(TotalsCard)
    measured.wait(lambda: totals.numbers["Attempts"].text() not in ("", "240"))


def test_with_another_profile_one_is_told_how_one_does_among_them(measured: Measured) -> None:
    page = measured.turn_to("questions", QuestionsPage)
    (totals,) = page.findChildren(TotalsCard)
    assert not totals.numbers["Better than"].isVisible()
    context = measured.program.context
    book = Logbook(context.paths.root, measured.clock)
    with book.context.store.write() as session:
        session.add(UserRow(id=5, name="Other", created_at=NOW))
    book.answer(Line(bank()[0], NOW, given="B", time_ms=500_000), user_id=5)
    book.close()
    context.service(CountingService).catch_up(Silent())
    measured.settle()
    page.refresh()
    assert totals.numbers["Better than"].isVisible()
    assert totals.numbers["Better than"].text() == "100 %"


def test_rows_are_made_from_above_and_stand_below_each_other_where_it_is_narrow(
    measured: Measured,
) -> None:
    page = measured.turn_to("overview", OverviewPage)
    left, right = page.sheet.parts[:2]
    assert left.mapTo(page, left.rect().topLeft()).y() == (  # type: ignore[attr-defined]
        right.mapTo(page, right.rect().topLeft()).y()  # type: ignore[attr-defined]
    )
    measured.shell.resize(960, 640)
    measured.settle()
    coverage, pile = page.sheet.parts[2:4]
    assert coverage.geometry().bottom() < pile.geometry().top()  # type: ignore[attr-defined]


def test_a_filter_is_read_when_the_page_is_seen_again(measured: Measured) -> None:
    page = measured.turn_to("questions", QuestionsPage)
    (totals,) = page.findChildren(TotalsCard)
    before = totals.numbers["Attempts"].text()
    measured.turn_to("overview", OverviewPage)
    look_state(measured.ui).choose(span="all")
    assert totals.numbers["Attempts"].text() == before
    measured.turn_to("questions", QuestionsPage)
    assert totals.numbers["Attempts"].text() == "240"


def test_another_filter_reads_nothing_that_does_not_depend_on_it(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = measured.turn_to("overview", OverviewPage)
    filled: list[str] = []
    (steps,), (coverage,) = page.findChildren(NextCard), page.findChildren(CoverageCard)
    monkeypatch.setattr(steps, "fill", lambda _look: filled.append("steps"))
    monkeypatch.setattr(coverage, "fill", lambda _look: filled.append("coverage"))
    look_state(measured.ui).choose(span="30")
    measured.settle()
    assert filled == ["coverage"]
    page.refresh()
    measured.settle()
    assert filled == ["coverage", "steps", "coverage"]


def test_how_a_chance_is_found_is_said_on_a_click(measured: Measured) -> None:
    page = measured.turn_to("overview", OverviewPage)
    (readiness,) = page.findChildren(ReadinessCard)
    assert not measured.sees("From first attempts of the last year.*")
    readiness.how.setFocus()
    measured.press("Space")
    assert measured.sees("From first attempts of the last year.*")


def test_the_tour_shows_all_time_and_two_periods(measured: Measured) -> None:
    shown = []
    for name in screens(measured.ui):
        measured.settle()
        shown.append((name, look_state(measured.ui).choice.span))
    assert shown[0] == ("all-overview", "all")
    assert shown[-1] == ("compared-table", "30")
    assert len(shown) == 10
    assert look_state(measured.ui).choice.compare is None


def test_a_chance_is_neither_none_nor_all() -> None:
    assert [chance_words(one) for one in (0.0, 0.744, 0.999)] == ["< 1 %", "74 %", "> 99 %"]


def test_what_a_chance_hangs_on_is_said_in_words() -> None:
    renal = "Respiratory & Renal/Urinary Systems"
    assert driver_words(Driver(DriverKind.SYSTEM, renal, 0.71, 6)) == (
        "Respiratory & Renal, 71 % right"
    )
    assert driver_words(Driver(DriverKind.UNSEEN, "", 0.54, -5)) == (
        "54 % of the bank not yet seen"
    )
    assert driver_words(Driver(DriverKind.FORGOTTEN, "", 0.2, -3)) == (
        "20 % of what you learned is forgotten"
    )


def test_what_is_right_is_held_against_the_target_of_the_settings(measured: Measured) -> None:
    page = measured.turn_to("questions", QuestionsPage)
    (totals,) = page.findChildren(TotalsCard)
    before = totals.below["Right"].text()
    assert before.startswith("95 % range ")
    measured.ui.settings.set("target_share", 75)
    measured.settle()
    assert totals.below["Right"].text() == f"{before.removeprefix('95 % range ')}, target 75 %"
    overview = measured.turn_to("overview", OverviewPage)
    (course,) = [
        one for one in overview.findChildren(FigureCard) if one.title == "Correct, first attempts"
    ]
    assert course.view.plot is not None
    assert course.view.plot.series[-1].name == "target"
    measured.ui.settings.set("target_share", 0)
    measured.settle()
    assert course.view.plot.series[-1].name != "target"
