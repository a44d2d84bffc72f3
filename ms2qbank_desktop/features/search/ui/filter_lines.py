"""What can be typed besides words, as lines: one that is chosen is typed."""

from __future__ import annotations

from .palette_rows import Line

PREFIX = "?"
"""What a text begins with that asks for filters."""
_FILTERS = (
    ("in:notes", "only notes", "or questions, cards, articles, videos, tasks, settings"),
    ("tag:renal", "with a tag, your own too", "deck: system: and subject: in the same way"),
    ("is:missed", "questions you missed", "or unused, correct, omitted, marked, highlighted"),
    ("is:due", "what is due today", "cards, questions, tasks; or new, suspended, done, open"),
    ("is:leech", "cards you keep forgetting", "or learning, review, flagged"),
    ("is:pinned", "notes you pinned", "or bookmarked"),
    ("-children", "without a word", "-is:due and a phrase with a minus in the same way"),
    ('"heart failure"', "just these words, side by side", "nothing stands for them"),
)
"""(what is typed, what it finds, what else there is)"""


def filter_lines(text: str) -> list[Line]:
    """Return the filters that hold ``text``; all where none does."""
    wanted = text.strip().lower()
    lines = [
        Line("funnel", typed, snippet=f"{finds}; {more}", typed=f"{typed} ")
        for typed, finds, more in _FILTERS
    ]
    return [line for line in lines if wanted in line.spoken.lower()] or lines
