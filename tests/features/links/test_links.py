"""Links on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService

if TYPE_CHECKING:
    from tests.support.bank import Desk

VIDEO, QUESTION = Place.in_video(5, 754_000), Place(Kind.QUESTION, 7)


@pytest.fixture
def links(desk: Desk) -> LinkService:
    return desk.context.service(LinkService)


def test_a_link_is_found_from_both_ends_and_by_its_owner_only(
    desk: Desk, links: LinkService
) -> None:
    links.link(desk.user_id, VIDEO, QUESTION)
    (from_video,) = links.of(desk.user_id, Kind.VIDEO, 5)
    (from_question,) = links.of(desk.user_id, Kind.QUESTION, 7)
    assert from_video == from_question
    assert from_video.other(Kind.QUESTION, 7).ms == 754_000
    assert from_video.other(Kind.VIDEO, 5) == QUESTION
    assert links.of(desk.user_id + 1, Kind.VIDEO, 5) == []
    assert links.of(desk.user_id, Kind.ARTICLE, 5) == []


def test_linking_twice_makes_one_link_and_another_second_makes_another(
    desk: Desk, links: LinkService
) -> None:
    first = links.link(desk.user_id, VIDEO, QUESTION)
    assert links.link(desk.user_id, VIDEO, QUESTION, Origin.MADE) == first
    assert links.link(desk.user_id, Place.in_video(5, 1), QUESTION) != first
    assert [link.origin for link in links.of(desk.user_id, Kind.VIDEO, 5)] == [Origin.CHOSEN] * 2


def test_a_link_that_was_taken_away_comes_back_the_same(desk: Desk, links: LinkService) -> None:
    link_id = links.link(desk.user_id, VIDEO, QUESTION)
    before = links.of(desk.user_id, Kind.VIDEO, 5)
    links.unlink(desk.user_id + 1, link_id)
    assert links.of(desk.user_id, Kind.VIDEO, 5) == before
    links.unlink(desk.user_id, link_id)
    assert links.of(desk.user_id, Kind.VIDEO, 5) == []
    links.unlink(desk.user_id, link_id, removed=False)
    assert links.of(desk.user_id, Kind.VIDEO, 5) == before


def test_links_of_several_things_come_in_the_order_they_were_made(
    desk: Desk, links: LinkService
) -> None:
    for thing in (9, 7, 8):
        desk.clock.pass_time(1)
        links.link(desk.user_id, VIDEO, Place(Kind.QUESTION, thing))
    found = links.of(desk.user_id, Kind.QUESTION, 7, 8, 9)
    assert [link.b.id for link in found] == [9, 7, 8]


@pytest.mark.parametrize(("spot", "ms"), [("61200", 61200), ("", 0), ("heading", 0)])
def test_a_place_tells_its_millisecond_where_it_has_one(spot: str, ms: int) -> None:
    assert Place(Kind.VIDEO, 1, spot).ms == ms
