"""The page "Questions" at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.analytics.models import Scope
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.figure_card import FigureCard, SlowFigureCard
from ms2qbank_desktop.features.analytics.ui.list_card import ListCard
from ms2qbank_desktop.features.analytics.ui.looking import look_state
from ms2qbank_desktop.features.analytics.ui.questions_page import QuestionsPage
from ms2qbank_desktop.features.analytics.ui.totals_card import TotalsCard
from ms2qbank_desktop.features.links.models import Excerpt
from ms2qbank_desktop.features.practice.models import BlockRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.charts.card import ChartCard
    from ms2qbank_desktop.ui.charts.plot import Plot
    from tests.support.measured import Measured


def at_questions(measured: Measured) -> QuestionsPage:
    page = measured.turn_to("questions", QuestionsPage)
    look_state(measured.ui).choose(span="all")
    measured.settle()
    assert page.sheet.settled
    return page


def chart(page: QuestionsPage, title: str) -> ChartCard:
    cards = [*page.findChildren(FigureCard), *page.findChildren(SlowFigureCard)]
    (found,) = [one for one in cards if one.title == title]
    return found


def plot(page: QuestionsPage, title: str) -> Plot:
    found = chart(page, title).view.plot
    assert found is not None, title
    return found


def listed(page: QuestionsPage, word: str) -> ListCard:
    """Return the list whose first button says ``word``."""
    cards = page.findChildren(ListCard)
    return next(one for one in cards if one.list.buttons and one.list.buttons[0].text() == word)


def test_all_that_attempts_are_told_by_has_a_chart(measured: Measured) -> None:
    page = at_questions(measured)
    assert len(plot(page, "By system").places) == 11
    assert plot(page, "By subject").note == "Attempts"
    assert plot(page, "By difficulty").places[0] == "1, easiest"
    assert plot(page, "By difficulty").places[-1] == "Not given"
    assert set(plot(page, "By mode").places) == {"Tutor", "Timed"}
    assert plot(page, "Confidence").places == ("Guess", "Unsure", "Sure")
    assert plot(page, "Missed questions asked again").places[0] == "same day"
    assert plot(page, "Ability by system").band == "80 % range"
    assert len(plot(page, "Mastery, from questions and cards").places) == 11


def test_the_numbers_are_those_of_the_sums(measured: Measured) -> None:
    page = at_questions(measured)
    (totals,) = page.findChildren(TotalsCard)
    tally = measured.program.context.service(StatsService).total(measured.user_id, Scope())
    assert totals.numbers["Attempts"].text() == "240"
    assert totals.numbers["Right"].text() == f"{tally.correct / 2.4:.0f} %"
    assert totals.below["Right of answered"].text() == f"{tally.omitted} omitted left out"
    assert not totals.numbers["Better than"].isVisible()  # nobody else is here
    subjects = plot(page, "By subject")
    assert sum(int(note.split(",")[0]) for note in subjects.notes) == 240


def test_systems_are_shown_as_the_packs_name_them(measured: Measured) -> None:
    page = at_questions(measured)
    assert "Respiratory & Renal" in plot(page, "By system").places
    measured.click("As in packs")
    assert "Respiratory & Renal/Urinary Systems" in plot(page, "By system").places


def test_the_topics_of_a_system_are_looked_at(measured: Measured) -> None:
    page = at_questions(measured)
    card = chart(page, "Mastery, from questions and cards")
    assert isinstance(card, SlowFigureCard)
    assert card.views is not None
    card.views.setCurrentIndex(2)
    card.views.activated.emit(2)
    measured.settle()
    assert all(name.endswith("of Blood & Immune") for name in plot(page, card.title).places)


def test_a_weak_area_becomes_a_block(measured: Measured) -> None:
    measured.note_requests("prepare-block")
    page = at_questions(measured)
    weak = listed(page, "Focused test")
    QTest.mouseClick(weak.list.buttons[0], Qt.MouseButton.LeftButton)
    ((_, request),) = measured.requests
    assert isinstance(request, BlockRequest)
    bank = request.wanted.bank
    assert len(bank.subjects | bank.systems) == 1


def test_answers_that_are_confused_are_practised_or_made_a_card(
    seat_measured: Callable[..., Measured],
) -> None:
    measured = seat_measured(600)
    measured.note_requests("begin-block", "make-card")
    page = at_questions(measured)
    pairs = listed(page, "Practise")
    assert measured.sees(r"(Bartter|Gitelman) syndrome, taken for (Gitelman|Bartter) syndrome")
    for button in pairs.list.buttons[:2]:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (begin, ids), (make, excerpt) = measured.requests
    assert (begin, make) == ("begin-block", "make-card")
    assert isinstance(ids, tuple)
    assert len(ids) >= 1
    assert isinstance(excerpt, Excerpt)
    assert excerpt.place.id == ids[0]
    assert excerpt.text.endswith("what tells them apart?")


def test_a_recent_block_opens_its_result(measured: Measured) -> None:
    measured.note_requests("open-block")
    page = at_questions(measured)
    blocks = listed(page, "Result")
    assert len(blocks.list.buttons) == 6
    QTest.mouseClick(blocks.list.buttons[0], Qt.MouseButton.LeftButton)
    assert measured.requests == [("open-block", 12)]


def test_nothing_answered_leads_to_a_block(seat_measured: Callable[..., Measured]) -> None:
    measured = seat_measured(0)
    measured.turn_to("questions", QuestionsPage)
    assert measured.sees("No question answered yet")
    measured.click("Create a block")
    measured.wait(lambda: measured.sees("Start block"))


def test_one_attempt_has_numbers_but_no_axes(seat_measured: Callable[..., Measured]) -> None:
    measured = seat_measured(1)
    page = at_questions(measured)
    (totals,) = page.findChildren(TotalsCard)
    assert totals.numbers["Attempts"].text() == "1"
    assert totals.below["Right"].text().endswith(", few")
    charts = page.findChildren(FigureCard)
    assert len(charts) == 6
    assert all(one.view.plot is None for one in charts)
    assert all(one.begin.text() == "Create a block" for one in charts)


def test_where_a_period_has_too_little_all_time_is_offered(measured: Measured) -> None:
    page = at_questions(measured)
    look_state(measured.ui).choose(mode="custom")
    measured.settle()
    subject = chart(page, "By subject")
    assert isinstance(subject, FigureCard)
    assert subject.view.plot is None
    assert subject.begin.text() == "Look at everything"
    subject.begin.click()
    measured.settle()
    assert subject.view.plot is not None
    assert look_state(measured.ui).choice.mode == ""


def test_a_chart_is_read_by_keyboard_and_as_a_table(measured: Measured) -> None:
    page = at_questions(measured)
    card = chart(page, "By subject")
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    first = card.chart.accessibleDescription()
    measured.press("Down")
    assert card.chart.accessibleDescription() != first
    assert card.chart.accessibleDescription().split(": ")[0] == plot(page, "By subject").places[1]
    measured.press("T")
    assert card.table is not None
    assert card.table.isVisible()
    assert card.table.model().columnCount() == 3
