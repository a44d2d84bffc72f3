"""Things that a task can be made of: what they are called, and how long they take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import WORDS_A_MINUTE
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.models import MOST_MINUTES, TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.planner.demand import Reading

    from .supply import SupplyService

_KINDS = {
    Kind.VIDEO: TaskKind.VIDEO,
    Kind.ARTICLE: TaskKind.ARTICLE,
    Kind.QUESTION: TaskKind.QUESTIONS,
    Kind.CARD: TaskKind.CARDS,
}
_MINUTES = 30
"""Of a thing whose length nobody knows."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a task is about. ``place`` is where one goes on."""

    place: Place
    kind: TaskKind
    title: str
    minutes: int


class ThingService:
    """Asks the slices that have the things."""

    def __init__(self, supplies: SupplyService, links: LinkService) -> None:
        self._supplies = supplies
        self._links = links

    def things(self, user_id: int, places: Iterable[Place], speed: float) -> list[Thing]:
        """Return things by their places; lectures are watched ``speed`` times as fast as they are.
        What was begun takes what is left of it, what was finished the whole again."""
        wanted = list(dict.fromkeys(places))
        named = self._links.described(user_id, wanted)
        kinds = {place.kind for place in wanted}
        videos = self._supplies.lectures(user_id) if Kind.VIDEO in kinds else ()
        articles = self._supplies.articles(user_id) if Kind.ARTICLE in kinds else ()
        minutes = {(Kind.VIDEO, one.id): _left(one) / 60_000 / speed for one in videos}
        minutes |= {(Kind.ARTICLE, one.id): _left(one) / WORDS_A_MINUTE for one in articles}
        return [
            Thing(
                place,
                _KINDS.get(place.kind, TaskKind.OTHER),
                named[place].title,
                min(MOST_MINUTES, max(1, math.ceil(minutes.get((place.kind, place.id), _MINUTES)))),
            )
            for place in wanted
            if place in named
        ]


def _left(one: Reading) -> int:
    return one.amount - one.done if one.done < one.amount else one.amount
