"""Callouts and footnotes, as other programs for notes have them, are shown and kept as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.markdown.model import Kind, What
from ms2qbank_desktop.ui.theme import current

from .test_objects import colours

if TYPE_CHECKING:
    from .conftest import Writer

NOTE = """> [!warning]- Mind the gap
> Anion gap **first**.

Salt[^a] and water.

[^a]: Harrison
[^2]: Boron, and
    more
"""


def test_they_are_shown_instead_of_their_markdown(writer: Writer) -> None:
    writer.open(NOTE)
    shown = writer.text.toPlainText()
    assert "[" not in shown
    assert "]" not in shown
    blocks = [entry[0] for _number, entry in writer.text.mirror.all()]
    signs = [[s.text for s in block.spans if s.what is What.SIGN] for block in blocks]
    assert signs[:4] == [["Warning"], ["a"], ["a"], ["2"]]
    assert {block.kind for block in blocks} == {Kind.PARAGRAPH}
    assert current().color("warning").name() in colours(writer)
    writer.open("> Anion gap")
    assert current().color("warning").name() not in colours(writer)


def test_what_is_written_beside_them_keeps_them(writer: Writer) -> None:
    writer.open(NOTE, at="gap")
    writer.type("s")
    writer.go("Salt")
    writer.type("s")
    writer.go("Harrison")
    writer.type(" 21")
    assert writer.body == (
        NOTE.replace("gap\n", "gaps\n").replace("Salt", "Salts").replace("Harrison", "Harrison 21")
    )


def test_they_are_typed_as_they_are_written(writer: Writer) -> None:
    writer.open("")
    writer.type("Salt[^1] and [^x y]")
    assert "[^1]" not in writer.text.toPlainText()
    assert writer.body == "Salt[^1] and [^x y]"
    writer.open("> now", at="now")
    writer.text.selectAll()
    writer.type("[!tip] Do")
    assert writer.body == "> [!tip] Do"
    writer.type("\n\n[^1]: Why")
    assert writer.body.endswith("\n\n[^1]: Why")


def test_a_click_on_a_number_opens_no_formula(writer: Writer) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    writer.open("Salt[^1]", at="Salt")
    QTest.mouseClick(
        writer.text.viewport(),
        Qt.MouseButton.LeftButton,
        pos=writer.text.cursorRect().center(),
    )
    assert writer.text.formulas.box is None
    assert writer.body == "Salt[^1]"
