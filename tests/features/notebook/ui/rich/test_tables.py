"""Tables are written in cell by cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from ms2qbank_desktop.features.notebook.ui.rich import context_menu, table_editing

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from .conftest import Writer

TABLE = "para\n\n| aa | bb |\n|---|--:|\n| 1 | 2 |\n\nend\n"


def rows(body: str) -> list[str]:
    """Return the rows of the table in a body, without blanks and with rulers of one length."""
    lines = (line.replace(" ", "") for line in body.splitlines() if line.startswith("|"))
    return [re.sub(r"-+", "---", line) for line in lines]


def test_one_cell_is_edited_and_the_rest_of_the_note_stays(writer: Writer) -> None:
    writer.open(TABLE, at="1")
    writer.type("x")
    assert rows(writer.body) == ["|aa|bb|", "|---|---:|", "|1x|2|"]
    assert writer.body.startswith("para\n\n|")
    assert writer.body.endswith("|\n\nend\n")
    writer.undo_all()
    assert writer.body == TABLE


def test_tab_goes_on_and_makes_a_row_behind_the_last_cell(writer: Writer) -> None:
    writer.open(TABLE, at="1")
    writer.type("\t3\tnew\tlast")
    assert rows(writer.body) == ["|aa|bb|", "|---|---:|", "|1|3|", "|new|last|"]
    QTest.keyClick(writer.text, Qt.Key.Key_Backtab)
    writer.type("old")
    assert rows(writer.body)[-1] == "|old|last|"


def test_enter_goes_to_the_row_below(writer: Writer) -> None:
    writer.open(TABLE, at="aa")
    writer.type("\n9\n8")
    assert rows(writer.body) == ["|aa|bb|", "|---|---:|", "|9|2|", "|8||"]


def test_rows_and_columns_come_go_and_move(writer: Writer) -> None:
    writer.open(TABLE, at="1")
    text = writer.text
    table_editing.insert_rows(text, 1, below=True)
    writer.type("x")
    table_editing.move_row(text, 1)
    writer.go("x" if "x" in text.toPlainText() else "1")
    table_editing.insert_column(text, right=True)
    assert len(rows(writer.body)[0].split("|")) == 5
    table_editing.move_column(text, 1)
    table_editing.align(text, "c")
    assert rows(writer.body)[1].count(":") == 3
    table_editing.remove_column(text)
    table_editing.remove_row(text)
    assert len(rows(writer.body)) == 3
    writer.undo_all()
    assert writer.body == TABLE


def test_a_table_is_put_in_and_taken_out(writer: Writer) -> None:
    writer.open("one\n\ntwo\n", at="one")
    writer.text.insert_table(2, 2)
    assert writer.text.state().table
    writer.type("a\tb\tc\td")
    assert rows(writer.body) == ["|a|b|", "|---|---|", "|c|d|"]
    assert writer.body.startswith("one\n\n|")
    assert writer.body.endswith("|\n\ntwo\n")
    table_editing.remove(writer.text)
    assert writer.body == "one\n\ntwo\n"


def test_what_stands_around_a_table_that_is_taken_out_stays_apart(writer: Writer) -> None:
    writer.open("# Head\n\n| a |\n|---|\n| 1 |\n- item\n", at="1")
    table_editing.remove(writer.text)
    assert writer.body == "# Head\n\n- item\n"
    writer.undo_all()
    assert writer.body == "# Head\n\n| a |\n|---|\n| 1 |\n- item\n"


def test_alt_and_an_arrow_move_a_row(writer: Writer) -> None:
    writer.open("| a |\n|---|\n| 1 |\n| 2 |\n", at="2")
    QTest.keyClick(writer.text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rows(writer.body) == ["|a|", "|---|", "|2|", "|1|"]


def test_a_bar_in_a_cell_is_escaped(writer: Writer) -> None:
    writer.open(TABLE, at="1")
    writer.type("|x [[N|w]] ")
    assert rows(writer.body)[2] == "|1\\|x[[N\\|w]]|2|"


def test_the_menu_of_a_table_offers_what_can_be_done(writer: Writer) -> None:
    writer.open(TABLE, at="1")
    text = writer.text
    place = text.cursorRect().center()
    menu = context_menu.menu_at(text, text.links, text.paste_plain, place)
    assert {"Row", "Column", "Remove table"} <= {entry.text() for entry in menu.actions()}
    entry(menu, "Row", "Row below").trigger()
    assert len(rows(writer.body)) == 4


def entry(menu: QMenu, submenu: str, words: str) -> QAction:
    """Return an entry of a menu in a menu by its words."""
    inner = next(one.menu() for one in menu.actions() if one.text() == submenu)
    assert isinstance(inner, QMenu)
    return next(one for one in inner.actions() if one.text().split("\t")[0] == words)


WIDE = """| | Like | Pressure | Serum K | Urine Ca |
|---|---|---|---|---|
| **Bartter** | loop diuretic | low or normal | low | high |
| **Liddle** | too much aldosterone | high | low | normal |
"""


def test_no_word_breaks_in_a_table_of_five_columns_beside_list_and_panel(writer: Writer) -> None:
    writer.open(WIDE)
    writer.text.resize(456, 600)
    writer.bot.wait(1)
    block = writer.text.document().begin()
    while block.isValid():
        layout, text = block.layout(), block.text()
        ends = [layout.lineAt(at) for at in range(layout.lineCount() - 1)]
        for place in (line.textStart() + line.textLength() for line in ends):
            assert not text[place - 1 : place + 1].isalpha(), text
        block = block.next()
