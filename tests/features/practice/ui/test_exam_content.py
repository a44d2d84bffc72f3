"""Questions of every shape on the screen, before and after the answer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.textview import TextView
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

WORDS = "A 24-year-old woman comes to the physician because of fatigue and cramps. "
LONG = (
    f"<p>{WORDS * 44}</p>"
    "<table><tr><th>Serum</th><th>Value</th></tr><tr><td>Sodium</td><td>137 mEq/L</td></tr></table>"
    "<p>Which of these is right?</p>"
)


def picture(folder: Path) -> str:
    """Return a red PNG of 40×30 pixels in base64."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    file = folder / "red.png"
    image.save(str(file))
    return base64.b64encode(file.read_bytes()).decode()


def red_pixels(widget: QWidget) -> int:
    """Count the red pixels of a widget, in every eighth column."""
    seen = widget.grab().toImage()
    red = QColor(Qt.GlobalColor.red)
    columns = range(0, seen.width(), 8)
    return sum(seen.pixelColor(x, y) == red for x in columns for y in range(seen.height()))


def test_a_long_stem_with_a_table_scrolls_and_begins_at_its_top(
    seat: Callable[..., Examinee],
) -> None:
    examinee = seat([question(n, stem=LONG, markup="html") for n in (1, 2)])
    examinee.begin(2)
    area = examinee.frame.question.area
    assert len(LONG) > 3_300
    assert "\nSodium\n137 mEq/L\n" in examinee.frame.question.stem.toPlainText()
    last = examinee.row("E")
    assert area.verticalScrollBar().maximum() > 0
    assert last.mapTo(area, last.rect().bottomLeft()).y() > area.height()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert last.mapTo(area, last.rect().bottomLeft()).y() <= area.height()
    examinee.press("Right")
    assert area.verticalScrollBar().value() == 0


def test_revealing_moves_no_row(seat: Callable[..., Examinee]) -> None:
    stem = WORDS * 6
    examinee = seat([question(1, stem=stem, explanation="Because. " * 200)])
    examinee.shell.resize(1280, 800)
    examinee.begin(1, Mode.TUTOR)
    places = [row.geometry() for row in examinee.frame.question.rows]
    examinee.press("A", "Return")
    assert examinee.explanation.isVisible()
    assert [row.geometry() for row in examinee.frame.question.rows] == places


def test_the_explanation_stands_beside_or_below_by_the_width_of_the_window(
    examinee: Examinee,
) -> None:
    examinee.shell.resize(1280, 800)
    examinee.begin(2, Mode.TUTOR)
    examinee.press("B", "Return")
    asked, explained = examinee.frame.question, examinee.explanation
    assert explained.x() > asked.x()
    examinee.shell.resize(1000, 800)
    examinee.app.processEvents()
    assert explained.x() == asked.x()
    assert explained.y() > asked.y()


def test_after_the_answer_everything_known_is_told(seat: Callable[..., Examinee]) -> None:
    asked = question(
        1,
        explanation="Explained at length.",
        objective="What to keep.",
        references=[{"title": "Book", "source": "Ch. 6", "url": "https://example.org/6"}],
    )
    for letter, choice in zip("ABCDE", asked["choices"], strict=True):
        choice["rationale"] = f"why {letter}" if letter != "D" else ""
    examinee = seat([asked, question(2)])
    examinee.begin(2, Mode.TUTOR)
    examinee.clock.pass_time(102)
    examinee.press("B", "C", "Return")
    assert examinee.sees("Incorrect. The answer is B; you chose C")
    assert examinee.sees(r"You changed your answer once: B → C \(right to wrong\)")
    assert examinee.sees("1 min 42 s")
    shown = examinee.explanation
    assert shown.objective.text.toPlainText() == "What to keep."
    assert shown.explanation.toPlainText() == "Explained at length."
    assert "Book" in shown.references.toPlainText()
    reasons = [view for view in shown.rationales.findChildren(TextView) if view.isVisible()]
    assert [(view.accessibleName(), view.toPlainText()) for view in reasons] == [
        ("Choice B", "Right. why B"),
        ("Choice C", "Your choice. why C"),
        ("Choice A", "why A"),
        ("Choice E", "why E"),
    ]
    examinee.press("Return", "B", "Return")
    assert examinee.sees("your mean 51 s")
    assert examinee.sees("This question came without an explanation.")
    assert not shown.objective.isVisible()
    assert not shown.references.isVisible()


def test_a_hint_is_shown_when_asked_for_and_not_in_a_timed_block(
    seat: Callable[..., Examinee],
) -> None:
    examinee = seat([question(1, hint="Think of salt."), question(2)])
    examinee.begin(2)
    assert not examinee.sees("Hint")
    examinee.click("Suspend")
    examinee.begin(2, Mode.TUTOR)
    hint = examinee.frame.question.hint
    assert not hint.isVisible()
    examinee.click("Hint")
    assert hint.isVisible()
    assert hint.text.toPlainText() == "Think of salt."
    examinee.press("Right")
    assert not examinee.sees("Hint")
    assert not hint.isVisible()


def test_a_case_stands_above_its_questions(seat: Callable[..., Examinee]) -> None:
    case = {"id": "c", "vignette": "A man of 60."}
    examinee = seat([question(1, case=case), question(2)])
    examinee.begin(2)
    assert examinee.frame.question.vignette.toPlainText() == "A man of 60."
    assert examinee.sees("Case")
    examinee.press("Right")
    assert not examinee.frame.question.vignette.isVisible()
    assert not examinee.sees("Case")


def test_pictures_are_shown_below_the_stem(seat: Callable[..., Examinee], tmp_path: Path) -> None:
    images = [{"data": picture(tmp_path), "alt": "A smear"}]
    examinee = seat([question(1, images=images), question(2)])
    examinee.begin(2)
    stem = examinee.frame.question.stem
    assert red_pixels(stem) > 0
    examinee.press("Right")
    assert red_pixels(stem) == 0


def test_the_size_of_the_text_is_kept_and_is_the_exams_own(examinee: Examinee) -> None:
    block_id = examinee.begin(2)
    before = examinee.row("A").height(), examinee.frame.top.height()
    for _ in range(5):
        examinee.press("Ctrl+Plus")
    assert examinee.ui.settings.get("exam_zoom") == 200
    assert examinee.row("A").height() > 1.7 * before[0]
    assert examinee.frame.top.height() == before[1]
    assert theme.zoom() == 100
    examinee.click("Suspend")
    examinee.open(block_id)
    assert examinee.row("A").height() > 1.7 * before[0]
    examinee.press("Ctrl+0")
    assert examinee.row("A").height() == before[0]


def test_a_block_of_200_items_is_walked_to_its_end(seat: Callable[..., Examinee]) -> None:
    examinee = seat([question(n) for n in range(1, 201)])
    block_id = examinee.begin(200)
    listed = examinee.frame.list
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    examinee.press("End", "B")
    assert examinee.sees("Item 200 of 200")
    assert listed.viewport().rect().contains(listed.visualRect(listed.model().index(199, 0)))
    examinee.press("Right")
    assert examinee.sees("199 items are still open")
    examinee.press("Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert examinee.result(block_id).block.omitted == 199
    assert examinee.sees("Review 199 wrong")
