"""Creating a block at the real window: counts, keys, what is remembered."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from tests.support.bank import Desk, open_desk, question_file
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ms2qbank_desktop.features.practice.ui.facet_card import FacetCard
    from ms2qbank_desktop.ui.widgets.checkrow import CheckRow

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton


class Maker(Student):
    """A student at the page "Create block"."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        page = self.shell.findChild(CreateBlockPage)
        assert page is not None
        self.page = page
        self.wait(lambda: self.page.isVisible() and not self.shell.tasks.running)
        self.practice = self.program.context.service(PracticeService)
        self.attempts = self.program.context.service(AttemptService)

    def tick(self, row: CheckRow) -> None:
        QTest.mouseClick(row, LEFT)

    @property
    def all_systems(self) -> CheckRow:
        row = self.page.filters.systems.all_row
        assert row is not None
        return row

    def counted(self) -> None:
        """Wait until a search that was typed has been counted."""
        self.settle()

    @property
    def facets(self) -> dict[str, FacetCard[str] | FacetCard[int] | FacetCard[Status]]:
        cards = self.page.filters
        return {
            "systems": cards.systems,
            "subjects": cards.subjects,
            "difficulties": cards.difficulties,
            "statuses": cards.statuses,
        }


@pytest.fixture
def sit_down(data_dir: Path) -> Iterator[Callable[..., Maker]]:
    """Open the window over a bank that was made and used by ``before``."""
    makers: list[Maker] = []

    def open_window(before: Callable[[Desk], object] | None = None, questions: int = 12) -> Maker:
        for maker in makers:
            maker.leave()
        if not makers:
            desk = open_desk(data_dir, questions)
            if before is not None:
                before(desk)
            desk.context.close()
        makers[:] = [Maker(data_dir)]
        return makers[0]

    yield open_window
    for maker in makers:
        maker.leave()


def answer_some(desk: Desk) -> None:
    """Leave questions correct, incorrect, omitted, marked and unused behind."""
    session = desk.session(desk.block(7))
    for place in (1, 1, 0, 0):
        session.choose(place)
        session.go(session.block.position + 1)
    session.toggle_mark()
    session.end()


def suspend_two(desk: Desk) -> None:
    for answered in (1, 3):
        session = desk.session(desk.block(5))
        for _ in range(answered):
            session.choose(1)
            session.go(session.block.position + 1)
        session.suspend()


def alone(wanted: QuestionFilter, facet: str, value: object) -> QuestionFilter:
    """Return ``wanted`` with one facet asking for ``value`` alone."""
    only = frozenset({value})
    if facet == "statuses":
        return replace(wanted, statuses=only)  # type: ignore[arg-type]
    return replace(wanted, bank=replace(wanted.bank, **{facet: only}))  # type: ignore[arg-type]


def test_counts_at_every_box_are_what_the_service_finds_whatever_is_ticked(
    sit_down: Callable[..., Maker],
) -> None:
    maker = sit_down(answer_some)
    attempts, user_id = maker.attempts, maker.user_id
    chance = random.Random(4)
    rows = [row for card in maker.facets.values() for row in card.rows.values()]
    for _ in range(25):
        maker.tick(chance.choice(rows))
        wanted = maker.page.filters.wanted
        for facet, card in maker.facets.items():
            for value, row in card.rows.items():
                found = attempts.matching(user_id, alone(wanted, facet, value))
                assert row.count == len(found), (wanted, facet, value)
        total = len(attempts.matching(user_id, wanted))
        assert maker.page.form.can_start == bool(total)
        assert maker.sees(f"{total}")


def test_all_systems_ticks_every_system_and_shows_when_only_some_are_ticked(
    sit_down: Callable[..., Maker],
) -> None:
    maker = sit_down()
    systems = maker.page.filters.systems
    parent = maker.all_systems
    assert maker.sees("any")
    maker.tick(parent)
    assert systems.chosen == set(systems.rows)
    assert maker.sees("3 of 3")
    maker.tick(systems.rows["Renal"])
    assert parent.checkState() == Qt.CheckState.PartiallyChecked
    assert maker.sees("2 of 3")
    maker.tick(parent)
    assert systems.chosen == set(systems.rows)
    maker.tick(parent)
    assert systems.chosen == set()
    assert parent.count == 12


