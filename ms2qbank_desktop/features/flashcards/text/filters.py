"""The filters of card templates: ``text:``, ``cloze:``, ``hint:``, ``type:``, furigana …"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from ms2qbank_desktop.core.errors import UserFault

from .cloze import reveal, reveal_only
from .plain_text import strip_html

_READING = re.compile(r" ?([^ >\[\]]{1,100})\[([^\[\]]{1,200})\]")
_LONGEST = 1_000_000


@dataclass(slots=True)
class Scene:
    """Where a template is rendered: which card, which side, what of it the student has opened.

    ``hints`` counts the hints met so far; hint ``n`` of the side has the address
    ``hint:{side}{n}``, and it is open if ``opened`` has that address.
    """

    ordinal: int
    question: bool
    front: str = ""
    opened: frozenset[str] = frozenset()
    hints: int = 0
    _length: int = field(default=0, init=False)

    @property
    def number(self) -> int:
        """The cloze number of the card."""
        return self.ordinal + 1

    def spend(self, characters: int) -> None:
        """Count what is written; UserFault where a template repeats itself without measure."""
        self._length += characters
        if self._length > _LONGEST:
            raise UserFault("The text of this card is longer than a million characters.")


def filtered(text: str, name: str, filters: tuple[str, ...], scene: Scene) -> str:
    """Return ``text`` of the field ``name`` after ``filters``; unknown ones change nothing.

    ``type:`` leaves ``[[type:Field]]``, which rendering turns into the box and the comparison.
    """
    if filters == ("cloze", "type"):
        return f"[[type:cloze:{name}]]"
    if filters == ("nc", "type"):
        return f"[[type:nc:{name}]]"
    for kind in filters:
        text = _one(kind, text, name, scene)
    return text


def _one(kind: str, text: str, name: str, scene: Scene) -> str:
    match kind:
        case "cloze":
            return reveal(text, scene.number, question=scene.question)
        case "text":
            return strip_html(text)
        case "hint":
            return _hint(text, name, scene)
        case "type":
            return f"[[type:{name}]]"
        case "cloze-only":
            return reveal_only(text, scene.number, question=scene.question)
        case "furigana":
            return _readings(text, r"<ruby><rb>\1</rb><rt>\2</rt></ruby>")
        case "kanji":
            return _readings(text, r"\1")
        case "kana":
            return _readings(text, r"\2")
    # A voice that reads the text: Anki shows a button in place of the text.
    return "" if kind.startswith("tts ") else text


def _hint(text: str, name: str, scene: Scene) -> str:
    if not text.strip():
        return text
    address = f"hint:{'f' if scene.question else 'b'}{scene.hints}"
    scene.hints += 1
    if address in scene.opened:
        return f'<div class="hint">{text}</div>'
    return f'<a class="hint" href="{address}">{html.escape(name)}</a>'


def _readings(text: str, shown: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        return found[0] if found[2].startswith("sound:") else found.expand(shown)

    return _READING.sub(replaced, text.replace("&nbsp;", " "))
