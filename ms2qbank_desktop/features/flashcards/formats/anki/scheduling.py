"""Cards: the rows of Anki's table ↔ our cards with their schedule (Anki 26.09, rslib/src/card).

`due` means the place of a new card, days since the collection began of a review, seconds since
1970 of a learning card due within the day, days again of one due later. A card in a filtered deck
has its home in `odid`, and its real due in `odue`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.features.flashcards.formats.base import BadItem, Extra, Packed, instant
from ms2qbank_desktop.features.flashcards.models import Card, CardState, Schedule

from . import values

INTEGERS = (
    *("id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor"),
    *("reps", "lapses", "left", "odue", "odid", "flags"),
)
COLUMNS = (*INTEGERS, "data")
MAX_DATA = 10_000
_STATES = (CardState.NEW, CardState.LEARNING, CardState.REVIEW, CardState.RELEARNING)
_TIME = 1_000_000_000
"""A larger due is seconds since 1970, a smaller one a day; Anki draws the line there too."""
_LAST_DAY = date.max.toordinal()
_LEARN, _DAY_LEARN, _SUSPENDED, _BY_SIBLING, _BY_USER = 1, 3, -1, -2, -3
_FILTERED_DUE = -100_000
_MOST = 1e15
_LONGEST = 1_000_000
"""Days; Anki's longest interval is a century."""
_clock = Clock()
_encode = json.JSONEncoder(separators=(",", ":")).encode


def to_card(row: tuple[Any, ...], day0: int) -> Packed[Card]:
    """Return the card of a row of COLUMNS; BadItem if its numbers make no sense.

    ``day0``: the study day on which the collection began.
    """
    if set(map(type, row[:-1])) != {int}:
        raise BadItem("one of its numbers is none")
    (id_, note_id, deck_id, ordinal, changed, type_, queue, due, interval, factor) = row[:10]
    (reps, lapses, left, home_due, home, flags, data) = row[10:]
    if not 0 <= ordinal <= 65_535 or not 0 <= type_ < len(_STATES):
        raise BadItem(f"there is no card {ordinal} of type {type_}")
    if (
        min(row[9:13]) < 0
        or max(row[9:13]) > values.MAX_INT
        or not -values.MAX_INT <= interval <= _LONGEST
    ):
        raise BadItem("one of its numbers is out of range")
    state = _STATES[type_]
    learning = queue in {_LEARN, _DAY_LEARN}
    if state is CardState.REVIEW and learning:
        state = CardState.RELEARNING  # as Anki wrote it before 2.1
    extra = _data(data)
    if home and not (learning and due > 0):  # else it was answered there, and this is its due
        extra["due"] = due
        due = home_due or due
    if flags > 7:
        extra["flags"] = flags
    changed_at = instant(changed)
    new = state is CardState.NEW
    position = due if new else _number(extra, "pos") or 0
    in_time = not new and due > _TIME
    due_day = None if in_time or new else _day(day0 + due)
    last, last_day = _number(extra, "lrt"), None
    last_at = None if last is None else instant(last)
    if last_at is not None:
        last_day = _clock.study_day(last_at).toordinal()
    elif due_day is not None and state is CardState.REVIEW:
        last_day = max(1, due_day - interval)
    schedule = Schedule(
        state=state,
        position=max(-values.MAX_INT, min(int(position), values.MAX_INT)),
        remaining_steps=left % 1000,
        due_at=instant(due) if in_time else None,
        due_day=due_day,
        interval_days=max(0, interval),
        step_seconds=max(0, -interval),  # as Anki wrote it before 2.1
        ease=factor / 1000,
        stability=_number(extra, "s"),
        difficulty=_number(extra, "d"),
        repetitions=reps,
        lapses=lapses,
        last_review_at=last_at,
        last_review_day=last_day,
    )
    buried = queue in {_BY_SIBLING, _BY_USER}
    card = Card(
        id=id_,
        note_id=note_id,
        deck_id=deck_id,
        ordinal=ordinal,
        schedule=schedule,
        suspended=queue == _SUSPENDED,
        buried_until=_clock.study_day(changed_at).toordinal() + 1 if buried else None,
        buried_by_user=queue == _BY_USER,
        flag=flags & 7,
        home_deck_id=home or None,
    )
    return Packed(card, changed_at, extra)


def from_card(packed: Packed[Card], day0: int) -> tuple[Any, ...]:
    """Return the row of COLUMNS. Ids are ours still."""
    card, changed_at, extra = packed
    schedule = card.schedule
    due = _due(schedule, day0)
    deck_id, home = card.deck_id, card.home_deck_id or 0
    learns = schedule.state in {CardState.LEARNING, CardState.RELEARNING}
    if home and learns and schedule.due_day is not None:
        # Anki would take its days for those of another collection: better due than crammed.
        deck_id, home = home, 0
    data = {key: value for key, value in extra.items() if key not in ("due", "flags")}
    if schedule.state is not CardState.NEW and schedule.position:
        data["pos"] = schedule.position
    if schedule.stability is not None and schedule.difficulty is not None:
        data |= {"s": round(schedule.stability, 4), "d": round(schedule.difficulty, 3)}
    if schedule.last_review_at is not None:
        data["lrt"] = int(schedule.last_review_at.timestamp())
    place = due
    if home:
        place = extra.get("due", due if learns else _FILTERED_DUE)
    return (
        card.id,
        card.note_id,
        deck_id,
        card.ordinal,
        int(changed_at.timestamp()),
        _STATES.index(schedule.state),
        _queue(card),
        place,
        schedule.interval_days,
        round(schedule.ease * 1000),
        schedule.repetitions,
        schedule.lapses,
        schedule.remaining_steps,
        due if home else 0,
        home,
        extra.get("flags", 0) & ~7 | card.flag,
        _encode(data),
    )


def as_new(packed: Packed[Card], position: int) -> Packed[Card]:
    """Return the card as if it had never been seen, in its home deck."""
    card, changed_at, _extra = packed
    fresh = Card(
        card.id,
        card.note_id,
        card.home_deck_id or card.deck_id,
        card.ordinal,
        Schedule(position=position),
    )
    return Packed(fresh, changed_at, {})


def _queue(card: Card) -> int:
    if card.suspended:
        return _SUSPENDED
    if card.buried_until is not None:
        return _BY_USER if card.buried_by_user else _BY_SIBLING
    if card.schedule.state in {CardState.LEARNING, CardState.RELEARNING}:
        return _DAY_LEARN if card.schedule.due_at is None else _LEARN
    return _STATES.index(card.schedule.state)


def _due(schedule: Schedule, day0: int) -> int:
    if schedule.state is CardState.NEW:
        return schedule.position
    if schedule.due_at is not None:
        return int(schedule.due_at.timestamp())
    return 0 if schedule.due_day is None else schedule.due_day - day0


def _day(ordinal: int) -> int:
    if not 1 <= ordinal <= _LAST_DAY:
        raise BadItem("it is due on a day that is in no calendar")
    return ordinal


def _data(text: Any) -> Extra:
    """Return the JSON object in `data`; it holds nothing that a card could not do without."""
    if not isinstance(text, str) or len(text) < 3 or len(text) > MAX_DATA:
        return {}
    try:
        found = values.parsed(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(data: Extra, key: str) -> float | None:
    """Take a number out of ``data``, which keeps what our models have no word for."""
    value = data.pop(key, None)
    return value if isinstance(value, int | float) and 0 <= value < _MOST else None
