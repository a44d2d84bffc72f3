"""The dialog of abbreviations: found, added, changed, switched off, taken back, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from ms2qbank_desktop.features.search.models import Abbreviation
from ms2qbank_desktop.features.search.service.abbreviations import AbbreviationService
from ms2qbank_desktop.features.search.ui.abbreviation_form import AbbreviationForm
from ms2qbank_desktop.features.search.ui.abbreviations_dialog import AbbreviationsDialog
from ms2qbank_desktop.features.search.ui.abbreviations_model import STATE, AbbreviationsModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.searcher import Searcher


@pytest.fixture
def dialog(searcher: Searcher) -> Iterator[AbbreviationsDialog]:
    searcher.search(">abbreviations")
    searcher.press("Return")
    searcher.settle()
    (dialog,) = searcher.shell.findChildren(AbbreviationsDialog)
    yield dialog
    if Shiboken.isValid(dialog):
        dialog.reject()
        searcher.settle()


def known(searcher: Searcher, short: str) -> list[Abbreviation]:
    service = searcher.program.context.service(AbbreviationService)
    return [one for one in service.entries(searcher.ui.user_id) if one.short == short]


def form(dialog: AbbreviationsDialog) -> AbbreviationForm:
    return [one for one in dialog.findChildren(AbbreviationForm) if one.isVisible()][-1]


def add(searcher: Searcher, dialog: AbbreviationsDialog, short: str, *meanings: str) -> None:
    dialog.add.click()
    sheet = form(dialog)
    sheet.short.setText(short)
    sheet.meanings.setPlainText("\n".join(meanings))
    sheet.do.click()
    searcher.settle()


def test_it_opens_with_all_of_them_and_finds_by_letters_and_words(
    searcher: Searcher, dialog: AbbreviationsDialog
) -> None:
    assert dialog.isVisible()
    assert dialog.model.rowCount() >= 300
    assert dialog.search.hasFocus()
    QTest.keyClicks(dialog.search, "myocardial infarction")
    assert "MI" in [line.short for line in dialog.model.lines]
    dialog.search.setText("mi")
    assert dialog.model.lines[0].short == "MI"
    assert dialog.chosen == dialog.model.lines[0]
    shown, everything = dialog.model.rowCount(), len(dialog.model.everything)
    assert dialog.said.text() == f"{shown} of {everything} abbreviations"
    searcher.settle()


def test_a_new_one_is_found_by_the_search_at_once(
    searcher: Searcher, dialog: AbbreviationsDialog
) -> None:
    add(searcher, dialog, "XTD", "distal tubule")
    assert dialog.chosen is not None
    assert (dialog.chosen.short, dialog.chosen.changed) == ("XTD", True)
    dialog.reject()
    searcher.settle()
    searcher.search("XTD")
    assert [line.place.spot for line in searcher.lines if line.place] == ["Urine calcium"]


def test_one_that_is_there_is_not_added_twice(
    searcher: Searcher, dialog: AbbreviationsDialog
) -> None:
    add(searcher, dialog, "MI", "something else")
    sheet = form(dialog)
    assert "there already" in sheet.fields["short"].fault
    assert not known(searcher, "MI")[0].changed
    sheet.reject()


@pytest.mark.parametrize(
    ("short", "meanings", "field"), [("", "something", "short"), ("XQ", " ", "meanings")]
)
def test_a_part_that_is_missing_is_said_at_its_field(
    searcher: Searcher, dialog: AbbreviationsDialog, short: str, meanings: str, field: str
) -> None:
    add(searcher, dialog, short, meanings)
    sheet = form(dialog)
    assert sheet.fields[field].fault
    sheet.reject()


def test_space_switches_off_and_on_and_undo_takes_it_back(
    searcher: Searcher, dialog: AbbreviationsDialog
) -> None:
    dialog.search.setText("mi")
    searcher.press("Down", "Space")
    searcher.settle()
    assert known(searcher, "MI")[0].off
    assert dialog.model.index(0, STATE).data() == "switched off"
    assert dialog.switch.text() == "Switch on"
    dialog.undo.click()
    searcher.settle()
    assert not known(searcher, "MI")[0].off
    assert not known(searcher, "MI")[0].changed


def test_enter_edits_and_removing_brings_the_shipped_one_back(
    searcher: Searcher, dialog: AbbreviationsDialog
) -> None:
    dialog.search.setText("mi")
    before = known(searcher, "MI")[0]
    searcher.press("Return")
    sheet = form(dialog)
    assert sheet.meanings.toPlainText().splitlines() == list(before.meanings)
    sheet.meanings.setPlainText("motivational interviewing")
    sheet.do.click()
    searcher.settle()
    assert known(searcher, "MI")[0].meanings == ("motivational interviewing",)
    assert dialog.model.index(0, STATE).data() == "changed"
    assert dialog.remove.text() == "As it came"
    dialog.remove.click()
    searcher.settle()
    assert known(searcher, "MI")[0] == before
    dialog.undo.click()
    searcher.settle()
    assert known(searcher, "MI")[0].meanings == ("motivational interviewing",)


def test_delete_takes_an_own_one_away(searcher: Searcher, dialog: AbbreviationsDialog) -> None:
    add(searcher, dialog, "XTD", "distal tubule")
    dialog.table.setFocus()
    searcher.press("Delete")
    searcher.settle()
    assert known(searcher, "XTD") == []
    dialog.undo.click()
    searcher.settle()
    assert known(searcher, "XTD")[0].meanings == ("distal tubule",)


def test_the_exact_one_stands_before_those_that_begin_so_and_those_that_mean_so() -> None:
    model = AbbreviationsModel()
    entries = [
        Abbreviation("AMI", ("acute MI",)),
        Abbreviation("MIC", ("minimal inhibitory concentration",)),
        Abbreviation("MI", ("myocardial infarction",)),
        Abbreviation("CHF", ("congestive heart failure",)),
    ]
    model.show_all(entries)
    model.look_for("mi")
    assert [line.short for line in model.lines] == ["MI", "MIC", "AMI"]
    assert model.place_of("MIC") == 1
    assert model.place_of("CHF") == -1
