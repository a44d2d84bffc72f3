"""The week at the real window: looked at, ticked, moved by mouse and keys, begun."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.ui.week.layout import HEAD
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px
from tests.support.planned import LEFT, MONDAY, TODAY

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.ui.week.page import WeekPage
    from tests.support.planned import Planned

TOMORROW = TODAY + timedelta(1)


def spot(page: WeekPage, task_id: int, inset: int = 60) -> QPoint:
    """Return a point of a card on the screen."""
    card = page.view.layout_.card(task_id)
    assert card is not None
    scrolled = page.view.verticalScrollBar().value()
    return card.rect.topLeft() + QPoint(inset, 12 + px(HEAD) - scrolled)


def test_without_a_plan_the_page_says_how_to_make_one(planned: Planned) -> None:
    planned.note_requests("make-plan")
    planned.open_week()
    assert "No plan yet" in planned.words()
    planned.click("Make a plan")
    assert planned.requests == [("make-plan",)]


def test_the_header_says_the_plan_and_the_week(planned: Planned) -> None:
    planned.make_plan()
    planned.open_week()
    assert "Plan “Step 1, June”, 94 days left" in planned.words()
    assert "2 to 8 March" in planned.words()


def test_tasks_stand_in_the_columns_of_their_days_as_high_as_they_take(planned: Planned) -> None:
    short, long = planned.add("Short", minutes=20), planned.add("Long", minutes=90)
    there = planned.add("There", TOMORROW)
    page = planned.open_week()
    cards = {card.task.id: card.rect for card in page.view.layout_.cards()}
    assert list(cards) == [short, long, there]
    assert cards[long].height() > 3 * cards[short].height()
    assert cards[long].top() > cards[short].bottom()
    assert cards[there].left() > cards[short].right()
    wide = {one.day: one.width for one in page.view.layout_.columns}
    assert wide[TODAY] > wide[TOMORROW]


def test_a_week_that_is_too_full_can_be_scrolled_and_none_is_hidden(planned: Planned) -> None:
    ids = [planned.add(f"Task {at}", minutes=60) for at in range(16)]
    page = planned.open_week()
    bar = page.view.verticalScrollBar()
    assert bar.maximum() > 0
    planned.press(*["Down"] * 15)
    assert page.view.selected == ids[-1]
    assert bar.value() == bar.maximum()


def test_arrows_go_from_task_to_task_and_over_empty_days(planned: Planned) -> None:
    first, second = planned.add("First"), planned.add("Second")
    far = planned.add("Far", TODAY + timedelta(3))
    page = planned.open_week()
    assert page.view.selected == first
    planned.press("Down")
    assert page.view.selected == second
    planned.press("Right")
    assert page.view.selected == far
    planned.press("Left", "Up")
    assert page.view.selected == first


def test_space_ticks_and_takes_it_back(planned: Planned) -> None:
    task_id = planned.add("First")
    page = planned.open_week()
    planned.press("Space")
    assert page.view.task is not None
    assert page.view.task.done_at is not None
    planned.settle()
    assert planned.task(task_id).done_at == planned.clock.now()
    planned.press("Space")
    planned.settle()
    assert planned.task(task_id).done_at is None


def test_a_click_on_the_icon_ticks_and_one_on_the_words_selects(planned: Planned) -> None:
    first, second = planned.add("First"), planned.add("Second")
    page = planned.open_week()
    QTest.mouseClick(page.view.viewport(), LEFT, pos=spot(page, second))
    planned.settle()
    assert page.view.selected == second
    assert planned.task(second).done_at is None
    QTest.mouseClick(page.view.viewport(), LEFT, pos=spot(page, first, 12))
    planned.settle()
    assert planned.task(first).done_at is not None


def test_shift_and_arrows_move_the_task_and_undo_puts_it_back(planned: Planned) -> None:
    planned.make_plan(days=12, passes=3)
    planned.open_week()
    before = planned.titles(TODAY), planned.titles(TOMORROW)
    (moved, *_) = planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY)
    planned.press("Shift+Right")
    planned.settle()
    assert planned.task(moved.id).day == TOMORROW
    assert planned.task(moved.id).chosen_day
    assert planned.toasted() == "Moved to tomorrow"
    planned.undo()
    assert (planned.titles(TODAY), planned.titles(TOMORROW)) == before
    assert planned.task(moved.id) == moved


def test_quick_moves_do_not_overtake_each_other(planned: Planned) -> None:
    task_id = planned.add("First")
    page = planned.open_week()
    planned.press(*["Shift+Right"] * 8, *["Shift+Left"] * 3)
    planned.settle()
    assert planned.task(task_id).day == TODAY + timedelta(5)
    assert page.view.monday == MONDAY + timedelta(0 if TODAY.weekday() + 5 < 7 else 7)
    assert page.view.selected == task_id


def test_shift_up_puts_a_task_before_its_neighbour_for_good(planned: Planned) -> None:
    for title in ("A", "B", "C"):
        planned.add(title)
    planned.open_week()
    planned.press("Down", "Down", "Shift+Up")
    planned.settle()
    assert planned.titles(TODAY) == ["A", "C", "B"]
    planned.press("Shift+Up", "Shift+Up")
    planned.settle()
    assert planned.titles(TODAY) == ["C", "A", "B"]
    planned.press("Shift+Down")
    planned.settle()
    assert planned.titles(TODAY) == ["A", "C", "B"]


def test_a_task_is_dragged_to_another_day_between_two_others(planned: Planned) -> None:
    dragged = planned.add("Dragged")
    planned.add("First", TOMORROW)
    second = planned.add("Second", TOMORROW)
    page = planned.open_week()
    planned.drag(page.view.viewport(), spot(page, dragged), spot(page, second))
    assert planned.titles(TOMORROW) == ["First", "Dragged", "Second"]
    assert planned.task(dragged).chosen_day


def test_a_task_is_dragged_within_its_day_without_being_bound_to_it(planned: Planned) -> None:
    planned.make_plan(days=12, passes=3)
    page = planned.open_week()
    tasks = planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY)
    assert len(tasks) >= 2
    last = page.view.layout_.card(tasks[-1].id)
    assert last is not None
    below = spot(page, tasks[-1].id) + QPoint(0, last.rect.height())
    planned.drag(page.view.viewport(), spot(page, tasks[0].id), below)
    assert planned.titles(TODAY) == [*(one.title for one in tasks[1:]), tasks[0].title]
    assert not planned.task(tasks[0].id).chosen_day


def test_escape_lets_go_of_what_is_dragged(planned: Planned) -> None:
    dragged = planned.add("Dragged")
    there = planned.add("There", TOMORROW)
    page = planned.open_week()
    view, start, end = page.view.viewport(), spot(page, dragged), spot(page, there)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    planned.app.processEvents()
    planned.press("Escape")
    QTest.mouseRelease(view, LEFT, pos=end)
    planned.settle()
    assert planned.task(dragged).day == TODAY


def test_a_task_held_at_the_edge_turns_the_week_and_lands_there(planned: Planned) -> None:
    dragged = planned.add("Dragged")
    page = planned.open_week()
    view, start = page.view.viewport(), spot(page, dragged)
    edge = QPoint(view.width() - 4, start.y())
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, edge - QPoint(60, 0))
    QTest.mouseMove(view, edge)
    planned.wait(lambda: page.view.monday == MONDAY + timedelta(7))
    back = QPoint(view.width() // 14, start.y())
    QTest.mouseMove(view, back)
    QTest.mouseRelease(view, LEFT, pos=back)
    planned.settle()
    assert planned.task(dragged).day == MONDAY + timedelta(7)


def test_the_menu_of_a_task_offers_other_days(planned: Planned) -> None:
    task_id = planned.add("First")
    page = planned.open_week()
    page.deeds.fill_menu(planned.task(task_id), TODAY)
    menu = page.deeds.menu
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Focus timer", "Done", "Edit…", "Move to", "Delete", "New task, today…"]
    (to,) = menu.findChildren(Menu)
    days = [action.text() for action in to.actions()]
    assert days == ["tomorrow", "Thu 5 Mar", "Fri 6 Mar", "Tue 10 Mar"]
    to.actions()[0].trigger()
    planned.settle()
    assert planned.task(task_id).day == TOMORROW


def test_delete_takes_away_with_undo_and_selects_the_next(planned: Planned) -> None:
    planned.add("First")
    second = planned.add("Second")
    page = planned.open_week()
    planned.press("Delete")
    planned.settle()
    assert planned.titles(TODAY) == ["Second"]
    assert page.view.selected == second
    planned.undo()
    assert planned.titles(TODAY) == ["First", "Second"]


def test_e_opens_the_task_and_enter_begins_it(planned: Planned) -> None:
    planned.note_requests("open-task", "open-article")
    place = Place(Kind.ARTICLE, 7)
    task_id = planned.add("Heart sounds", TODAY, 20, place, kind=TaskKind.ARTICLE)
    planned.open_week()
    planned.press("E", "Return")
    assert planned.requests == [
        ("open-task", Place(Kind.TASK, task_id)),
        ("open-article", place),
    ]


def test_the_button_begins_what_is_next_today_and_follows_the_selection(planned: Planned) -> None:
    planned.note_requests("open-article")
    first, second = Place(Kind.ARTICLE, 1), Place(Kind.ARTICLE, 2)
    for place in (first, second):
        planned.add(f"Article {place.id}", TODAY, 40, place, kind=TaskKind.ARTICLE)
    page = planned.open_week()
    page.view.select(None)
    page.view.start.click()
    page.view.select(planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY)[1])
    page.view.start.click()
    assert planned.requests == [("open-article", first), ("open-article", second)]


def test_page_keys_turn_the_week_and_today_comes_back(planned: Planned) -> None:
    planned.add("First")
    page = planned.open_week()
    planned.press("PageDown", "PageDown")
    assert "16 to 22 March" in planned.words()
    planned.press("PageUp")
    assert page.view.monday == MONDAY + timedelta(7)
    page.stepper.today.click()
    assert page.view.monday == MONDAY
    assert not page.stepper.today.isVisible()


def test_a_day_opens_with_its_first_open_task_selected(planned: Planned) -> None:
    later = TODAY + timedelta(9)
    done, open_one = planned.add("Done", later), planned.add("Open", later)
    planned.tasks.tick(planned.ui.user_id, done)
    page = planned.open_week()
    planned.ui.commands.request("open-plan-day", later)
    assert page.view.monday == date(2026, 3, 9)
    assert page.view.selected == open_one


def test_what_was_moved_this_morning_is_marked_until_it_is_done(planned: Planned) -> None:
    planned.make_plan(days=12, passes=3)
    planned.clock.pass_time(86_400)
    (change,) = planned.planning.day_start(planned.ui.user_id)
    moved = {one.task_id for one in change.moved if one.was and one.now}
    assert moved
    planned.open_week()
    shown = planned.state.shown
    assert shown is not None
    assert shown.moved == moved
    planned.state.move(shown.task(next(iter(moved))) or shown.tasks(TODAY)[0], TODAY)
    assert planned.state.shown is not None
    assert planned.state.shown.moved < moved


def test_home_comes_back_to_this_week_and_the_next_task(planned: Planned) -> None:
    planned.tasks.tick(planned.ui.user_id, planned.add("Done"))
    next_one = planned.add("Open")
    page = planned.open_week()
    planned.press("PageDown", "PageDown")
    assert page.view.monday != MONDAY
    planned.press("Home")
    assert page.view.monday == MONDAY
    assert page.view.selected == next_one
