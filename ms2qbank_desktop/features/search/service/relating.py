"""Which things speak of the same: articles on a question, and what belongs beside an article.

Both ways one measure tells (features.search.relating): what it offers for a question offers that
question too.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.search.queries import matching, relating, vocabulary
from ms2qbank_desktop.features.search.relating import (
    ENOUGH,
    NEAR,
    TELLING,
    Texts,
    telling,
    weighted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.relating import Parts, Weighted
    from ms2qbank_desktop.storage.store import Store

_SECTIONS = 16
"""Of articles that are weighed for a question."""
_WORDS = 24
"""Words of an article that its candidates have most of."""
_NAME, _BODY = 2.0, 0.5
"""What headings and terms, and the texts below them weigh for that."""


class _Part(NamedTuple):
    """A section of an article. ``named``: the article names the very topic of the question."""

    named: bool
    share: float
    place: Place


class Relating:
    """links.models.Relations by the words of one data folder's index."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def articles_on(self, user_id: int, question_id: int, limit: int) -> list[Place]:
        with self._store.read() as session:
            about = _about(session, relating.questions(session, [question_id])).get(question_id)
            if not about:
                return []
            named = relating.on_topic(session, question_id)
            rows = relating.rows_of(session, "article", named)
            for shelf in _shelves(session, user_id, Kind.ARTICLE):
                rows += relating.having(session, about, shelf, _SECTIONS)
            sections = matching.loaded(session, dict.fromkeys(rows))
            shares = _texts(sections).shares(about)
        best: dict[int, _Part] = {}
        for number, row in enumerate(sections):
            part = _Part(row.place_id in named, shares.get(number, 0.0), _place(row))
            best[row.place_id] = max(best.get(row.place_id, part), part, key=itemgetter(1))
        enough = max(ENOUGH, NEAR * max((one.share for one in best.values()), default=0.0))
        found = sorted(best.values(), key=lambda one: (not one.named, -one.share, one.place.id))
        return [one.place for one in found if one.named or one.share >= enough][:limit]

    def about(self, user_id: int, article_id: int, kind: Kind, limit: int) -> list[int]:
        with self._store.read() as session:
            sections = matching.loaded(session, relating.rows_of(session, "article", [article_id]))
            own = weighted([*relating.article(session, article_id), *_said(sections)])
            asked = _telling(session, {article_id: own}, _WORDS)[article_id]
            rows = []
            for shelf in _shelves(session, user_id, kind):
                rows += relating.having(session, asked, shelf, limit, forms=False)
            named: list[int] = []
            if kind is Kind.QUESTION:
                named = relating.on_topics(session, article_id, limit)
                ids = dict.fromkeys((*named, *matching.places(session, rows).values()))
                parts = relating.questions(session, ids)
            else:
                parts = relating.things(matching.loaded(session, rows))
            texts = _texts(sections)
            shares = {
                one: max(texts.shares(about).values(), default=0.0)
                for one, about in _about(session, parts).items()
            }
        found = (one for one, share in shares.items() if one in named or share >= ENOUGH)
        return sorted(found, key=lambda one: (one not in named, -shares[one], one))[:limit]


def _about(session: Session, parts: Mapping[int, Parts]) -> dict[int, Weighted]:
    """Return the telling words of things by what they say of themselves."""
    return _telling(session, {one: weighted(said) for one, said in parts.items()})


def _telling(
    session: Session, asked: Mapping[int, Weighted], most: int = TELLING
) -> dict[int, Weighted]:
    words = {word for one in asked.values() for word in one}
    frequency, items = vocabulary.known(session, words), relating.items(session)
    return {thing: telling(one, frequency, items, most) for thing, one in asked.items()}


def _said(sections: Iterable[matching.Row]) -> Parts:
    """Return what the sections and terms of an article say, with what it weighs."""
    names = ((row.spot or row.title, _NAME) for row in sections)
    return [*names, *((row.body, _BODY) for row in sections)]


def _texts(sections: Iterable[matching.Row]) -> Texts:
    texts = Texts()
    for row in sections:
        texts.add(row.title, row.body, row.length)
    return texts


def _shelves(session: Session, user_id: int, kind: Kind) -> list[int]:
    return [one for one, there in matching.shelves(session, user_id).items() if there == kind]


def _place(row: matching.Row) -> Place:
    """Return the heading below which a section stands, or a term is explained."""
    spots = json.loads(row.spots)
    return Place(Kind.ARTICLE, row.place_id, spots[0][1] if spots else row.spot)
