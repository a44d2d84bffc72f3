"""The settings on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.declared import shown_settings
from ms2qbank_desktop.core.settings import Settings
from tests.support.command_line import Cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(data_dir, capsys, ("settings",))


def test_every_setting_is_listed_with_what_it_allows(settings: Cli) -> None:
    listed = {one["key"]: one for one in settings("list")}
    assert list(listed) == [one.key for one in shown_settings()]
    theme, zoom = listed["theme"], listed["text_zoom"]
    assert (theme["value"], theme["section"], theme["title"]) == ("system", "General", "Theme")
    assert theme["choices"] == ["system", "light", "dark", "sepia", "contrast", "contrast-dark"]
    assert (zoom["bounds"], zoom["choices"]) == ([80, 200], None)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("theme", "dark", "dark"),
        ("text_zoom", "150", 150),
        ("reminders", "on", True),
        ("shuffle_questions", "Off", False),
        ("explanation_beside", "false", False),
        ("caption_size", "75", 75),
    ],
)
def test_a_setting_that_is_changed_is_so_for_the_window(
    settings: Cli, key: str, text: str, value: object
) -> None:
    assert settings("set", key, text)["value"] == value
    assert settings("get", key)["value"] == value
    assert Settings(settings.data_dir / "settings.json").get(key) == value


def test_what_get_writes_set_reads(settings: Cli) -> None:
    for one in shown_settings():
        (written,) = settings.told("get", one.key)
        assert settings("set", one.key, written)["value"] == one.default


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("theme", "pink", "system, light, dark, sepia"),
        ("text_zoom", "500", "between 80 and 200"),
        ("text_zoom", "large", "is a number"),
        ("reminders", "2", "on or off"),
        ("window_geometry", "x", "no setting window_geometry"),
    ],
)
def test_what_does_not_fit_is_a_fault_that_changes_nothing(
    settings: Cli, key: str, text: str, why: str
) -> None:
    before = Settings(settings.data_dir / "settings.json").get(key)
    assert why in settings("set", key, text, code=1)["error"]
    assert Settings(settings.data_dir / "settings.json").get(key) == before


def test_a_command_that_says_nothing_is_wrong_usage(
    settings: Cli, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        settings()
    assert ended.value.code == 2
    assert "list|get|set" in capsys.readouterr().err
