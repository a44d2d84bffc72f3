"""How far blocks go that end in a manner of their own: formulas, HTML, front matter."""

from __future__ import annotations

import re

from . import inline

_HTML = re.compile(r"^ {0,3}<(?:(!--)|([?!])|/?([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$))")
_FRONT = re.compile(r"^[\w-]+[ \t]*:")
_MOST_LINES = 300
"""Of front matter."""


def front_matter_end(view: list[str]) -> int:
    """Return the line after the front matter of a note, 0 if it has none."""
    if len(view) < 2 or view[0] != "---" or not (_FRONT.match(view[1]) or view[1] == "---"):
        return 0
    for at in range(1, min(len(view), _MOST_LINES)):
        if view[at].rstrip() in ("---", "..."):
            return at + 1
    return 0


def begins_html(line: str) -> bool:
    """Say whether a line begins a block of HTML."""
    found = _HTML.match(line)
    return found is not None and (found[3] or "").lower() not in inline.INLINE_TAGS


def display_end(view: list[str], at: int) -> int:
    """Return the line after a formula that has lines of its own, 0 if it is none."""
    for end in range(at, min(len(view), at + 60)):
        line = view[end].strip()
        if not line:
            return 0
        inner = line[2:] if end == at else line
        if inner.endswith("$$"):
            whole = "\n".join(view[at : end + 1]).strip()
            return end + 1 if len(whole) > 4 and "$" not in whole[2:-2] else 0
        if "$$" in inner:
            return 0
    return 0


def html_end(view: list[str], at: int) -> int:
    """Return the line after a block of HTML, 0 if none begins here."""
    if not begins_html(view[at]):
        return 0
    end = at
    if view[at].lstrip(" ").startswith("<!--"):
        while end < len(view) and "-->" not in view[end]:
            end += 1
        return min(end + 1, len(view))
    while end < len(view) and view[end].strip(" \t"):
        end += 1
    return end
