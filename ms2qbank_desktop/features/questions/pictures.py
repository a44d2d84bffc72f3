"""Finds and renames the pictures that the texts of a question refer to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .models import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEDIA = "media:"
"""A picture of the media folder is referred to as ``media:NAME``."""

_HTML = re.compile(
    r"(<img\b[^<>]*?\bsrc\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_MARKDOWN = re.compile(r"(!\[[^\]]{0,1000}\]\(\s{0,9})(?:<([^<>\n]*)>|([^\s()<>]+))")


def references(text: str, markup: Markup) -> list[str]:
    """Return the sources of the pictures in ``text``, in order, each once."""
    found: dict[str, None] = {}

    def note(reference: str) -> str:
        found[reference] = None
        return reference

    _each(text, markup, note)
    return list(found)


def renamed(text: str, markup: Markup, names: Mapping[str, str]) -> str:
    """Return ``text`` with the picture sources that are keys of ``names`` replaced."""
    return _each(text, markup, lambda reference: names.get(reference, reference))


def _each(text: str, markup: Markup, change: Callable[[str], str]) -> str:
    if markup is Markup.TEXT:
        return text
    if "<img" in text or "<IMG" in text:
        text = _HTML.sub(
            lambda found: f'{found[1]}"{change(found[2] or found[3] or found[4] or "")}"', text
        )
    if markup is Markup.MARKDOWN and "![" in text:
        text = _MARKDOWN.sub(lambda found: f"{found[1]}{change(found[2] or found[3] or '')}", text)
    return text
