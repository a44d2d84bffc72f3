"""Settings are found as a kind of their own, and the language of filters can be looked up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.declared import shown_settings
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.search import named_settings
from ms2qbank_desktop.features.search.language import LABELS, STATES, parse
from ms2qbank_desktop.features.search.models import Found, Hit
from ms2qbank_desktop.features.search.ui.filter_lines import filter_lines
from ms2qbank_desktop.features.search.ui.palette_content import found_rows, setting_rows
from ms2qbank_desktop.features.search.ui.palette_rows import Head, Line
from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.viewmenu import apply_settings

if TYPE_CHECKING:
    from tests.support.searcher import Searcher


TODAY = date(2026, 3, 2)
DENSITY = next(one for one in shown_settings() if one.key == "density")


def keys(text: str) -> list[str]:
    return [one.key for one in named_settings.about(text)]


def test_settings_are_found_by_title_help_choice_section_and_with_slips() -> None:
    assert keys("theme")[0] == "theme"
    assert "theme" in keys("sepia")
    assert "density" in keys(DENSITY.help)
    assert keys("densitty") == ["density"]
    assert {"exam_zoom", "text_zoom"} <= set(keys("text size"))
    assert "exam_zoom" in keys("text size questions")
    assert "text_zoom" not in keys("text size questions")
    assert keys("zzzz") == []
    assert len(keys("")) == len(shown_settings())


def test_among_other_things_only_titles_count() -> None:
    assert [one.key for one in named_settings.titled("density")] == ["density"]
    assert named_settings.titled(DENSITY.help) == []


def test_a_setting_says_its_section_value_and_help() -> None:
    (head, line) = setting_rows("density", lambda _key: "compact")
    assert isinstance(head, Head)
    assert isinstance(line, Line)
    assert (line.title, line.detail) == ("Density", "General · Compact")
    assert line.snippet == DENSITY.help
    assert line.title_marks == ((0, 7),)
    assert setting_rows("zzzz", lambda _key: "") == [Head("No setting has these words")]


def test_a_setting_is_found_by_keyboard_and_opened_at_its_place(searcher: Searcher) -> None:
    shown = searcher.search("density")
    assert shown[shown.index("# Settings") + 1] == "Density"
    chips = searcher.palette.frame.chips.chips
    assert chips["setting"].text() == "Settings 1"
    assert searcher.palette.frame.facts.text() == "1 found"
    while not searcher.line.setting:
        searcher.press("Down")
    searcher.press("Return")
    searcher.settle()
    assert not searcher.searching
    (dialog,) = searcher.shell.findChildren(SettingsDialog)
    assert dialog.isVisible()
    focus = searcher.app.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Normal"  # the choice of the setting's row that is chosen
    dialog.reject()
    searcher.settle()
    searcher.shell.activateWindow()
    searcher.wait(searcher.shell.isActiveWindow)


@pytest.mark.parametrize("text", ["in:settings", "in:setting rows"])
def test_settings_can_be_all_that_is_wanted(searcher: Searcher, text: str) -> None:
    shown = searcher.search(text)
    assert shown[0] == "# Settings"
    assert "Density" in shown
    assert [row for row in shown if row.startswith("#")] == ["# Settings"]
    assert all(line.setting for line in searcher.lines)


def test_the_chip_of_settings_lists_them_all_at_once(searcher: Searcher) -> None:
    searcher.open_palette()
    searcher.palette.frame.chips.choose("setting")
    searcher.settle()
    assert len(searcher.lines) == len(shown_settings())
    searcher.palette.frame.chips.choose("")
    searcher.settle()
    assert "# Commands" in searcher.shown


def test_a_question_mark_shows_the_filters_and_the_chosen_one_is_typed(searcher: Searcher) -> None:
    shown = searcher.search("?")
    assert shown[:2] == ["# Type, or choose to try", "in:notes"]
    searcher.press("Down", "Return")
    searcher.settle()
    assert searcher.searching
    assert searcher.palette.frame.field.text() == "tag:renal "
    searcher.palette.frame.field.clear()
    assert searcher.type_text("?miss")[1:] == ["is:missed"]


def test_every_filter_that_is_shown_means_what_it_says() -> None:
    for line in filter_lines(""):
        asked = parse(line.typed)
        said = asked.kinds or asked.labels or asked.states or asked.unwanted
        assert said or asked.terms[0].phrase, line.typed
    words = " ".join(f"{line.title} {line.snippet}" for line in filter_lines(""))
    assert all(f"{label}:" in words for label in LABELS)
    assert all(state in words for state in STATES if state not in ("incorrect", "wrong"))


def test_a_filter_that_means_nothing_is_said_to_be_none() -> None:
    rows = found_rows(Found(), "in:nothing renal", [], TODAY)
    assert rows[0] == Head("“in:nothing” is no filter: type ? to see those there are.")
    hit = Hit("note", 1, Place(Kind.NOTE, 1), "One", "", "", (), (), (), 1.0)
    rows = found_rows(Found([hit]), "is:odd", [], TODAY)
    assert [row.title for row in rows[:3]] == [
        "“is:odd” is no filter: type ? to see those there are.",
        "Notes",
        "One",
    ]


def test_what_another_kind_has_is_said_where_the_chosen_one_has_nothing(
    searcher: Searcher,
) -> None:
    searcher.search("hypocalciuria")
    searcher.palette.frame.chips.choose("task")
    searcher.settle()
    assert searcher.shown[0] == "# Nothing of this kind, but 1 of others."


def test_kinds_without_any_make_room_where_text_is_large(searcher: Searcher) -> None:
    searcher.search("gitelman")
    chips = searcher.palette.frame.chips
    assert all(chip.isVisible() for chip in chips.chips.values())
    searcher.ui.settings.set("text_zoom", 200)
    apply_settings(searcher.ui.settings)
    searcher.settle()
    shown = {kind for kind, chip in chips.chips.items() if chip.isVisible()}
    assert {"", "note", "question"} <= shown
    assert not {"video", "setting"} & shown
    right = max(chip.geometry().right() for chip in chips.chips.values() if chip.isVisible())
    assert right <= chips.width()
    assert all(
        chip.width() >= chip.sizeHint().width()
        for kind, chip in chips.chips.items()
        if kind in shown
    )
    searcher.palette.frame.field.setFocus()
    searcher.press("Tab", "Left")
    assert chips.kind in shown
    searcher.ui.settings.set("text_zoom", 100)
    apply_settings(searcher.ui.settings)
