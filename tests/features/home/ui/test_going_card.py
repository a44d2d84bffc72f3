"""What was begun and is gone on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.home.models import OpenBlock
from ms2qbank_desktop.features.home.ui.going_card import (
    GoingCard,
    block_words,
    note_words,
    video_words,
)
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.models import BlockRequest, BlockSummary, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.videos.models import VideoEntry
from tests.support.at_home import bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BLOCK = BlockSummary(
    *(1, 12, Mode.TIMED, 20, 8, 0, 0, 0, 820_000, 1_800_000),
    created_at=NOW,
    ended_at=None,
    systems=("Cardiovascular", "Cardiology", "Renal"),
)
VIDEO = VideoEntry(
    id=3,
    title="Renal 3",
    subject="Physiology",
    system="Renal",
    topic="Acid–base in the nephron",
    instructor="",
    path="/x.mp4",
    content="",
    duration_ms=2_332_000,
    position_ms=250_000,
    done=False,
    missing=False,
    problem="",
    is_audio=False,
    views=1,
    bookmarks=0,
    added_at=NOW,
    last_at=NOW,
)


def test_a_block_says_what_it_is_about_and_how_much_time_is_left() -> None:
    thing = block_words(OpenBlock(BLOCK, 9))
    assert thing.title == "Block 12"
    assert thing.lines == (
        "Cardiovascular and Respiratory & Renal, timed",
        "item 9 of 20 · 16:20 left",
    )
    many = replace(BLOCK, systems=("Cardiac", "Renal", "Skin"), limit_ms=None, mode=Mode.TUTOR)
    assert block_words(OpenBlock(many, 1)).lines == ("3 systems, tutor", "item 1 of 20")
    assert block_words(OpenBlock(replace(many, systems=()), 1)).lines[0] == "Tutor"


def test_a_lecture_says_where_it_was_left() -> None:
    thing = video_words(VIDEO)
    assert (thing.title, thing.lines) == (
        "Renal 3",
        ("Acid–base in the nephron", "4:10 of 38:52"),
    )
    assert video_words(replace(VIDEO, topic="", subject="", system="")).lines[0] == "Lecture"


def test_a_note_says_where_it_lies(at_home: AtHome) -> None:
    notes = at_home.ui.service(NotebookService)
    notes.add(at_home.user_id, "", "text")
    (line,) = notes.lines(at_home.user_id, NoteFilter())
    thing = note_words(replace(line, title=""), ("Renal", "Tubule"), at_home.clock.now())
    assert thing.title == "Note without a title"
    assert thing.lines[0] == "Notebook › Renal › Tubule"
    assert thing.lines[1].startswith("edited today ")


def test_nothing_begun_is_no_card(at_home: AtHome) -> None:
    assert not at_home.card(GoingCard).isVisible()


def test_each_is_gone_on_with_by_click_and_by_keyboard(seat: Callable[..., AtHome]) -> None:
    at_home = seat(bank)
    at_home.note_requests("open-block", "open-note")
    card = at_home.card(GoingCard)
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 5)
    block = at_home.ui.service(PracticeService).create_block(at_home.user_id, request)
    note = at_home.ui.service(NotebookService).add(at_home.user_id, "Bartter", "text")
    at_home.wait(card.cells[1].isVisible)
    at_home.settle()
    assert [cell.text() for cell in card.cells if cell.isVisible()] == ["Block 1", "Bartter"]
    assert card.cells[0].accessibleDescription().endswith("item 1 of 5 · 7:30 left")
    card.cells[0].click()
    card.cells[0].setFocus(Qt.FocusReason.TabFocusReason)
    at_home.press("Right")
    assert card.cells[1].hasFocus()
    at_home.press("Return", "Left")
    assert card.cells[0].hasFocus()
    assert at_home.requests == [("open-block", block), ("open-note", Place(Kind.NOTE, note))]
