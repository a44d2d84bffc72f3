"""A task of one's own is added in its dialog."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.ui.task.new import NewTaskDialog
from tests.support.planned import TODAY

if TYPE_CHECKING:
    from tests.support.planned import Planned


def dialog(planned: Planned) -> NewTaskDialog:
    """Return the dialog that is open."""
    (found,) = [one for one in planned.shell.findChildren(NewTaskDialog) if one.isVisible()]
    return found


def test_t_asks_for_a_task_of_today_where_the_planner_is_open(planned: Planned) -> None:
    planned.open_week()
    planned.press("T")
    asked = dialog(planned)
    asked.name.setText("Call the tutor")
    asked.minutes.setValue(15)
    asked.accept()
    planned.settle()
    (task,) = planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY)
    assert (task.title, task.minutes, task.kind) == ("Call the tutor", 15, TaskKind.OTHER)
    assert planned.toasted() == "Task added, today"
    planned.undo()
    assert planned.titles(TODAY) == []


def test_t_does_nothing_on_other_tabs(planned: Planned) -> None:
    planned.open_week()
    planned.shell.open("questions", "create")
    planned.settle()
    assert not planned.ui.commands.can("new-task")


def test_a_repeated_task_stands_on_each_of_its_days(planned: Planned) -> None:
    planned.ui.commands.request("new-task", TODAY)
    asked = dialog(planned)
    asked.name.setText("Anatomy group")
    asked.repeat.setCurrentText("Every week")
    asked.times.setValue(4)
    asked.accept()
    planned.settle()
    days = [TODAY + timedelta(7 * at) for at in range(5)]
    assert [planned.titles(day) for day in days] == [["Anatomy group"]] * 4 + [[]]
    assert planned.toasted() == "4 tasks added"


def test_a_task_without_a_title_says_so_and_stays_open(planned: Planned) -> None:
    planned.ui.commands.request("new-task")
    asked = dialog(planned)
    asked.accept()
    planned.settle()
    assert asked.isVisible()
    assert asked.fields["title"].fault == "The task needs a title."
    asked.reject()


def test_the_kind_names_the_task_until_something_is_typed(planned: Planned) -> None:
    planned.ui.commands.request("new-task")
    asked = dialog(planned)
    asked.kind.setCurrentText("Break")
    assert asked.name.text() == "Break"
    asked.kind.setCurrentText("Card reviews")
    assert asked.name.text() == "Card reviews"
    asked.name.setText("Cards, half an hour")
    asked.kind.setCurrentText("Break")
    assert asked.name.text() == "Cards, half an hour"
    asked.reject()


def test_a_task_is_linked_to_what_it_is_about(planned: Planned) -> None:
    note_id = planned.ui.service(NotebookService).add(planned.ui.user_id, "Tubules", "NCC")
    planned.ui.commands.request("new-task")
    asked = dialog(planned)
    asked.link.click()
    (picker,) = asked.findChildren(LinkPicker)
    picker.search.setText("Tubul")
    planned.settle()
    planned.wait(picker.do.isEnabled)
    picker.accept()
    assert asked.name.text() == "Tubules"
    asked.accept()
    planned.settle()
    (task,) = planned.tasks.tasks(planned.ui.user_id, TODAY, TODAY)
    assert task.about == (Place(Kind.NOTE, note_id),)
