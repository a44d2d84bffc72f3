"""Bookmarks on the disk, and the questions that they explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.bookmarks import MAX_NOTE, BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.films import MINUTE, film

if TYPE_CHECKING:
    from tests.support.bank import Desk


@pytest.fixture
def marks(desk: Desk) -> BookmarkService:
    return desk.context.service(BookmarkService)


def test_bookmarks_come_in_the_order_of_time_each_with_its_word(
    desk: Desk, marks: BookmarkService
) -> None:
    video = film(desk, "Renal")
    for minute, note in ((12, "Gitelman"), (2, ""), (40, "Trap")):
        marks.add(desk.user_id, video, minute * MINUTE, note)
    found = marks.bookmarks(desk.user_id, video)
    assert [(one.at_ms // MINUTE, one.note) for one in found] == [
        (2, ""),
        (12, "Gitelman"),
        (40, "Trap"),
    ]
    assert desk.context.service(CatalogueService).counts(desk.user_id, VideoFilter()).bookmarks == 3


def test_an_edited_bookmark_keeps_what_was_said(desk: Desk, marks: BookmarkService) -> None:
    marks.add(desk.user_id, film(desk, "Renal"), 1000)
    (one,) = marks.all_bookmarks(desk.user_id)
    mended = replace(one, at_ms=2000, note="Mended", colour="green", tags=("a", "b"))
    marks.save(desk.user_id, mended)
    assert marks.all_bookmarks(desk.user_id) == [mended]


def test_a_removed_bookmark_comes_back(desk: Desk, marks: BookmarkService) -> None:
    bookmark_id = marks.add(desk.user_id, film(desk, "Renal"), 1000, "Word")
    before = marks.all_bookmarks(desk.user_id)
    marks.remove(desk.user_id, bookmark_id)
    assert marks.all_bookmarks(desk.user_id) == []
    with pytest.raises(UserFault, match="no longer"):
        marks.save(desk.user_id, before[0])
    marks.remove(desk.user_id, bookmark_id, removed=False)
    assert marks.all_bookmarks(desk.user_id) == before


def test_a_bookmark_needs_a_video_and_words_within_reason(
    desk: Desk, marks: BookmarkService
) -> None:
    with pytest.raises(UserFault, match="no longer in the library"):
        marks.add(desk.user_id, 99, 1000)
    with pytest.raises(UserFault, match="at the most"):
        marks.add(desk.user_id, film(desk, "Renal"), 1000, "x" * (MAX_NOTE + 1))


def test_a_moment_that_explains_a_question_is_linked_to_it_both_ways(
    desk: Desk, marks: BookmarkService
) -> None:
    links = desk.context.service(LinkService)

    def explained() -> list[Place]:
        found = links.of(desk.user_id, Kind.QUESTION, 7)
        return [link.other(Kind.QUESTION, 7) for link in found]

    renal, cardio = film(desk, "Renal 2"), film(desk, "Cardio 5")
    link = marks.attach(desk.user_id, renal, 754_000, 7)
    desk.clock.pass_time(1)
    marks.attach(desk.user_id, cardio, 1_000, 7)
    both = [Place.in_video(renal, 754_000), Place.in_video(cardio, 1_000)]
    assert explained() == both
    assert len(links.of(desk.user_id, Kind.VIDEO, renal)) == 1
    marks.detach(desk.user_id, link)
    assert explained() == both[1:]
    marks.detach(desk.user_id, link, removed=False)
    desk.context.service(CatalogueService).remove(desk.user_id, [cardio])
    assert explained() == both  # the link waits for the video to come back


def test_nobody_sees_or_changes_the_bookmarks_of_another(
    desk: Desk, marks: BookmarkService
) -> None:
    video = film(desk, "Renal")
    bookmark_id = marks.add(desk.user_id, video, 1000)
    stranger = desk.user_id + 1
    assert marks.bookmarks(stranger, video) == []
    assert marks.all_bookmarks(stranger) == []
    marks.remove(stranger, bookmark_id)
    assert len(marks.bookmarks(desk.user_id, video)) == 1
