"""What a setting of this computer is: its name, what it means, what it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .errors import UserFault


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices``: allowed values; ``bounds``: inclusive limits of a number.

    ``group``: the section of the screen of settings where it stands as ``title``; "" is a memory
    of the program, which nobody sets. ``names``: what the choices are called, one each; ``unit``:
    what follows a number, with its space; ``step``: how far an arrow key moves it.
    """

    key: str
    default: str | int | bool
    help: str
    choices: tuple[str | int, ...] = ()
    bounds: tuple[int, int] | None = None
    group: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    unit: str = ""
    step: int = 1

    @property
    def name(self) -> str:
        """The title with its section, which alone may be that of several: "Videos: Speed"."""
        return f"{self.group}: {self.title}"

    @property
    def options(self) -> tuple[tuple[str | int, str], ...]:
        """Each choice and what it is called."""
        return tuple((choice, self.said(choice)) for choice in self.choices)

    @property
    def words(self) -> str:
        """What a search looks through: names, help, section."""
        return " ".join((self.title, self.help, *(name for _, name in self.options), self.group))

    def said(self, value: str | int) -> str:
        """Return a value in words: "Sepia", "On", "110 %"."""
        if value in self.choices and self.names:
            return self.names[self.choices.index(value)]
        if isinstance(value, bool):
            return "On" if value else "Off"
        return f"{value}{self.unit}"

    def check(self, value: object) -> Any:
        """Return ``value`` if it fits, else raise UserFault naming what is allowed."""
        if type(value) is not type(self.default):
            raise UserFault(f"{self.key} must be {type(self.default).__name__}.", field=self.key)
        if self.choices and value not in self.choices:
            allowed = ", ".join(map(str, self.choices))
            raise UserFault(f"{self.key} must be one of {allowed}.", field=self.key)
        if self.bounds and not self.bounds[0] <= int(str(value)) <= self.bounds[1]:
            low, high = self.bounds
            raise UserFault(f"{self.key} must lie between {low} and {high}.", field=self.key)
        return value
