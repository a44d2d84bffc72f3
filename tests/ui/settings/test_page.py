"""The page of settings, before it is built and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontDatabase

from ms2qbank_desktop.core.declared import shown_settings
from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.settings.page import SettingsPage
from ms2qbank_desktop.ui.theme import typography

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> SettingsPage:
    page = SettingsPage(settings, {})
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()
    return page


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Families that are there; those who asked before have forgotten what they heard."""
    families: set[str] = set()
    monkeypatch.setattr(QFontDatabase, "hasFamily", families.__contains__)
    typography.reading_family.cache_clear()
    yield families
    typography.reading_family.cache_clear()


def begun(page: SettingsPage) -> set[str]:
    """Return the sections that have rows."""
    return {name for name, section in page.sections.items() if section.rows}


def test_a_late_setting_is_there_before_those_above_it_and_stays_where_it_is(
    page: SettingsPage,
) -> None:
    by_themselves = begun(page)  # in the turns that have come so far
    row = page.row_of("reminder_hour")
    assert row is not None
    page.go_to(row.setting.group)
    page.go_to_row(row)
    assert begun(page) - by_themselves == {"Planner"}
    assert page.building
    before = row.mapTo(page, row.rect().topLeft()).y()
    while page.building:
        page.build()
        assert row.mapTo(page, row.rect().topLeft()).y() == before
    assert len(page.rows) == len(shown_settings())


@pytest.mark.parametrize(
    ("family", "said"),
    [
        ("", "No font made for dyslexia is installed: texts stay in"),
        ("Verdana", "No font made for dyslexia is installed: Verdana stands in."),
        ("Lexend", "Now in Lexend."),
        ("OpenDyslexic", "Now in OpenDyslexic."),
    ],
)
def test_the_font_of_texts_says_which_one_is_there(
    page: SettingsPage, settings: Settings, installed: set[str], family: str, said: str
) -> None:
    installed |= {family}
    row = page.row_of("reading_font")
    assert row is not None
    settings.set("reading_font", "dyslexia")
    words = row.help.text()
    assert said in words
    assert ("free at opendyslexic.org" in words) is words.startswith(f"{row.setting.help}. No font")
    assert row.control.widget.accessibleDescription() == words


def test_a_serif_font_is_named_or_said_to_be_missing(
    page: SettingsPage, settings: Settings, installed: set[str]
) -> None:
    row = page.row_of("reading_font")
    assert row is not None
    settings.set("reading_font", "serif")
    assert "No font with serifs is installed" in row.help.text()
    settings.set("reading_font", "system")
    installed.add("DejaVu Serif")
    typography.reading_family.cache_clear()
    settings.set("reading_font", "serif")
    assert row.help.text().endswith(" Now in DejaVu Serif.")
