"""The catalogue: filters, numbers beside them, search, what is said of a video."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.videos.models import About, VideoFilter, VideoOrder, WatchStatus
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.films import MINUTE, film

if TYPE_CHECKING:
    from tests.support.bank import Desk

OLD = Path("/lectures/old")


@pytest.fixture
def catalogue(desk: Desk) -> CatalogueService:
    return desk.context.service(CatalogueService)


@pytest.fixture
def shelf(desk: Desk, catalogue: CatalogueService) -> CatalogueService:
    """Four lectures that differ in all that a filter knows."""
    film(desk, "Renal 1", system="Renal", subject="Physiology", done=True, views=3)
    film(
        desk,
        "Renal 2",
        system="Renal",
        subject="Pathology",
        position_ms=5 * MINUTE,
        tags=" high-yield ",
        captions=("The distal tubule", "so when this one is missing, calcium falls"),
    )
    film(desk, "Cardio 5", system="Cardiovascular", topic="Loops", duration_ms=10 * MINUTE)
    film(desk, "Übersicht", missing=True, path=str(OLD / "u.mp4"))
    film(desk, "Not mine", user_id=_other(desk))
    return catalogue


def _other(desk: Desk) -> int:
    with desk.context.store.write() as session:
        session.add(UserRow(id=desk.user_id + 1, name="Other", created_at=desk.clock.now()))
    return desk.user_id + 1


def found(desk: Desk, catalogue: CatalogueService, **wanted: Any) -> list[str]:
    entries = catalogue.entries(desk.user_id, VideoFilter(**wanted), VideoOrder.TITLE)
    return [entry.title for entry in entries]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, ["Cardio 5", "Renal 1", "Renal 2", "Übersicht"]),
        ({"systems": frozenset({"Renal"})}, ["Renal 1", "Renal 2"]),
        ({"systems": frozenset({"Renal"}), "subjects": frozenset({"Pathology"})}, ["Renal 2"]),
        ({"topics": frozenset({"Loops"})}, ["Cardio 5"]),
        ({"tags": frozenset({"high-yield"})}, ["Renal 2"]),
        ({"statuses": frozenset({WatchStatus.DONE})}, ["Renal 1"]),
        ({"statuses": frozenset({WatchStatus.IN_PROGRESS})}, ["Renal 2"]),
        ({"statuses": frozenset({WatchStatus.UNWATCHED})}, ["Cardio 5", "Übersicht"]),
        ({"missing": True}, ["Übersicht"]),
        ({"max_ms": 20 * MINUTE}, ["Cardio 5"]),
        ({"min_ms": 20 * MINUTE, "missing": False}, ["Renal 1", "Renal 2"]),
        ({"under": str(OLD)}, ["Übersicht"]),
        ({"text": "renal"}, ["Renal 1", "Renal 2"]),
        ({"text": "RENAL patho"}, ["Renal 2"]),
        ({"text": "calcium falls"}, ["Renal 2"]),
        ({"text": "5"}, ["Cardio 5"]),
        ({"text": 'quote " and % nothing'}, []),
    ],
)
def test_a_filter_finds_what_it_says(
    desk: Desk, shelf: CatalogueService, wanted: dict[str, Any], titles: list[str]
) -> None:
    assert found(desk, shelf, **wanted) == titles


def test_a_bookmark_s_word_finds_its_video(desk: Desk, shelf: CatalogueService) -> None:
    (cardio,) = shelf.entries(desk.user_id, VideoFilter(text="Cardio"))
    desk.context.service(BookmarkService).add(desk.user_id, cardio.id, 0, "Starling 100%")
    assert found(desk, shelf, text="starl") == ["Cardio 5"]
    assert found(desk, shelf, text="0%") == ["Cardio 5"]
    assert found(desk, shelf, bookmarked=True) == ["Cardio 5"]
    (cardio,) = shelf.entries(desk.user_id, VideoFilter(text="Cardio"))
    assert cardio.bookmarks == 1


def test_the_numbers_beside_a_filter_are_those_it_would_leave(
    desk: Desk, shelf: CatalogueService
) -> None:
    counts = shelf.counts(desk.user_id, VideoFilter(systems=frozenset({"Renal"})))
    assert (counts.total, counts.missing, counts.continuing, counts.recent) == (4, 1, 1, 4)
    assert counts.systems == {"Cardiovascular": 1, "Renal": 2}
    assert counts.subjects == {"Pathology": 1, "Physiology": 1}
    assert counts.statuses == {
        WatchStatus.UNWATCHED: 0,
        WatchStatus.IN_PROGRESS: 1,
        WatchStatus.DONE: 1,
    }
    assert counts.tags == {"high-yield": 1}
    assert counts.topics == {}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (VideoOrder.MOST_VIEWED, "Renal 1"),
        (VideoOrder.SHORTEST, "Cardio 5"),
        (VideoOrder.TITLE, "Cardio 5"),
    ],
)
def test_an_order_puts_its_first_first(
    desk: Desk, shelf: CatalogueService, order: VideoOrder, first: str
) -> None:
    assert shelf.entries(desk.user_id, VideoFilter(), order, limit=1)[0].title == first


def test_what_is_said_of_a_video_is_kept_and_found(desk: Desk, shelf: CatalogueService) -> None:
    (entry,) = shelf.entries(desk.user_id, VideoFilter(text="Cardio"))
    about = About("Loops", "Physiology", "Renal", "PV", "Dr Y", "Hard", "Area", ("a b",))
    shelf.save_about(desk.user_id, entry.id, about)
    assert shelf.video(desk.user_id, entry.id).about == replace(about, tags=("a_b",))
    assert found(desk, shelf, text="area") == ["Loops"]
    assert found(desk, shelf, text="cardio 5") == []
    assert shelf.tags(desk.user_id) == ["a_b", "high-yield"]
    with pytest.raises(UserFault, match="needs a title"):
        shelf.save_about(desk.user_id, entry.id, About(" "))


def test_several_videos_are_edited_at_once(desk: Desk, shelf: CatalogueService) -> None:
    ids = [one.id for one in shelf.entries(desk.user_id, VideoFilter(text="Renal"))]
    shelf.edit(
        desk.user_id,
        ids,
        values={"instructor": "Dr X"},
        add_tags=["new"],
        remove_tags=["high-yield"],
    )
    for video_id in ids:
        about = shelf.video(desk.user_id, video_id).about
        assert (about.instructor, about.tags) == ("Dr X", ("new",))
    assert found(desk, shelf, text="dr x") == ["Renal 1", "Renal 2"]


def test_a_removed_video_is_not_found_until_it_is_put_back(
    desk: Desk, shelf: CatalogueService
) -> None:
    (entry,) = shelf.entries(desk.user_id, VideoFilter(text="calcium"))
    shelf.remove(desk.user_id, [entry.id])
    assert found(desk, shelf, text="calcium") == []
    with pytest.raises(UserFault, match="no longer in the library"):
        shelf.video(desk.user_id, entry.id)
    shelf.remove(desk.user_id, [entry.id], removed=False)
    assert found(desk, shelf, text="calcium") == ["Renal 2"]


def test_the_captions_that_hold_a_word_are_told_with_their_time(
    desk: Desk, shelf: CatalogueService
) -> None:
    (entry,) = shelf.entries(desk.user_id, VideoFilter(text="calcium"))
    (hit,) = shelf.caption_hits(desk.user_id, entry.id, "CALCIUM")
    assert hit.start_ms == MINUTE
    assert shelf.caption_hits(desk.user_id, entry.id, " ") == []


def test_how_a_video_is_played_is_kept(desk: Desk, shelf: CatalogueService) -> None:
    (entry,) = shelf.entries(desk.user_id, VideoFilter(text="Cardio"))
    assert shelf.settings(desk.user_id, entry.id) == {}
    shelf.save_settings(desk.user_id, entry.id, {"subtitle_track": 2})
    assert shelf.settings(desk.user_id, entry.id) == {"subtitle_track": 2}


def test_titles_are_in_the_order_people_count_in_every_list(desk: Desk) -> None:
    for title in ("Lecture 10", "lecture 2", "Lecture 1"):
        film(desk, title)
    catalogue = desk.context.service(CatalogueService)
    counted = ["Lecture 1", "lecture 2", "Lecture 10"]
    for order in (VideoOrder.TITLE, VideoOrder.NEWEST, VideoOrder.RECENTLY_WATCHED):
        found = catalogue.entries(desk.user_id, VideoFilter(), order)
        assert [one.title for one in found] == counted
    two = catalogue.entries(desk.user_id, VideoFilter(), VideoOrder.TITLE, limit=2)
    assert [one.title for one in two] == counted[:2]
