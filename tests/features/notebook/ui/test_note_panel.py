"""Beside a note: what links to it, what it goes to, who names it, its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.ui.note_panel import NotePanel
from ms2qbank_desktop.ui.widgets.siderow import SideRow
from tests.support.note_writer import NoteWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

BODY = "## Why\n\nSee [[Diuretics]].\n\n### Deeper\n\nText.\n\n## Then\n\nEnd.\n"


class Reader(NoteWriter):
    """A writer with the panel beside the editor."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.links = self.program.context.service(LinkService)
        self.panel = NotePanel(self.ui, self.editor)
        self.panel.setParent(self.shell)
        self.panel.setGeometry(0, 0, 300, 700)
        self.panel.show()
        self.diuretics = self.write_note("Diuretics", "Loop, thiazide.")

    def rest(self) -> None:
        for _ in range(3):
            self.app.processEvents()
            self.settle()

    @property
    def here(self) -> list[str]:
        self.rest()
        return [row.text() for row in self.panel.here.rows]

    @property
    def goes(self) -> list[str]:
        self.rest()
        return [row.text() for row in self.panel.goes.rows]

    @property
    def outline(self) -> list[str]:
        self.rest()
        items = (self.panel.outline.itemAt(at) for at in range(self.panel.outline.count()))
        rows = [item.widget() for item in items if item is not None]
        return [row.text() for row in rows if isinstance(row, SideRow)]


@pytest.fixture
def reader(qapp: QApplication, data_dir: Path) -> Iterator[Reader]:  # noqa: ARG001
    reader = Reader(data_dir)
    yield reader
    reader.leave()


def test_what_comes_and_what_goes_stand_apart(reader: Reader) -> None:
    note_id = reader.open_note("Tubule", BODY)
    reader.write_note("Stones", "As in [[Tubule]].")
    question = Place(Kind.QUESTION, 5)
    reader.links.link(reader.ui.user_id, Place(Kind.NOTE, note_id), question)
    assert reader.here == ["Stones"]
    assert reader.goes == ["Diuretics"]  # nobody knows the question
    assert reader.sees("Links here")


def test_without_links_only_the_way_to_make_one_is_there(reader: Reader) -> None:
    reader.open_note("Empty")
    assert reader.here == []
    assert not reader.sees("Links here")
    assert not reader.sees("Outline")
    assert reader.sees("Goes to")
    assert reader.panel.add.isVisible()


def test_the_outline_leads_to_its_heading(reader: Reader) -> None:
    reader.open_note("Tubule", BODY)
    reader.wait(lambda: reader.outline == ["Why", "Deeper", "Then"])
    last = reader.panel.outline.itemAt(2)
    assert last is not None
    row = last.widget()
    assert isinstance(row, SideRow)
    row.click()
    assert reader.editor.panes.pane.textCursor().block().text().endswith("Then")


def test_names_become_links_one_by_one_or_all_with_undo(reader: Reader) -> None:
    stones = reader.write_note("Stones", "Hypercalciuria as in Tubule.")
    table = reader.write_note("Table", "Tubule here.")
    reader.open_note("Tubule", "Nothing.")
    reader.rest()
    assert {one.note_id for one in reader.panel.mentions} == {stones, table}
    assert reader.panel.link_all.text() == "Link both"
    reader.panel.link_all.click()
    assert sorted(reader.here) == ["Stones", "Table"]
    assert reader.panel.mentions == []
    assert not reader.sees("Named but not linked")
    reader.click("Undo")
    assert reader.here == []
    assert len(reader.panel.mentions) == 2
    assert reader.on_disk(table).body == "Tubule here."


def test_another_note_shows_what_belongs_to_it(reader: Reader) -> None:
    reader.open_note("Tubule", BODY)
    assert reader.goes == ["Diuretics"]
    reader.editor.open(reader.diuretics)
    assert (reader.here, reader.goes) == (["Tubule"], [])


def test_while_the_note_is_typed_its_neighbours_are_not_searched(reader: Reader) -> None:
    reader.open_note("Tubule", "Nothing.")
    reader.rest()
    reads: list[str] = []
    reader.shell.tasks.started.connect(lambda task: reads.append(task.name))
    reader.type_text("More")
    reader.settle()
    assert "Reading links" not in reads
    reader.write_note("Stones", "As in [[Tubule]].")
    assert reader.here == ["Stones"]
    assert "Reading links" in reads
