"""What each write does for the sums, before it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.queries import marks

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.store import WriteSession

AT_ONCE = 600
"""Marks that a write counts itself (a block of 200 with its changes and ratings); a larger one
leaves them all to ``CountingService.catch_up``."""


def follow(session: WriteSession, clock: Clock) -> None:
    """Count what a write has added to the logs, within it."""
    if not 0 < marks.number(session, AT_ONCE + 1) <= AT_ONCE:
        return
    from ms2qbank_desktop.features.analytics.queries import soundness

    from .counting import Calendar, count  # with its readers, which most writes need not wait for

    soundness.heed_zone(session, clock)
    if marks.number(session, AT_ONCE + 1) > AT_ONCE:
        return
    place = Calendar(clock)
    while count(session, place):
        session.touch("tallies")
