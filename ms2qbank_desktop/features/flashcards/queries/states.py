"""The columns of cards that are folded from their logs: written, and folded anew."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.flashcards.models import Algorithm, Moment, ReviewKind
from ms2qbank_desktop.features.flashcards.scheduling.folding import folded, with_memory
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_replay import replay_of

from . import decks, reviews, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Card, Preset, Review, Schedule

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
) -> dict[int, Schedule]:
    """Fold the logs of cards and write the states that differ; return those.

    ``presets``: by deck. ``place``: the moment of an instant. ``days``: for many cards, the study
    days of milliseconds since 1970.
    """
    wrong = folded_anew(session, list(card_ids), presets, place, days)
    write(session, wrong.items())
    return wrong


def folded_anew(
    session: Session,
    card_ids: Sequence[int],
    presets: Mapping[int, Preset],
    place: Callable[[datetime], Moment],
    days: Callable[[Iterable[int]], list[int]] | None = None,
) -> dict[int, Schedule]:
    """Return the schedules of those cards whose columns are not what their logs say."""
    found = session.connection().exec_driver_sql(_READ, (json.dumps(list(card_ids)),)).fetchall()
    preset_of = {row[0]: presets[row[1]] for row in found}
    logs = reviews.of_cards(session, card_ids, from_imported=True)

    def days_of(times: Iterable[int]) -> list[int]:
        return [place(from_ms(at_ms)).day for at_ms in times]

    _remember(session, logs, preset_of, days or days_of)
    wrong = {}
    for card_id, _, position, *columns in found:
        lines = logs.get(card_id, ())
        only = lines[0].carried if len(lines) == 1 else None  # as it came: most imported cards
        said = only or folded(lines, preset_of[card_id], place, position)
        if tuple(columns) != rows.folded_values(said):
            wrong[card_id] = said if said.position == position else replace(said, position=position)
    return wrong


def _remember(
    session: Session,
    logs: dict[int, list[Review]],
    presets: Mapping[int, Preset],
    days: Callable[[Iterable[int]], list[int]],
) -> None:
    """Give the states that imported cards came with the memory that the answers before them tell,
    where that counts: all else that is before them is past."""
    whole: list[int] = []
    firsts: list[Review] = []
    for card_id, lines in logs.items():
        preset, first = presets[card_id], lines[0]
        if preset.algorithm is not Algorithm.FSRS or first.kind is not ReviewKind.IMPORTED:
            continue
        if preset.ignore_reviews_before:
            whole.append(card_id)
        else:
            firsts.append(first)
    for first, ratings, times in reviews.answers_before(session, firsts):
        card_id = first.card_id
        if ratings is None or times is None:
            whole.append(card_id)
            continue
        preset = presets[card_id]
        answers = zip(ratings, days(times), strict=True)
        memory = replay_of(preset.fsrs_parameters).memory(answers)
        logs[card_id][0] = with_memory(first, memory, preset)
    logs.update(reviews.of_cards(session, whole))
