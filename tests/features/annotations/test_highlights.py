"""Highlights on the disk: whose they are, where they are found again, what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.annotations.models import (
    QUESTION,
    Colour,
    Passage,
    Span,
    Target,
)
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from ms2qbank_desktop.core.changes import ChangeHub
    from tests.support.bank import Desk

TARGET = Target(QUESTION, 7)
STEM = Passage("stem", "A man of 60 has a fever and a rash.")


class Pen:
    """Highlights words of the stem by quoting them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.service = desk.context.service(AnnotationService)
        self.user_id = desk.user_id

    def draw(self, words: str, colour: Colour = Colour.YELLOW, passage: Passage = STEM) -> None:
        start = passage.text.index(words)
        span = Span(start, start + len(words), colour)
        self.service.highlight(self.user_id, TARGET, passage, span)

    def rub(self, words: str) -> None:
        start = STEM.text.index(words)
        self.service.erase(self.user_id, TARGET, STEM, start, start + len(words))

    def shown(self, passage: Passage = STEM) -> list[tuple[str, str]]:
        kept = self.service.highlights(self.user_id, TARGET)
        spans = self.service.shown(kept, passage)
        return [(passage.text[span.start : span.end], span.colour.value) for span in spans]


@pytest.fixture
def pen(desk: Desk) -> Pen:
    return Pen(desk)


def test_what_is_highlighted_is_there_again(pen: Pen) -> None:
    pen.draw("fever and ")
    assert pen.shown() == [("fever and", "yellow")]
    assert pen.shown(Passage("explanation", STEM.text)) == []
    kept = pen.service.highlights(pen.user_id, Target(QUESTION, 8))
    assert kept == ()


def test_highlighting_over_a_highlight_merges_or_splits_it(pen: Pen) -> None:
    pen.draw("man of")
    pen.draw("of 60 has")
    assert pen.shown() == [("man of 60 has", "yellow")]
    pen.draw("60", Colour.BLUE)
    assert pen.shown() == [("man of ", "yellow"), ("60", "blue"), (" has", "yellow")]
    pen.rub("of 60")
    assert pen.shown() == [("man ", "yellow"), (" has", "yellow")]


def test_each_step_answers_with_what_is_then_on_the_disk(pen: Pen) -> None:
    answered = pen.service.highlight(pen.user_id, TARGET, STEM, Span(2, 5))
    assert answered == pen.service.highlights(pen.user_id, TARGET) != ()
    answered = pen.service.erase(pen.user_id, TARGET, STEM, 2, 5)
    assert answered == pen.service.highlights(pen.user_id, TARGET) == ()


def test_blanks_alone_are_not_highlighted(pen: Pen) -> None:
    pen.draw(" ")
    assert pen.service.highlights(pen.user_id, TARGET) == ()


def test_a_highlight_is_found_again_by_its_words_when_the_text_has_changed(pen: Pen) -> None:
    pen.draw("fever")
    pen.draw("rash")
    longer = replace(STEM, text="On Monday a man of 60 had a fever and a rash, and no rash since.")
    assert pen.shown(longer) == [("fever", "yellow"), ("rash", "yellow")]
    kept = pen.service.highlights(pen.user_id, TARGET)
    spans = pen.service.shown(kept, longer)
    assert spans[1].start == longer.text.index("rash")


def test_a_highlight_whose_words_are_gone_is_kept_and_not_painted(pen: Pen) -> None:
    pen.draw("fever")
    changed = replace(STEM, text="A man of 60 has chills and a rash.")
    assert pen.shown(changed) == []
    pen.draw("rash", passage=changed)
    assert pen.shown(changed) == [("rash", "yellow")]
    assert pen.shown() == [("fever", "yellow"), ("rash", "yellow")]


def test_a_step_on_a_moved_highlight_works_on_the_place_where_it_is_seen(pen: Pen) -> None:
    pen.draw("fever and a rash")
    moved = replace(STEM, text="Since Monday: fever and a rash.")
    start = moved.text.index(" and")
    pen.service.erase(pen.user_id, TARGET, moved, start, start + 7)
    assert pen.shown(moved) == [("fever", "yellow"), ("rash", "yellow")]


def test_nobody_sees_the_highlights_of_another(pen: Pen) -> None:
    pen.draw("fever")
    database = connect(pen.desk.context.paths.database)
    database.execute("INSERT INTO users (id, name, email, created_at) VALUES (5, 'B', '', 0)")
    database.close()
    assert pen.service.highlights(5, TARGET) == ()
    pen.service.erase(5, TARGET, STEM, 0, len(STEM.text))
    assert pen.shown() == [("fever", "yellow")]


def test_the_same_highlight_of_two_devices_is_painted_once_and_tidied_by_the_next_step(
    pen: Pen,
) -> None:
    pen.draw("fever")
    database = connect(pen.desk.context.paths.database)
    database.execute(
        "INSERT INTO highlights SELECT id - 1, user_id, kind, target_id, part,"
        ' start, "end", quote, colour, created_at, NULL FROM highlights'
    )
    database.close()
    assert len(pen.service.highlights(pen.user_id, TARGET)) == 2
    assert pen.shown() == [("fever", "yellow")]
    pen.draw("rash")
    assert len(pen.service.highlights(pen.user_id, TARGET)) == 2


def test_erased_highlights_stay_in_the_table_as_deleted(pen: Pen) -> None:
    pen.draw("fever")
    pen.rub("fever")
    database = connect(pen.desk.context.paths.database)
    ((deleted_at,),) = database.execute("SELECT deleted_at FROM highlights").fetchall()
    database.close()
    assert deleted_at is not None


def test_a_change_is_announced_and_no_change_is_not(pen: Pen) -> None:
    hub: ChangeHub = pen.desk.context.changes
    heard: list[frozenset[str]] = []
    unsubscribe = hub.subscribe(heard.append)
    pen.rub("fever")
    assert heard == []
    pen.draw("fever")
    pen.rub("fever")
    assert heard == [frozenset({"highlights"})] * 2
    unsubscribe()
