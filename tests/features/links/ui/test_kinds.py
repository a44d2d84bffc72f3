"""Icon and words of each kind of thing that can be linked."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.links.ui.kinds import LOOKS, icon_of, title_of
from ms2qbank_desktop.ui.icons import is_icon


def test_every_kind_has_an_icon_that_exists_and_words() -> None:
    assert set(LOOKS) == set(Kind)
    assert [look.icon for look in LOOKS.values() if not is_icon(look.icon)] == []
    assert LOOKS[Kind.ARTICLE].name == "article"
    assert [look.many for look in LOOKS.values() if look.many != f"{look.name}s"] == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place.in_video(1, 754_000), "Renal 2, at 12:34"),
        (Place(Kind.VIDEO, 1), "Renal 2"),
        (Place(Kind.ARTICLE, 1, "Which way?"), "Renal 2, Which way?"),
        (Place(Kind.QUESTION, 1, "choice B"), "Renal 2, choice B"),
        (Place(Kind.QUESTION, 1, "stem:~:4 a flank mass"), "Renal 2, stem: “a flank mass”"),
        (Place(Kind.CARD, 1, f":~:4 {'salt ' * 20}"), f"Renal 2, “{'salt ' * 8}salt…”"),
    ],
)
def test_a_place_is_called_by_its_thing_and_where_in_it(place: Place, words: str) -> None:
    assert title_of(place, End("Renal 2")) == words


def test_a_moment_of_a_video_is_something_to_play() -> None:
    assert icon_of(Place.in_video(1, 754_000)) == "play-fill"
    assert icon_of(Place(Kind.VIDEO, 1)) == LOOKS[Kind.VIDEO].icon
