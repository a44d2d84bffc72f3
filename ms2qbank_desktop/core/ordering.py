"""The order of titles as people look for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Key = tuple[tuple[int, int, str], ...]
_PARTS = re.compile(r"(\d{1,18})")


@lru_cache(maxsize=20_000)
def natural(title: str) -> Key:
    """Return what a title is sorted by: "Lecture 2" before "Lecture 10", "Ménière" among the M,
    whatever the case; one without words comes last."""
    letters = unicodedata.normalize("NFKD", title) if not title.isascii() else title
    plain = "".join(one for one in letters if not unicodedata.combining(one)).casefold()
    parts = _PARTS.split(plain.strip())
    key = tuple((0, int(one), "") if at % 2 else (1, 0, one) for at, one in enumerate(parts) if one)
    return key or ((2, 0, ""),)
