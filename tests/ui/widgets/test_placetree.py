"""The tree of places at the side of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.ui.widgets.placetree import Part, PlaceTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication


def fill(tree: PlaceTree[str], systems: Sequence[str] = ("renal", "heart")) -> None:
    tree.begin()
    first = tree.add_group("")
    tree.add(first, "All", "all", "books", "12")
    group = tree.add_group("Systems")
    for system in systems:
        tree.add(group, system.title(), system, "folder")
    tubule = tree.add(group, "Body", "body", "folder")
    tree.add(tubule, "Cells", "cells", "folder")
    tree.add(group, "New system…", "new", "plus")
    tree.end()


def made() -> PlaceTree[str]:
    tree = PlaceTree("Places", "all", ("new",))
    fill(tree)
    return tree


def test_the_keyboard_passes_titles_by_and_can_do_what_stands_among_the_places(
    qapp: QApplication,  # noqa: ARG001
) -> None:
    tree = made()
    heard: list[str] = []
    tree.chosen.connect(heard.append)
    tree.deed_wanted.connect(lambda deed: heard.append(f"do {deed}"))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert (tree.place, heard) == ("renal", ["renal"])
    QTest.keyClick(tree, Qt.Key.Key_Up)
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert (tree.place, heard) == ("all", ["renal", "all"])
    QTest.keyClick(tree, Qt.Key.Key_End)
    assert tree.currentItem() is tree.item_of("new")
    assert tree.place == "all"
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert heard == ["renal", "all", "do new"]


def test_what_is_chosen_and_folded_stays_when_the_tree_is_filled_anew(
    qapp: QApplication,  # noqa: ARG001
) -> None:
    tree = made()
    tree.choose("heart")
    body = tree.item_of("body")
    assert body is not None
    assert body.isExpanded()
    body.setExpanded(False)
    heard: list[str] = []
    tree.chosen.connect(heard.append)
    fill(tree)
    body = tree.item_of("body")
    assert body is not None
    assert not body.isExpanded()
    assert (tree.place, heard) == ("heart", [])
    fill(tree, ["renal"])
    assert (tree.place, heard) == ("all", ["all"])


def test_a_click_on_the_icon_of_a_place_with_others_inside_unfolds_it(
    qapp: QApplication,  # noqa: ARG001
) -> None:
    tree = made()
    tree.resize(240, 400)
    body = tree.item_of("body")
    assert body is not None
    area = tree.visualItemRect(body)
    area.setLeft(tree.left_of(tree.indexFromItem(body)) + 4)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(tree.viewport(), left, none, QPoint(area.left(), area.center().y()))
    assert not body.isExpanded()
    assert tree.place == "all"
    names = [item.data(0, Qt.ItemDataRole.AccessibleTextRole) for item in tree.items()]
    assert "All, 12" in names
    assert body.data(0, Part.ICON) == "folder"
