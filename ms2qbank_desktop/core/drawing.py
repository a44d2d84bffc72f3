"""What an SVG drawing may hold: shapes and text, nothing that runs, refers or takes long."""

from __future__ import annotations

import re

from .errors import UserFault

MAX_BYTES = 64 << 10
"""Far more than a figure needs, and little enough to be drawn in a moment whatever it says."""
_DEPTH = 24
_DASHED = 600
"""Numbers in all lines that are dashed: short dashes on long lines draw for minutes."""
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<svg[\s>/]", re.DOTALL
)
_ELEMENTS = {
    *("svg", "g", "defs", "title", "desc", "style", "text", "tspan"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop"),
}
_OUTSIDE = re.compile(r"url\s*\(\s*[\"']?\s*(?!#)|@|\\|/\*", re.IGNORECASE)
"""References to other files; imports, escapes and comments could hide one."""
_CROSSINGS = 1_500_000
"""Sum of the squares of the numbers in each outline: so grows the time for lines that cross."""
_NUMBER = re.compile(r"\d+")


def is_drawing(data: bytes) -> bool:
    """Say whether a file is meant as an SVG drawing."""
    return _HEAD.match(data[:4096]) is not None


def check_drawing(data: bytes) -> None:
    """Raise UserFault with the reason if a drawing is not safe to show."""
    from xml.parsers import expat

    if len(data) > MAX_BYTES:
        raise _refused(f"is larger than {MAX_BYTES >> 10} kB")
    check = _Check()
    parser = expat.ParserCreate("utf-8", namespace_separator=":")
    parser.buffer_text, parser.buffer_size = True, MAX_BYTES
    parser.XmlDeclHandler = check.declared
    parser.EntityDeclHandler = check.entity
    parser.ProcessingInstructionHandler = check.instruction
    parser.StartElementHandler = check.start
    parser.EndElementHandler = check.end
    parser.CharacterDataHandler = check.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _refused(f"is damaged ({error})") from None


class _Check:
    """Follows a drawing from its first element to the last."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._dashed: list[bool] = [False]
        self._numbers = self._crossings = 0

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in {"utf-8", "us-ascii"}:
            raise _refused("is not written in UTF-8")

    def entity(self, *_facts: object) -> None:
        raise _refused("declares entities")

    def instruction(self, _target: str, _data: str) -> None:
        raise _refused("refers to another file")

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(":")[2]
        if name not in _ELEMENTS:
            raise _refused(f"holds <{name[:30]}>, and only shapes and text are taken")
        if len(self._open) >= _DEPTH:
            raise _refused("is nested too deep")
        self._open.append(name)
        dashed = self._dashed[-1] or "stroke-dasharray" in attributes
        for key, value in attributes.items():
            short = key.rpartition(":")[2].lower()
            if short.startswith("on"):
                raise _refused("holds a script")
            if short in {"href", "src", "base"} or _OUTSIDE.search(value):
                raise _refused("refers to another file or part")
            dashed = dashed or "dash" in value.lower()
            if short in {"d", "points"}:
                self._crossings += len(_NUMBER.findall(value)) ** 2
        if self._crossings > _CROSSINGS:
            raise _refused("has lines with too many points")
        self._dashed.append(dashed)
        if dashed:
            self._numbers += sum(len(_NUMBER.findall(value)) for value in attributes.values())
            if self._numbers > _DASHED:
                raise _refused("has too many dashed lines")

    def end(self, _element: str) -> None:
        self._open.pop()
        self._dashed.pop()

    def text(self, text: str) -> None:
        if self._open[-1] == "style":
            if _OUTSIDE.search(text):
                raise _refused("refers to another file or part")
            if "dash" in text.lower():
                raise _refused("sets dashes in a style sheet")


def _refused(why: str) -> UserFault:
    return UserFault(f"The drawing was left out: it {why}.")
