"""Check rows: the whole row is the target, a parent shows what its children are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from ms2qbank_desktop.ui.widgets.checkrow import CheckGroup, CheckRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Systems:
    """A parent row and three children."""

    def __init__(self, qtbot: QtBot) -> None:
        self.parent = CheckRow("All systems", 1273, strong=True)
        self.children = [CheckRow(name, 10) for name in ("Renal", "Cardiac", "Immune")]
        self.group = CheckGroup(self.parent, self.children)
        for row in (self.parent, *self.children):
            qtbot.addWidget(row)
            row.resize(300, 28)
            row.show()


@pytest.fixture
def systems(qtbot: QtBot) -> Systems:
    return Systems(qtbot)


def test_the_far_end_of_the_row_is_part_of_the_target(systems: Systems, qtbot: QtBot) -> None:
    row = systems.children[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 2, 14))
    assert row.isChecked()


def test_a_parent_is_half_checked_while_only_some_children_are(
    systems: Systems, qtbot: QtBot
) -> None:
    assert systems.parent.checkState() == Qt.CheckState.Unchecked
    for row, state in zip(
        systems.children,
        (
            Qt.CheckState.PartiallyChecked,
            Qt.CheckState.PartiallyChecked,
            Qt.CheckState.Checked,
        ),
        strict=True,
    ):
        qtbot.keyClick(row, Qt.Key.Key_Space)
        assert systems.parent.checkState() == state


def test_a_click_on_a_half_checked_parent_checks_all_and_the_next_none(
    systems: Systems, qtbot: QtBot
) -> None:
    systems.children[1].setChecked(True)
    qtbot.mouseClick(systems.parent, Qt.MouseButton.LeftButton)
    assert [row.isChecked() for row in systems.children] == [True, True, True]
    qtbot.mouseClick(systems.parent, Qt.MouseButton.LeftButton)
    assert [row.isChecked() for row in systems.children] == [False, False, False]
    assert systems.parent.checkState() == Qt.CheckState.Unchecked


def test_the_count_is_part_of_what_is_read_aloud(systems: Systems) -> None:
    systems.parent.set_count(86)
    assert systems.parent.accessibleName() == "All systems, 86"


def test_a_count_of_nought_mutes_the_row_but_leaves_it_clickable(
    systems: Systems, qtbot: QtBot
) -> None:
    row = systems.children[2]
    bright = row.grab().toImage()
    row.set_count(0)
    assert row.grab().toImage() != bright
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.isChecked()
