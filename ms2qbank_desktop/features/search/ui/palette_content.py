"""What the palette shows for what was found, for nothing typed, and for commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.kinds import icon_of, title_of
from ms2qbank_desktop.features.search import named_settings
from ms2qbank_desktop.features.search.language import unfiltered, unknown
from ms2qbank_desktop.features.search.models import COUNTED
from ms2qbank_desktop.ui.keys.words import cap_text
from ms2qbank_desktop.ui.words import day_words

from . import setting_lines
from .command_lines import matching, resembling
from .filter_lines import filter_lines
from .palette_rows import Head, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from ms2qbank_desktop.features.links.models import End, Place
    from ms2qbank_desktop.features.search.models import Found, Hit

    from .command_lines import Known
    from .palette_rows import Row

TITLES = {
    Kind.QUESTION: "Questions",
    Kind.CARD: "Cards",
    Kind.NOTE: "Notes",
    Kind.VIDEO: "Videos",
    Kind.ARTICLE: "Library",
    Kind.TASK: "Plan",
}
"""The kinds in their order, named as the tabs are."""
BEST = 3
"""Hits that stand above the groups."""
COMMANDS, SETTINGS = 3, 4
"""Commands and settings offered among other things."""
_COMMAND_FROM = 2
"""Letters from which on commands are offered without being asked for."""
LIMIT = 30
"""Hits that are asked for."""
NEW_NOTE_KEY = "Shift+Return"


def found_rows(
    found: Found, text: str, known: Sequence[Known], today: date, settings: Sequence[Line] = ()
) -> list[Row]:
    """Return the rows for what was found: the best, commands and settings of that name, then by
    kind, and at the end a new note of that name."""
    rows: list[Row] = []
    hits = found.hits
    if len({hit.kind for hit in hits}) > 1 and len(hits) > BEST:
        rows += [Head("Best"), *(_line(hit, today) for hit in hits[:BEST])]
        hits = hits[BEST:]
    title = unfiltered(text)
    named = matching(known, title) if len(title) >= _COMMAND_FROM else []
    commands = [one.line(title) for one in named[:COMMANDS]]
    by_kind: list[Row] = []
    for kind, name in TITLES.items():
        if alike := [_line(hit, today) for hit in hits if hit.kind == kind]:
            by_kind += [Head(name), *alike]
    group: list[Row] = [Head("Commands"), *commands] if commands else []
    named_so = {line.title for line in commands}
    settings = [one for one in settings if one.title not in named_so][:SETTINGS]
    if settings:
        group += [Head("Settings"), *settings]
    rows += [*group, *by_kind] if rows else [*by_kind, *group]
    total = sum(found.counts.values())
    no_filters = [f"“{one}” is no filter: type ? to see those there are." for one in unknown(text)]
    rows = [*map(Head, no_filters), *rows]
    if not rows:
        others = f"Nothing of this kind, but {total:,} of others."
        rows.append(Head(others if total else "Nothing found. Fewer words find more."))
    if len(found.hits) >= LIMIT and total > len(found.hits):
        rows.append(Head(f"The best {len(found.hits)} of {total:,}. More words find fewer."))
    if title:
        rows.append(Head("New"))
        rows.append(Line("plus", f"New note “{title}”", cap_text(NEW_NOTE_KEY), new_note=title))
    return rows


def setting_rows(text: str, value: Callable[[str], str | int]) -> list[Row]:
    """Return the rows for a text that asks for settings only; ``value``: the present one."""
    lines = [setting_lines.line(one, value(one.key), text) for one in named_settings.about(text)]
    return [Head("Settings" if lines else "No setting has these words"), *lines]


def settings_titled(text: str, value: Callable[[str], str | int]) -> list[Line]:
    """Return the settings that are offered among other things: those of that name."""
    words = unfiltered(text)
    return [setting_lines.line(one, value(one.key), words) for one in named_settings.offered(text)]


def filter_rows(text: str) -> list[Row]:
    """Return the rows for a text that asks what can be typed."""
    return [Head("Type, or choose to try"), *filter_lines(text)]


def command_rows(known: Sequence[Known], text: str) -> list[Row]:
    """Return the rows for a text that asks for commands only; slips are forgiven there."""
    lines = [one.line(text) for one in matching(known, text) or resembling(known, text)]
    return [Head("Commands" if lines else "No command of that name can be run now"), *lines]


def resting_rows(
    recent: Iterable[tuple[Place, End]], known: Sequence[Known], used: Sequence[str]
) -> list[Row]:
    """Return the rows while nothing is typed: what was opened last, the commands that were run
    last, then all the others."""
    things = [
        Line(icon_of(place), title_of(place, end), end.detail, place=place) for place, end in recent
    ]
    by_id = {one.id: one for one in known}
    last = [by_id.pop(key) for key in used if key in by_id]
    rows: list[Row] = []
    if things:
        rows += [Head("Recent"), *things]
    if last:
        rows += [Head("Commands you used"), *(one.line() for one in last)]
    return [*rows, Head("Commands"), *(one.line() for one in by_id.values())]


def facts(found: Found, settings: int = 0) -> str:
    """Return what is said beside the field: how many, ``settings`` besides, and how they were
    spelled."""
    number = sum(found.counts.values()) + settings
    more = "+" if any(one >= COUNTED for one in found.counts.values()) else ""
    words = [f"{number:,}{more} found"]
    if found.spelled:
        words.append("spelled as " + ", ".join(f"“{taken}”" for _typed, taken in found.spelled))
    if found.waiting:
        words.append("still reading what is new")
    return ", ".join(words)


def count_words(number: int) -> str:
    """Return how many of a kind were found, for a chip."""
    return f"{COUNTED - 1}+" if number >= COUNTED else f"{number:,}"


def _line(hit: Hit, today: date) -> Line:
    day = day_words(hit.day, today) if hit.day is not None else ""
    return Line(
        icon_of(hit.place),
        hit.title,
        " · ".join(filter(None, (day, hit.detail))),
        hit.snippet,
        hit.title_marks,
        hit.marks,
        hit.place,
        hit.words,
    )
