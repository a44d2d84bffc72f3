"""Another theme or zoom: the same text, and the same history."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui import theme
from tests.support.markdowns import bodies
from tests.support.note_writer import long_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Writer


def look(name: str, zoom: int = 100) -> None:
    """Choose a theme and a zoom."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, zoom)


@pytest.fixture(autouse=True)
def light() -> Iterator[None]:
    """Leave the program as the other tests expect it."""
    yield
    look("light")


def undone(writer: Writer) -> list[str]:
    """Take everything back, and return the texts on the way, each once."""
    found = [writer.body]
    while writer.text.document().isUndoAvailable():
        writer.text.undo()
        if writer.body != found[-1]:
            found.append(writer.body)
    return found


def redone(writer: Writer) -> list[str]:
    """Do everything again, and return the texts on the way, each once."""
    found = [writer.body]
    while writer.text.document().isRedoAvailable():
        writer.text.redo()
        if writer.body != found[-1]:
            found.append(writer.body)
    return found


def test_what_was_typed_can_be_taken_back_after_a_zoom(writer: Writer) -> None:
    writer.open("# Nephron\n\nThe loop.", at="loop")
    writer.type(" of Henle")
    look("light", 150)
    assert writer.body == "# Nephron\n\nThe loop of Henle."
    QTest.keyClick(writer.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert writer.body == "# Nephron\n\nThe loop."
    QTest.keyClick(
        writer.text,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert writer.body == "# Nephron\n\nThe loop of Henle."


def test_what_is_taken_back_has_the_present_look(writer: Writer) -> None:
    writer.open("See ==this==.", at="See")
    writer.type(" **all** of")
    writer.select("this")
    QTest.keyClick(writer.text, Qt.Key.Key_Delete)
    look("dark", 130)
    undone(writer)
    fragment = writer.text.document().find("this").charFormat()
    assert fragment.background().color() == theme.current().color("highlight-yellow")
    block = writer.text.document().firstBlock()
    assert block.blockFormat().bottomMargin() == theme.px(10) == 13
    redone(writer)
    assert writer.body == "See **all** of ."


def test_the_way_back_and_forth_is_the_same_from_its_middle(writer: Writer) -> None:
    writer.open("| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd", at="1")
    writer.type("23")
    writer.go("End")
    writer.type("\n- x\ny\n\nz\n\n")
    writer.text.set_heading(2)
    writer.type("**b** h")
    back = undone(writer)
    forth = redone(writer)
    for _ in range(4):
        writer.text.undo()
    middle = writer.body
    assert middle in back[1:-1]
    blocks = writer.text.document().blockCount()
    look("sepia", 90)
    assert (writer.body, writer.text.document().blockCount()) == (middle, blocks)
    assert redone(writer) == forth[forth.index(middle) :]
    assert undone(writer) == back


def test_the_caret_stays_in_the_empty_line_where_it_stood(writer: Writer) -> None:
    writer.open("One\n\nTwo", at="One")
    writer.type("\n\n\n")
    place = writer.text.textCursor().position()
    look("dark")
    assert writer.text.textCursor().position() == place
    writer.type("here")
    assert writer.body.replace("\n", "") == "OnehereTwo"


def test_a_theme_is_no_edit(writer: Writer) -> None:
    writer.open("Some text.", at="Some")
    writer.type(" more")
    edits: list[int] = []
    writer.text.edited.connect(lambda: edits.append(1))
    look("dark")
    look("light", 120)
    assert edits == []
    writer.text.undo()
    assert edits == [1]


def assert_same_history(writer: Writer) -> None:
    """Change theme and zoom, and compare every text that undo and redo lead to."""
    document, now = writer.text.document(), writer.body
    steps = 0
    back = [now]
    while document.isUndoAvailable():
        document.undo()
        steps += 1
        if writer.body != back[-1]:
            back.append(writer.body)
    for _ in range(steps):
        document.redo()
    forth = redone(writer)
    while forth[0] != forth[-1] and writer.body != now:
        document.undo()
    assert writer.body == now
    look("dark", 120)
    assert writer.body == now
    assert redone(writer)[-1] == forth[-1]
    assert undone(writer) == [*forth[:0:-1], *back]
    writer.text.sources.changed()
    assert writer.body == back[-1]


DEEDS = ("type", "enter", "remove", "heading", "list", "quote", "code", "table", "bold", "undo")


@given(body=bodies, deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_was_done_the_history_is_the_same_in_another_theme(
    writer: Writer, body: str, deeds: list[tuple[str, int]]
) -> None:
    look("light")
    writer.open(body)
    text = writer.text
    for deed, number in deeds:
        cursor = text.textCursor()
        cursor.setPosition(number % text.document().characterCount())
        text.setTextCursor(cursor)
        {
            "type": lambda: writer.type("Qq "),
            "enter": lambda: writer.type("\n"),
            "remove": lambda: writer.type("\b\b"),
            "heading": lambda: text.set_heading(2),
            "list": lambda: text.set_list("bullet"),
            "quote": text.toggle_quote,
            "code": lambda: writer.type("```\n"),
            "table": lambda: text.insert_table(2, 2),
            "bold": lambda: text.toggle("bold"),
            "undo": text.undo,
        }[deed]()
    assert_same_history(writer)


def test_a_hidden_note_is_dressed_as_it_is_shown_again(writer: Writer) -> None:
    writer.open("# Nephron\n\nThe loop.", at="loop")
    writer.type("s")
    size = writer.text.document().firstBlock().charFormat().fontPointSize()
    writer.text.hide()
    look("dark", 150)
    assert writer.text.document().firstBlock().charFormat().fontPointSize() == size
    writer.text.show()
    assert writer.text.document().firstBlock().charFormat().fontPointSize() == 1.5 * size
    assert undone(writer)[-1] == "# Nephron\n\nThe loop."


def test_a_long_note_with_a_long_history_changes_its_look_soon(writer: Writer) -> None:
    writer.open(long_body())
    writer.go("nephron")
    for _ in range(60):
        writer.type("a\n")
    began = thread_time()
    look("dark")
    assert thread_time() - began < 3
    assert len(undone(writer)) > 30
