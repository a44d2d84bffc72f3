"""Letters as texts are compared by them: without their case and their accents."""

from __future__ import annotations

import functools
import re
import unicodedata

IDEOGRAPHS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\U00020000-\U0002fffd"
)
"""Chinese, Japanese and Korean letters, as a class of a regular expression: no blank stands between
their words, so each of them is taken for one."""
EMOJI = "\u2600-\u27bf\u2b1b-\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
"""Pictures that are written like letters, likewise."""

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LATIN = "\u0370"
"""The first letter after those whose accents do not count; in other scripts they make others."""
_SAME = {"ς": "σ", "\u0131": "i", "\u00b5": "μ"}


def folded(text: str) -> str:
    """Return ``text`` in small letters, Latin ones without accents; each keeps its place."""
    return (text if text.isascii() else _FOREIGN.sub(_folded, text)).lower()


def without_accents(text: str) -> str:
    """Return ``text`` with its letters taken apart and all marks on them left out: "é" as "e",
    "ﬁ" as "fi"."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.combining(one))


def _folded(found: re.Match[str]) -> str:
    return _letter(found[0])


@functools.cache
def _letter(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    small = (bare if bare < _LATIN else letter).lower()[:1]
    return _SAME.get(small, small) or letter
