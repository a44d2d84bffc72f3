"""What a plan promises as pieces of work: blocks of questions by system, lectures, articles,
reviews. Pure functions; :mod:`schedule` puts the pieces on days."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from .models import TaskKind
from .schedule import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

BLOCKS, MISSES = "questions/", "misses/"
"""How the keys of blocks and of reviews of misses begin; the number of the pass follows."""
FIRST_PASS = f"{BLOCKS}1/"
SIZES = (40, 20, 10, 5)
"""Questions of a block, the largest that fits into half a usual day is taken."""
LONGEST_PART = 45
"""Minutes of a lecture in one go, where the days are no shorter."""
CARDS_SHARE = 0.6
"""Of a day that reviews of cards may fill; the rest waits, as it would without a plan."""
NEW_ASKED = 2
"""Times that a new card is asked on its first day."""
REVIEW_EVERY = 60
"""Questions after which their misses are gone through."""
PRIOR_ANSWERS, PRIOR_ACCURACY, SAFE_ACCURACY = 10, 0.65, 0.8
"""An accuracy counts as if so many answers of that share had been given before: a weak start of
four questions does not turn a plan over. Above the last no system is weak."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long this user takes. ``question_seconds`` includes reading the explanation."""

    question_seconds: float = 130.0
    card_seconds: float = 9.0
    video_speed: float = 1.0
    words_per_minute: float = 220.0

    def minutes(self, questions: int) -> int:
        """Return the minutes of a block."""
        return max(1, math.ceil(questions * self.question_seconds / 60))


