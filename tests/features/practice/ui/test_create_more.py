"""Topics, tags, pasted ids, days not seen and recipes at the real window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.practice.ui.topic_list import Name, Role
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.bank import open_desk, question_file
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton
TOPICS = ("Stones", "Shock", "Stones", "")
TAGS: tuple[list[str], ...] = (["acid"], ["acid", "water"], ["water"], [])


class Chooser(Student):
    """A student at "Create block" over a bank with topics and tags."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        page = self.shell.findChild(CreateBlockPage)
        assert page is not None
        self.page = page
        self.topics = page.filters.topics
        self.more = page.filters.more
        self.practice = self.program.context.service(PracticeService)
        self.attempts = self.program.context.service(AttemptService)
        self.wait(lambda: self.page.isVisible())
        self.settle()

    def names(self) -> list[tuple[str, int]]:
        """Return what the list of topics shows, with the counts."""
        model = self.topics.names
        rows = [model.index(row) for row in range(model.rowCount(QModelIndex()))]
        return [(model.name(row).text, int(row.data(Role.COUNT))) for row in rows]

    def tick(self, text: str) -> None:
        """Click a row of the list of topics."""
        place = self.topics.names.index([name for name, _ in self.names()].index(text))
        self.topics.list.scrollTo(place)
        spot = self.topics.list.visualRect(place).center()
        QTest.mouseClick(self.topics.list.viewport(), LEFT, pos=spot)
        self.settle()

    def total(self) -> int:
        """Return how many questions match, as the service says; the page must say the same."""
        number = len(self.attempts.matching(self.user_id, self.page.filters.wanted))
        assert self.sees(f"{number}"), self.words()
        return number

    def choose(self, menu: QMenu, *path: str) -> None:
        """Choose an entry of a menu by its words."""
        first, *rest = path
        (action,) = [one for one in menu.actions() if one.text() == first]
        if rest:
            below = action.menu()
            assert isinstance(below, QMenu)
            self.choose(below, *rest)
        else:
            action.trigger()
            self.app.processEvents()

    def dialog(self) -> NameDialog:
        (dialog,) = [one for one in self.shell.findChildren(NameDialog) if one.isVisible()]
        return dialog


@pytest.fixture
def chooser(data_dir: Path, tmp_path: Path) -> Iterator[Chooser]:
    file = question_file(tmp_path)
    data = json.loads(file.read_text("utf-8"))
    for place, question in enumerate(data["questions"]):
        question |= {"topic": TOPICS[place % 4], "tags": TAGS[place % 4]}
    file.write_text(json.dumps(data), "utf-8")
    desk = open_desk(data_dir, questions=0)
    desk.bank.import_files(ImportRequest((file,)), Silent())
    desk.context.close()
    student = Chooser(data_dir)
    yield student
    student.leave()
    assert student.flashes.seen == []


def test_topics_stand_by_frequency_and_follow_the_other_filters(chooser: Chooser) -> None:
    QAbstractItemModelTester(chooser.topics.names)
    assert chooser.names() == [("Stones", 6), ("Shock", 3), ("acid", 6), ("water", 6)]
    QTest.mouseClick(chooser.page.filters.systems.rows["Renal"], LEFT)
    chooser.settle()
    shown = dict(chooser.names())
    for topic in ("Stones", "Shock"):
        ids = chooser.attempts.matching(chooser.user_id, chooser.page.filters.wanted)
        of_topic = [one.topic for one in map(chooser.practice.question, ids)]
        assert shown.get(topic, 0) == of_topic.count(topic)


def test_a_ticked_topic_narrows_every_other_count(chooser: Chooser) -> None:
    chooser.tick("Shock")
    assert chooser.total() == 3
    assert chooser.sees("1 of 4")
    rows = chooser.page.filters.systems.rows
    assert sum(row.count or 0 for row in rows.values()) == 3
    chooser.tick("Stones")
    assert chooser.total() == 9


def test_tags_become_chips_joined_by_any_or_all_and_go_by_their_cross(chooser: Chooser) -> None:
    chips = chooser.topics.chips
    chooser.tick("acid")
    assert not chips.how.isVisible()
    chooser.tick("water")
    assert list(chips.shown) == ["acid", "water"]
    assert chooser.total() == 9
    chooser.click("all")
    chooser.settle()
    assert chooser.page.filters.wanted.bank.every_tag
    assert chooser.total() == 3
    chips.shown["water"].setFocus()
    chooser.press("Delete")
    chooser.settle()
    assert list(chips.shown) == ["acid"]
    assert not chooser.page.filters.wanted.bank.every_tag
    assert chooser.total() == 6


def test_a_topic_is_found_and_ticked_by_the_keyboard(chooser: Chooser) -> None:
    chooser.topics.search.setFocus()
    chooser.press("S", "H")
    assert [name for name, _ in chooser.names()] == ["Shock"]
    chooser.press("Return")
    chooser.settle()
    assert chooser.topics.topics == {"Shock"}
    assert chooser.topics.search.text() == ""
    assert chooser.names()[0][0] == "Shock"  # what is chosen stands on top
    chooser.press("Down", "Down", "Space")
    chooser.settle()
    assert chooser.topics.topics == {"Shock", "Stones"}
    assert chooser.total() == 9
    chooser.topics.search.setFocus()
    chooser.press("Z", "Z")
    assert chooser.sees("No topic or tag has these words.")


