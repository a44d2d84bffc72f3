"""What is set for the whole program is seen at once in a block and where one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.models import Mode, Rules
from ms2qbank_desktop.features.practice.ui.bank_columns import Column
from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.widgets.field import DropDown

if TYPE_CHECKING:
    from tests.support.examinee import Examinee


def test_the_look_of_a_block_follows_its_settings(examinee: Examinee) -> None:
    examinee.shell.resize(1400, 900)
    examinee.begin(12, Mode.TUTOR)
    examinee.press("A", "Return")
    frame, settings = examinee.frame, examinee.ui.settings
    examinee.press("Ctrl+Comma")
    drawer = examinee.exam.tools.settings
    assert drawer is not None
    settings.set("exam_zoom", 150)
    assert frame.question.text_zoom == 150
    assert examinee.sees("150 %")
    settings.set("text_zoom", 125)
    assert frame.question.text_zoom == 187
    settings.set("text_zoom", 100)
    assert examinee.sees(r"How sure were you\?")
    settings.set("ask_confidence", False)
    assert not examinee.sees(r"How sure were you\?")
    settings.set("explanation_beside", False)
    assert frame.desk.orientation() == Qt.Orientation.Vertical
    settings.set("exam_list_shown", False)
    assert not frame.list.isVisible()
    settings.set("exam_time_shown", False)
    assert not frame.bottom.time.isVisible()
    for key in ("exam_list_shown", "exam_time_shown"):
        assert not drawer.switches[key].isChecked()
    settings.set("theme", "sepia")
    assert isinstance(drawer.theme.widget, DropDown)
    assert drawer.theme.widget.currentText() == "Sepia"


def test_lab_values_follow_the_units(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("L")
    examinee.wait(lambda: examinee.exam.tools.labs)
    dock = examinee.exam.tools.labs
    assert dock is not None
    examinee.ui.settings.set("lab_units", "si")
    assert (dock.units.value, dock.list.labs.units) == ("si", "si")


def test_the_drawer_of_a_block_leads_to_all_settings(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("Ctrl+Comma")
    drawer = examinee.exam.tools.settings
    assert drawer is not None
    drawer.all.click()
    (dialog,) = examinee.shell.findChildren(SettingsDialog)
    dialog.activateWindow()
    examinee.wait(dialog.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Questions: Text size"
    examinee.press("Up")
    assert examinee.frame.question.text_zoom == 110
    dialog.reject()
    assert examinee.shell.taken_over is examinee.exam


def test_the_form_of_a_block_follows_what_new_blocks_are_like(examinee: Examinee) -> None:
    page = examinee.shell.findChild(CreateBlockPage)
    assert page is not None
    examinee.settle()
    form, settings = page.form, examinee.ui.settings
    settings.set("block_mode", "custom")
    settings.set("block_size", 7)
    settings.set("extra_time", 150)
    settings.set("custom_reveals", False)
    settings.set("custom_seconds", 60)
    settings.set("shuffle_choices", True)
    settings.set("by_blueprint", True)
    request = form.request(page.filters.wanted)
    assert (request.mode, request.size, request.time_factor) == (Mode.CUSTOM, 7, 1.5)
    assert request.custom == Rules(reveals=False, pausable=True, seconds_per_item=60)
    assert (request.shuffle_choices, request.by_blueprint) == (True, True)
    assert form.custom.isVisible()
    assert examinee.sees("10 min 30 s")
    settings.set("custom_limited", False)
    assert form.custom.rules.seconds_per_item is None
    settings.set("vary_due", False)
    assert not page.due.vary.isChecked()


def test_the_bank_shows_what_is_due_only_to_who_wants_it_back(examinee: Examinee) -> None:
    examinee.ui.settings.set("bank_columns", "number due")
    examinee.shell.open("questions", "bank")
    examinee.settle()
    page = examinee.shell.findChild(BankPage)
    assert page is not None
    assert not page.table.isColumnHidden(Column.DUE)
    examinee.ui.settings.set("spaced_questions", False)
    examinee.settle()
    assert page.table.isColumnHidden(Column.DUE)


def test_questions_that_no_longer_come_back_are_gone_without_a_word(examinee: Examinee) -> None:
    page = examinee.shell.findChild(CreateBlockPage)
    assert page is not None
    examinee.settle()
    assert Status.DUE in page.filters.statuses.rows
    examinee.ui.settings.set("spaced_questions", False)
    assert Status.DUE not in page.filters.statuses.rows
    assert examinee.told() == ""  # the toast, with its way back, is for who switches it off there
