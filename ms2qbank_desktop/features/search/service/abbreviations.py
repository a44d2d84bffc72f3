"""The abbreviations that a search knows: those of the program and the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.search.queries import own_abbreviations
from ms2qbank_desktop.features.search.tables import AbbreviationRow
from ms2qbank_desktop.features.search.text import words

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.search.models import Abbreviation
    from ms2qbank_desktop.storage.store import Store

LONGEST = 20
"""Characters of a short form."""


class AbbreviationService:
    """The abbreviations of one data folder, each user's own on top of the shipped ones."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def entries(self, user_id: int) -> list[Abbreviation]:
        """Return all in the order of their letters, those that are switched off too."""
        with self._store.read() as session:
            return own_abbreviations.entries(session, user_id)

    def save(self, user_id: int, entry: Abbreviation) -> None:
        """Add an abbreviation or change it. UserFault if a part of it is missing."""
        short = " ".join(entry.short.split())
        meanings = list(
            dict.fromkeys(" ".join(one.split()) for one in entry.meanings if one.strip())
        )
        if not words(short) or len(short) > LONGEST:
            raise UserFault(
                f"Type a short form of at most {LONGEST} characters, such as MI.", field="short"
            )
        if not any(words(one) for one in meanings):
            raise UserFault("Type what it stands for.", field="meanings")
        with self._store.write() as session:
            row_id = derived_id("abbreviation", user_id, short)
            row = session.get(AbbreviationRow, row_id) or AbbreviationRow(
                id=row_id, user_id=user_id, short=short, meanings=[], changed_at=self._clock.now()
            )
            row.meanings, row.off = meanings, entry.off
            row.changed_at, row.deleted_at = self._clock.now(), None
            session.add(row)
            session.touch("abbreviations")

    def remove(self, user_id: int, short: str, *, removed: bool = True) -> None:
        """Take the user's own version away, or put it back; a shipped one is as it came then."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(AbbreviationRow, derived_id("abbreviation", user_id, short))
            if row is not None:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("abbreviations")
