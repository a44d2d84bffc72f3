"""The tree of the notebook: notebooks inside notebooks, tags, and what is dropped on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.ui.note_list_model import MIME
from ms2qbank_desktop.features.notebook.ui.note_shelves import ALL, TRASH, Shelf
from ms2qbank_desktop.features.notebook.ui.note_tree import BOOK_MIME
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from tests.support.scholar import BODIES, Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TITLES = list(BODIES)
TUBULES, ACIDS, HEART = TITLES
PINNED = Shelf("pinned")


@pytest.fixture
def scholar(qapp: QApplication, data_dir: Path) -> Iterator[Scholar]:  # noqa: ARG001
    scholar = Scholar(data_dir)
    yield scholar
    scholar.leave()


def names(scholar: Scholar) -> list[tuple[str, str]]:
    """Return the notebooks with those they stand in."""
    known = {one.id: one.name for one in scholar.page.notebooks}
    return [(one.name, known.get(one.parent_id or 0, "")) for one in scholar.page.notebooks]


def drop(scholar: Scholar, mime: str, data: str, on: Shelf, *, above: bool = False) -> None:
    """Drop something on a place of the tree."""
    tree = scholar.page.tree
    item = tree.item_of(on)
    assert item is not None
    area = tree.visualItemRect(item)
    place = area.topLeft() if above else area.center()
    carried = QMimeData()
    carried.setData(mime, data.encode())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tree.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.MoveAction, carried, left, none))
    scholar.settle()


def test_a_notebook_shows_the_notes_of_those_inside_it_and_a_tag_those_below_it(
    scholar: Scholar,
) -> None:
    scholar.go(scholar.book("Systems"))
    assert scholar.titles == [TUBULES, ACIDS]
    scholar.go(Shelf("tag", tag="renal"))
    assert scholar.titles == [TUBULES, ACIDS]
    scholar.go(Shelf("tag", tag="renal/acid"))
    assert scholar.titles == [ACIDS]
    assert scholar.page.note.note_id == scholar.note_id(ACIDS)


def test_notebooks_are_made_renamed_and_removed_and_each_is_taken_back(scholar: Scholar) -> None:
    scholar.page.tree.setFocus()
    scholar.press("Shift+N")
    assert isinstance(scholar.dialog(), NameDialog)
    scholar.write("Drugs")
    scholar.strike("Return")
    assert scholar.page.shelf == scholar.book("Drugs")
    scholar.press("F2")
    scholar.write("Pharm")
    scholar.strike("Return")
    assert ("Pharm", "") in names(scholar)
    scholar.undo()
    assert ("Drugs", "") in names(scholar)
    scholar.page.tree.setFocus()
    scholar.strike("Delete")
    assert ("Drugs", "") not in names(scholar)
    assert scholar.page.shelf == ALL
    scholar.undo()
    assert ("Drugs", "") in names(scholar)


def test_a_name_that_is_taken_is_told_at_the_field(scholar: Scholar) -> None:
    scholar.go(scholar.book("Lectures"))
    scholar.page.tree.setFocus()
    scholar.press("F2")
    dialog = scholar.dialog()
    assert isinstance(dialog, NameDialog)
    scholar.write("Systems")
    scholar.strike("Return")
    assert "already" in dialog.field.fault
    dialog.reject()


def test_notebooks_are_put_in_order_by_the_keyboard(scholar: Scholar) -> None:
    scholar.go(scholar.book("Lectures"))
    scholar.page.tree.setFocus()
    scholar.strike("Alt+Up")
    assert names(scholar) == [("Lectures", ""), ("Systems", ""), ("Renal", "Systems")]
    scholar.strike("Alt+Down", "Alt+Right")
    assert names(scholar) == [("Systems", ""), ("Renal", "Systems"), ("Lectures", "Systems")]
    scholar.strike("Alt+Left")
    assert names(scholar) == [("Systems", ""), ("Renal", "Systems"), ("Lectures", "")]
    scholar.strike("Ctrl+Z")
    assert names(scholar)[-1] == ("Lectures", "Systems")


def test_a_notebook_is_dragged_into_another_and_before_it(scholar: Scholar) -> None:
    lectures, systems = scholar.book("Lectures"), scholar.book("Systems")
    drop(scholar, BOOK_MIME, str(lectures.id), systems)
    assert names(scholar)[-1] == ("Lectures", "Systems")
    drop(scholar, BOOK_MIME, str(lectures.id), systems, above=True)
    assert names(scholar)[0] == ("Lectures", "")
    drop(scholar, BOOK_MIME, str(systems.id), scholar.book("Renal"))
    assert scholar.told() == "A notebook cannot be moved into itself"
    scholar.page.tree.setFocus()
    scholar.strike("Ctrl+Z", "Ctrl+Z")
    assert names(scholar) == [("Systems", ""), ("Renal", "Systems"), ("Lectures", "")]


def test_notes_are_dragged_onto_places(scholar: Scholar) -> None:
    heart = scholar.note_id(HEART)
    drop(scholar, MIME, str(heart), scholar.book("Lectures"))
    assert scholar.places()["Lectures"] == "1"
    drop(scholar, MIME, str(heart), PINNED)
    assert scholar.saved(NoteFilter(pinned=True)) == [HEART]
    drop(scholar, MIME, str(heart), Shelf("tag", tag="renal"))
    assert HEART in scholar.saved(NoteFilter(tags=frozenset({"renal"})))
    drop(scholar, MIME, str(heart), TRASH)
    assert HEART not in scholar.saved()
    drop(scholar, MIME, str(scholar.note_id(ACIDS)), ALL)
    assert len(scholar.saved()) == 2


def test_what_is_folded_stays_folded(scholar: Scholar) -> None:
    item = scholar.page.tree.item_of(scholar.book("Systems"))
    assert item is not None
    item.setExpanded(False)
    scholar.notes.add(scholar.user_id, "Another", "note")
    scholar.settle()
    item = scholar.page.tree.item_of(scholar.book("Systems"))
    assert item is not None
    assert not item.isExpanded()
    assert str(scholar.book("Systems").id) in scholar.ui.settings.get("notebooks_folded")
