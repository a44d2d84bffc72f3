"""Lectures and articles are added to the planner from where they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.service.things import ThingService
from ms2qbank_desktop.features.planner.ui.task.new import NewTaskDialog
from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.ui.video_menus import fill_shelf_menu, fill_video_menu
from ms2qbank_desktop.features.videos.ui.video_tree import Shelf
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.chip import Chip
from tests.support.bookworm import Bookworm
from tests.support.librarian import Librarian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.planner.models import Task
    from tests.support.planned import Planned
    from tests.support.student import Student

TODAY = date(2026, 3, 2)
"""A Monday, of the clock that both have."""


@pytest.fixture
def librarian(qapp: QApplication, data_dir: Path) -> Iterator[Librarian]:  # noqa: ARG001
    librarian = Librarian(data_dir)
    yield librarian
    librarian.settle()
    librarian.leave()


@pytest.fixture
def bookworm(qapp: QApplication, data_dir: Path) -> Iterator[Bookworm]:  # noqa: ARG001
    bookworm = Bookworm(data_dir)
    yield bookworm
    bookworm.settle()
    bookworm.leave()


def dialog(student: Student) -> NewTaskDialog:
    """Return the dialog, once it has come."""

    def found() -> list[NewTaskDialog]:
        return [one for one in student.shell.findChildren(NewTaskDialog) if one.isVisible()]

    student.wait(found)
    return found()[0]


def tasks(student: Librarian | Bookworm, days: int = 30) -> list[Task]:
    """Return what is planned from today on."""
    service = student.ui.service(TaskService)
    return service.tasks(student.user_id, TODAY, TODAY + timedelta(days))


def choose(menu: Menu, words: str) -> None:
    """Choose an entry of a menu."""
    (action,) = [one for one in menu.actions() if one.text() == words]
    action.trigger()


def test_a_lecture_becomes_a_task_of_its_length_at_the_usual_speed(librarian: Librarian) -> None:
    librarian.ui.settings.set("video_speed", 150)
    librarian.select(0)
    entry = librarian.page.targets()[0].entry
    assert entry.done  # it is watched as a whole again
    librarian.press("Shift+T")
    asked = dialog(librarian)
    assert asked.name.text() == entry.title
    assert asked.kind.currentData() == TaskKind.VIDEO
    assert asked.minutes.value() == -(-entry.duration_ms // 90_000)
    asked.accept()
    librarian.settle()
    (task,) = tasks(librarian)
    assert (task.day, task.kind, task.title) == (TODAY, TaskKind.VIDEO, entry.title)
    assert task.about == (Place(Kind.VIDEO, entry.id),)


def test_several_lectures_are_a_task_each_on_days_of_their_own(librarian: Librarian) -> None:
    librarian.select(0, 1, 2)
    entries = [line.entry for line in librarian.page.targets()]
    menu = Menu(librarian.page)
    fill_video_menu(menu, librarian.deeds)
    choose(menu, "Add to the planner…")
    asked = dialog(librarian)
    assert asked.each.isChecked()
    assert not asked.fields["title"].isEnabled()
    asked.repeat.setCurrentText("One a day")
    asked.accept()
    librarian.settle()
    found = {(task.title, task.day) for task in tasks(librarian)}
    days = [TODAY + timedelta(at) for at in range(3)]
    assert found == {(entry.title, day) for entry, day in zip(entries, days, strict=True)}


def test_what_is_taken_out_becomes_no_task(librarian: Librarian) -> None:
    librarian.select(0, 1)
    kept = librarian.page.targets()[1].entry.title
    librarian.press("Shift+T")
    asked = dialog(librarian)
    asked.findChildren(Chip)[0].remove_requested.emit()
    asked.accept()
    librarian.settle()
    assert [task.title for task in tasks(librarian)] == [kept]


def test_a_playlist_can_be_one_task_under_its_name(librarian: Librarian) -> None:
    mine = librarian.playlists.create(librarian.user_id, "Kidney week")
    librarian.playlists.add(librarian.user_id, mine, librarian.ids[:2])
    librarian.settle()
    menu = Menu(librarian.page)
    fill_shelf_menu(menu, librarian.deeds, Shelf("playlist", mine))
    choose(menu, "Add to the planner…")
    asked = dialog(librarian)
    asked.each.setChecked(False)
    assert asked.name.text() == "Kidney week"
    asked.accept()
    librarian.settle()
    (task,) = tasks(librarian)
    assert task.title == "Kidney week"
    assert {place.id for place in task.about} == set(librarian.ids[:2])


def test_a_playlist_without_videos_says_so(librarian: Librarian) -> None:
    empty = librarian.playlists.create(librarian.user_id, "Empty")
    librarian.settle()
    menu = Menu(librarian.page)
    fill_shelf_menu(menu, librarian.deeds, Shelf("playlist", empty))
    choose(menu, "Add to the planner…")
    librarian.settle()
    assert librarian.sees("“Empty” has no videos yet")


def test_a_full_day_sends_the_task_to_the_next_with_room(librarian: Librarian) -> None:
    user_id = librarian.user_id
    week = (60, 0, 60, 60, 60, 60, 60)  # nothing on Tuesday
    draft = PlanDraft("June", TODAY, TODAY + timedelta(60), week)
    librarian.ui.service(PlanService).create(user_id, draft)
    librarian.ui.service(TaskService).add(user_id, TODAY, "Ward round", 50)
    librarian.page.refresh()
    long = librarian.catalogue.entries(user_id, VideoFilter(min_ms=11 * 60_000), VideoOrder.TITLE)
    fits = next(one for one in long if one.duration_ms < 60 * 60_000)
    librarian.ui.commands.request("plan-things", [Place(Kind.VIDEO, fits.id)])
    asked = dialog(librarian)
    assert asked.day.date().toPython() == TODAY + timedelta(2)
    asked.reject()


def test_an_article_becomes_a_task_from_the_list_and_from_the_reader(bookworm: Bookworm) -> None:
    bookworm.page.list.setFocus()
    line = bookworm.page.list.line()
    assert line is not None
    bookworm.press("Shift+T")
    asked = dialog(bookworm)
    assert asked.name.text() == line.title
    assert asked.minutes.value() == -(-line.words // 200)
    asked.accept()
    bookworm.settle()
    bookworm.shell.activateWindow()
    bookworm.wait(bookworm.shell.isActiveWindow)
    bookworm.read("Clearance")
    bookworm.press("Shift+T")
    dialog(bookworm).accept()
    bookworm.settle()
    about = {(task.kind, task.title, task.about[0].kind) for task in tasks(bookworm)}
    assert about == {
        (TaskKind.ARTICLE, line.title, Kind.ARTICLE),
        (TaskKind.ARTICLE, "Clearance", Kind.ARTICLE),
    }


def test_a_thing_that_is_gone_makes_no_task(planned: Planned) -> None:
    places = [Place(Kind.VIDEO, 404)]
    assert planned.ui.service(ThingService).things(planned.ui.user_id, places, 1.0) == []
    planned.ui.commands.request("plan-things", places)
    planned.settle()
    assert planned.toasted() == "This is no longer there"