@dataclass(frozen=True, slots=True)
class Reading:
    """A lecture or an article. ``amount``: milliseconds or words, ``done`` of them already."""

    id: int
    title: str
    system: str
    amount: int
    done: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit, and what is done in it. ``number`` of questions or cards; ``thing``: a lecture or
    article, ``first``–``last`` its milliseconds."""

    unit: Unit
    kind: TaskKind
    number: int = 0
    thing: int | None = None
    title: str = ""
    first: int = 0
    last: int = 0


def weakness(correct: int, answered: int) -> float:
    """Return by how much a system should weigh more for what was answered so far: 1 … 1.8."""
    share = (correct + PRIOR_ACCURACY * PRIOR_ANSWERS) / (answered + PRIOR_ANSWERS)
    return 1 + max(0.0, SAFE_ACCURACY - share)


def block_size(day_minutes: Sequence[int], pace: Pace) -> int:
    """Return how many questions a block has, by the minutes of the days of study."""
    half = median(day_minutes) / 2 if day_minutes else 0
    return next((size for size in SIZES if pace.minutes(size) <= half), SIZES[-1])


def apportion(total: int, weights: Mapping[str, float], most: Mapping[str, int]) -> dict[str, int]:
    """Deal ``total`` by weight, largest remainder, no system getting more than ``most``: each has
    its share to ±1, but where its own end or that of others is reached."""
    dealt = dict.fromkeys(most, 0)
    open_ones = [name for name in most if most[name] > 0]
    left = min(total, sum(max(0, number) for number in most.values()))
    while left and open_ones:
        whole = sum(weights.get(name, 0.0) for name in open_ones)
        if whole > 0:
            shares = {name: left * weights.get(name, 0.0) / whole for name in open_ones}
        else:
            shares = dict.fromkeys(open_ones, left / len(open_ones))
        full = [name for name in open_ones if dealt[name] + shares[name] >= most[name]]
        if not full:
            for name in open_ones:
                dealt[name] += int(shares[name])
            rest = left - sum(int(share) for share in shares.values())
            byremainder = sorted(open_ones, key=lambda one: (int(shares[one]) - shares[one], one))
            for name in byremainder[:rest]:
                dealt[name] += 1
            return dealt
        for name in full:
            left -= most[name] - dealt[name]
            dealt[name] = most[name]
        open_ones = [name for name in open_ones if name not in full]
    return dealt


def question_blocks(
    supply: Mapping[str, int],
    weights: Mapping[str, float],
    size: int,
    pace: Pace,
    room: int,
    turn: str = "1",
) -> Iterator[Piece]:
    """Yield the blocks that cover ``supply`` (questions by system).

    Blocks for which ``room`` minutes suffice are dealt by weight and lie at 0 … 1 of the whole,
    each system evenly; the others come behind 1: the first to be left when time is short.
    """
    blocks = {name: math.ceil(number / size) for name, number in supply.items()}
    fitting = room // pace.minutes(size)
    dealt = apportion(fitting, weights, blocks)
    shift = {name: at / max(1, len(blocks)) for at, name in enumerate(sorted(blocks))}
    for name, number in blocks.items():
        for at in range(number):
            among = dealt[name] if at < dealt[name] else number - dealt[name]
            place = (at if at < dealt[name] else at - dealt[name]) + 0.5 * (0.5 + shift[name])
            order = place / among + (at >= dealt[name])
            questions = min(size, supply[name] - at * size)
            key = f"{BLOCKS}{turn}/{name}/{at}"
            unit = Unit(key, pace.minutes(questions), order, name)
            yield Piece(unit, TaskKind.QUESTIONS, questions)


def review_minutes(miss_share: float, pace: Pace) -> int:
    """Return how long the misses among REVIEW_EVERY questions take: half of a question each."""
    return max(5, pace.minutes(round(REVIEW_EVERY * miss_share)) // 2)


def miss_reviews(
    done: int, coming: int, reviewed: int, minutes: int, turn: str = "1"
) -> Iterator[Piece]:
    """Yield the reviews of misses that are due: one for REVIEW_EVERY questions of the plan,
    ``done`` or ``coming``, but for those that were ``reviewed``."""
    number = (done + coming) // REVIEW_EVERY - reviewed
    for at in range(number):
        order = (at + 1) / (number + 0.5)
        yield Piece(Unit(f"{MISSES}{turn}/{at}", minutes, order, closes=True), TaskKind.RETEST)


def card_reviews(
    due: Mapping[date, int],
    minutes: Mapping[date, int],
    pace: Pace,
    whole: Mapping[date, int] | None = None,
    new: Mapping[date, int] | None = None,
) -> Iterator[Piece]:
    """Yield the cards of each day of study, ``due`` before ``new`` ones, at most CARDS_SHARE of it.

    ``minutes``: what each day has left, of ``whole`` if something is done already. After the days
    of ``due`` each is taken to have as many as the last week of them had.
    """
    known = sorted(due)
    week = [due[day] for day in known[-7:]]
    later = round(sum(week) / 7) if len(week) == 7 else 0
    for day, available in minutes.items():
        reviews = due.get(day, later if known and day > known[-1] else 0)
        fresh = (new or {}).get(day, 0)
        most = min(available, int((whole or minutes)[day] * CARDS_SHARE))
        needed = math.ceil((reviews + NEW_ASKED * fresh) * pace.card_seconds / 60)
        if needed and most > 0:
            number = reviews + fresh
            if needed > most:
                asked = int(most * 60 / pace.card_seconds)
                number = min(asked, reviews + max(0, asked - reviews) // NEW_ASKED)
            unit = Unit(f"cards/{day}", min(needed, most), 0.0, day=day)
            yield Piece(unit, TaskKind.CARDS, number)


def in_room(pieces: Sequence[Piece], room: float) -> Iterator[Piece]:
    """Yield ``pieces`` in their order; those for which ``room`` minutes do not suffice are of the
    second order."""
    for piece in sorted(pieces, key=lambda one: (one.unit.order, one.unit.key)):
        room -= piece.unit.minutes
        if room >= 0:
            yield piece
        else:
            yield replace(piece, unit=replace(piece.unit, order=piece.unit.order + 1))


def lectures(videos: Sequence[Reading], pace: Pace, longest: int) -> Iterator[Piece]:
    """Yield what is left of videos in their order, long ones in parts of equal length, none above
    ``longest`` minutes (of the usual day) and LONGEST_PART. The parts stay the same while one
    watches."""
    part = max(1, min(longest, LONGEST_PART))
    for at, video in enumerate(videos):
        whole = video.amount / 60_000 / pace.video_speed
        parts = max(1, math.ceil(whole / part))
        for number in range(parts):
            first, last = (video.amount * one // parts for one in (number, number + 1))
            first = max(first, video.done)
            if first >= last:
                continue
            order = (at + (number + 0.5) / parts) / len(videos)
            minutes = max(1, math.ceil((last - first) / 60_000 / pace.video_speed))
            unit = Unit(f"video/{video.id}/{number}", minutes, order, video.system)
            title = video.title if parts == 1 else f"{video.title}, part {number + 1} of {parts}"
            yield Piece(unit, TaskKind.VIDEO, 0, video.id, title, first, last)


def articles(readings: Sequence[Reading], pace: Pace) -> Iterator[Piece]:
    """Yield the articles that are still to be read, in their order."""
    for at, one in enumerate(readings):
        if one.done >= one.amount:
            continue
        minutes = max(2, math.ceil((one.amount - one.done) / pace.words_per_minute))
        unit = Unit(f"article/{one.id}", minutes, (at + 0.5) / len(readings), one.system)
        yield Piece(unit, TaskKind.ARTICLE, 0, one.id, one.title)
