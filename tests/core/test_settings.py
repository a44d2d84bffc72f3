import json
from pathlib import Path

import pytest

from ms2qbank_desktop.core.declared import GROUPS, SETTINGS, shown_settings
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.settings import Settings


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
    heard: list[str] = []
    settings.watch("theme", heard.append)
    with pytest.raises(EnvironmentFault) as caught:
        settings.set("theme", "dark")
    assert caught.value.advice
    assert (settings.get("theme"), heard) == ("system", [])


def test_what_a_user_sets_has_a_section_a_name_of_its_own_and_names_for_its_choices() -> None:
    shown = shown_settings()
    assert {one.group for one in SETTINGS} - {""} <= GROUPS.keys()
    assert len({one.name for one in shown}) == len(shown) > 40
    for one in shown:
        assert one.title
        assert not one.help.endswith(".")
        assert isinstance(one.default, bool) or one.choices or one.bounds, one.key
        assert len(one.names) in (0, len(one.choices)), one.key
        assert one.names or not one.choices or one.unit, one.key


def test_a_memory_of_the_program_is_not_shown() -> None:
    keys = {one.key for one in shown_settings()}
    assert keys.isdisjoint({"window_geometry", "last_tab", "own_keys", "search_recent"})


def test_settings_stand_section_by_section() -> None:
    groups = [one.group for one in shown_settings()]
    assert groups == sorted(groups, key=list(GROUPS).index)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("theme", "sepia", "Sepia"),
        ("text_zoom", 110, "110 %"),
        ("reminders", True, "On"),
        ("streak_forgives", False, "Off"),
        ("explanation_beside", False, "Below"),
        ("extra_time", 125, "×1.25"),
        ("caption_size", 150, "150 %"),
        ("reminder_hour", 18, "18:00"),
        ("focus_minutes", 25, "25 min"),
        ("block_size", 40, "40"),
    ],
)
def test_a_value_is_said_in_words(key: str, value: str | int, words: str) -> None:
    (setting,) = [one for one in SETTINGS if one.key == key]
    assert setting.said(value) == words


def test_who_watches_a_setting_hears_of_each_new_value(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    heard: list[str] = []
    stop = settings.watch("theme", heard.append)
    for value in ("dark", "dark", "sepia"):
        settings.set("theme", value)
    settings.set("density", "compact")
    stop()
    settings.set("theme", "light")
    assert heard == ["dark", "sepia"]


def test_the_default_that_is_written_down_is_no_news(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    heard: list[str] = []
    settings.watch("theme", heard.append)
    settings.set("theme", "system")
    assert heard == []


def test_one_who_takes_a_value_back_leaves_the_others_with_what_is_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    heard: list[bool] = []
    settings.watch("reminders", lambda on: settings.set("reminders", False) if on else None)
    settings.watch("reminders", heard.append)
    settings.set("reminders", True)
    assert heard[-1] is settings.get("reminders") is False


def test_nobody_can_watch_what_is_not_declared(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(tmp_path / "settings.json").watch("colour", print)


def test_what_another_process_has_set_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    window = Settings(file)
    window.set("theme", "dark")
    Settings(file).set("text_zoom", 150)
    window.set("density", "compact")
    after = Settings(file)
    assert [after.get(key) for key in ("theme", "text_zoom", "density")] == ["dark", 150, "compact"]
