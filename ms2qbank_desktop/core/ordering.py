"""The order of titles as people look for them."""

from __future__ import annotations

import re
from functools import lru_cache

from .letters import without_accents

Key = tuple[tuple[int, int, str], ...]
_PARTS = re.compile(r"(\d{1,18})")


@lru_cache(maxsize=20_000)
def natural(title: str) -> Key:
    """Return what a title is sorted by: "Lecture 2" before "Lecture 10", "Ménière" among the M,
    whatever the case; one without words comes last."""
    parts = _PARTS.split(without_accents(title).casefold().strip())
    key = tuple((0, int(one), "") if at % 2 else (1, 0, one) for at, one in enumerate(parts) if one)
    return key or ((2, 0, ""),)
