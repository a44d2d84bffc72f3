import json
from pathlib import Path

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.settings import SETTINGS, Settings


def test_every_setting_has_a_default_that_it_allows() -> None:
    for setting in SETTINGS:
        assert setting.check(setting.default) == setting.default
        assert setting.help


def test_a_value_is_there_after_a_restart(tmp_path: Path) -> None:
    Settings(tmp_path / "settings.json").set("theme", "sepia")
    assert Settings(tmp_path / "settings.json").get("theme") == "sepia"


@pytest.mark.parametrize(
    ("key", "value"), [("theme", "pink"), ("text_zoom", 500), ("text_zoom", "100")]
)
def test_a_value_that_does_not_fit_is_refused(tmp_path: Path, key: str, value: object) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(UserFault, match=key):
        settings.set(key, value)
    assert settings.get(key) != value


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"theme": 7}', "\x00"])
def test_a_broken_file_falls_back_to_the_defaults(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    assert Settings(file).get("theme") == "system"


def test_values_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"from_the_future": 1}', encoding="utf-8")
    Settings(file).set("theme", "dark")
    assert json.loads(file.read_text(encoding="utf-8"))["from_the_future"] == 1


def test_a_folder_that_vanished_is_a_fault_with_advice(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "gone" / "settings.json")
    with pytest.raises(EnvironmentFault) as caught:
        settings.set("theme", "dark")
    assert caught.value.advice
