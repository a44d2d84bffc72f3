"""Takes values out of JSON that may hold anything: what is not as it should be is the default."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from ms2qbank_desktop.features.flashcards.formats.base import BadFile, Extra

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
MAX_INT = (1 << 31) - 1
MAX_ID = (1 << 63) - 1
_DEEP = 500
_MANY = 8_000_000
"""Values in one text; a deck of 50,000 notes has two million."""


def parsed(text: str | bytes) -> Any:
    """Parse JSON; ValueError if it is none.

    What comes out can be written again, also within other JSON: no lone surrogates, no NaN, and
    not nested so deep that only the parser could bear it. Neither may it fill the memory.
    """
    if isinstance(text, bytes):
        text = text.decode(errors="replace")
    try:
        brackets = text.count("[") + text.count("{")
        if brackets + text.count(",") > _MANY:
            raise ValueError
        found = json.loads(text, parse_constant=lambda _name: None)
        if "\\u" in text:
            written = json.dumps(found, ensure_ascii=False)
            found = json.loads(written.encode(errors="replace"))
        if brackets > _DEEP:
            json.dumps([[[[[[[[found]]]]]]]])
    except RecursionError:
        raise ValueError from None
    return found


def document(text: object, name: str) -> Extra:
    """Parse an object; BadFile if it is none."""
    try:
        found = parsed(text) if isinstance(text, str | bytes) else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadFile(f"The {name} of the package cannot be read.")
    return found


def group(raw: Extra, key: str) -> Extra:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def groups(raw: Extra, key: str) -> list[Extra]:
    """Return the objects of a list."""
    value = raw.get(key)
    return [member for member in value if isinstance(member, dict)] if _is_list(value) else []


def text(raw: Extra, key: str, default: str = "") -> str:
    value = raw.get(key)
    if not isinstance(value, str):
        return default
    return value.replace("\0", "").encode(errors="replace").decode()


def flag(raw: Extra, key: str, default: bool = False) -> bool:
    value = raw.get(key)
    return bool(value) if isinstance(value, bool | int) else default


def whole(raw: Extra, key: str, default: int = 0, most: int = MAX_INT) -> int:
    """Return an integer from 0 to ``most``; ids stand in JSON as texts too."""
    value = raw.get(key)
    if isinstance(value, str) and value.isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, float) and math.isfinite(value):
        value = round(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        return default
    return value


def real(raw: Extra, key: str, default: float, low: float = 0.0, high: float = 1e15) -> float:
    """Return a number from ``low`` to ``high``."""
    value = raw.get(key)
    return float(value) if _is_number(value) and low <= value <= high else default


def reals(raw: Extra, key: str) -> tuple[float, ...]:
    """Return a list of numbers, empty if it holds anything else."""
    value = raw.get(key)
    if not _is_list(value) or not all(map(_is_number, value)):
        return ()
    return tuple(map(float, value))


def choice(raw: Extra, key: str, choices: Sequence[T]) -> T:
    """Return the member that an index names; the first if none does."""
    place = whole(raw, key)
    return choices[place] if 0 <= place < len(choices) else choices[0]


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is_number(value: Any) -> TypeGuard[float]:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < 1e15  # false for NaN too
    )
