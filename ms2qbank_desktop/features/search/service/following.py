"""What each write does for the search, before it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.queries import marks

if TYPE_CHECKING:
    from sqlmodel import Session

AT_ONCE = 100
"""Things that a write reads itself; a larger one leaves them all to be read after it."""


def follow(session: Session) -> None:
    """Read what a write has changed, within it, before it is committed; if that is much, leave it
    to ``IndexingService.catch_up``."""
    number = marks.number(session, AT_ONCE + 1)
    if not 0 < number <= AT_ONCE:
        return
    from .indexing import read  # with its readers: 60 ms, which most first writes need not wait

    read(session, AT_ONCE)
