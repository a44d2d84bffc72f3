"""How slow work reports where it is and learns that it should stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_T = TypeVar("_T")


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


def portions(
    items: Sequence[_T], size: int, progress: Progress, note: str = ""
) -> Iterator[Sequence[_T]]:
    """Yield ``items`` in parts of ``size``, and say before each how many were done."""
    for start in range(0, len(items), size):
        progress.report(start, len(items), note)
        yield items[start : start + size]
