"""The rows of the palette: groups, commands, what is offered while nothing is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.search.models import COUNTED, Found, Hit
from ms2qbank_desktop.features.search.ui.command_lines import Known, matching
from ms2qbank_desktop.features.search.ui.palette_content import (
    BEST,
    LIMIT,
    command_rows,
    count_words,
    facts,
    found_rows,
    resting_rows,
)
from ms2qbank_desktop.features.search.ui.palette_rows import Head, Line, PaletteModel, Row

TODAY = date(2026, 3, 2)


def hit(kind: Kind, number: int, spot: str = "") -> Hit:
    title = f"{kind} {number}"
    place = Place(kind, number, spot)
    return Hit(kind, number, place, title, "fact", "quoted", (), (), ("word",), 1.0)


def known(key: str, label: str, menu: str = "Go") -> Known:
    return Known(key, label, menu, "", "x", on=False)


COMMANDS = [
    known("theme-dark", "Dark", "View"),
    known("theme-light", "Light", "View"),
    known("import-questions", "Import questions…", "File"),
    known("density-compact", "Compact rows", "View"),
    known("zoom-in", "Larger text", "View"),
]


def told(rows: list[Row]) -> list[str]:
    return [f"# {row.title}" if isinstance(row, Head) else row.title for row in rows]


def test_the_best_stand_first_and_the_others_by_kind() -> None:
    hits = [hit(Kind.NOTE, 1), hit(Kind.CARD, 2), hit(Kind.VIDEO, 3), hit(Kind.CARD, 4)]
    hits += [hit(Kind.TASK, 5), hit(Kind.QUESTION, 6)]
    assert told(found_rows(Found(hits), "renal", [], TODAY)) == [
        "# Best",
        *("note 1", "card 2", "video 3"),
        *("# Questions", "question 6"),
        *("# Cards", "card 4"),
        *("# Plan", "task 5"),
        *("# New", "New note “renal”"),
    ]


def test_when_there_are_more_it_says_how_many_and_what_helps() -> None:
    hits = [hit(Kind.CARD, number) for number in range(LIMIT)]
    rows = told(found_rows(Found(hits, {"card": 1_204}), "renal", [], TODAY))
    assert rows[-3] == f"# The best {LIMIT} of 1,204. More words find fewer."
    assert not [
        row
        for row in told(found_rows(Found(hits, {"card": LIMIT}), "renal", [], TODAY))
        if "of" in row
    ]


def test_few_hits_or_hits_of_one_kind_have_no_best() -> None:
    one_kind = [hit(Kind.CARD, number) for number in range(6)]
    assert told(found_rows(Found(one_kind), "renal", [], TODAY))[0] == "# Cards"
    few = [hit(Kind.CARD, 1), hit(Kind.NOTE, 2), hit(Kind.VIDEO, 3)][:BEST]
    assert told(found_rows(Found(few), "renal", [], TODAY))[0] == "# Cards"


def test_a_command_of_that_name_stands_behind_the_best() -> None:
    hits = [hit(kind, 1) for kind in Kind]
    rows = told(found_rows(Found(hits), "dark", COMMANDS, TODAY))
    assert rows[4:6] == ["# Commands", "Dark"]


def test_without_hits_it_says_so_and_offers_a_note() -> None:
    rows = found_rows(Found(), "zzz", COMMANDS, TODAY)
    assert told(rows) == ["# Nothing found. Fewer words find more.", "# New", "New note “zzz”"]
    assert isinstance(rows[-1], Line)
    assert rows[-1].new_note == "zzz"


def test_filters_belong_neither_to_the_name_of_a_note_nor_to_a_command() -> None:
    rows = found_rows(Found(), "in:notes -tag:renal dark", COMMANDS, TODAY)
    assert told(rows)[:2] == ["# Commands", "Dark"]
    assert told(rows)[-1] == "New note “dark”"
    assert told(found_rows(Found(), "in:notes", COMMANDS, TODAY)) == [
        "# Nothing found. Fewer words find more."
    ]


def test_one_letter_offers_no_command_unasked() -> None:
    assert "# Commands" not in told(found_rows(Found(), "d", COMMANDS, TODAY))


def test_commands_are_found_by_label_then_menu_and_id() -> None:
    assert [one.label for one in matching(COMMANDS, "theme")] == ["Dark", "Light"]
    assert [one.label for one in matching(COMMANDS, "VIEW l")] == ["Light", "Larger text"]
    assert [one.label for one in matching(COMMANDS, "li")] == ["Light"]
    assert matching(COMMANDS, "light dark") == []
    assert matching(COMMANDS, "") == COMMANDS


def test_a_label_that_begins_with_the_text_stands_before_one_that_has_it_inside() -> None:
    commands = [known("a", "Show questions"), known("b", "Questions")]
    assert [one.id for one in matching(commands, "questions")] == ["b", "a"]


def test_the_words_of_a_command_are_marked_and_a_tick_is_said() -> None:
    line = Known("theme-dark", "Dark", "View", "Ctrl D", "x", on=True).line("dar")
    assert (line.icon, line.detail) == ("check", "View · Ctrl D · on")
    assert line.title_marks == ((0, 4),)


def test_what_was_opened_and_run_last_is_offered_first() -> None:
    place = Place(Kind.VIDEO, 4, "754000")
    recent = [(place, End("Renal 2", "Physiology"))]
    rows = resting_rows(recent, COMMANDS, ["gone", "zoom-in"])
    assert told(rows)[:5] == [
        "# Recent",
        "Renal 2, at 12:34",
        "# Commands you used",
        "Larger text",
        "# Commands",
    ]
    assert told(rows).count("Larger text") == 1
    assert isinstance(rows[1], Line)
    assert rows[1].place == place


def test_only_commands_are_shown_when_only_they_are_asked_for() -> None:
    assert told(command_rows(COMMANDS, " compact")) == ["# Commands", "Compact rows"]
    assert told(command_rows(COMMANDS, "compcat rows")) == ["# Commands", "Compact rows"]
    assert told(command_rows(COMMANDS, "lager text")) == ["# Commands", "Larger text"]
    assert told(command_rows(COMMANDS, "zzz")) == ["# No command of that name can be run now"]


def test_the_facts_say_how_many_and_how_it_was_spelled() -> None:
    found = Found(counts={"card": 3, "note": 4}, spelled=(("gitleman", "Gitelman"),))
    assert facts(found) == "7 found, spelled as “Gitelman”"
    assert facts(Found(counts={"card": COUNTED})) == "1,000+ found"
    assert facts(Found(waiting=3)) == "0 found, still reading what is new"
    assert count_words(COUNTED) == "999+"
    assert count_words(12) == "12"


def test_stepping_passes_heads_and_goes_round() -> None:
    model = PaletteModel()
    model.show_rows([Head("a"), Line("x", "1"), Head("b"), Line("x", "2")])
    assert [model.step(-1, 1), model.step(1, 1), model.step(3, 1)] == [1, 3, 1]
    assert [model.step(-1, -1), model.step(1, -1)] == [3, 3]
    model.show_rows([Head("nothing")])
    assert model.step(-1, 1) == -1


def test_a_line_says_all_of_itself_to_ears_and_heads_cannot_be_chosen() -> None:
    model = PaletteModel()
    model.show_rows([Head("Best"), Line("x", "Renal 2", "Caption · 12:34", "so when")])
    assert model.index(1).data() == "Renal 2, Caption · 12:34, so when"
    assert not model.flags(model.index(0))


def test_the_day_of_a_task_is_said_as_everywhere() -> None:
    task = replace(hit(Kind.TASK, 1), detail="done", day=date(2026, 3, 9))
    open_one = replace(hit(Kind.TASK, 2), detail="", day=date(2027, 3, 23))
    rows = found_rows(Found([task, open_one]), "retest", [], TODAY)
    told = [row.detail for row in rows if isinstance(row, Line) and row.place is not None]
    assert told == ["Mon 9 Mar · done", "Tue 23 Mar 2027"]
