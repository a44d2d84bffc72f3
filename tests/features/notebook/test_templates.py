"""Templates that come with the program, and what is filled into them."""

from __future__ import annotations

from datetime import UTC, datetime

from ms2qbank_desktop.features.notebook.templates import filled, shipped


def test_the_templates_that_come_along_have_a_name_and_a_body() -> None:
    names = [one.name for one in shipped()]
    assert {"Lecture", "Cornell notes", "Error log"} <= set(names)
    assert names == sorted(names)
    for template in shipped():
        assert template.body.strip()
        assert not template.body.startswith("# ")


def test_day_and_time_are_filled_in_and_nothing_else() -> None:
    now = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    local = now.astimezone()
    text = filled("{{date}} at {{time}}, {{title}}", now)
    assert text == f"{local:%Y-%m-%d} at {local:%H:%M}, {{{{title}}}}"
