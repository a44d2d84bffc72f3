"""The columns of cards that are folded from their logs: written, and folded anew."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.flashcards.models import Moment, ReviewKind
from ms2qbank_desktop.features.flashcards.scheduling.folding import (
    folded,
    knows_better,
    with_memory,
)
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_replay import replay_of

from . import decks, reviews, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Card, Preset, Schedule
    from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import Memory

_UPDATE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in rows.FOLDED)} WHERE id = ?"  # noqa: S608
_READ = (
    f"SELECT id, coalesce(home_deck_id, deck_id), position, {', '.join(rows.FOLDED)} FROM cards "  # noqa: S608
    "WHERE id IN (SELECT value FROM json_each(?))"
)


def moment_of(clock: Clock, at: datetime) -> Moment:
    """Return the moment of an instant."""
    left = int((clock.day_end(at) - at).total_seconds())
    return Moment(at, clock.study_day(at).toordinal(), left)


def presets_by_deck(session: Session, user_id: int) -> dict[int, Preset]:
    """Return the preset of each deck, removed ones too, with the deck's own retention."""
    presets = decks.preset_models(session, user_id)
    return {
        deck.id: effective(presets[deck.preset_id], deck.desired_retention)
        for deck in decks.tree(session, user_id, removed=True)
    }


def effective(preset: Preset, retention: float | None) -> Preset:
    """Return ``preset`` with a deck's own retention."""
    return preset if retention is None else replace(preset, desired_retention=retention)


def write(session: Session, schedules: Iterable[tuple[int, Schedule]]) -> None:
    """Write the folded columns of cards."""
    changed = [(*rows.folded_values(schedule), card_id) for card_id, schedule in schedules]
    if changed:
        session.connection().exec_driver_sql(_UPDATE, changed)


def write_answer(session: Session, card: Card, after: Schedule) -> bool:
    """Write the state after an answer; False, and nothing, if the card is not as it was shown."""
    sql = f"{_UPDATE} AND state = ? AND repetitions = ? AND deleted_at IS NULL"
    shown = card.schedule
    given = (*rows.folded_values(after), card.id, shown.state.value, shown.repetitions)
    return session.connection().exec_driver_sql(sql, given).rowcount == 1


def refold(
    session: Session,
    card_ids: Iterable[int],
    presets: Mapping[int, Preset],
    place: Callable[[datetime], Moment],
    days: Callable[[Iterable[int]], list[int]] | None = None,
) -> list[int]:
    """Fold the logs of cards and write the states that differ; return the cards that those are of.

    ``presets``: by deck. ``place``: the moment of an instant. ``days``: for many cards, the study
    days of milliseconds since 1970.
    """
    wrong = folded_anew(session, list(card_ids), presets, place, days)
    alike: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for card_id, columns in wrong.items():
        alike.setdefault(tuple(columns), []).append((*columns.values(), card_id))
    for names, values in alike.items():
        update = f"UPDATE cards SET {' = ?, '.join(names)} = ? WHERE id = ?"  # noqa: S608
        session.connection().exec_driver_sql(update, values)
    return list(wrong)


def folded_anew(
    session: Session,
    card_ids: Sequence[int],
    presets: Mapping[int, Preset],
    place: Callable[[datetime], Moment],
    days: Callable[[Iterable[int]], list[int]] | None = None,
) -> dict[int, dict[str, object]]:
    """Return by card the columns that are not what its log says, as that has them."""
    found = session.connection().exec_driver_sql(_READ, (json.dumps(list(card_ids)),)).fetchall()
    preset_of = {row[0]: presets[row[1]] for row in found}

    def days_of(times: Iterable[int]) -> list[int]:
        return [place(from_ms(at_ms)).day for at_ms in times]

    logs = reviews.lines_of_cards(session, card_ids, from_imported=True)
    carried = {
        card_id: json.loads(first.carried) for card_id, (first, *_) in logs.items() if first.carried
    }
    memories = _memories(session, logs, carried, preset_of, days or days_of)
    wrong = {}
    for card_id, _, position, *columns in found:
        lines, memory = logs.get(card_id, ()), memories.get(card_id)
        if len(lines) == 1 and card_id in carried:  # as it came: most imported cards
            kept = carried[card_id]
            said = rows.folded_of_json({**kept, **memory._asdict()} if memory else kept)
        else:
            log = list(map(reviews.review, lines))
            if memory:
                log[0] = with_memory(log[0], memory)
            said = rows.folded_values(folded(log, preset_of[card_id], place, position))
        if tuple(columns) != said:
            both = zip(rows.FOLDED, columns, said, strict=True)
            wrong[card_id] = {name: new for name, old, new in both if new != old}
    return wrong


def _memories(
    session: Session,
    logs: dict[int, list[reviews.Line]],
    carried: Mapping[int, Mapping[str, Any]],
    presets: Mapping[int, Preset],
    days: Callable[[Iterable[int]], list[int]],
) -> dict[int, Memory]:
    """Return the memory that the answers before an imported card came tell, where it counts: all
    else that is before them is past. Of cards that need all of it, ``logs`` gets the whole log.

    ``carried``: the states that the cards came with.
    """
    whole: list[int] = []
    firsts: list[reviews.Line] = []
    for card_id, kept in carried.items():
        preset, first = presets[card_id], logs[card_id][0]
        has_memory = kept.get("stability") is not None
        if first.kind != ReviewKind.IMPORTED or not knows_better(
            *(ReviewKind.IMPORTED, kept["state"]), has_memory=has_memory, preset=preset
        ):
            continue
        if preset.ignore_reviews_before:
            whole.append(card_id)
        else:
            firsts.append(first)
    found = {}
    for card_id, ratings, times in reviews.answers_before(session, firsts):
        if ratings is None or times is None:
            whole.append(card_id)
            continue
        answers = zip(ratings, days(times), strict=True)
        memory = replay_of(presets[card_id].fsrs_parameters).memory(answers)
        if memory:
            found[card_id] = memory
    logs.update(reviews.lines_of_cards(session, whole))
    return found