def test_pasted_ids_are_used_and_bad_ones_are_named(chooser: Chooser) -> None:
    line = chooser.more.ids.widget
    own = chooser.attempts.matching(chooser.user_id, QuestionFilter())[7]
    chooser.app.clipboard().setText(f"Q1,Q2\n{own}  2041x")
    line.setFocus()
    chooser.press("Ctrl+V")
    chooser.settle()
    assert chooser.more.ids.fault == "“2041x” is not an id in this bank. The other 3 are used."
    assert chooser.total() == 3
    chooser.press("Ctrl+A")
    QTest.keyClicks(line, "nope, Q5 no")
    chooser.settle()
    fault = "“nope” and “no” are not ids in this bank. The other one is used."
    assert chooser.more.ids.fault == fault
    assert chooser.total() == 1
    chooser.click("Clear filters")
    chooser.settle()
    assert chooser.more.ids.fault == ""
    assert chooser.total() == 12


def test_a_very_long_list_of_ids_is_not_cut_off(chooser: Chooser) -> None:
    chooser.app.clipboard().setText("\n".join([*(f"X{one}" for one in range(9000)), "Q12"]))
    chooser.more.ids.widget.setFocus()
    chooser.press("Ctrl+V")
    chooser.settle()
    assert chooser.total() == 1
    assert chooser.more.ids.fault.endswith(
        "8,988 more are not ids in this bank. The other one is used."
    )


def test_questions_seen_lately_can_be_left_out(chooser: Chooser) -> None:
    chooser.click("10")
    chooser.press("Ctrl+Return")
    chooser.wait(lambda: chooser.shell.taken_over is not None)
    chooser.press("Ctrl+E", "Ctrl+E")
    chooser.wait(lambda: chooser.sees(r"\d+ %"))
    chooser.shell.close_detail()
    chooser.shell.open("questions", "create")
    chooser.settle()
    days = chooser.more.unseen.widget
    days.setFocus()
    chooser.press("Down", "Down")
    chooser.settle()
    assert chooser.page.filters.wanted.unseen_days == 7
    assert chooser.total() == 2


def test_one_more_like_the_last_makes_the_same_kind_of_block(chooser: Chooser) -> None:
    form = chooser.page.form
    assert not form.again.isVisible()
    chooser.tick("Shock")
    form.size_field.setValue(2)
    chooser.press("Ctrl+Return")
    chooser.wait(lambda: chooser.shell.taken_over is not None)
    chooser.exam.suspend()
    chooser.shell.open("questions", "create")
    chooser.wait(form.again.isVisible)
    chooser.click("Clear filters")
    chooser.settle()
    chooser.click("One more like the last")
    chooser.wait(lambda: chooser.shell.taken_over is not None)
    items = chooser.exam.session.block.items
    assert chooser.exam.session.block.number == 2
    assert len(items) == 2
    assert {chooser.practice.question(item.question_id).topic for item in items} == {"Shock"}


def test_a_recipe_is_saved_chosen_renamed_deleted_and_put_back(chooser: Chooser) -> None:
    page, menu = chooser.page, chooser.page.recipes.menu_of_recipes
    chooser.tick("Shock")
    chooser.click("Timed")
    chooser.click("40")
    chooser.choose(menu, "Save as recipe…")
    dialog = chooser.dialog()
    QTest.mouseClick(dialog.do, LEFT)
    assert dialog.field.fault == "Write a name for the recipe."
    QTest.keyClicks(dialog.line, "Shock room")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    chooser.settle()
    asked = page.form.request(page.filters.wanted)
    assert [one.request for one in chooser.practice.recipes(chooser.user_id)] == [asked]
    chooser.click("Clear filters")
    chooser.click("Tutor")
    chooser.settle()
    chooser.choose(menu, "Shock room")
    chooser.settle()
    assert page.form.request(page.filters.wanted) == asked
    assert chooser.total() == 3
    chooser.choose(menu, "Rename", "Shock room…")
    line = chooser.dialog().findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "Red room")
    QTest.keyClick(line, Qt.Key.Key_Return)
    chooser.settle()
    chooser.choose(menu, "Delete", "Red room")
    chooser.settle()
    assert [one.text() for one in menu.actions()] == ["Save as recipe…"]
    (toast,) = [one for one in chooser.shell.findChildren(Toast) if one.isVisible()]
    assert toast is not None
    chooser.click("Undo")
    chooser.settle()
    assert menu.actions()[0].text() == "Red room"


def test_a_recipe_that_asks_for_what_is_gone_says_so(chooser: Chooser) -> None:
    menu = chooser.page.recipes.menu_of_recipes
    wanted = chooser.page.filters.wanted
    request = chooser.page.form.request(wanted)
    lost = QuestionFilter(type(wanted.bank)(systems=frozenset({"Dentistry", "Renal"})))
    chooser.practice.save_recipe(chooser.user_id, "Old one", type(request)(lost, request.mode, 10))
    chooser.settle()
    chooser.choose(menu, "Old one")
    chooser.settle()
    assert chooser.sees("Some of what “Old one” asks for is not in this bank now.")
    assert chooser.page.filters.systems.chosen == {"Renal"}
    assert chooser.total() == 4


def test_the_weights_of_the_exam_are_remembered_and_asked_for(chooser: Chooser) -> None:
    form = chooser.page.form
    assert form.by_blueprint.isVisible()
    QTest.mouseClick(form.by_blueprint, LEFT)
    assert form.request(QuestionFilter()).by_blueprint
    assert chooser.program.context.settings.get("by_blueprint") is True


def test_a_bank_of_many_topics_is_listed_at_once(chooser: Chooser) -> None:
    from ms2qbank_desktop.features.attempts.models import NameCounts

    many = tuple((f"Topic {one}", 5000 - one) for one in range(5000))
    chooser.topics.set_counts(NameCounts(many))
    chooser.app.processEvents()
    assert chooser.topics.names.rowCount() == 5000
    chooser.topics.search.setText("topic 4999")
    assert chooser.topics.names.name(chooser.topics.names.index(0)) == Name("Topic 4999")
