"""Lab values, calculator and picture viewer in the exam, by key and by mouse."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.image_viewer import ImageViewer
from ms2qbank_desktop.ui import theme
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.ui.calculator import CalculatorPanel
    from ms2qbank_desktop.features.practice.ui.labs_dock import LabsDock


def picture() -> str:
    """Return a red picture in base64."""
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return base64.b64encode(buffer.data().data()).decode()


def labs(examinee: Examinee) -> LabsDock:
    """Press L and wait for the dock to have the keyboard."""
    tools = examinee.exam.tools
    examinee.press("L")
    examinee.wait(lambda: tools.labs is not None and tools.labs.search.hasFocus())
    assert tools.labs is not None
    return tools.labs


def calculator(examinee: Examinee) -> CalculatorPanel:
    examinee.press("K")
    panel = examinee.exam.tools.calculator
    assert panel is not None
    assert panel.hasFocus()
    return panel


def viewers(examinee: Examinee) -> list[ImageViewer]:
    return [one for one in examinee.shell.findChildren(ImageViewer) if one.isVisible()]


def viewer(examinee: Examinee) -> ImageViewer:
    """Wait for the viewer and its picture."""
    examinee.wait(lambda: viewers(examinee) and not examinee.shell.tasks.running)
    (found,) = viewers(examinee)
    examinee.wait(found.isActiveWindow)
    return found


def close(examinee: Examinee) -> None:
    """Close the viewer by Esc and come back to the exam, which a desktop does by itself."""
    examinee.press("Escape")
    examinee.wait(lambda: not viewers(examinee))
    examinee.shell.activateWindow()
    examinee.wait(examinee.shell.isActiveWindow)


def test_l_opens_the_lab_values_and_letters_search_them(examinee: Examinee) -> None:
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("B", "I", "C")
    assert dock.search.text() == "bic"
    assert dock.search.accessibleDescription() == "3 of 348"
    assert examinee.item.answer == frozenset()
    assert examinee.frame.top.labs.isChecked()


def test_enter_leaves_the_lab_values_open_and_letters_answer_again(examinee: Examinee) -> None:
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("N", "A", "Return")
    assert dock.isVisible()
    assert examinee.position == 0
    examinee.press("D", "Return")
    assert examinee.given(examinee.exam.session.block.id) == ["D", ""]
    assert examinee.position == 1
    assert dock.isVisible()
    assert labs(examinee) is dock
    assert dock.search.text() == "na"


def test_escape_empties_the_search_closes_the_lab_values_and_leaves_the_exam_alone(
    examinee: Examinee,
) -> None:
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("N", "A", "Escape")
    assert dock.isVisible()
    examinee.press("Escape")
    assert not dock.isVisible()
    assert not examinee.frame.top.labs.isChecked()
    examinee.press("C")
    assert examinee.item.answer == {2}


def test_escape_closes_the_lab_values_from_the_question_too(examinee: Examinee) -> None:
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("Return", "Escape")
    assert not dock.isVisible()
    assert examinee.exam.shows("question")


def test_the_buttons_open_and_close_the_tools(examinee: Examinee) -> None:
    examinee.begin(2)
    tools = examinee.exam.tools
    examinee.click("Labs")
    examinee.wait(lambda: tools.labs is not None and tools.labs.isVisible())
    examinee.click("Calculator")
    assert tools.calculator is not None
    assert tools.calculator.isVisible()
    examinee.click("Labs")
    assert tools.labs is not None
    assert not tools.labs.isVisible()
    assert tools.calculator.isVisible()
    examinee.click("Calculator")
    assert not tools.calculator.isVisible()
    assert not examinee.frame.top.calculator.isChecked()


def test_the_tools_stay_open_from_item_to_item_and_out_of_the_review(examinee: Examinee) -> None:
    examinee.begin(3)
    dock = labs(examinee)
    examinee.press("Return")
    panel = calculator(examinee)
    examinee.press("7")
    examinee.point(examinee.frame.top.next)
    assert examinee.position == 1
    assert dock.isVisible()
    assert panel.isVisible()
    examinee.press("Ctrl+E")
    assert not dock.isVisible()
    assert not panel.isVisible()
    assert not examinee.frame.top.labs.isVisible()
    examinee.press("L", "K")
    assert not panel.isVisible()
    examinee.press("Escape")
    assert dock.isVisible()
    assert panel.isVisible()
    assert panel.display == "7"


def test_the_units_are_kept_for_the_next_block(examinee: Examinee) -> None:
    examinee.begin(2)
    dock = labs(examinee)
    dock.units.setFocus()
    examinee.press("Right")
    assert dock.units.value == "si"
    assert examinee.position == 0
    assert examinee.ui.settings.get("lab_units") == "si"
    examinee.click("Suspend")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    examinee.begin(2)
    assert labs(examinee).units.value == "si"


def test_k_calculates_and_letters_and_figures_answer_nothing_meanwhile(
    examinee: Examinee,
) -> None:
    examinee.begin(2)
    panel = calculator(examinee)
    examinee.press("1", "2", "Asterisk", "4", "Return", "B", "A")
    assert panel.display == "48"
    assert examinee.item.answer == frozenset()
    assert examinee.position == 0
    examinee.press("M")
    assert examinee.sees("Marked")
    examinee.press("K")
    assert not panel.isVisible()
    examinee.press("2")
    assert examinee.item.answer == {1}
    assert calculator(examinee).display == "48"


def test_letters_answer_while_the_calculator_stands_open_without_the_keyboard(
    examinee: Examinee,
) -> None:
    examinee.begin(2)
    panel = calculator(examinee)
    examinee.point(examinee.frame.question.stem.viewport(), QPoint(20, 10))
    examinee.press("D")
    assert examinee.item.answer == {3}
    assert panel.isVisible()


def test_escape_closes_the_tool_that_has_the_keyboard_first(examinee: Examinee) -> None:
    examinee.begin(2)
    panel = calculator(examinee)
    dock = labs(examinee)
    examinee.press("Escape")
    assert (dock.isVisible(), panel.isVisible()) == (False, True)
    examinee.press("Escape")
    assert not panel.isVisible()
    assert examinee.exam.shows("question")


def test_the_calculator_does_not_cover_the_lab_values(examinee: Examinee) -> None:
    examinee.shell.resize(1280, 800)
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("Return")
    panel = calculator(examinee)
    assert not panel.geometry().intersects(dock.geometry())
    assert dock.geometry().right() == examinee.frame.body.rect().right()


def test_the_words_of_the_tools_fold_where_the_window_is_narrow(examinee: Examinee) -> None:
    examinee.shell.resize(1280, 800)
    examinee.begin(2)
    assert examinee.frame.top.labs.text() == "Labs"
    examinee.shell.resize(960, 640)
    examinee.wait(lambda: examinee.frame.width() == 960)
    assert examinee.frame.top.labs.text() == ""
    assert examinee.frame.top.labs.accessibleName() == "Lab values"
    assert examinee.frame.top.calculator.toolTip() == "Calculator (K)"


def test_leaving_while_the_lab_values_are_read_opens_nothing(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.exam.tools.open_labs()
    examinee.exam.suspend()
    examinee.wait(lambda: examinee.shell.taken_over is None)
    examinee.wait(lambda: not examinee.shell.tasks.running)
    assert not examinee.sees("Lab values")


@pytest.fixture
def pictured(seat: Callable[..., Examinee]) -> Examinee:
    """An examinee in a tutor block whose first question has a picture below stem and text."""
    below = [{"data": picture(), "alt": "A smear", "place": at} for at in ("stem", "explanation")]
    examinee = seat([question(1, images=below, explanation="See there."), question(2)])
    examinee.begin(2, Mode.TUTOR)
    return examinee


def click_on_picture(examinee: Examinee) -> None:
    stem = examinee.frame.question.stem
    examinee.point(stem.viewport(), QPoint(60, stem.height() - 40))


def test_a_click_on_a_picture_opens_it_and_the_exam_keeps_its_hands_off(
    pictured: Examinee,
) -> None:
    click_on_picture(pictured)
    shown = viewer(pictured)
    pictured.press("1")
    assert shown.canvas.place.width() == 120
    pictured.press("A", "Right", "I")
    assert shown.invert.isChecked()
    assert pictured.item.answer == frozenset()
    close(pictured)
    pictured.press("A", "Return")
    assert pictured.item.submitted
    assert viewers(pictured) == []


def test_tab_and_enter_open_a_picture_and_enter_submits_again_afterwards(
    pictured: Examinee,
) -> None:
    stem = pictured.frame.question.stem
    pictured.press("A")
    stem.setFocus(Qt.FocusReason.TabFocusReason)
    pictured.press("Tab", "Return")
    viewer(pictured)
    assert not pictured.item.submitted
    close(pictured)
    pictured.press("Return")
    assert pictured.item.submitted


def test_a_picture_of_the_explanation_opens_too(pictured: Examinee) -> None:
    pictured.press("A", "Return")
    text = pictured.explanation.explanation
    pictured.wait(text.isVisible)
    pictured.point(text.viewport(), QPoint(60, text.height() - 40))
    assert viewer(pictured).canvas.isVisible()
    close(pictured)


def test_the_viewer_goes_when_the_time_is_up(seat: Callable[..., Examinee]) -> None:
    examinee = seat([question(1, images=[{"data": picture()}]), question(2)])
    examinee.begin(2)
    click_on_picture(examinee)
    viewer(examinee)
    examinee.clock.pass_time(100_000)
    examinee.wait(lambda: examinee.shell.taken_over is None)
    examinee.wait(lambda: not viewers(examinee))
    assert examinee.sees(r"Time was up.*")


def test_the_tools_follow_a_change_of_theme_and_text_size(examinee: Examinee) -> None:
    examinee.shell.resize(1280, 800)
    examinee.begin(2)
    dock = labs(examinee)
    examinee.press("Return")
    panel = calculator(examinee)
    usual = dock.list.visualRect(dock.list.labs.index(1)).height()
    theme.apply(examinee.app, "dark", 150)
    examinee.wait(lambda: dock.width() > 400)
    assert dock.list.visualRect(dock.list.labs.index(1)).height() >= 1.4 * usual
    assert dock.width() < 0.4 * examinee.frame.width()
    assert examinee.frame.body.rect().contains(panel.geometry())
    theme.apply(examinee.app, "light")


def test_the_keys_of_the_tools_stand_in_the_menu_of_the_exam(examinee: Examinee) -> None:
    examinee.begin(2)
    keys = {command.id: command.keys for command in examinee.shell.commands.all()}
    assert (keys["exam-labs"], keys["exam-calculator"]) == ("L", "K")
    assert QApplication.focusWidget() is not None
