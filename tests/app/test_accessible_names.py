"""What a screen reader says: whatever the keyboard can be in has a name, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.features.practice.models import Mode
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXPLAINED: dict[str, Any] = {
    "objective": "Know it.",
    "explanation": "Because it is so.",
    "references": [{"title": "A book"}],
}


@pytest.fixture
def examinee(qapp: QApplication, data_dir: Path) -> Iterator[Examinee]:  # noqa: ARG001
    examinee = Examinee(data_dir, [question(number, **EXPLAINED) for number in (1, 2)])
    yield examinee
    examinee.leave()


def nameless(window: QWidget) -> list[str]:
    """Return the kinds of widgets on the screen that take the keyboard and have no name."""
    found = []
    for one in window.findChildren(QWidget):
        takes_keys = one.focusPolicy() != Qt.FocusPolicy.NoFocus
        of_qt = one.objectName().startswith("qt_") or isinstance(one, QScrollBar)
        if not (takes_keys and one.isVisible()) or of_qt:
            continue
        said = QAccessible.queryAccessibleInterface(one)
        if not said.text(QAccessible.Text.Name).strip():
            found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found


def test_on_every_page_all_that_takes_the_keyboard_has_a_name(examinee: Examinee) -> None:
    found = {}
    for page in (page for feature in FEATURES for page in feature.pages):
        examinee.shell.open(page.tab, page.id)
        examinee.settle()
        found[page.id] = nameless(examinee.shell)
    assert {page: names for page, names in found.items() if names} == {}


def test_in_a_block_all_that_takes_the_keyboard_has_a_name(examinee: Examinee) -> None:
    examinee.begin(2, Mode.TUTOR)
    assert nameless(examinee.shell) == []
    examinee.press("A", "Return")
    examinee.settle()
    assert nameless(examinee.shell) == []
    for tool in ("L", "N", "K"):
        examinee.press(tool)
        examinee.settle()
        assert nameless(examinee.shell) == []
        examinee.press("Escape")
