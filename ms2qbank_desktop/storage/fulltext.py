"""The search language of the user as a query of SQLite's FTS5."""

from __future__ import annotations

import re
from typing import NamedTuple

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+", re.UNICODE)


class Match(NamedTuple):
    """MATCH expressions: rows that match ``wanted`` (None: all) and not ``unwanted``."""

    wanted: str | None
    unwanted: str | None


def match_query(text: str) -> Match:
    """Translate ``text`` to FTS5 expressions.

    Words are joined by AND and match as prefixes, ``"phrases"`` match whole, a leading
    minus excludes. Every term is quoted, so no input is a syntax error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(text):
        parts = _WORD.findall(phrase or word)
        if not parts:
            continue
        term = '"' + " ".join(parts) + '"' + ("" if phrase else "*")
        (unwanted if minus else wanted).append(term)
    return Match(" AND ".join(wanted) or None, " OR ".join(unwanted) or None)
