"""The user's own abbreviations, and what a search looks up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.abbreviations import (
    Table,
    shipped,
    shipped_table,
    table_of,
)
from ms2qbank_desktop.features.search.models import Abbreviation

from .matching import run

if TYPE_CHECKING:
    from sqlmodel import Session

_OWN = (
    "SELECT short, meanings, off FROM abbreviations WHERE user_id = ? AND deleted_at IS NULL "
    "ORDER BY short"
)


def own(session: Session, user_id: int) -> list[Abbreviation]:
    """Return what the user made, of shipped ones too."""
    names = {entry.short for entry in shipped()}
    return [
        Abbreviation(short, tuple(json.loads(meanings)), bool(off), short in names, changed=True)
        for short, meanings, off in run(session, _OWN, user_id)
    ]


def entries(session: Session, user_id: int) -> list[Abbreviation]:
    """Return all abbreviations of a user in the order of their letters."""
    made = {entry.short: entry for entry in own(session, user_id)}
    kept = [entry for entry in shipped() if entry.short not in made]
    return sorted((*kept, *made.values()), key=lambda entry: (entry.short.casefold(), entry.short))


def tables(session: Session, user_id: int) -> list[Table]:
    """Return what a search looks up: the shipped table as it is while the user changed none of
    it, and the user's own."""
    made = own(session, user_id)
    if not made:
        return [shipped_table()]
    return [table_of(entries(session, user_id))]
