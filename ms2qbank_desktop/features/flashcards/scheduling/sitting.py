"""What a sitting over a deck works out for itself: which cards to read, and what an answer does
beside the schedule."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    LeechAction,
    NewGather,
    ReviewOrder,
)
from ms2qbank_desktop.features.flashcards.scheduling.limits import parent_names
from ms2qbank_desktop.features.flashcards.study_models import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import Deck, Preset, Schedule
    from ms2qbank_desktop.features.flashcards.scheduling.answering import Intervals
    from ms2qbank_desktop.features.flashcards.scheduling.limits import Remaining
    from ms2qbank_desktop.features.flashcards.study_models import Shown, Sitting


def tops(tree: Sequence[Deck]) -> list[Deck]:
    """Return the decks that are below no other."""
    names = {deck.name for deck in tree}
    found = [deck for deck in tree if not names.intersection(parent_names(deck.name))]
    if not found:
        raise UserFault("There is no deck yet.")
    return found


def most_new(
    presets: Iterable[Preset], of_root: Preset, limits: Mapping[int, Remaining]
) -> dict[int, int] | None:
    """Return how many new cards of each deck can be wanted at most, if those are the first ones:
    not in a random order, nor where siblings fall out."""
    in_order = of_root.new_gather in (NewGather.DECK, NewGather.LOWEST_POSITION)
    if not in_order or any(preset.bury_new for preset in presets):
        return None
    return {deck_id: left.new_left for deck_id, left in limits.items()}


def last_due_day(
    presets: Iterable[Preset],
    of_root: Preset,
    limits: Mapping[int, Remaining],
    due: Iterable[tuple[int, int, int]],
    today: int,
) -> int:
    """Return up to which due day reviews have to be read to fill the limits; ``due``: (deck,
    study day, cards). After a break that is a small part of what is overdue.

    Today where reviews come in another order than by their day, or siblings fall out.
    """
    by_day = of_root.review_order in (ReviewOrder.DUE_THEN_RANDOM, ReviewOrder.DUE_THEN_DECK)
    if not by_day or any(preset.bury_reviews for preset in presets):
        return today
    days: dict[int, list[tuple[int, int]]] = {}
    for deck_id, day, number in due:
        days.setdefault(day, []).append((deck_id, number))
    most = dict.fromkeys(limits, 0)
    for deck_id, number in chain.from_iterable(days.values()):
        most[deck_id] += number
    wanted = _within(most, limits)
    so_far = dict.fromkeys(limits, 0)
    for day in sorted(days):
        for deck_id, number in days[day]:
            so_far[deck_id] += number
        if sum(so_far.values()) >= wanted and _within(so_far, limits) >= wanted:
            return day
    return today


def _within(cards: Mapping[int, int], limits: Mapping[int, Remaining]) -> int:
    """Return how many of the reviews in each deck the limits of all decks let through."""
    inside = {id(left) for left in limits.values()}
    through: dict[int, int] = {}
    whole = 0
    for deck_id in reversed(list(limits)):  # children before their parents
        left = limits[deck_id]
        number = min(cards[deck_id] + through.get(id(left), 0), left.reviews_left)
        if left.parent is None or id(left.parent) not in inside:
            whole += number
        else:
            through[id(left.parent)] = through.get(id(left.parent), 0) + number
    return whole


def previews(deck: Deck) -> Intervals | None:
    """Return the delays of a filtered deck that only shows its cards, 0: the card goes home;
    None for a deck that schedules."""
    kept = deck.filtered
    if kept is None or kept.reschedule:
        return None
    return -kept.preview_again, -kept.preview_hard, -kept.preview_good, 0


def balances(preset: Preset) -> bool:
    """Return whether due days are chosen by what is due on them."""
    return preset.fuzz and preset.load_balance and preset.algorithm is not Algorithm.CLASSIC


def keeps_apart(preset: Preset) -> bool:
    """Return whether due days of siblings are avoided."""
    return preset.bury_reviews and balances(preset)


def own_edit(shown: Shown, *, leech: bool, goes_home: bool) -> Edit:
    """Return what an answer does to the card itself: a leech marked, a filtered deck left."""
    card = shown.card
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    if leech:
        before["leech"], after["leech"] = card.leech, True
        if shown.preset.leech_action is LeechAction.SUSPEND:
            before["suspended"], after["suspended"] = card.suspended, True
    if goes_home:
        before |= {"deck_id": card.deck_id, "home_deck_id": card.home_deck_id}
        after |= {"deck_id": card.home_deck_id, "home_deck_id": None}
    return Edit(card.id, before, after)


def count_load(sitting: Sitting, shown: Shown, after: Schedule) -> None:
    """Bring the load of the coming days along, so that the next card sees this one."""
    due = sitting.load.get(shown.preset.id)
    if due is None:
        return
    for day, change in ((shown.card.schedule.due_day, -1), (after.due_day, 1)):
        if day is not None and day >= sitting.day:
            due[day - sitting.day] = max(0, due.get(day - sitting.day, 0) + change)
