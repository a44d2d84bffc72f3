"""Which file of the media folder the fields of notes mean by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards.tables import CardMediaRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def names(session: Session, user_id: int, wanted: Iterable[str] | None = None) -> dict[str, str]:
    """Return name -> media of the user's pictures and sounds, of all or of those ``wanted``."""
    query = select(col(CardMediaRow.name), col(CardMediaRow.media)).where(
        col(CardMediaRow.user_id) == user_id, col(CardMediaRow.deleted_at).is_(None)
    )
    if wanted is not None:
        ids = [derived_id("card_media", user_id, name) for name in wanted]
        query = query.where(col(CardMediaRow.id).in_(ids))
    return {row[0]: row[1] for row in session.execute(query)}


def add(session: Session, user_id: int, media: Mapping[str, str]) -> None:
    """Let names mean files; what they meant before is forgotten."""
    new = insert(CardMediaRow)
    session.execute(
        new.on_conflict_do_update(
            index_elements=["id"], set_={"media": new.excluded.media, "deleted_at": None}
        ),
        [
            {
                "id": derived_id("card_media", user_id, name),
                "user_id": user_id,
                "name": name,
                "media": kept,
                "deleted_at": None,
            }
            for name, kept in media.items()
        ],
    )
