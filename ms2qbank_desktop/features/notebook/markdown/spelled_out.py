"""Markdown that people write and CommonMark does not know: tasks, callouts, footnotes."""

from __future__ import annotations

import re

NOTES = "Notes"
"""The heading that footnotes stand under."""
_FENCED = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$)", re.DOTALL | re.MULTILINE)
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE)
_CALLOUT = re.compile(r"^([ \t]*>[ \t]*)\[!([A-Za-z-]{1,30})\][+-]?[ \t]*([^\n]*)$", re.MULTILINE)
_FOOTNOTE = re.compile(
    r"^\[\^([^\]\s]{1,60})\]:[ \t]*([^\n]*(?:\n(?:[ \t]{2,}|\t)[^\n]+)*)\n?", re.MULTILINE
)
_REFERENCE = re.compile(r"`[^`\n]+`|(?<!\\)\[\^(?P<name>[^\]\s]{1,60})\](?!:)")


def spelled_out(body: str) -> str:
    """Return a body in plain CommonMark: boxes as signs, callouts as quotations with a title,
    footnotes as numbers that lead to a list at the end. What stands in code stays."""
    if not any(sign in body for sign in ("[ ]", "[x]", "[X]", "[!", "[^")):
        return body
    notes: dict[str, str] = {}

    def collected(found: re.Match[str]) -> str:
        notes.setdefault(found[1], " ".join(found[2].split()))
        return ""

    parts = _FENCED.split(body)  # every other one is code
    for at in range(0, len(parts), 2):
        parts[at] = _FOOTNOTE.sub(collected, _CALLOUT.sub(_titled, _TASK.sub(_box, parts[at])))
    numbers: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        if found["name"] not in notes:
            return found[0]
        number = numbers.setdefault(found["name"], len(numbers) + 1)
        return f"<sup>[[#{NOTES}|{number}]]</sup>"

    for at in range(0, len(parts), 2):
        parts[at] = _REFERENCE.sub(numbered, parts[at])
    text = "".join(parts)
    if not notes:
        return text
    for name in notes:  # what nobody refers to is still worth reading
        numbers.setdefault(name, len(numbers) + 1)
    listed = "\n".join(f"{number}. {notes[name]}" for name, number in numbers.items())
    return f"{text.rstrip()}\n\n## {NOTES}\n\n{listed}\n"


def _box(found: re.Match[str]) -> str:
    return f"{found[1]}{'☐' if found[2] == ' ' else '☑'}"


def _titled(found: re.Match[str]) -> str:
    title = found[3] or found[2].replace("-", " ").capitalize()
    return f"{found[1]}**{title}**\n{found[1].rstrip()}"
