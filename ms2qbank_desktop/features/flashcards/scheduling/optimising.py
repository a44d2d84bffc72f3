"""FSRS parameters from the student's own log, by ``fsrs-rs-python`` where it is installed.

What is learned from is chosen as Anki chooses it: of each card the answers from its last time as
a new card on; an answer counts for as much as its day differs from that of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.flashcards.models import FSRS6_DEFAULTS, ReviewKind

from .fsrs_memory import fsrs6_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.models import Review

LEAST_ITEMS = 400
"""Fewer answers give parameters that are worse than the default ones (Anki's threshold)."""


class Answer(NamedTuple):
    rating: int
    days: int
    """Study days since the answer before, 0 for the first."""
    at: int = 0
    """When, in milliseconds since 1970: late answers teach more than early ones."""


@dataclass(frozen=True, slots=True)
class Optimised:
    """``loss``: log loss of predicting the answers with the old and with the new parameters;
    lower is better. ``items``: answers learned from."""

    parameters: tuple[float, ...]
    old_loss: float
    loss: float
    items: int


def history(reviews: Iterable[Review], day_of: Callable[[datetime], int]) -> list[Answer]:
    """Return the answers of one card that FSRS may learn from, in the order of time; none if
    the log does not reach back to its first one."""
    answered: list[Review] = []
    for review in reviews:
        forgotten = review.kind is ReviewKind.MANUAL and not review.ease_permille
        if forgotten:
            answered = []
        elif review.rating is not None and not review.is_preview:
            starts_anew = review.kind is ReviewKind.LEARN and (
                not answered or answered[-1].kind is not ReviewKind.LEARN
            )
            if starts_anew:
                answered = []
            answered.append(review)
    if not answered or answered[0].kind is not ReviewKind.LEARN:
        return []
    days = [day_of(review.at) for review in answered]
    gaps = [0, *(max(0, day - before) for before, day in pairwise(days))]
    return [
        Answer(int(review.rating or 0), gap, to_ms(review.at))
        for review, gap in zip(answered, gaps, strict=True)
    ]


def items_of(answers: Sequence[Answer]) -> Iterator[Sequence[Answer]]:
    """Yield what there is to predict: each answer on a later day, with all before it."""
    for count in range(2, len(answers) + 1):
        if answers[count - 1].days > 0:
            yield answers[:count]


def optimised(
    histories: Iterable[Sequence[Answer]],
    current: tuple[float, ...] = FSRS6_DEFAULTS,
    relearning_steps: int = 1,
) -> Optimised:
    """Return parameters that fit ``histories``, one a card; takes seconds, for a worker.

    UserFault if there are fewer than :data:`LEAST_ITEMS` answers, EnvironmentFault if the
    optimiser is not installed.
    """
    try:
        import fsrs_rs_python as rust
    except ImportError as fault:
        raise EnvironmentFault(
            "The FSRS optimiser is not installed.",
            advice="Install it with: pip install ms2qbank-desktop[optimizer]",
        ) from fault
    taught = [(item, card) for card, answers in enumerate(histories) for item in items_of(answers)]
    taught.sort(key=lambda one: one[0][-1].at)
    items = [
        rust.FSRSItem([rust.FSRSReview(answer.rating, answer.days) for answer in item])
        for item, _ in taught
    ]
    cards = [card for _, card in taught]
    if len(items) < LEAST_ITEMS:
        raise UserFault(
            f"There are only {len(items)} answers to learn from.",
            advice=f"Go on with the present parameters until there are {LEAST_ITEMS}.",
        )
    before = rust.FSRS(list(fsrs6_parameters(current)))
    found = before.compute_parameters(
        items, card_ids=cards, enable_short_term=True, num_relearning_steps=relearning_steps
    )
    after = rust.FSRS(found)
    return Optimised(
        parameters=tuple(round(float(weight), 4) for weight in found),
        old_loss=float(before.evaluate(items).log_loss),
        loss=float(after.evaluate(items).log_loss),
        items=len(items),
    )