def test_a_block_is_made_without_a_mouse(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down(answer_some)
    cards = maker.page.filters
    maker.all_systems.setFocus(Qt.FocusReason.TabFocusReason)
    maker.press("Down", "Down", "Space")  # All systems, Cardiovascular, Renal
    assert cards.systems.chosen == {"Renal"}
    maker.press("Tab", "Space", "Down", "Down", "Space")
    assert cards.statuses.chosen == {Status.UNUSED, Status.OMITTED}
    maker.press("Tab", "End", "Up", "Space", "Home", "Space")
    assert cards.difficulties.chosen == {1, 4}
    maker.press("Tab", "Tab")
    assert maker.app.focusWidget() is cards.more.search.widget
    maker.press("Tab")
    while maker.app.focusWidget() is not maker.page.form.size_field:
        maker.press("Tab")
    expected = maker.attempts.matching(maker.user_id, cards.wanted)
    maker.press("Ctrl+A", "2", "Ctrl+Return")
    maker.wait(lambda: maker.shell.taken_over is not None)
    items = maker.exam.session.block.items
    assert expected
    assert {item.question_id for item in items} <= set(expected)
    assert len(items) == min(2, len(expected))


def test_tab_leaves_a_card_and_comes_back_to_the_row_it_was_on(
    sit_down: Callable[..., Maker],
) -> None:
    maker = sit_down()
    cards = maker.page.filters
    cards.statuses.rows[Status.UNUSED].setFocus(Qt.FocusReason.TabFocusReason)
    maker.press("Down")
    assert maker.app.focusWidget() is cards.statuses.rows[Status.INCORRECT]
    maker.press("Tab")
    assert maker.app.focusWidget() is cards.difficulties.rows[1]
    maker.press("Shift+Backtab")
    assert maker.app.focusWidget() is cards.statuses.rows[Status.INCORRECT]


def test_mode_number_and_shuffling_are_remembered(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down()
    maker.click("Timed")
    maker.click("40")
    QTest.mouseClick(maker.page.form.shuffle_questions, LEFT)
    QTest.mouseClick(maker.page.form.shuffle_choices, LEFT)
    form = sit_down().page.form
    assert form.mode.value == "timed"
    assert form.size_field.value() == 40
    assert not form.shuffle_questions.isChecked()
    assert form.shuffle_choices.isChecked()
    request = form.request(QuestionFilter())
    assert (request.mode, request.size, request.shuffle_choices) == (Mode.TIMED, 40, True)


def test_what_is_typed_narrows_the_counts_after_a_pause(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down()
    line = maker.page.filters.more.search.widget
    QTest.keyClicks(line, '"choice A of 3"')
    maker.counted()
    assert maker.sees("1")
    assert maker.page.filters.systems.rows["Renal"].count == 0
    assert set(maker.page.filters.systems.rows) == {"Cardiovascular", "Renal", "Respiratory"}
    maker.click("Clear filters")
    maker.counted()
    assert maker.sees("12")
    QTest.keyClicks(line, "right -choice")
    maker.counted()
    assert maker.sees("0")


def test_the_button_says_with_how_many_a_block_starts_and_why_it_cannot(
    sit_down: Callable[..., Maker],
) -> None:
    maker = sit_down()
    form, cards = maker.page.form, maker.page.filters
    maker.click("10")
    maker.click("Timed")
    assert form.start.text() == "Start block"
    assert maker.sees("15 min")
    maker.tick(cards.systems.rows["Renal"])
    assert form.start.text() == "Start with 4"
    assert maker.sees("6 min")
    maker.tick(cards.statuses.rows[Status.CORRECT])  # none yet, and still clickable
    assert cards.statuses.chosen == {Status.CORRECT}
    assert not form.start.isEnabled()
    assert "Untick" in form.start.toolTip()
    maker.press("Ctrl+Return")
    assert maker.shell.taken_over is None
    maker.tick(cards.statuses.rows[Status.CORRECT])
    assert form.start.isEnabled()
    assert form.start.toolTip() == ""


def test_pressing_start_twice_makes_one_block(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down()
    QTest.mouseClick(maker.page.form.start, LEFT)
    QTest.mouseClick(maker.page.form.start, LEFT)
    maker.wait(lambda: maker.shell.taken_over is not None)
    assert len(maker.practice.blocks(maker.user_id)) == 1


def test_a_block_does_not_take_the_window_from_what_was_opened_meanwhile(
    sit_down: Callable[..., Maker],
) -> None:
    maker = sit_down()
    QTest.mouseClick(maker.page.form.start, LEFT)
    cards = QWidget()
    maker.shell.take_over(cards)
    maker.wait(lambda: maker.practice.blocks(maker.user_id))
    maker.settle()
    assert maker.shell.taken_over is cards
    maker.shell.give_back()
    (block,) = maker.practice.blocks(maker.user_id)  # it can be opened from the list of blocks
    open_block(maker.ui, block.id)
    maker.wait(lambda: maker.shell.taken_over is not None)


def test_an_empty_bank_says_so_and_fills_when_a_file_is_dropped(
    sit_down: Callable[..., Maker], tmp_path: Path
) -> None:
    maker = sit_down(questions=0)
    (empty,) = [one for one in maker.page.findChildren(EmptyState) if one.isVisible()]
    assert maker.sees("No questions yet")
    assert maker.sees("Import questions…")
    maker.drop(question_file(tmp_path, 5))
    maker.wait(lambda: not empty.isVisible())
    assert maker.page.filters.statuses.rows[Status.UNUSED].count == 5


def test_packs_are_offered_only_when_there_is_a_choice(
    sit_down: Callable[..., Maker], tmp_path: Path
) -> None:
    maker = sit_down()
    packs = maker.page.filters.packs
    assert not packs.isVisible()
    other = question_file(tmp_path, 3, "other.json")
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("Small bank", "Other bank").replace("Stem", "Word"), "utf-8")
    bank = maker.program.context.service(QuestionService)
    bank.import_files(ImportRequest((other,)), Silent())
    maker.wait(packs.isVisible)
    assert [row.count for row in packs.rows.values()] == [3, 12]


def test_a_suspended_block_is_offered_on_top_and_goes_on(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down(suspend_two)
    assert maker.sees(r"Block 2 is suspended, 3 of 5 answered\.")
    assert maker.sees(r"1 more under Blocks\.")
    maker.click("Continue")
    maker.wait(lambda: maker.shell.taken_over is not None)
    assert maker.exam.session.block.number == 2
    assert maker.exam.session.block.position == 3


def test_ticks_stay_while_the_bank_is_read_anew(sit_down: Callable[..., Maker]) -> None:
    maker = sit_down()
    cards = maker.page.filters
    maker.tick(cards.systems.rows["Renal"])
    ids = maker.attempts.matching(maker.user_id, cards.wanted)
    maker.attempts.mark(maker.user_id, [ids[0]], marked=True)
    maker.wait(lambda: cards.statuses.rows[Status.MARKED].count == 1)
    assert cards.systems.chosen == {"Renal"}
