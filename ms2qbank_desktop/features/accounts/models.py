"""What crosses the boundary of accounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A person who studies here. ``email`` is empty for the silent local profile."""

    id: int
    name: str
    email: str
