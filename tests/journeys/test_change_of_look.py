"""Another theme, density or font while all tabs are open: as if it had been so from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme.restyling import Restyling
from tests.support.measured import StoppedClock, filled
from tests.support.profile import prepared
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

TABS = tuple(dict.fromkeys(page.tab for feature in FEATURES for page in feature.pages))
LOOKS = (
    ({"theme": "dark"}, False),
    ({"theme": "sepia", "density": "compact", "reading_font": "serif"}, True),
)
"""What is chosen, and whether the student waits until hidden pages have it."""
BODY = "# The loop\n\nIt takes back **sodium**, see [[Nephron]].\n\n- one\n- [ ] two\n\n> so\n"


class Onlooker(Student):
    """Looks at all tabs, and takes their pictures."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, StoppedClock())
        self.shell.resize(1280, 800)
        QCursor.setPos(self.shell.screen().geometry().bottomRight())  # over nothing that lights up
        self.settle()

    def visit(self) -> dict[str, QImage]:
        """Open every tab, and return what is seen there once all is read."""
        return {tab: self._look_at(tab) for tab in TABS}

    def wait_for_hidden_pages(self) -> None:
        found = self.app.findChild(Restyling)
        assert isinstance(found, Restyling)
        self.wait(lambda: not found.under_way)

    def _look_at(self, tab: str) -> QImage:
        self.shell.open(tab)
        self.settle()
        if focus := self.app.focusWidget():
            focus.clearFocus()  # no caret that blinks
        self.settle()
        before = self._grab()
        self.settle()
        while (after := self._grab()) != before:  # what is counted behind the window came late
            before = after
            self.settle()
        return after

    def _grab(self) -> QImage:
        for button in self.shell.findChildren(QAbstractButton):
            button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # wherever it may be
        return self.shell.grab().toImage()


def difference(one: QImage, other: QImage) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what differs between two pictures of one size."""
    places = [
        (x, y)
        for y in range(one.height())
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y)
    ]
    across, down = [x for x, _ in places], [y for _, y in places]
    return (min(across), min(down), max(across), max(down)) if places else None


@pytest.mark.parametrize(("look", "waits"), LOOKS)
def test_a_change_of_look_gives_the_pictures_of_a_fresh_start(
    data_dir: Path, look: dict[str, str], waits: bool
) -> None:
    student = Onlooker(prepared(data_dir, filled(200, 200)))
    student.ui.service(NotebookService).add(student.user_id, "Loop", BODY)
    light = student.visit()
    for key, value in look.items():
        student.ui.settings.set(key, value)
    if waits:
        student.wait_for_hidden_pages()
    live = student.visit()
    student.leave()
    student = Onlooker(data_dir)
    fresh = student.visit()
    student.leave()
    assert len(TABS) == 8
    assert [tab for tab in TABS if live[tab] == light[tab]] == []
    other = [tab for tab in TABS if live[tab] != fresh[tab]]
    assert {tab: difference(live[tab], fresh[tab]) for tab in other} == {}
