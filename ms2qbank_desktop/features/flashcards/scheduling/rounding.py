"""Numbers rounded as Anki rounds them, so that intervals agree to the day."""

from __future__ import annotations

import math
import struct

_pack = struct.Struct("f").pack
_unpack = struct.Struct("f").unpack


def single(value: float) -> float:
    """Return ``value`` in single precision, in which Anki computes.

    One multiplication or sum of two single numbers is exact in double precision, so rounding
    each step gives Anki's bits; 10 days at ease 2.35 would round the other way without it.
    """
    rounded: float = _unpack(_pack(value))[0]
    return rounded


def half_up(value: float) -> int:
    """Return the nearest integer of a positive number, a half upwards."""
    return math.floor(value + 0.5)
