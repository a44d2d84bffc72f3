"""Writes Markdown: the signs that text must not be mistaken for, lists, tables, quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from ms2qbank_desktop.features.library.body import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = re.compile(
    r"[\\`*$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|\[(?=\[)|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)"
)
_TAGS = {"**": "b", "*": "i"}
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_BLANKS = re.compile(r" {2,}")
_LINE = re.compile(r"^(\s*)([#>|+-](?=\s|$)|[=-]{3,}\s*$|\d{1,9}[.)](?=\s))")
_UNNAMEABLE = re.compile(r"[\[\]|#\n]")
_SCHEME = re.compile(r"[^/?#]*:|//")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return plain text with the signs escaped that would mean something."""
    return _SIGNS.sub(r"\\\g<0>", text)


def run(text: str | None) -> str:
    """Return plain text as part of a line: escaped, each white space a single blank."""
    return _SPACES.sub(" ", escaped(text)) if text else ""


def trimmed(text: str) -> str:
    """Return lines without blanks around them and double ones in them."""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.strip().splitlines())


def around(begin: str, text: str, end: str) -> str:
    """Put marks around text; blanks go outside of them, where Markdown wants them."""
    bare = text.strip()
    if not bare:
        return text
    before, _, after = text.partition(bare)
    if begin in _TAGS and (bare[0] == "<" or bare[-1] == ">"):
        # "**H<sub>2</sub>**O" would show its stars: they end no emphasis behind a tag.
        begin, end = f"<{_TAGS[begin]}>", f"</{_TAGS[begin]}>"
    return f"{before}{begin}{bare}{end}{after}"


def paragraph(text: str) -> str:
    """Return inline Markdown as a paragraph that nothing takes for a list, heading or rule.

    Its lines are kept apart.
    """
    return "  \n".join(_LINE.sub(_kept, one) for one in text.strip().splitlines())


def heading(level: int, text: str) -> str:
    return f"{'#' * min(6, max(1, level))} {text}" if text else ""


def link(text: str, address: str) -> str:
    """Return a link; only its text where the address is none that may be opened: of the web, or
    of a file beside this one."""
    address = quote(address.strip(), safe=_ADDRESS)
    safe = _SAFE_LINK.fullmatch(address) or not _SCHEME.match(address)
    return around("[", text, f"]({address})") if address and safe else text


def cross(title: str, words: str, heading: str = "") -> str:
    """Return a link to an article by its title, and to a heading of it (without a title: of the
    article it stands in), "" where that cannot be written."""
    target = f"{title}#{heading}" if heading else title
    if not target or _UNNAMEABLE.search(title + heading):
        return ""
    words = " ".join(_UNNAMEABLE.sub(" ", plain(words)).split()) or title or heading
    return f"[[{target}]]" if words == target else f"[[{target}|{words}]]"


def picture(alt: str, address: str) -> str:
    alt = " ".join(alt.split()).replace("\\", "")
    alt = alt.replace("[", r"\[").replace("]", r"\]")
    return f"![{alt}]({quote(address, safe=_PATH)})"


def quotation(text: str) -> str:
    return "\n".join(f"> {one}".rstrip() for one in text.splitlines())


def listing(items: Sequence[str], *, start: int | None = None) -> str:
    """Return a list of Markdown blocks; numbered from ``start``, None: with bullets."""
    lines = []
    for number, item in enumerate(items):
        mark = "- " if start is None else f"{start + number}. "
        first, *rest = item.strip().splitlines() or [""]
        lines.append(mark + first)
        lines += [f"{' ' * len(mark)}{one}".rstrip() for one in rest]
    return "\n".join(lines)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row is its head; cells are inline Markdown."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [
        "| " + " | ".join(_cell(cell) for cell in [*row, *[""] * (width - len(row))]) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def joined(blocks: Sequence[str]) -> str:
    """Return blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in (one.strip("\n") for one in blocks) if block.strip())


_PATH = "/-_.~,+@!'"
_ADDRESS = _PATH + ":?#&=%;*$"


def _cell(text: str) -> str:
    text = re.sub(r"\s*\n\s*", "<br>", text.strip())
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _kept(found: re.Match[str]) -> str:
    mark = found[2]
    if mark[0].isdigit():
        return f"{found[1]}{mark[:-1]}\\{mark[-1]}"
    return f"{found[1]}\\{mark}"
