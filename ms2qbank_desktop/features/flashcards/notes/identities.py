"""The ids of imported notes, cards and reviews: the same on every device that imports them."""

from __future__ import annotations

import hashlib

from ms2qbank_desktop.core.ids import derived_id

_TIME_BITS = 21
_MASK_63 = (1 << 63) - 1
_MASK_64 = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15
"""2⁶⁴ divided by the golden ratio: spreads numbers that are close to each other."""


def note_id(user_id: int, guid: str) -> int:
    """Return the id of an imported note."""
    return derived_id("card_note", user_id, guid)


def card_id(of_note: int, ordinal: int) -> int:
    """Return the id of a card of a note; quicker than derived_id, for there are many."""
    key = of_note.to_bytes(8, "big") + ordinal.to_bytes(4, "big")
    digest = hashlib.blake2b(key, digest_size=8, person=b"card").digest()
    return int.from_bytes(digest, "big") & _MASK_63


def review_id(at_ms: int, of_card: int) -> int:
    """Return the id of an imported review: its milliseconds since 1970, then bits of its card."""
    return at_ms << _TIME_BITS | review_bits(of_card)


def review_bits(of_card: int) -> int:
    """Return the low 21 bits of the ids of a card's imported reviews."""
    return (of_card * _MIX & _MASK_64) >> (64 - _TIME_BITS)
