"""Playlists on the disk."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import (
    PlaylistKind,
    VideoFilter,
    VideoOrder,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.playlists import READY, WATCH_LATER, PlaylistService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.features.videos.tables import PlaylistRow
from tests.support.films import MINUTE, film

if TYPE_CHECKING:
    from tests.support.bank import Desk

NUMBERS = count()


@pytest.fixture
def playlists(desk: Desk) -> PlaylistService:
    return desk.context.service(PlaylistService)


def titles(desk: Desk, playlists: PlaylistService, playlist_id: int) -> list[str]:
    return [item.video.title for item in playlists.items(desk.user_id, playlist_id)]


def test_a_playlist_keeps_its_order_and_may_hold_a_video_twice(
    desk: Desk, playlists: PlaylistService
) -> None:
    a, b = film(desk, "A"), film(desk, "B")
    own = playlists.create(desk.user_id, "Renal in a week")
    playlists.add(desk.user_id, own, [b, a])
    playlists.add(desk.user_id, own, [b])
    assert titles(desk, playlists, own) == ["B", "A", "B"]
    assert [one.title for one in playlists.videos(desk.user_id, own)] == ["B", "A", "B"]


def test_a_library_begins_with_ready_playlists_that_can_be_removed_for_good(
    desk: Desk, playlists: PlaylistService
) -> None:
    film(desk, "A")
    playlists.make_ready(desk.user_id)
    found = playlists.playlists(desk.user_id)
    assert {one.name for one in found} == {name for name, _, _ in READY}
    still = next(one for one in found if one.name == "Still to watch")
    assert [one.title for one in playlists.videos(desk.user_id, still.id)] == ["A"]
    for one in found:
        playlists.remove(desk.user_id, one.id)
    playlists.make_ready(desk.user_id)
    assert playlists.playlists(desk.user_id) == []


def test_who_has_a_playlist_gets_no_others(desk: Desk, playlists: PlaylistService) -> None:
    playlists.create(desk.user_id, "Mine")
    playlists.make_ready(desk.user_id)
    assert [one.name for one in playlists.playlists(desk.user_id)] == ["Mine"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_moving_gives_the_order_that_a_list_would_have(
    desk: Desk, playlists: PlaylistService, data: st.DataObject
) -> None:
    name = f"List {next(NUMBERS)}"
    video, own = film(desk, name), playlists.create(desk.user_id, name)
    expected = playlists.add(desk.user_id, own, [video] * 6)
    for _ in range(data.draw(st.integers(1, 8))):
        moved = data.draw(st.lists(st.sampled_from(expected), unique=True, min_size=1, max_size=3))
        rest = [item for item in expected if item not in moved]
        at = data.draw(st.integers(0, len(rest)))
        playlists.move(desk.user_id, own, moved, rest[at] if at < len(rest) else None)
        expected = [*rest[:at], *moved, *rest[at:]]
        assert [item.id for item in playlists.items(desk.user_id, own)] == expected


def test_a_playlist_tells_what_is_done_and_left(desk: Desk, playlists: PlaylistService) -> None:
    a, b = film(desk, "A"), film(desk, "B", position_ms=15 * MINUTE)
    own = playlists.create(desk.user_id, "Two")
    playlists.add(desk.user_id, own, [a, b])
    desk.context.service(WatchingService).mark(desk.user_id, [a], done=True)
    (one,) = playlists.playlists(desk.user_id)
    assert (one.videos, one.done, one.left_ms) == (2, 1, 45 * MINUTE)


def test_a_smart_playlist_fills_itself(desk: Desk, playlists: PlaylistService) -> None:
    film(desk, "Old", tags=" high-yield ", done=True)
    film(desk, "Z new", tags=" high-yield ", duration_ms=MINUTE)
    film(desk, "A new", tags=" high-yield ")
    film(desk, "Other")
    wanted = VideoFilter(
        tags=frozenset({"high-yield"}), statuses=frozenset({WatchStatus.UNWATCHED}), min_ms=1
    )
    smart = playlists.create(
        desk.user_id, "Unwatched, high-yield", wanted=wanted, order=VideoOrder.SHORTEST
    )
    assert [one.title for one in playlists.videos(desk.user_id, smart)] == ["Z new", "A new"]
    (shown,) = playlists.playlists(desk.user_id)
    assert (shown.kind, shown.wanted, shown.order) == (
        PlaylistKind.SMART,
        wanted,
        VideoOrder.SHORTEST,
    )
    with pytest.raises(UserFault, match="fills itself"):
        playlists.add(desk.user_id, smart, [1])


def test_watch_later_is_there_once_and_first(desk: Desk, playlists: PlaylistService) -> None:
    a, b = film(desk, "A"), film(desk, "B")
    playlists.create(desk.user_id, "Another")
    playlists.watch_later(desk.user_id, [a, b])
    playlists.watch_later(desk.user_id, [a])
    first, second = playlists.playlists(desk.user_id)
    assert (first.name, second.name) == (WATCH_LATER, "Another")
    assert titles(desk, playlists, first.id) == ["A", "B"]
    playlists.watch_later(desk.user_id, [a], on=False)
    assert titles(desk, playlists, first.id) == ["B"]
    playlists.remove(desk.user_id, first.id)
    assert len(playlists.playlists(desk.user_id)) == 2


def test_what_was_taken_out_comes_back_to_its_place(desk: Desk, playlists: PlaylistService) -> None:
    own = playlists.create(desk.user_id, "Three")
    items = playlists.add(desk.user_id, own, [film(desk, name) for name in "ABC"])
    playlists.take_out(desk.user_id, items[1:2])
    assert titles(desk, playlists, own) == ["A", "C"]
    playlists.take_out(desk.user_id, items[1:2], removed=False)
    assert titles(desk, playlists, own) == ["A", "B", "C"]


def test_a_video_that_left_the_library_leaves_the_lists_until_it_comes_back(
    desk: Desk, playlists: PlaylistService
) -> None:
    own = playlists.create(desk.user_id, "One")
    video = film(desk, "A")
    playlists.add(desk.user_id, own, [video])
    catalogue = desk.context.service(CatalogueService)
    catalogue.remove(desk.user_id, [video])
    assert titles(desk, playlists, own) == []
    catalogue.remove(desk.user_id, [video], removed=False)
    assert titles(desk, playlists, own) == ["A"]


@pytest.mark.parametrize(("name", "reason"), [("  ", "needs a name"), ("renal", "already")])
def test_a_name_is_there_and_its_own(
    desk: Desk, playlists: PlaylistService, name: str, reason: str
) -> None:
    playlists.create(desk.user_id, "Renal")
    with pytest.raises(UserFault, match=reason):
        playlists.create(desk.user_id, name)


def test_a_playlist_can_be_renamed_removed_and_put_back(
    desk: Desk, playlists: PlaylistService
) -> None:
    own = playlists.create(desk.user_id, "Renal")
    playlists.rename(desk.user_id, own, "renal", "A week")
    playlists.remove(desk.user_id, own)
    assert playlists.playlists(desk.user_id) == []
    playlists.remove(desk.user_id, own, removed=False)
    (one,) = playlists.playlists(desk.user_id)
    assert (one.name, one.description) == ("renal", "A week")


def test_nobody_touches_the_playlist_of_another(desk: Desk, playlists: PlaylistService) -> None:
    own = playlists.create(desk.user_id, "Mine")
    stranger = desk.user_id + 1
    assert playlists.playlists(stranger) == []
    with pytest.raises(UserFault, match="no longer"):
        playlists.rename(stranger, own, "Theirs")
    playlists.remove(stranger, own)
    assert len(playlists.playlists(desk.user_id)) == 1


def test_a_smart_playlist_takes_another_filter(desk: Desk, playlists: PlaylistService) -> None:
    film(desk, "Heart", system="Cardiovascular")
    film(desk, "Kidney", system="Renal")
    renal, heart = (VideoFilter(systems=frozenset({name})) for name in ("Renal", "Cardiovascular"))
    smart = playlists.create(desk.user_id, "One", wanted=renal)
    own = playlists.create(desk.user_id, "Own")
    playlists.refill(desk.user_id, smart, heart, VideoOrder.PLAYLIST)
    assert [one.title for one in playlists.videos(desk.user_id, smart)] == ["Heart"]
    (shown,) = (one for one in playlists.playlists(desk.user_id) if one.id == smart)
    assert (shown.wanted, shown.order) == (heart, VideoOrder.TITLE)
    with pytest.raises(UserFault, match="smart"):
        playlists.refill(desk.user_id, own, heart, VideoOrder.TITLE)


def test_an_official_playlist_plays_but_cannot_be_changed(
    desk: Desk, playlists: PlaylistService
) -> None:
    a, b = film(desk, "A"), film(desk, "B")
    ready = playlists.create(desk.user_id, "Ready")
    (place,) = playlists.add(desk.user_id, ready, [a])
    with desk.context.store.write() as session:
        row = session.get(PlaylistRow, ready)
        assert row is not None
        row.official = True
        session.add(row)
    for change in (
        lambda: playlists.add(desk.user_id, ready, [b]),
        lambda: playlists.take_out(desk.user_id, [place]),
        lambda: playlists.move(desk.user_id, ready, [place], None),
        lambda: playlists.rename(desk.user_id, ready, "Mine"),
    ):
        with pytest.raises(UserFault, match="official"):
            change()
    assert titles(desk, playlists, ready) == ["A"]
