"""A row of the index as a hit: what it is called, the words around, the place to open."""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.search.models import Hit
from ms2qbank_desktop.features.search.queries import facts, matching
from ms2qbank_desktop.features.search.queries.index import SHELF
from ms2qbank_desktop.features.search.ranking import Marker, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

_TITLE = 90
"""Characters of a body whose opening is its title."""


class Weighed(NamedTuple):
    score: float
    row: matching.Row


def hits(session: Session, marker: Marker, best: Sequence[Weighed]) -> list[Hit]:
    """Return rows as they are shown, but for those of things that are there no more."""
    kinds = matching.kinds(session)
    ids: dict[str, set[int]] = {}
    for _, row in best:
        ids.setdefault(kinds[row.row // SHELF], set()).add(row.place_id)
    told = {kind: facts.facts(session, kind, some) for kind, some in ids.items()}
    found = []
    for score, row in best:
        kind = kinds[row.row // SHELF]
        fact = told[kind].get(row.place_id)
        if fact is not None:
            whole = row.length <= matching.LOOKED_AT
            body = row.body if whole else matching.body(session, row.row)
            found.append(_hit(Kind(kind), row, body, fact, marker, score))
    return _by_day(found)


def _by_day(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with the tasks of one title in the order of their days, in the places that these
    have."""
    alike: dict[str, list[tuple[date, Hit]]] = {}
    for hit in hits:
        if hit.day is not None:
            alike.setdefault(hit.title, []).append((hit.day, hit))
    for tasks in alike.values():
        tasks.sort(key=itemgetter(0), reverse=True)
    return [hit if hit.day is None else alike[hit.title].pop()[1] for hit in hits]


def _hit(
    kind: Kind, row: matching.Row, body: str, fact: tuple[str, str], marker: Marker, score: float
) -> Hit:
    spots: list[tuple[int, str]] = [(at, spot) for at, spot in json.loads(row.spots)]
    title, begin = row.title, 0
    if row.source in ("captions", "bookmark"):
        title = fact[0]
    elif row.source == "margin":
        title = f"Your note on {fact[0]}"
    elif not title:
        first = next((at for at, _ in spots if at), len(body))
        title = opening(body[:first], _TITLE)
        begin = min(len(title), len(body))
        if not body[begin:first].strip():  # the title says all of the first part
            begin = first
    title_marks = marker.spans(title)
    parts = [at for at, _ in spots] if kind is Kind.QUESTION else []
    excerpt = marker.excerpt(body, begin, parts)
    # Where the opening of the body, which is the title, has as much of the search, it is the place.
    at = 0 if begin and title_marks and marker.worth(title) >= excerpt.worth else excerpt.at
    place = bisect_right([start for start, _ in spots], at) - 1
    spot = spots[place][1] if place >= 0 and (excerpt.marks or title_marks) else row.spot
    snippet, snippet_marks = excerpt.text, excerpt.marks
    said = spots[bisect_right([s for s, _ in spots], excerpt.at) - 1][1] if parts else ""
    if said.startswith("choice "):
        letter = f"{said[-1]}: "
        snippet = letter + snippet
        snippet_marks = tuple((a + len(letter), b + len(letter)) for a, b in snippet_marks)
    words = dict.fromkeys(title[a:b] for a, b in title_marks) | excerpt.words
    return Hit(
        kind=kind.value,
        id=row.place_id,
        place=Place(kind, row.place_id, spot),
        title=title,
        detail=_detail(row.source, spot, fact),
        snippet=snippet,
        marks=snippet_marks,
        title_marks=title_marks,
        words=tuple(words)[:12],
        score=round(score, 4),
        day=date.fromisoformat(fact[0]) if kind is Kind.TASK else None,
    )


def _detail(source: str, spot: str, fact: tuple[str, str]) -> str:
    if source in ("captions", "bookmark"):
        name = "Caption" if source == "captions" else "Bookmark"
        return f"{name} · {_clock(int(spot or 0))}"
    first = {"video": "Video", "margin": "Margin note", "task": ""}.get(source, fact[0])
    return " · ".join(filter(None, (first, fact[1])))


def _clock(ms: int) -> str:
    hours, rest = divmod(ms // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
