"""How slow work reports where it is and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The user cancelled; what was already committed stays, nothing else is kept."""


class Progress(Protocol):
    """Given to slow work; ``report`` raises :class:`Cancelled` once the user has cancelled."""

    def report(self, done: int, total: int | None, note: str = "") -> None:
        """Say that ``done`` of ``total`` steps (None: unknown) are finished."""


class Silent:
    """Progress nobody watches, for the command line and tests."""

    def report(self, done: int, total: int | None, note: str = "") -> None:
        """Ignore the report."""
