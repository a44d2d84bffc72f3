"""The note that is being written and not yet added."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Draft, SourceKind, SourceLink
from ms2qbank_desktop.features.flashcards.tables import DraftRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def draft(session: Session, user_id: int) -> Draft | None:
    """Return the user's draft, None if there is none."""
    row = session.get(DraftRow, user_id)
    if row is None:
        return None
    kept = row.content
    source = kept["source"]
    return Draft(
        note_type_id=kept["note_type_id"],
        deck_id=kept["deck_id"],
        fields=tuple(kept["fields"]),
        tags=tuple(kept["tags"]),
        source=SourceLink(SourceKind(source["kind"]), source["id"], source["place"])
        if source
        else None,
    )


def save(session: Session, user_id: int, draft: Draft | None, now: datetime) -> None:
    """Keep a draft in place of the one before; None drops it."""
    row = session.get(DraftRow, user_id)
    if draft is None:
        if row is not None:
            session.delete(row)
        return
    row = row or DraftRow(user_id=user_id, content={}, changed_at=now)
    row.content, row.changed_at = asdict(draft), now
    session.add(row)
