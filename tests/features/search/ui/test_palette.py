"""The palette at the real window: asked for, typed into, moved through, left."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.features.search.ui.palette import Palette

if TYPE_CHECKING:
    from ms2qbank_desktop.features.search.models import Found
    from tests.support.searcher import Asked, Searcher

LEFT = Qt.MouseButton.LeftButton


def test_ctrl_k_opens_it_and_esc_gives_the_keyboard_back(searcher: Searcher) -> None:
    before = searcher.app.focusWidget()
    palette = searcher.open_palette()
    assert palette.isVisible()
    assert palette.frame.field.hasFocus()
    searcher.press("Escape")
    assert not searcher.searching
    assert searcher.app.focusWidget() is before


def test_a_click_on_the_search_field_of_the_bar_opens_it(searcher: Searcher) -> None:
    QTest.mouseClick(searcher.shell.top.search, LEFT)
    searcher.settle()
    assert searcher.palette.frame.field.hasFocus()


def test_it_finds_as_one_types_and_counts_by_kind(searcher: Searcher) -> None:
    shown = searcher.search("gitelman")
    assert {"# Best", "Tubular disorders", "Bartter and Gitelman"} <= set(shown)
    chips = {kind: chip.text() for kind, chip in searcher.palette.frame.chips.chips.items()}
    assert chips["note"] == "Notes 1"
    assert chips["question"] == "Questions 1"
    assert chips["video"] == "Videos 0"
    assert searcher.palette.frame.facts.text().endswith(" found")


def test_what_was_typed_wrong_is_found_and_said(searcher: Searcher) -> None:
    assert "Tubular disorders" in searcher.search("gitleman")
    assert "spelled as “" in searcher.palette.frame.facts.text().replace("Gitelman", "")
    assert "itelman”" in searcher.palette.frame.facts.text()


def test_enter_before_the_answer_waits_for_it(
    searcher: Searcher,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    find = FindingService.find

    def slowly(self: FindingService, *about: object, **more: object) -> Found:
        gate.wait(10)
        return find(self, *about, **more)  # type: ignore[arg-type]

    searcher.open_palette()
    monkeypatch.setattr(FindingService, "find", slowly)
    QTest.keyClicks(searcher.palette.frame.field, "hypocalciuria")
    searcher.press("Return")
    assert asked == []
    gate.set()
    searcher.wait(lambda: asked)
    assert asked[0][1].spot == "Urine calcium"


def test_only_the_answer_to_the_newest_text_is_shown(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, looked_for = threading.Event(), []
    find = FindingService.find

    def slowly(self: FindingService, user_id: int, text: str, **more: object) -> Found:
        looked_for.append(text)
        if text == "t":
            gate.wait(10)
        return find(self, user_id, text, **more)  # type: ignore[arg-type]

    searcher.open_palette()
    monkeypatch.setattr(FindingService, "find", slowly)
    QTest.keyClicks(searcher.palette.frame.field, "thiazide")
    gate.set()
    searcher.settle()
    assert looked_for == ["t", "thiazide"]
    assert searcher.lines[-1].new_note == "thiazide"


def test_arrows_pass_the_heads_and_page_keys_take_a_page(searcher: Searcher) -> None:
    searcher.search("> ")
    first, number = searcher.line, len(searcher.lines)
    searcher.press("Down")
    assert searcher.line is searcher.lines[1]
    searcher.press("Up", "Up")
    assert searcher.line is searcher.lines[-1]
    searcher.press("Down")
    assert searcher.line is first
    searcher.press("PageDown")
    page = searcher.lines.index(searcher.line)
    assert 8 < page < number
    searcher.press("PageUp")
    assert searcher.line is first


def test_tab_goes_round_field_kinds_and_list_and_letters_go_back_to_the_field(
    searcher: Searcher,
) -> None:
    searcher.search("gitel")
    frame = searcher.palette.frame
    searcher.press("Tab")
    assert frame.chips.chips[""].hasFocus()
    searcher.press("Tab")
    assert frame.list.hasFocus()
    searcher.press("Tab")
    assert frame.field.hasFocus()
    searcher.press("Shift+Backtab")
    assert frame.list.hasFocus()
    searcher.type_text("man")
    assert frame.field.hasFocus()
    assert frame.field.text() == "gitelman"


def test_arrows_among_the_kinds_narrow_what_is_shown(searcher: Searcher) -> None:
    searcher.search("gitelman")
    searcher.press("Tab", "Right", "Right", "Right")
    searcher.settle()
    chips = searcher.palette.frame.chips
    assert chips.kind == "note"
    assert chips.chips["note"].hasFocus()
    places = [line.place for line in searcher.lines if line.place is not None]
    assert {place.kind for place in places} == {Kind.NOTE}
    assert chips.chips["question"].text() == "Questions 1"
    searcher.press("Left", "Left", "Left")
    searcher.settle()
    assert len({line.place.kind for line in searcher.lines if line.place is not None}) > 1


def test_a_search_begins_with_all_kinds_again(searcher: Searcher) -> None:
    searcher.search("gitelman")
    searcher.press("Tab", "Right", "Escape")
    palette = searcher.open_palette()
    assert (palette.frame.chips.kind, palette.frame.field.text()) == ("", "")


def test_no_key_reaches_what_lies_below(searcher: Searcher) -> None:
    tab = searcher.shell.tab
    searcher.open_palette()
    searcher.press("Ctrl+2", "Ctrl+Q", "F6", "Ctrl+B")
    assert searcher.shell.isVisible()
    assert searcher.shell.tab == tab
    assert searcher.palette.frame.field.hasFocus()


def test_a_page_that_asks_for_the_keyboard_gets_it_afterwards(searcher: Searcher) -> None:
    searcher.open_palette()
    searcher.shell.top.tabs.setFocus()
    assert searcher.palette.frame.field.hasFocus()
    searcher.press("Escape")
    assert searcher.shell.top.tabs.hasFocus()


def test_a_click_beside_the_panel_closes_it_and_one_on_a_line_opens_it(
    searcher: Searcher, asked: Asked
) -> None:
    searcher.open_palette()
    QTest.mouseClick(searcher.palette, LEFT, pos=QPoint(5, 400))
    assert not searcher.searching
    searcher.search("hypocalciuria")
    found = searcher.palette.frame.list
    area = found.visualRect(found.rows.index(1))
    QTest.mouseClick(found.viewport(), LEFT, pos=area.center())
    assert [request for request, _, _ in asked] == ["open-article"]


def test_ctrl_k_works_while_a_field_has_the_keyboard(searcher: Searcher) -> None:
    field = QLineEdit("abc")
    field.setParent(searcher.shell)
    field.show()
    field.setFocus()
    searcher.open_palette()
    assert searcher.palette.frame.field.hasFocus()
    assert field.text() == "abc"
    searcher.press("Escape")
    assert field.hasFocus()
    field.deleteLater()


def test_ears_hear_which_line_is_chosen(searcher: Searcher) -> None:
    searcher.search("gitelman")
    field = searcher.palette.frame.field
    assert field.accessibleName() == "Search everything"
    assert field.accessibleDescription() == searcher.line.spoken
    searcher.press("Down")
    assert field.accessibleDescription() == searcher.line.spoken


@pytest.mark.parametrize("size", [(960, 640), (1280, 800), (1920, 1080)])
def test_it_lies_in_the_window_whatever_its_size(searcher: Searcher, size: tuple[int, int]) -> None:
    palette = searcher.open_palette()
    searcher.shell.resize(*size)
    searcher.settle()
    assert palette.geometry() == searcher.shell.rect()
    panel = palette.frame.geometry()
    assert palette.rect().contains(panel)
    assert abs(panel.center().x() - palette.rect().center().x()) <= 1


def test_a_search_that_fails_says_so_and_the_next_one_works(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_about: object, **_more: object) -> Found:
        raise EnvironmentFault("The disk is gone.")

    searcher.open_palette()
    monkeypatch.setattr(FindingService, "find", fails)
    assert searcher.type_text("gitel") == ["# The search could not be done"]
    searcher.press("Return")
    assert searcher.searching
    monkeypatch.undo()
    assert "Tubular disorders" in searcher.type_text("man")
    assert any("The disk is gone." in word for word in searcher.words())


def test_there_is_one_palette_however_often_it_is_opened(searcher: Searcher) -> None:
    for _ in range(3):
        searcher.open_palette()
        searcher.press("Escape")
    assert len(searcher.shell.findChildren(Palette)) == 1


def test_ctrl_k_opens_it_from_every_tab(searcher: Searcher) -> None:
    tabs = ("home", "questions", "flashcards", "videos", "library", "notebook", "planner")
    for tab in (*tabs, "analytics"):
        searcher.ui.navigate.open(tab)
        searcher.settle()
        assert "Tubular disorders" in searcher.search("gitelman in:notes"), tab
        searcher.press("Escape")
        assert not searcher.searching
