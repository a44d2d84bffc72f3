"""The note that is being written and not yet added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Draft
from ms2qbank_desktop.features.flashcards.tables import DraftRow
from ms2qbank_desktop.features.links.models import Kind, Place

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
        source=Place(Kind(source["kind"]), source["id"], source["place"]) if source else None,
    )


def save(session: Session, user_id: int, draft: Draft | None, now: datetime) -> None:
    """Keep a draft in place of the one before; None drops it."""
    row = session.get(DraftRow, user_id)
    if draft is None:
        if row is not None:
            session.delete(row)
        return
    row = row or DraftRow(user_id=user_id, content={}, changed_at=now)
    source = draft.source
    row.content = {
        "note_type_id": draft.note_type_id,
        "deck_id": draft.deck_id,
        "fields": draft.fields,
        "tags": draft.tags,
        "source": {"kind": source.kind, "id": source.id, "place": source.spot} if source else None,
    }
    row.changed_at = now
    session.add(row)
