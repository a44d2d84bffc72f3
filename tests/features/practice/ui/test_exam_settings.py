"""The drawer of settings, the list of items, the navigator, and F6 through the regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.ui.keys.sheet import KeySheet
from ms2qbank_desktop.ui.widgets.field import DropDown
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.practice.ui.exam_navigator import ExamNavigator
    from ms2qbank_desktop.features.practice.ui.exam_settings import SettingsDrawer


def drawer(examinee: Examinee) -> SettingsDrawer:
    examinee.press("Ctrl+Comma")
    found = examinee.exam.tools.settings
    assert found is not None
    assert found.isVisible()
    return found


def navigator(examinee: Examinee) -> ExamNavigator:
    examinee.press("O")
    found = examinee.exam.tools.navigator
    assert found is not None
    assert found.isVisible()
    return found


def test_the_settings_open_by_key_and_button_and_close_by_esc(examinee: Examinee) -> None:
    examinee.begin(2)
    shown = drawer(examinee)
    assert shown.larger.hasFocus()
    assert examinee.frame.top.settings.isChecked()
    examinee.press("Escape")
    assert not shown.isVisible()
    assert not examinee.frame.top.settings.isChecked()
    examinee.point(examinee.frame.top.settings)
    assert shown.isVisible()
    examinee.point(shown.close_button)
    assert not shown.isVisible()


def test_only_one_dock_is_open_at_a_time(examinee: Examinee) -> None:
    examinee.begin(2)
    shown = drawer(examinee)
    examinee.press("N")
    notes = examinee.exam.tools.notes
    assert notes is not None
    assert notes.isVisible()
    assert not shown.isVisible()


def test_the_size_of_the_text_changes_at_once_by_button_and_key(examinee: Examinee) -> None:
    examinee.begin(2)
    shown = drawer(examinee)
    examinee.point(shown.larger)
    assert examinee.frame.question.text_zoom == 110
    assert examinee.sees("110 %")
    examinee.press("Ctrl+Minus", "Ctrl+Minus")
    assert examinee.frame.question.text_zoom == 90
    assert examinee.sees("90 %")
    examinee.point(shown.normal)
    assert examinee.ui.settings.get("exam_zoom") == 100


def test_the_colours_change_at_once_and_are_remembered(examinee: Examinee) -> None:
    examinee.begin(2)
    shown = drawer(examinee)
    box = shown.theme.widget
    assert isinstance(box, DropDown)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    assert examinee.ui.settings.get("theme") == "contrast-dark"
    assert box.currentText() == "High contrast, dark"


def test_the_explanation_goes_below_and_back(examinee: Examinee) -> None:
    examinee.shell.resize(1400, 900)
    examinee.begin(2, Mode.TUTOR)
    examinee.press("A", "Return")
    assert examinee.frame.desk.orientation() == Qt.Orientation.Horizontal
    shown = drawer(examinee)
    shown.beside.chosen.emit("below")
    assert examinee.frame.desk.orientation() == Qt.Orientation.Vertical
    assert examinee.ui.settings.get("explanation_beside") is False


def test_a_block_without_explanation_does_not_ask_where_it_goes(examinee: Examinee) -> None:
    examinee.begin(2)
    assert not drawer(examinee).beside.isVisible()


def test_the_list_of_items_hides_by_key_and_button_and_stays_hidden(examinee: Examinee) -> None:
    block_id = examinee.begin(3)
    examinee.press("Ctrl+B")
    assert not examinee.frame.list.isVisible()
    assert not examinee.frame.top.list.isChecked()
    examinee.click("Suspend")
    examinee.open(block_id)
    assert not examinee.frame.list.isVisible()
    examinee.point(examinee.frame.top.list)
    assert examinee.frame.list.isVisible()
    assert examinee.ui.settings.get("exam_list_shown") is True


def test_a_hidden_time_stays_hidden_in_the_next_block(examinee: Examinee) -> None:
    examinee.begin(12)
    examinee.press("Ctrl+T")
    assert not examinee.frame.bottom.time.isVisible()
    examinee.click("Suspend")
    examinee.begin(12)
    assert not examinee.frame.bottom.time.isVisible()


def test_without_the_eye_a_click_at_its_place_chooses(examinee: Examinee) -> None:
    examinee.begin(2)
    row = examinee.row("A")
    eye = QPoint(row.width() - 12, row.height() // 2)
    examinee.point(row, eye)
    assert examinee.item.struck == frozenset({0})
    examinee.exam.looks.set("strike_eye_shown", False)
    examinee.press("Right")
    examinee.point(examinee.row("A"), eye)
    assert examinee.item.answer == frozenset({0})
    assert examinee.item.struck == frozenset()


def test_all_keys_are_shown_from_the_settings(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.point(drawer(examinee).keys)
    (sheet,) = [one for one in examinee.shell.findChildren(KeySheet) if one.isVisible()]
    sheet.close()


def test_the_navigator_goes_to_an_item_by_keyboard(examinee: Examinee) -> None:
    examinee.begin(12)
    shown = navigator(examinee)
    assert shown.grid.hasFocus()
    examinee.press("Right", "Down", "Return")
    assert examinee.position == 5
    assert not shown.isVisible()
    assert not examinee.frame.top.navigator.isChecked()


def test_the_navigator_goes_to_an_item_by_mouse(examinee: Examinee) -> None:
    examinee.begin(12)
    examinee.point(examinee.frame.top.navigator)
    shown = examinee.exam.tools.navigator
    assert shown is not None
    cell = shown.grid.visualRect(shown.grid.model().index(1, 2))
    examinee.point(shown.grid.viewport(), cell.center())
    assert examinee.position == 6


def test_esc_closes_the_navigator_and_nothing_else(examinee: Examinee) -> None:
    examinee.begin(12)
    shown = navigator(examinee)
    examinee.press("Escape")
    assert not shown.isVisible()
    assert examinee.shell.taken_over is not None
    examinee.press("B")
    assert examinee.item.answer == frozenset({1})


def test_the_navigator_goes_when_another_item_is_opened(examinee: Examinee) -> None:
    examinee.begin(12)
    shown = navigator(examinee)
    examinee.point(examinee.frame.top.next)
    assert examinee.position == 1
    assert not shown.isVisible()


def test_the_navigator_keeps_inside_a_small_window(examinee: Examinee) -> None:
    examinee.begin(12)
    shown = navigator(examinee)
    examinee.shell.resize(960, 640)
    examinee.wait(lambda: examinee.frame.width() == 960)
    assert examinee.frame.body.rect().contains(shown.geometry())


def region(examinee: Examinee) -> str:
    """Return where the keyboard is."""
    frame, focus = examinee.frame, QApplication.focusWidget()
    assert focus is not None
    places: dict[str, Sequence[QWidget]] = {
        "top": [frame.top],
        "list": [frame.list],
        "choices": frame.question.rows,
        "question": [frame.question],
        "explanation": [frame.explanation] if frame.explanation else [],
        "dock": examinee.exam.tools.docks,
        "bottom": [frame.bottom],
    }
    for name, parts in places.items():
        if any(part is focus or part.isAncestorOf(focus) for part in parts):
            return name
    return type(focus).__name__


def test_f6_goes_through_the_regions_and_shift_f6_back(examinee: Examinee) -> None:
    examinee.shell.resize(1400, 900)
    examinee.begin(2, Mode.TUTOR)
    examinee.press("A", "Return", "N")
    order = ["dock"]
    for _ in range(7):
        examinee.press("F6")
        order.append(region(examinee))
    assert order == [
        *("dock", "bottom", "top", "list", "question", "choices", "explanation", "dock"),
    ]
    back = []
    for _ in range(7):
        examinee.press("Shift+F6")
        back.append(region(examinee))
    assert back == [*reversed(order[:-1])]


def test_f6_leaves_out_what_is_not_there(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("Ctrl+B")
    seen = []
    for _ in range(4):
        examinee.press("F6")
        seen.append(region(examinee))
    assert set(seen) == {"top", "question", "choices", "bottom"}


def test_several_right_choices_are_counted_before_they_are_submitted(
    seat: Callable[..., Examinee],
) -> None:
    examinee = seat([question(1, right="AC"), question(2)])
    examinee.begin(2, Mode.TUTOR)
    assert examinee.sees(r"Choose all that apply\.")
    examinee.press("A", "C")
    assert examinee.sees(r"Choose all that apply\. 2 chosen\.")
    examinee.press("Return")
    assert examinee.sees("Correct. The answers are A and C")
    examinee.press("Return")
    assert not examinee.sees(r"Choose all that apply.*")


def test_items_of_a_series_say_which_they_are(seat: Callable[..., Examinee]) -> None:
    case = {"id": "c", "vignette": "A man of 60."}
    examinee = seat([question(1), question(2, case=case), question(3, case=case)])
    examinee.begin(3)
    assert not examinee.sees("Case.*")
    examinee.press("Right")
    assert examinee.sees("Case, question 1 of 2")
    examinee.press("Right")
    assert examinee.sees("Case, question 2 of 2")
