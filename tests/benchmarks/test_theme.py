"""How long another theme, text size, density or font holds the window with all tabs built, and how
long the dialog of settings does. In time of the window's thread: another process does not count."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.theme.restyling import Restyling
from tests.benchmarks.measuring import BUSY, quantiles, tell, worked
from tests.support.measured import Measured
from tests.support.note_writer import long_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SEEN_MS, FIRST_MS, TURN_MS = 100.0, 50.0, 16.0
"""Until the window is painted in another look, its longest turn, and any turn after that."""
PAGES = tuple(page for feature in FEATURES for page in feature.pages)
TABS = tuple(dict.fromkeys(page.tab for page in PAGES))
LOOKS = (
    {"theme": "dark", "text_zoom": 110, "density": "compact", "reading_font": "serif"},
    {"theme": "light", "text_zoom": 100, "density": "normal", "reading_font": "system"},
)


@pytest.fixture
def student(data_dir: Path, qapp: QApplication) -> Iterator[Measured]:
    assert qapp
    found = Measured(data_dir, 2_000)
    yield found
    found.settle()
    found.leave()


def build_all(student: Measured) -> None:
    """Build all pages of all tabs, with a note of 100 kB in one of them."""
    student.ui.service(NotebookService).add(student.user_id, "Long", long_body())
    for page in PAGES:
        student.ui.navigate.open(page.tab, page.id)
        student.settle()


def turns(
    student: Measured, step: Callable[[], object], *, more: Callable[[], bool]
) -> list[float]:
    """Return the milliseconds of a step, of the turn that paints what it shows, and of those after
    it as long as there are ``more``."""
    found = [worked(step), worked(student.app.processEvents)]
    while more():
        found.append(worked(student.app.processEvents))
    return found


@pytest.mark.benchmark
def test_another_look_is_seen_within_a_tenth_of_a_second_and_holds_nobody_up(
    student: Measured, capsys: pytest.CaptureFixture[str]
) -> None:
    build_all(student)
    restyling = student.app.findChild(Restyling)
    assert isinstance(restyling, Restyling)
    seen, first, later = list[float](), list[float](), list[float]()
    for tab in TABS:
        student.ui.navigate.open(tab)
        student.settle()
        for key, value in chain(*(look.items() for look in LOOKS)):
            change = partial(student.ui.settings.set, key, value)
            found = turns(student, change, more=lambda: restyling.under_way)
            seen.append(found[0] + found[1])
            first.append(max(found[:2]))
            later += found[2:]
    widgets = len(student.app.allWidgets())
    said = {"seen": quantiles(seen), "first": quantiles(first), "later": quantiles(later)}
    tell(capsys, {"widgets": widgets, **said})
    assert widgets > 2_000
    assert said["seen"]["median"] <= SEEN_MS * BUSY
    assert said["first"]["median"] <= FIRST_MS * BUSY
    assert said["later"]["p95"] <= TURN_MS * BUSY


@pytest.mark.benchmark
def test_the_settings_open_in_short_turns(
    student: Measured, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for _ in range(6):
        opened = turns(
            student,
            partial(student.shell.commands.run, "settings"),
            more=lambda: student.shell.findChildren(SettingsDialog)[-1].page.building,
        )
        found.append(opened)
        student.shell.findChildren(SettingsDialog)[-1].reject()
        student.settle()
    said = {"first time": [round(one, 1) for one in found[0]]}
    tell(capsys, {**said, "later": quantiles([max(one) for one in found[1:]])})
    assert max(map(max, found[1:])) <= TURN_MS * BUSY
