"""A student keeps a notebook with nothing but the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.ui.widgets.placetree import Part
from tests.support.scholar import Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


class Typist(Scholar):
    """Never touches the mouse, and looks at the disk for what became of it."""

    def to_tree(self, place: str) -> None:
        """Walk to a place in the tree."""
        tree = self.page.tree
        if not tree.hasFocus():
            self.strike("Alt+B")
        assert tree.hasFocus()
        wanted = next(item for item in tree.items() if item.text(0) == place)
        items = [item for item in tree.items() if item.data(0, Part.PLACE) is not None]
        for _ in items:
            if tree.currentItem() is wanted:
                break
            below = any(item is tree.currentItem() for item in items[: items.index(wanted)])
            self.press("Down" if below else "Up")
        assert tree.currentItem() is wanted
        self.settle()

    def to_list(self) -> None:
        """Walk from the tree back to the list."""
        if not self.page.tree.hasFocus():
            self.strike("Alt+B")
        self.strike("Alt+B")
        assert self.page.list.hasFocus()

    def has_written(self, title: str, words: str) -> bool:
        """Whether a note stands on the disk with these words."""
        lines = self.notes.lines(self.user_id, NoteFilter(archived=None))
        ids = [line.id for line in lines if line.title == title]
        return any(words in self.notes.note(self.user_id, one).body for one in ids)


@pytest.fixture
def typist(qapp: QApplication, data_dir: Path) -> Iterator[Typist]:  # noqa: ARG001
    typist = Typist(data_dir, empty=True)
    yield typist
    if Shiboken.isValid(typist.shell):
        typist.leave()


@pytest.mark.journey
def test_a_notebook_is_begun_filled_put_in_order_and_tidied_by_keys_alone(typist: Typist) -> None:
    page = typist.page
    typist.shell.top.tabs.setFocus()
    typist.strike("F6", "Shift+N")  # two notebooks, one inside the other
    typist.write("Systems")
    typist.strike("Return")
    typist.to_tree("Systems")
    typist.strike("Alt+Shift+N")
    typist.write("Renal")
    typist.strike("Return")
    assert [(one.name, one.parent_id is None) for one in page.notebooks] == [
        ("Systems", True),
        ("Renal", False),
    ]

    for title, words in (("Tubules", "NCC is lost in Gitelman #renal"), ("Stones", "See Tubules")):
        typist.to_tree("Renal")
        typist.strike("N")  # the title waits to be written over
        typist.write(title)
        typist.strike("Tab")
        while not page.note.editor.panes.pane.hasFocus():  # type: ignore[union-attr]
            typist.press("Tab")
        typist.write(words)
        typist.wait(partial(typist.has_written, title, words))
    typist.settle()
    assert sorted(typist.titles) == ["Stones", "Tubules"]
    assert typist.places()["Systems"] == "2"

    typist.to_list()
    typist.strike("Home")
    typist.strike("P", "1")  # pinned and yellow
    (line,) = typist.notes.lines(typist.user_id, NoteFilter(pinned=True))
    assert line.colour == "yellow"

    typist.strike("Ctrl+Shift+F")
    typist.write("gitel")
    assert typist.titles == ["Tubules"]
    typist.strike("Return", "Return")  # to the list, and into the note
    editor = page.note.editor
    assert editor is not None
    assert editor.isAncestorOf(typist.app.focusWidget() or page.list)
    typist.strike("Escape")
    assert page.list.hasFocus()
    typist.strike("Ctrl+Shift+F", "Escape", "Escape")

    typist.strike("Ctrl+A", "M")  # both into a new notebook
    typist.write("Kidney")
    typist.strike("Return")
    assert typist.places()["Kidney"] == "2"
    typist.strike("Ctrl+Z")
    assert "Kidney" not in typist.places()
    assert typist.places()["Renal"] == "2"

    typist.to_list()
    typist.strike("Home", "Delete")
    assert len(typist.titles) == 1
    typist.to_tree("Trash")
    typist.to_list()
    typist.strike("R")
    typist.to_tree("Renal")
    assert len(typist.titles) == 2
    typist.strike("Delete")  # the notebook; its notes stay
    assert "Renal" not in typist.places()
    assert typist.places()["All notes"] == "2"
    assert typist.flashes.seen == []


@pytest.mark.journey
def test_the_note_of_the_day_is_written_and_found_again_after_a_restart(
    typist: Typist, data_dir: Path
) -> None:
    assert typist.page.welcome.isVisible()
    typist.page.welcome.new.setFocus()
    typist.strike("Ctrl+Shift+T")
    editor = typist.page.note.editor
    assert editor is not None
    focus = typist.app.focusWidget()
    assert focus is not None
    assert editor.isAncestorOf(focus)
    QTest.keyClicks(focus, "Forty questions, two hours")
    typist.shell.open("questions")
    typist.leave()
    again = Scholar(data_dir, empty=True)
    assert again.page.note.note_id == again.page.model.ids[0]
    (line,) = again.notes.lines(again.user_id, NoteFilter())
    assert line.opening == "Forty questions, two hours"
    assert again.titles == [line.title]
    again.leave()


@pytest.mark.journey
def test_a_link_to_a_note_that_is_not_there_makes_it_and_leads_back_by_keys_alone(
    typist: Typist,
) -> None:
    page = typist.page

    def write(words: str) -> None:
        editor = page.note.editor
        assert editor is not None
        editor.panes.pane.setFocus()
        typist.write(words)

    typist.page.welcome.new.setFocus()
    typist.strike("N")
    typist.write("Tubules")
    write("Muddy brown: [[Casts]]")
    typist.wait(partial(typist.has_written, "Tubules", "[[Casts]]"))
    typist.settle()
    editor = page.note.editor
    assert editor is not None
    assert editor.panes.rich.unknown == {"Casts"}
    typist.strike("Ctrl+Return")
    assert editor.head.title.text() == "Casts"
    write("ATN, see #renal/tubule")
    typist.strike("Ctrl+Alt+Left")
    assert editor.head.title.text() == "Tubules"
    assert editor.panes.rich.unknown == set()
    assert typist.has_written("Casts", "ATN")
    typist.strike("Ctrl+Alt+Right")
    assert editor.head.title.text() == "Casts"
    assert typist.places()["renal"] == "1"
    assert typist.flashes.seen == []
