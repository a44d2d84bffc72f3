"""The marks of Markdown, coloured: what is read stands out, what only marks it steps back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_LINE = re.compile(
    r"(?P<heading>#{1,6}[ \t].*)"
    r"|(?P<lead>[ \t]*(?:>[ \t]?)+|[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?)"
)
_INSIDE = re.compile(
    r"(?=[`!\[*_=~$#])(?:"  # most letters begin nothing: a tenth of the time
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<wiki>!?\[\[[^\[\]\n]{1,600}\]\])"
    r"|(?P<link>!?\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?P<bold>\*\*(?=\S).+?(?<=\S)\*\*|__(?=\S).+?(?<=\S)__)"
    r"|(?P<highlight>==(?=\S).+?(?<=\S)==)"
    r"|(?P<strike>~~(?=\S).+?(?<=\S)~~)"
    r"|(?P<italic>(?<![\w*])\*(?=[^\s*]).+?(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_]).+?(?<=[^\s_])_(?![\w_]))"
    r"|(?P<math>\$\$?[^$\n]+\$\$?)"
    r"|(?P<tag>(?<![^\s(])\#[^\W\d_][\w/-]{0,60}))"
)
_MARKS = {"bold": 2, "highlight": 2, "strike": 2, "italic": 1, "code": 1, "wiki": 2}
"""Characters at both ends that only mark."""
_IN_FENCE = 1
_WIDE = re.compile("[\U00010000-\U0010ffff]")
"""What Qt counts twice."""


class MarkdownColours(QSyntaxHighlighter):
    """Colours one document, line by line as it is written."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._looks = _looks()

    def restyle(self) -> None:
        """Take over the colours of the present theme."""
        self._looks = _looks()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        text = text if text.isascii() else _WIDE.sub("__", text)
        fence = _FENCE.match(text)
        inside = self.previousBlockState() == _IN_FENCE
        self.setCurrentBlockState(_IN_FENCE if inside != bool(fence) else 0)
        if inside or fence:
            self.setFormat(0, len(text), self._looks["mark" if fence else "code"])
            return
        line = _LINE.match(text)
        if line and line.lastgroup == "heading":
            self.setFormat(0, len(text), self._looks["heading"])
            self.setFormat(0, len(text) - len(text.lstrip("#")), self._looks["mark"])
        elif line:
            self.setFormat(0, line.end(), self._looks["mark"])
        for found in _INSIDE.finditer(text, line.end() if line and line["lead"] else 0):
            self._colour(found)

    def _colour(self, found: re.Match[str]) -> None:
        name, (start, end) = str(found.lastgroup), found.span()
        self.setFormat(start, end - start, self._looks[name])
        if edge := _MARKS.get(name, 0):
            self.setFormat(start, edge, self._looks["mark"])
            self.setFormat(end - edge, edge, self._looks["mark"])


def _looks() -> dict[str, QTextCharFormat]:
    theme = current()
    looks = {
        name: QTextCharFormat() for name in ("heading", *_MARKS, "link", "math", "tag", "mark")
    }
    for name, role in (
        ("mark", "text-muted"),
        ("wiki", "link"),
        ("link", "link"),
        ("tag", "accent"),
        ("highlight", "highlight-text"),
        ("strike", "text-muted"),
    ):
        looks[name].setForeground(theme.color(role))
    for name, role in (("code", "sunken"), ("math", "sunken"), ("highlight", "highlight-yellow")):
        looks[name].setBackground(theme.color(role))
    for name in ("heading", "bold"):
        looks[name].setFontWeight(QFont.Weight.DemiBold.value)
    looks["italic"].setFontItalic(True)
    looks["strike"].setFontStrikeOut(True)
    return looks
