"""63-bit integer identities: sortable random ones and ones derived from a natural key."""

from __future__ import annotations

import hashlib
import secrets

_RANDOM_BITS = 21
_MASK_63 = (1 << 63) - 1


def new_id(now_ms: int) -> int:
    """Return a fresh id: 42 bits of milliseconds since 1970, then 21 random bits.

    Ids made later sort later, and devices need no coordination: two ids of the same
    millisecond collide once in two million.
    """
    return (now_ms << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)) & _MASK_63


def derived_id(*key: str | int) -> int:
    """Return the id of the thing that ``key`` names: blake2b of the parts, cut to 63 bits.

    Two devices that make the same thing (a tag, an imported question) make the same row.
    """
    digest = hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _MASK_63
