"""One step of a student as it is done to cards, notes and log, and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards.queries import notes, reviews, states
from ms2qbank_desktop.features.flashcards.queries.rows import sorted_tags
from ms2qbank_desktop.features.flashcards.study_models import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.features.flashcards.study_models import Change, TagEdit
    from ms2qbank_desktop.storage.store import WriteSession

_EDITED = (
    *("position", "suspended", "buried_until", "buried_by_user", "flag", "leech"),
    *("deck_id", "home_deck_id"),
)


def edits(
    session: Session, user_id: int, card_ids: Iterable[int], after: Mapping[str, Any]
) -> tuple[Edit, ...]:
    """Return what sets columns of cards to ``after``; cards that are so are left out."""
    columns = ", ".join(after)
    sql = (
        f"SELECT id, {columns} FROM cards WHERE +user_id = ? AND deleted_at IS NULL "  # noqa: S608
        "AND id IN (SELECT value FROM json_each(?))"
    )
    found = session.connection().exec_driver_sql(sql, (user_id, json.dumps(list(card_ids))))
    return tuple(
        Edit(row[0], before, after)
        for row in found
        if (before := dict(zip(after, row[1:], strict=True))) != after
    )


def to_fold(change: Change, presets: Mapping[int, Preset]) -> set[int]:
    """Return the cards whose state a change may touch: by lines of the log, or by a move to a deck
    with other options. ``presets``: by deck."""
    ids = {review.card_id for review in change.reviews}
    for edit in change.edits:
        if "deck_id" in edit.after:
            before, after = (
                presets[columns.get("home_deck_id") or columns["deck_id"]]
                for columns in (edit.before, edit.after)
            )
            if before is not after and before != after:
                ids.add(edit.card_id)
    return ids


def do(session: Session, user_id: int, change: Change, now: datetime) -> None:
    """Do a change: its lines are added to the log; folding it is the caller's."""
    reviews.add(session, user_id, change.reviews)
    for edit in change.edits:
        _set(session, user_id, edit.card_id, edit.after, now)
    _tag(session, user_id, change.tags, now, done=True)
    _remove(session, user_id, change.removed_notes, now, removed=True)


def carry_out(session: WriteSession, user_id: int, change: Change, clock: Clock) -> Change:
    """Do a change that adds nothing to the log, fold what it moved, and announce it."""
    do(session, user_id, change, clock.now())
    if any("deck_id" in edit.after for edit in change.edits):
        fold(session, user_id, change, clock)
    session.touch("cards")
    return change


def fold(session: Session, user_id: int, change: Change, clock: Clock) -> None:
    """Fold anew the cards whose state a change touches that was done or taken back."""
    presets = states.presets_by_deck(session, user_id)
    ids = to_fold(change, presets)
    states.refold(session, ids, presets, lambda at: states.moment_of(clock, at))


def take_back(session: Session, user_id: int, change: Change, now: datetime) -> None:
    """Take a change back: its lines are voided; folding the log is the caller's."""
    reviews.take_back(session, (review.id for review in change.reviews), now)
    for edit in change.edits:
        _set(session, user_id, edit.card_id, edit.before, now)
    _tag(session, user_id, change.tags, now, done=False)
    _remove(session, user_id, change.removed_notes, now, removed=False)


def _set(
    session: Session, user_id: int, card_id: int, columns: Mapping[str, Any], now: datetime
) -> None:
    unknown = columns.keys() - set(_EDITED)
    if unknown:
        raise ValueError(unknown)
    pairs = ", ".join(f"{name} = ?" for name in columns)
    sql = f"UPDATE cards SET {pairs}, changed_at = ? WHERE id = ? AND user_id = ?"  # noqa: S608
    values = (*columns.values(), to_ms(now), card_id, user_id)
    session.connection().exec_driver_sql(sql, values)


def _tag(
    session: Session, user_id: int, tags: Iterable[TagEdit], now: datetime, *, done: bool
) -> None:
    for note_id, tag, added in tags:
        for row in notes.notes(session, user_id, [note_id]):
            kept = [one for one in row.tags.split() if one.casefold() != tag.casefold()]
            if row.base_tags is None:  # as the package had them: its update keeps ours
                row.base_tags = row.tags
            row.tags = sorted_tags([*kept, tag] if added is done else kept)
            row.changed_at = now
            session.add(row)
            session.flush()
            notes.reindex(session, [row])


def _remove(
    session: Session, user_id: int, note_ids: Iterable[int], now: datetime, *, removed: bool
) -> None:
    found = notes.notes(session, user_id, note_ids)
    gone = now if removed else None
    for row in found:
        row.deleted_at, row.changed_at = gone, now
        session.add(row)
    if found:
        session.flush()
        notes.reindex(session, found)
        cards = notes.card_ids(session, [row.id for row in found])
        notes.change_cards(session, user_id, cards, now, deleted_at=gone)
