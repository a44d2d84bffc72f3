"""The pictures and files that the Markdown of a note calls, found and changed in place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.models import PICTURES
from ms2qbank_desktop.features.notebook.wiki import outside_code

if TYPE_CHECKING:
    from collections.abc import Callable

_WIKI = r"(?P<shows>!?)\[\[(?P<wiki>[^\[\]\n|]{1,500})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\]"
_INLINE = (
    r"(?P<mark>!?)\[(?P<alt>(?:(?!!\[)[^\[\]\n]|\[[^\[\]\n]{0,300}\]){0,1000})\]"
    r"\([ \t]{0,9}(?:<(?P<angled>[^<>\n]{1,2000})>|(?P<bare>[^\s()<>]{1,2000}"
    r"(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,5}))"
    r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)"
)
_HTML = (
    r"<img\b[^<>]{0,2000}?\bsrc\s{0,9}=\s{0,9}"
    r"(?:\"(?P<double>[^\"<>\n]*)\"|'(?P<single>[^'<>\n]*)')"
)
_ANY = re.compile(f"{_WIKI}|{_INLINE}|(?i:{_HTML})")
_TARGETS = ("wiki", "angled", "bare", "double", "single")
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")
_ROUND = str.maketrans("[]", "()")


class Shape(Enum):
    WIKI = "![[…]]"
    WIKI_LINK = "[[…]]"
    PICTURE = "![](…)"
    HTML = "<img src>"
    LINK = "[](…)"


@dataclass(frozen=True, slots=True)
class Embed:
    """``text`` as it stands; ``target``: what is called; ``shown``: the words for it."""

    text: str
    shape: Shape
    target: str
    shown: str
    start: int
    """Of the target in the text."""

    def to(self, address: str) -> str:
        """Return the text with another target; a wiki embed becomes a picture of Markdown."""
        if self.shape not in _WIKIS:
            return self.text[: self.start] + address + self.text[self.start + len(self.target) :]
        name = re.split(r"[/\\]", self.target.partition("#")[0])[-1].rpartition(".")[0]
        shown = self.shown.strip()
        if _SIZE.fullmatch(shown):  # in a table a bar is written with a backslash
            shown = name + ("\\|" if "\\|" in self.text else "|") + shown
        return f"![{shown or name}]({address})"

    def to_kept(self, address: str, name: str) -> str:
        """Return what stands for the file ``name`` that is kept under an address: a picture where
        one was shown, else a link with the place in the file, such as ``#page=3``."""
        place = "".join(self.target.partition("#")[1:])
        if address == f"media:{name}" and self.shape not in _WIKIS:  # written by this program
            return self.to(address + place)
        is_shown = self.shape not in (Shape.LINK, Shape.WIKI_LINK)
        if is_shown and address.rpartition(".")[2] in PICTURES:
            return self.to(address)
        shown = self.shown.strip()
        if shown and self.shape in (Shape.LINK, Shape.PICTURE):
            return self.to(address + place).removeprefix("!")
        words = name if not shown or _SIZE.fullmatch(shown) else shown
        return f"[{words.translate(_ROUND)}]({address}{''.join(place.split())})"


_WIKIS = (Shape.WIKI, Shape.WIKI_LINK)


def rewritten(body: str, change: Callable[[Embed], str | None]) -> str:
    """Return a body with what ``change`` gives for each embed and link, None to leave it.

    Code stays as it is.
    """
    parts, at = [], 0
    for found in outside_code(_ANY, body):
        new = change(_embed(found))
        if new is not None:
            parts += [body[at : found.start()], new]
            at = found.end()
    return "".join((*parts, body[at:]))


def _embed(found: re.Match[str]) -> Embed:
    name = next(name for name in _TARGETS if found[name] is not None)
    start = found.start(name) - found.start()
    if name == "wiki":
        target = found[name].rstrip("\\")
        shape = Shape.WIKI if found["shows"] else Shape.WIKI_LINK
        return Embed(found[0], shape, target, found["words"] or "", start)
    if name in {"double", "single"}:
        return Embed(found[0], Shape.HTML, found[name], "", start)
    shape = Shape.PICTURE if found["mark"] else Shape.LINK
    return Embed(found[0], shape, found[name], found["alt"], start)
