"""What stands beside an article: the questions, cards and videos that belong to it.

Read on a worker; nothing here touches a widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.context import UiContext

SHOWN = 3
"""Of each kind."""
_RELATED = 24
"""Questions and cards that are looked for, and of which a block is offered."""
_SHORTEST = 4
_GENERAL = frozenset({"introduction", "overview", "summary", "preface", "glossary", "references"})
"""Titles that every book has."""
_STATUS = {
    Status.UNUSED: "not seen",
    Status.CORRECT: "correct",
    Status.INCORRECT: "incorrect",
    Status.OMITTED: "omitted",
    Status.SUSPENDED: "suspended",
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One line beside the article, and what it opens."""

    icon: str
    title: str
    detail: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind. ``fact``: what the head says of all of them."""

    lines: tuple[Neighbour, ...] = ()
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """``unseen``: so many questions ``practise`` leaves."""

    questions: Section
    unseen: int
    practise: QuestionFilter
    cards: Section
    videos: Section


def read_beside(ctx: UiContext, article: Article) -> Beside:
    """Return what belongs to an article: the questions and cards whose matter it explains, and
    videos of its topics, of the words of its title, or else of its system."""
    questions, unseen, practise = _questions(ctx, article)
    return Beside(questions, unseen, practise, _cards(ctx, article), _videos(ctx, article))


def _questions(ctx: UiContext, article: Article) -> tuple[Section, int, QuestionFilter]:
    attempts, user_id = ctx.service(AttemptService), ctx.user_id
    ids = ctx.service(LinkService).about(user_id, article.id, Kind.QUESTION, _RELATED)
    statuses = attempts.statuses(user_id, ids)
    right = sum(status is Status.CORRECT for status in statuses.values())
    wrong = sum(status is Status.INCORRECT for status in statuses.values())
    wanted = QuestionFilter(BankFilter(names=frozenset(map(str, ids))), frozenset((Status.UNUSED,)))
    unseen = len(attempts.matching(user_id, wanted)) if ids else 0
    answered = f", you got {right:,} of {right + wrong:,}" if right + wrong else ""
    lines = tuple(
        Neighbour(
            LOOKS[Kind.QUESTION].icon,
            row.stem,
            f"Q {row.number} · {_STATUS.get(row.status, row.status.value)}",
            Place(Kind.QUESTION, row.question_id),
        )
        for row in attempts.browse_rows(user_id, ids[:SHOWN])
    )
    return Section(lines, f"{len(ids):,}{answered}"), unseen, wanted


def _cards(ctx: UiContext, article: Article) -> Section:
    search, user_id = ctx.service(SearchService), ctx.user_id
    ids = ctx.service(LinkService).about(user_id, article.id, Kind.CARD, _RELATED)
    if not ids:
        return Section()
    due = search.count(user_id, f"cid:{','.join(map(str, ids))} is:due")
    lines = tuple(
        Neighbour(
            LOOKS[Kind.CARD].icon,
            line.question,
            _recall(line.retrievability, line.deck),
            Place(Kind.CARD, line.card_id),
        )
        for line in search.lines(user_id, ids[:SHOWN])
    )
    return Section(lines, f"{len(ids):,}, {due:,} due" if due else f"{len(ids):,}")


def _recall(value: float | None, deck: str) -> str:
    deck = deck.rpartition("::")[2]
    return deck if value is None else f"{deck} · recall {round(100 * value)} %"


def _plain(name: str) -> str:
    """Return a name without the signs that mean something in a search."""
    return " ".join("".join(" " if sign in '"\\*_:()' else sign for sign in name).split())


def _about(article: Article) -> str:
    """Return what an article is about in the words of its title, "" where those say nothing."""
    subject = _plain(article.title.partition(":")[0])
    general = len(subject) < _SHORTEST or subject.casefold() in _GENERAL
    return "" if general else subject


def _videos(ctx: UiContext, article: Article) -> Section:
    catalogue, user_id = ctx.service(CatalogueService), ctx.user_id
    wanted = [VideoFilter(topics=frozenset(article.topics))] if article.topics else []
    if subject := _about(article):
        wanted.append(VideoFilter(text=subject))
    if article.system:
        wanted.append(VideoFilter(systems=frozenset((article.system,))))
    for one in wanted:
        found = catalogue.entries(user_id, one, VideoOrder.TITLE)
        if found:
            lines = tuple(
                Neighbour(
                    LOOKS[Kind.VIDEO].icon,
                    entry.title,
                    " · ".join(filter(None, (duration(entry.duration_ms), entry.topic))),
                    Place(Kind.VIDEO, entry.id),
                )
                for entry in found[:SHOWN]
            )
            return Section(lines, f"{len(found):,}")
    return Section()
