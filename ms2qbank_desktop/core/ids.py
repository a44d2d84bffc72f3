"""63-bit integer identities: sortable random ones and ones derived from a natural key."""

from __future__ import annotations

import hashlib
import secrets
import threading

_RANDOM_BITS = 21
_MASK_63 = (1 << 63) - 1


class _Sequence:
    """The ids given out in this process: those of one millisecond count up from a random one.

    Drawn anew each time, the 200 attempts of one long block would collide once in a hundred.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now_ms = -1
        self._last = 0

    def after(self, now_ms: int) -> int:
        with self._lock:
            if now_ms == self._now_ms:
                self._last += 1
            else:
                self._now_ms = now_ms
                self._last = now_ms << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
            return self._last & _MASK_63


_sequence = _Sequence()


def new_id(now_ms: int) -> int:
    """Return a fresh id: 42 bits of milliseconds since 1970, then 21 bits that begin at random.

    Ids made later sort later. Within a process no two are alike; devices need no coordination:
    their ids of the same millisecond collide once in two million.
    """
    return _sequence.after(now_ms)


def made_ms(fresh_id: int) -> int:
    """Return the milliseconds since 1970 at which :func:`new_id` gave out an id."""
    return fresh_id >> _RANDOM_BITS


def derived_id(*key: str | int) -> int:
    """Return the id of the thing that ``key`` names: blake2b of the parts, cut to 63 bits.

    Two devices that make the same thing (a tag, an imported question) make the same row.
    """
    digest = hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _MASK_63
