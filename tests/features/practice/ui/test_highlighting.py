"""Highlighting with mouse and keyboard on the texts of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.storage.engine import connect
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.textview import TextView
from tests.support.examinee import question
from tests.support.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

STEM = "<p>A man of 60 has a <b>fever</b> 😀 and a rash on both legs.</p><p>What is it?</p>"
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def asked(number: int) -> dict[str, Any]:
    item = question(
        number,
        markup="html",
        stem=STEM,
        case={"id": "c", "vignette": f"Seen in the clinic on day {number}."},
        explanation="Because of the rash of the legs.",
        objective="A rash tells much.",
    )
    for letter, choice in zip("ABCDE", item["choices"], strict=True):
        choice["text"] = f"Disease {letter} of the blood vessels"
        choice["rationale"] = f"No disease {letter} has such a rash."
    return item


@pytest.fixture
def reader(qapp: QApplication, data_dir: Path) -> Iterator[Reader]:
    theme.apply(qapp, "light")
    reader = Reader(data_dir, [asked(1), asked(2)])
    reader.read()
    yield reader
    reader.leave()
    theme.apply(qapp, "light")


@pytest.mark.parametrize(
    ("part", "words"), [("stem", "fever 😀 and"), ("vignette", "clinic"), ("choice:2", "blood")]
)
def test_selected_words_are_highlighted_and_kept(reader: Reader, part: str, words: str) -> None:
    reader.drag(part, words)
    assert reader.kept(part) == []
    reader.pen.use("highlight")
    assert reader.pen.mode == "off"
    assert reader.kept(part) == [(words, "yellow")]
    assert reader.colour_at(part, words) == "highlight-yellow"
    assert reader.view(part).selection() == (0, 0)
    assert reader.chosen == []


def test_without_a_selection_the_mode_is_turned_on_and_off(reader: Reader) -> None:
    said: list[str] = []
    reader.pen.mode_changed.connect(said.append)
    reader.pen.use("highlight")
    reader.pen.use("erase")
    reader.pen.use("erase")
    assert said == ["highlight", "erase", "off"]
    assert not reader.pen.apply_to_selection()


@pytest.mark.parametrize(("part", "words"), [("stem", "both legs"), ("choice:0", "vessels")])
def test_in_the_mode_each_selection_is_taken_at_once(reader: Reader, part: str, words: str) -> None:
    reader.pen.set_mode("highlight")
    reader.drag(part, words)
    assert reader.kept(part) == [(words, "yellow")]
    reader.pen.set_mode("erase")
    reader.drag(part, words)
    assert reader.kept(part) == []
    assert reader.colour_at(part, words) == ""
    assert reader.chosen == []


@pytest.mark.parametrize(("part", "words"), [("stem", "both legs"), ("choice:3", "blood")])
def test_a_click_in_the_mode_erase_removes_the_whole_highlight_and_chooses_nothing(
    reader: Reader, part: str, words: str
) -> None:
    reader.drag(part, words)
    reader.pen.use("highlight")
    reader.click(part, words)
    assert reader.kept(part) == [(words, "yellow")]
    reader.chosen.clear()
    reader.pen.set_mode("erase")
    reader.click(part, words)
    assert reader.kept(part) == []
    assert reader.chosen == []


def test_a_click_on_a_choice_chooses_in_every_mode_where_nothing_is_highlighted(
    reader: Reader,
) -> None:
    for mode in ("off", "highlight", "erase"):
        reader.pen.set_mode(mode)
        reader.click("choice:1", "blood")
    assert reader.chosen == [1, 1, 1]


def test_only_one_text_has_a_selection(reader: Reader) -> None:
    reader.drag("stem", "fever")
    reader.drag("choice:0", "blood")
    assert reader.view("stem").selection() == (0, 0)
    reader.drag("stem", "rash")
    assert reader.view("choice:0").selection() == (0, 0)
    assert reader.chosen == []


def test_the_keyboard_selects_in_the_stem(reader: Reader) -> None:
    stem = reader.view("stem")
    stem.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(stem, Qt.Key.Key_Right, CTRL)
    for _ in range(2):
        QTest.keyClick(stem, Qt.Key.Key_Right, SHIFT | CTRL)
    reader.pen.use("highlight")
    assert reader.kept("stem") == [("of 60", "yellow")]


def test_the_keyboard_selects_in_a_choice(reader: Reader) -> None:
    row = reader.view("choice:0")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(row, Qt.Key.Key_Right, SHIFT | CTRL)
    reader.pen.set_mode("highlight")
    QTest.keyPress(row, Qt.Key.Key_Right, SHIFT | CTRL)
    QTest.keyRelease(row, Qt.Key.Key_Shift)
    assert reader.kept("choice:0") == [("A of", "yellow")]
    assert reader.chosen == []


def test_highlights_of_choices_go_with_them_when_they_are_shuffled(reader: Reader) -> None:
    reader.drag("choice:0", "blood")
    reader.pen.use("highlight")
    reader.read(order="EDCBA")
    assert reader.colour_at("choice:0", "blood") == "highlight-yellow"
    assert reader.question.rows[4] is reader.view("choice:0")
    assert reader.colour_at("choice:4", "blood") == ""


def test_each_question_shows_its_own_highlights(reader: Reader) -> None:
    reader.drag("stem", "fever")
    reader.pen.use("highlight")
    reader.read(1)
    assert reader.colour_at("stem", "fever") == ""
    reader.read(0)
    assert reader.colour_at("stem", "fever") == "highlight-yellow"


@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_highlights_outlive_a_change_of_theme_and_zoom(
    reader: Reader, qapp: QApplication, name: str
) -> None:
    for part, words in (("stem", "fever"), ("choice:1", "blood")):
        reader.drag(part, words)
        reader.pen.use("highlight")
    theme.apply(qapp, name)
    reader.question.set_zoom(150)
    qapp.processEvents()
    for part, words in (("stem", "fever"), ("choice:1", "blood")):
        assert reader.colour_at(part, words) == "highlight-yellow"


@pytest.mark.parametrize("part", ["explanation", "objective", "rationale:0", "rationale:1"])
def test_the_explanation_is_highlighted_like_the_question(reader: Reader, part: str) -> None:
    reader.session.choose(0)
    reader.read(settled=True)
    reader.drag(part, "rash")
    reader.pen.use("highlight")
    assert reader.kept(part) == [("rash", "yellow")]
    assert reader.colour_at(part, "rash") == "highlight-yellow"


def test_a_rationale_keeps_its_highlight_whatever_the_answer_was(reader: Reader) -> None:
    reader.read(settled=True)
    reader.drag("rationale:0", "No disease")
    reader.pen.use("highlight")
    view = reader.view("rationale:0")
    assert view.shown_text().startswith("No disease A")
    reader.session.choose(0)
    reader.read(settled=True)
    view = reader.view("rationale:0")
    assert view.shown_text().startswith("Your choice. No disease A")
    assert reader.colour_at("rationale:0", "No disease") == "highlight-yellow"
    assert reader.colour_at("rationale:0", "Your choice") == ""
    reader.pen.set_mode("erase")
    reader.click("rationale:0", "disease")
    assert reader.kept("rationale:0") == []


def test_choices_can_be_highlighted_after_the_answer(reader: Reader) -> None:
    reader.session.choose(0)
    reader.read(settled=True)
    reader.drag("choice:0", "blood vessels")
    reader.pen.use("highlight")
    assert reader.kept("choice:0") == [("blood vessels", "yellow")]
    assert reader.chosen == []
    reader.pen.set_mode("highlight")
    place, button = reader.spot("choice:1", "blood"), Qt.MouseButton.LeftButton
    QTest.mouseDClick(reader.surface("choice:1"), button, pos=place)
    QTest.mouseRelease(reader.surface("choice:1"), button, pos=place)
    assert reader.kept("choice:1") == [("blood", "yellow")]


def test_highlighting_lays_nothing_out_again(reader: Reader) -> None:
    stem = reader.view("stem")
    assert isinstance(stem, TextView)
    told: list[object] = []
    layout = stem.document().documentLayout()
    layout.documentSizeChanged.connect(told.append)
    stem.document().contentsChange.connect(lambda *change: told.append(change))
    height, first = stem.height(), stem.document().revision()
    reader.drag("stem", "fever")
    reader.pen.use("highlight")
    assert told == []
    assert (stem.height(), stem.document().revision()) == (height, first)


@pytest.mark.expects_log("no place for a banner")
def test_a_highlight_that_cannot_be_saved_is_not_painted(reader: Reader) -> None:
    reader.drag("stem", "fever")
    database = connect(reader.desk.context.paths.database)
    database.execute(
        "CREATE TRIGGER full BEFORE INSERT ON highlights BEGIN"
        " SELECT RAISE(ABORT, 'database or disk is full'); END"
    )
    reader.pen.use("highlight")
    database.execute("DROP TRIGGER full")
    database.close()
    assert reader.kept("stem") == []
    assert reader.colour_at("stem", "fever") == ""
    assert reader.view("stem").selection() != (0, 0)
