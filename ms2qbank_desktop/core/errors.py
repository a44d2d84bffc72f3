"""The two classes of faults a user can do something about; any other exception is a bug."""

from __future__ import annotations


class Fault(Exception):
    """A known fault. ``message`` says what happened, ``advice`` what to do about it."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class UserFault(Fault):
    """Something typed or chosen cannot be used; ``field`` names the field it is shown beside."""

    def __init__(self, message: str, *, field: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.field = field


class EnvironmentFault(Fault):
    """Disk, lock, network or a missing program stands in the way: shown as a banner."""
