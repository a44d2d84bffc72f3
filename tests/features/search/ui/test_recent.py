"""What was opened and run last, kept from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.search.ui.recent import COMMANDS, THINGS, Recent

if TYPE_CHECKING:
    from ms2qbank_desktop.core.settings import Settings
    from tests.support.searcher import Searcher


def opened(searcher: Searcher, *places: Place, verb: str = "open") -> Recent:
    recent = Recent(searcher.ui)
    for kind in Kind:
        searcher.ui.commands.serve(f"{verb}-{kind}", lambda _place, _words=(): None)
    for place in places:
        searcher.ui.commands.request(f"{verb}-{place.kind}", place)
    return recent


def test_the_last_opened_comes_first_each_once(searcher: Searcher) -> None:
    note, card = Place(Kind.NOTE, 1), Place(Kind.CARD, 2)
    recent = opened(searcher, note, card, Place(Kind.NOTE, 1, "Deciding"))
    assert recent.places == [Place(Kind.NOTE, 1, "Deciding"), card]


def test_a_question_is_remembered_as_a_whole(searcher: Searcher) -> None:
    recent = opened(searcher, Place(Kind.QUESTION, 3, "choice B"))
    assert recent.places == [Place(Kind.QUESTION, 3)]


def test_what_was_opened_beside_counts_too(searcher: Searcher) -> None:
    place = Place.in_video(5, 12_000)
    assert opened(searcher, place, verb="beside").places == [place]


def test_other_requests_are_no_openings(searcher: Searcher) -> None:
    recent = Recent(searcher.ui)
    searcher.ui.commands.serve("open-window", lambda _about: None)
    searcher.ui.commands.serve("restore-note", lambda _about: None)
    searcher.ui.commands.request("open-window", Place(Kind.NOTE, 1))
    searcher.ui.commands.request("restore-note", Place(Kind.NOTE, 1))
    assert recent.places == []


def test_only_some_are_kept(searcher: Searcher) -> None:
    recent = opened(searcher, *(Place(Kind.NOTE, number) for number in range(20)))
    assert [place.id for place in recent.places] == list(range(19, 19 - THINGS, -1))
    for number in range(9):
        recent.note_command(f"c{number}")
    recent.note_command("c7")
    assert recent.commands == ["c7", "c8", "c6", "c5"][:COMMANDS]


def test_the_next_start_knows_them(searcher: Searcher) -> None:
    recent = opened(searcher, Place.in_video(5, 12_000))
    recent.note_command("theme-dark")
    again = Recent(searcher.ui)
    assert (again.places, again.commands) == ([Place.in_video(5, 12_000)], ["theme-dark"])


def test_settings_that_nobody_can_read_are_passed_over(searcher: Searcher) -> None:
    settings: Settings = searcher.ui.settings
    for kept in ("", "[]", '{"places": [["moon", 1, ""]], "commands": []}', '{"places": 3}'):
        settings.set("search_recent", kept)
        recent = Recent(searcher.ui)
        assert (recent.places, recent.commands) == ([], [])
