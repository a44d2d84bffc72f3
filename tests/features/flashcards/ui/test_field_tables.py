"""Tables in the fields of a note: made, pasted, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.flashcards.ui.editor_text import FieldText
from ms2qbank_desktop.features.flashcards.ui.editor_toolbar import EditorToolbar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IONS = "<table><tr><td>Na</td><td>140</td></tr><tr><td>K</td><td>4</td></tr></table>"


@pytest.fixture
def field(qtbot: QtBot) -> FieldText:
    made = FieldText("Back", lambda _name: None)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def write(field: FieldText, *cells: str) -> None:
    """Write into one cell after the other."""
    for place, words in enumerate(cells):
        if place:
            QTest.keyClick(field, Qt.Key.Key_Tab)
        QTest.keyClicks(field, words)


def test_a_table_is_made_by_its_button_and_filled_by_tab(qtbot: QtBot, field: FieldText) -> None:
    bar = EditorToolbar(field)
    qtbot.addWidget(bar)
    bar.target = field
    QTest.keyClicks(field, "Serum")
    bar.buttons["table"].click()
    write(field, "Na", "140", "K", "4")
    assert field.html() == f"Serum{IONS}"
    write(field, "", "Cl", "100")
    assert field.html() == f"Serum{IONS}".replace(
        "</table>", "<tr><td>Cl</td><td>100</td></tr></table>"
    )


def test_backtab_goes_back_and_leaves_the_table_at_its_first_cell(field: FieldText) -> None:
    field.insert_table()
    write(field, "a", "b")
    QTest.keyClick(field, Qt.Key.Key_Backtab)
    QTest.keyClicks(field, "1")
    assert "<td>1a</td><td>b</td>" in field.html()


@pytest.mark.parametrize(
    "html",
    [
        IONS,
        f"before{IONS}after",
        f"<ul><li>one</li></ul>{IONS}",
        f"{IONS}<ol><li>one</li></ol>",
        "<table><tr><td><b>x</b><br>y</td><td></td></tr></table>",
    ],
)
def test_a_table_goes_through_the_rich_text_as_it_was(field: FieldText, html: str) -> None:
    field.show_html(html)
    assert field.html() == html


def test_a_pasted_table_keeps_its_cells_apart_and_undo_takes_it_back(field: FieldText) -> None:
    page = QMimeData()
    page.setHtml(IONS.replace("<table>", '<table border="1" class="wide"><tbody>'))
    QTest.keyClicks(field, "Serum")
    field.insertFromMimeData(page)
    assert field.html() == f"Serum{IONS}"
    field.undo()
    assert field.html() == "Serum"
