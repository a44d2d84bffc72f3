"""The columns of cards that are folded from their logs: written, and folded anew."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, cast

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards.models import Algorithm, Moment, Schedule
from ms2qbank_desktop.features.flashcards.scheduling.folding import folded
from ms2qbank_desktop.features.flashcards.tables import CardRow

from . import decks, reviews, rows
from .notes import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Card, Preset

FOLDED = tuple(one.name for one in fields(Schedule) if one.name != "position")
"""``position`` is a row's own: it says where a new card stands before any log."""
_UPDATE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in FOLDED)} WHERE id = ?"  # noqa: S608
_READ = ("id", "deck_id", "home_deck_id", "position", *FOLDED)


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


def values(schedule: Schedule) -> tuple[object, ...]:
    """Return the values of :data:`FOLDED` as SQLite keeps them."""
    columns = rows.schedule_columns(schedule)
    for name in ("due_at", "last_review_at"):
        columns[name] = None if columns[name] is None else to_ms(columns[name])
    return tuple(columns[name] for name in FOLDED)


def write(session: Session, schedules: Iterable[tuple[int, Schedule]]) -> None:
    """Write the folded columns of cards."""
    changed = [(*values(schedule), card_id) for card_id, schedule in schedules]
    if changed:
        session.connection().exec_driver_sql(_UPDATE, changed)


def write_answer(session: Session, card: Card, after: Schedule) -> bool:
    """Write the state after an answer; False, and nothing, if the card is not as it was shown."""
    sql = f"{_UPDATE} AND state = ? AND repetitions = ? AND deleted_at IS NULL"
    shown = card.schedule
    given = (*values(after), card.id, shown.state.value, shown.repetitions)
    return session.connection().exec_driver_sql(sql, given).rowcount == 1


def refold(
    session: Session,
    card_ids: Iterable[int],
    presets: Mapping[int, Preset],
    place: Callable[[datetime], Moment],
) -> dict[int, Schedule]:
    """Fold the logs of cards and write the states that differ; return those.

    ``presets``: by deck. ``place``: the moment of an instant.
    """
    wrong = folded_anew(session, list(card_ids), presets, place)
    write(session, wrong.items())
    return wrong


def folded_anew(
    session: Session,
    card_ids: list[int],
    presets: Mapping[int, Preset],
    place: Callable[[datetime], Moment],
) -> dict[int, Schedule]:
    """Return the schedules of those cards whose columns are not what their logs say."""
    found = session.execute(
        select(*(col(getattr(CardRow, name)) for name in _READ)).where(
            col(CardRow.id).in_(each(card_ids))
        )
    ).all()
    cards = [cast("CardRow", row) for row in found]  # columns of the same names
    preset_of = {row.id: presets[row.home_deck_id or row.deck_id] for row in cards}
    memories = [i for i, preset in preset_of.items() if preset.algorithm is Algorithm.FSRS]
    others = preset_of.keys() - set(memories)
    logs = reviews.of_cards(session, memories)
    logs.update(reviews.of_cards(session, others, from_imported=True))
    wrong = {}
    for row in cards:
        lines = logs.get(row.id, ())
        said = folded(lines, preset_of[row.id], place, row.position)
        said = replace(said, position=row.position)
        if values(said) != values(rows.schedule(row)):
            wrong[row.id] = said
    return wrong
