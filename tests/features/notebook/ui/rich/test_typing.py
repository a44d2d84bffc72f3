"""Markdown that is typed becomes what it means; keys do what a writer expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from .conftest import Writer


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        ("## Head\npara", "## Head\n\npara"),
        ("- one\ntwo\n\tthree\n\nfour\n\nend", "- one\n- two\n  - three\n- four\n\nend"),
        ("1. one\ntwo\n\nend", "1. one\n2. two\n\nend"),
        ("> said\nmore\n\nend", "> said\n>\n> more\n\nend"),
        ("[ ] open\nnext\n\nend", "- [ ] open\n- [ ] next\n\nend"),
        ("- [x] done", "- [x] done"),
        ("```py\ncode\n  in\nx\n\n\nend", "```py\ncode\n  in\n  x\n```\n\nend"),
        ("---\nend", "---\n\nend"),
        ("a **b** *i* ~~s~~ ==m== `c` x", "a **b** *i* ~~s~~ ==m== `c` x"),
        ("see [[Renal 2@12:34]] and $x^2$ ok", "see [[Renal 2@12:34]] and $x^2$ ok"),
        ("[a](http://x.y) b", "[a](http://x.y) b"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("5 * 3 * 2 and a_b_c", "5 * 3 * 2 and a_b_c"),
        ("- a\n\t\tb", "- a\n  - b"),
    ],
)
def test_typed_marks_become_what_they_mean(writer: Writer, keys: str, body: str) -> None:
    writer.open("")
    writer.type(keys)
    assert writer.body == body
    writer.undo_all()
    assert writer.body == ""


def test_a_typed_mark_is_no_longer_in_the_text(writer: Writer) -> None:
    writer.open("")
    writer.type("## Head **bold** [[Renal]] end")
    assert writer.text.toPlainText() == "Head bold Renal end"


def test_undo_after_a_typed_mark_gives_the_letters_back(writer: Writer) -> None:
    writer.open("")
    writer.type("**bold**")
    assert writer.text.toPlainText() == "bold"
    writer.text.undo()
    assert writer.text.toPlainText() == "**bold**"
    writer.text.redo()
    assert writer.text.toPlainText() == "bold"


def test_what_is_typed_behind_a_chip_is_not_part_of_it(writer: Writer) -> None:
    writer.open("see [[Renal]]")
    writer.type(" more")
    assert writer.body == "see [[Renal]] more"


def test_backspace_opens_a_chip_for_editing(writer: Writer) -> None:
    typed: list[str] = []
    writer.text.wiki_typed.connect(lambda words, _at: typed.append(words))
    writer.open("see [[Renal 2|there]]")
    writer.type("\b")
    assert writer.text.toPlainText() == "see [[Renal 2"
    assert typed[-1] == "Renal 2"
    assert writer.text.links.open_at >= 0
    writer.text.complete_wiki("Renal 3")
    assert writer.body == "see [[Renal 3]]"
    assert writer.text.links.open_at < 0


def test_an_open_bracket_asks_for_completion_until_it_is_left(writer: Writer) -> None:
    typed: list[tuple[str, QRect]] = []
    left: list[bool] = []
    writer.text.wiki_typed.connect(lambda words, at: typed.append((words, at)))
    writer.text.wiki_left.connect(lambda: left.append(True))
    writer.open("")
    writer.type("Compare [[appa")
    assert [words for words, _at in typed[-3:]] == ["ap", "app", "appa"]
    assert typed[-1][1].height() > 5
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    assert left == [True]


def test_backspace_at_the_start_takes_first_what_a_block_is(writer: Writer) -> None:
    writer.open("para\n\n> ## Head\n\n- a\n  - b")
    writer.go("b")
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    for body in ("- a\n- b", "- a\n\nb"):
        writer.type("\b")
        assert writer.body.endswith(body)
    writer.go("Head")
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    for body in ("> Head", "para\n\nHead", "paraHead"):
        writer.type("\b")
        assert body in writer.body


def test_enter_before_a_block_leaves_its_source(writer: Writer) -> None:
    writer.open("*   a _b_\n")
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    writer.type("\n")
    assert writer.body == "*\n*   a _b_\n"


def test_a_line_break_in_a_paragraph_stays_one(writer: Writer) -> None:
    writer.open("one")
    QTest.keyClick(writer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    writer.type("two")
    assert writer.body == "one\ntwo"


@pytest.mark.parametrize(
    ("body", "at", "wanted"),
    [
        ("- one more\n- two", "one", "- one\n  x more\n- two"),
        ("**one more**", "one", "**one\nx more**"),
        ("> one", "one", "> one\n> x"),
        ("| one |\n|---|\n| b |", "b", "b<br>x"),
    ],
)
def test_a_line_break_stands_in_items_emphasis_quotes_and_cells(
    writer: Writer, body: str, at: str, wanted: str
) -> None:
    writer.open(body, at=at)
    QTest.keyClick(writer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    writer.type("x")
    assert wanted in writer.body
    shown = writer.text.toPlainText()
    writer.open(writer.body)
    assert writer.text.toPlainText() == shown.replace("\n more", "\nmore")


def test_a_space_at_the_start_of_a_task_ticks_it(writer: Writer) -> None:
    writer.open("- [ ] card")
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    writer.type(" ")
    assert writer.body == "- [x] card"
    writer.text.undo()
    assert writer.body == "- [ ] card"


def test_tab_and_shift_tab_put_items_deeper_and_back(writer: Writer) -> None:
    writer.open("- a\n- b")
    writer.type("\t")
    assert writer.body == "- a\n  - b"
    QTest.keyClick(writer.text, Qt.Key.Key_Backtab)
    assert writer.body == "- a\n- b"


def test_a_deletion_over_blocks_leaves_one_look(writer: Writer) -> None:
    writer.open("# Head\n\npara")
    writer.go("para")
    QTest.keyClick(writer.text, Qt.Key.Key_Home)
    writer.type("\b")
    assert writer.body == "# Headpara"
    writer.undo_all()
    assert writer.body == "# Head\n\npara"


def test_edited_is_told_for_each_change_and_not_for_opening(writer: Writer) -> None:
    edits: list[bool] = []
    writer.text.edited.connect(lambda: edits.append(True))
    writer.open("one\n\ntwo")
    assert edits == []
    writer.type("x")
    assert edits


def test_marks_and_links_are_found_behind_signs_of_two_units(writer: Writer) -> None:
    writer.open("😀😀 and more", at="😀😀")
    writer.type(" **salt** [[loop")
    assert writer.text.links.open_at >= 0
    writer.text.complete_wiki("Loop of Henle")
    assert writer.body == "😀😀 **salt** [[Loop of Henle]] and more"
    writer.text.go_to(writer.body.index("more"))
    writer.type("no ")
    assert writer.body.endswith("]] and no more")


def test_what_is_typed_over_a_selection_beside_a_formula_is_text(writer: Writer) -> None:
    writer.open("")
    writer.type("$a$ ")
    QTest.keyClick(writer.text, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    writer.type("[x")
    assert writer.body == "$a$[x"
    writer.open("a **bold** word")
    writer.select("bold")
    writer.type("n")
    assert writer.body == "a **n** word"
    writer.text.undo()
    assert writer.body == "a **bold** word"


def test_a_formula_put_in_beside_letters_is_still_one_when_it_is_read_again(
    writer: Writer,
) -> None:
    writer.open("saltwater", at="salt")
    writer.text.insert_formula("x_1")
    assert writer.body == "salt $x_1$ water"
    writer.open(writer.body)
    assert "x_1" not in writer.text.toPlainText()


def test_lines_of_the_source_are_lines_on_the_page_and_stay_as_they_are(writer: Writer) -> None:
    body = "Na 140\nK 4.1\n- one\n  more\n\n> said\n> so\n\nend"
    writer.open(body)
    assert writer.text.document().toPlainText() == "Na 140\nK 4.1\none\nmore\nsaid\nso\nend"
    assert writer.text.document().blockCount() == 4
    for words, typed in (("4.1", " low"), ("140", " high"), ("more", "!")):
        writer.go(words)
        writer.type(typed)
    for before, word in (("K 4.1 low", "140 high\nK"), ("- one", "- one\n  more!")):
        assert before in writer.body
        assert word in writer.body
    writer.undo_all()
    assert writer.body == body


def test_what_is_typed_at_the_begin_of_a_line_leaves_the_end_of_the_one_before(
    writer: Writer,
) -> None:
    writer.open("first\nsecond")
    writer.select("second")
    QTest.keyClick(writer.text, Qt.Key.Key_Left)
    writer.type("the ")
    assert writer.body == "first\nthe second"
    writer.type("\b" * 5)
    assert writer.body == "firstsecond"
