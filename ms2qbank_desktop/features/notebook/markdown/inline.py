"""Reads the Markdown within a block: CommonMark, and what notes have besides.

Emphasis follows the delimiter stack of CommonMark 0.31 (appendix, "Phase 2"); besides there are
``~~struck~~``, ``==marked==``, ``$math$``, ``[[wiki links]]``, ``![alt|300](picture)``, and as HTML
``<sub> <sup> <u> <b> <i> <s> <mark class="green|blue"> <br>``. Other HTML stays raw. The time
taken grows with the length, whatever is written.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from ms2qbank_desktop.features.notebook.wiki import wiki_links

from .model import Mark, Span, What, normal

_PLAIN = re.compile(r"[^\\`*_~=\[\]!<&$\n]+")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})((?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'"
    r"|[^\s\"'=<>`]+))?)*)\s*/?>|<!--.{0,1000}?-->",
    re.DOTALL,
)
_CLASS = re.compile(r"class\s*=\s*[\"']?(green|blue)\b")
_LOOKS = {
    **dict.fromkeys(("b", "strong"), Mark.BOLD),
    **dict.fromkeys(("i", "em"), Mark.ITALIC),
    **dict.fromkeys(("s", "del", "strike"), Mark.STRIKE),
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "u": Mark.UNDERLINE,
    "mark": Mark.YELLOW,
}
_COLOURS = {"green": Mark.GREEN, "blue": Mark.BLUE}
INLINE_TAGS = frozenset((*_LOOKS, "br"))
"""Tags that begin no block of HTML."""
_WIKI = re.compile(r"\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,600}\]\]")
_TARGET = (
    r"\([ \t]{0,9}((?:<[^<>\n]{0,2000}>|[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)"
    r"[^\s()<>]{0,500}){0,5})(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?)[ \t]{0,9}\)"
)
_LINK_TARGET = re.compile(_TARGET)
_PICTURE = re.compile(r"!\[((?:[^\[\]\\\n]|\\.){0,1000})\]" + _TARGET)
_WIDTH = re.compile(r"\|(\d{1,4})$")
_MATH = re.compile(
    r"\$\$(?P<own>[^$]{1,4000})\$\$|\$(?P<line>[^\s$](?:[^$\n]{0,498}[^\s$])?)\$(?![\d$])"
)
ODD = dict.fromkeys((0, 13, 0x2028, 0x2029, 0xFDD0, 0xFDD1, 0xFFFC), "\ufffd")
"""What a text on the screen cannot hold."""
_SIGN = re.compile(
    r"\[(?:\^(?P<footnote>[^\[\]\s^]{1,60})\](?!\()|!(?P<callout>[A-Za-z-]{1,30})\][+-]?)"
)
_DEEPEST = 12
"""Of brackets that are still open: what is deeper is text."""


@dataclass(slots=True)
class _Run:
    """A run of ``char`` that may begin or end an emphasis; ``node`` is where it stands."""

    char: str
    count: int
    node: int
    opens: bool
    closes: bool
    first_count: int = 0


@dataclass(slots=True)
class _Reading:
    nodes: list[Span] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)
    """Open brackets: their node, and how many runs there were before."""
    tags: list[tuple[str, int, int]] = field(default_factory=list)
    """Open tags: name, node, look."""
    starts: dict[int, list[int]] = field(default_factory=dict)
    ends: dict[int, list[int]] = field(default_factory=dict)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    unclosed: set[int] = field(default_factory=set)
    """Runs of ticks that nothing closes, by their length: each is looked for once."""

    def add(self, text: str, what: What = What.TEXT, target: str = "", width: int = 0) -> None:
        self.nodes.append(Span(text, 0, what, target, "", 0, width))

    def look(self, first: int, end: int, mark: int) -> None:
        """Give the nodes [first, end) a look."""
        self.starts.setdefault(first, []).append(mark)
        self.ends.setdefault(end, []).append(mark)


def parse(text: str) -> tuple[Span, ...]:
    """Return the spans of the text of a block; its lines must have no blanks before them."""
    text = text.translate(ODD)
    if not _marked(text):
        return (Span(text),) if text else ()
    reading = _Reading()
    at, length = 0, len(text)
    while at < length:
        if plain := _PLAIN.match(text, at):
            reading.add(plain[0])
            at = plain.end()
            continue
        at = _STEPS.get(text[at], _literal)(reading, text, at)
    _emphasise(reading, 0)
    return normal(_finished(reading))


def shown_words(target: str) -> str:
    """Return the words of a chip whose link gives none: "Renal 2, at 12:34"."""
    link = next(iter(wiki_links(f"[[{target}]]")), None)
    if link is None:
        return target
    if link.spot and "@" in target:
        return f"{link.name}, at {target.rpartition('@')[2].strip()}"
    return f"{link.name}, {link.spot}" if link.spot and link.name else link.name or link.spot


def _marked(text: str) -> bool:
    found = _PLAIN.match(text)
    return found is None or found.end() < len(text)


def _literal(reading: _Reading, text: str, at: int) -> int:
    reading.add(text[at])
    return at + 1


def _escape(reading: _Reading, text: str, at: int) -> int:
    after = text[at + 1 : at + 2]
    if after == "\n":
        reading.add("\n")
        return _line_start(text, at + 2)
    if after in _ESCAPABLE and after:
        reading.add(after)
        return at + 2
    return _literal(reading, text, at)


def _line_end(reading: _Reading, text: str, at: int) -> int:
    last = reading.nodes[-1] if reading.nodes else None
    words = last is not None and last.what is What.TEXT and not last.marks and last.text != "\n"
    if last is not None and words:
        reading.nodes[-1] = Span(last.text.rstrip(" "))
    if words and text[max(0, at - 2) : at] == "  ":
        reading.add("\n")
    else:
        reading.add(" ", What.SOFT)
    return _line_start(text, at + 1)


def _line_start(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _ticks(reading: _Reading, text: str, at: int) -> int:
    end = at
    while text[end : end + 1] == "`":
        end += 1
    count = end - at
    if count not in reading.unclosed:
        if closing := re.compile(rf"(?<!`)`{{{count}}}(?!`)").search(text, end):
            inner = text[end : closing.start()].replace("\n", " ")
            if inner.startswith(" ") and inner.endswith(" ") and inner.strip(" "):
                inner = inner[1:-1]
            reading.nodes.append(Span(inner, Mark.CODE))
            return closing.end()
        reading.unclosed.add(count)
    reading.add(text[at:end])
    return end


def _angle(reading: _Reading, text: str, at: int) -> int:
    if link := _AUTOLINK.match(text, at):
        address = link[1] if ":" in link[1] else f"mailto:{link[1]}"
        reading.add(link[1])
        reading.links.append((len(reading.nodes) - 1, len(reading.nodes), address))
        return link.end()
    tag = _TAG.match(text, at)
    if tag is None:
        return _literal(reading, text, at)
    name = (tag[2] or "").lower()
    if name == "br":
        reading.add("\n")
        end = tag.end()
        return _line_start(text, end + 1) if text[end : end + 1] == "\n" else end
    if name in _LOOKS and tag[1]:
        for depth in range(len(reading.tags) - 1, -1, -1):
            opened, node, mark = reading.tags[depth]
            if opened == name:
                del reading.tags[depth:]
                reading.nodes[node] = Span("")
                reading.look(node, len(reading.nodes), mark)
                return tag.end()
    elif name in _LOOKS and len(reading.tags) < _DEEPEST:
        colour = _CLASS.search(tag[3] or "") if name == "mark" else None
        mark = _COLOURS[colour[1]] if colour else _LOOKS[name]
        reading.tags.append((name, len(reading.nodes), mark))
    reading.add(tag[0].replace("\n", " "), What.RAW)
    return tag.end()


def _entity(reading: _Reading, text: str, at: int) -> int:
    if found := _ENTITY.match(text, at):
        shown = html.unescape(found[0]).translate(ODD)
        if shown != found[0]:
            reading.add(shown)
            return found.end()
    return _literal(reading, text, at)


def _dollar(reading: _Reading, text: str, at: int) -> int:
    found = _MATH.match(text, at)
    before = text[at - 1 : at] if at else ""
    if found is None or before == "$" or (before.isalnum() and found["line"] is not None):
        return _literal(reading, text, at)
    if found["own"] is not None and found["own"].strip():
        reading.add("", What.DISPLAY, found["own"].strip())
    elif found["line"] is not None:
        reading.add("", What.FORMULA, found["line"])
    else:
        return _literal(reading, text, at)
    return found.end()


def _bang(reading: _Reading, text: str, at: int) -> int:
    if embed := _EMBED.match(text, at):
        reading.add(embed[0], What.RAW)
        return embed.end()
    picture = _PICTURE.match(text, at)
    if picture is None:
        return _literal(reading, text, at)
    alt = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", picture[1])
    width = _WIDTH.search(alt)
    words = alt[: width.start()] if width else alt
    reading.add(words, What.PICTURE, picture[2], int(width[1]) if width else 0)
    return picture.end()


def _open_bracket(reading: _Reading, text: str, at: int) -> int:
    if found := _WIKI.match(text, at):
        target = found[1].strip()
        words = (found[2] or "").strip() or shown_words(target)
        if target and words:
            reading.add(words, What.WIKI, target)
            return found.end()
    sign = _SIGN.match(text, at)
    if sign and (sign["footnote"] or at == 0):
        words = sign["footnote"] or sign["callout"].replace("-", " ").capitalize()
        reading.add(words, What.SIGN, sign[0])
        return sign.end()
    reading.brackets.append((len(reading.nodes), len(reading.runs)))
    del reading.brackets[:-_DEEPEST]
    return _literal(reading, text, at)


def _close_bracket(reading: _Reading, text: str, at: int) -> int:
    if not reading.brackets:
        return _literal(reading, text, at)
    node, runs = reading.brackets.pop()
    target = _LINK_TARGET.match(text, at + 1)
    if target is None or len(reading.nodes) == node + 1:
        return _literal(reading, text, at)
    _emphasise(reading, runs)
    reading.nodes[node] = Span("")
    reading.links.append((node + 1, len(reading.nodes), target[1]))
    reading.brackets.clear()  # no link stands in a link
    return target.end()


def _delimiters(reading: _Reading, text: str, at: int) -> int:
    char, end = text[at], at
    while text[end : end + 1] == char:
        end += 1
    count = end - at
    before, after = text[at - 1 : at] if at else " ", text[end : end + 1] or " "
    left = not after.isspace() and (not _is_sign(after) or before.isspace() or _is_sign(before))
    right = not before.isspace() and (not _is_sign(before) or after.isspace() or _is_sign(after))
    opens, closes = left, right
    if char == "_":
        opens = left and (not right or _is_sign(before))
        closes = right and (not left or _is_sign(after))
    if char not in "~=" or count == 2:
        reading.runs.append(_Run(char, count, len(reading.nodes), opens, closes, count))
    reading.add(text[at:end])
    return end


def _is_sign(char: str) -> bool:
    return not char.isalnum() and not char.isspace()


def _emphasise(reading: _Reading, bottom: int) -> None:
    """Pair the runs from ``bottom`` on, and forget them."""
    runs = reading.runs[bottom:]
    del reading.runs[bottom:]
    waiting: dict[str, list[_Run]] = {}
    for run in runs:
        openers = waiting.setdefault(run.char, [])
        while run.closes and run.count and openers:
            opener = _partner(openers, run)
            if opener is None:
                break
            _pair(reading, opener, run)
            for others in waiting.values():  # what was opened within and not closed is text
                while others and others[-1].node > opener.node:
                    others.pop()
            if not opener.count:
                openers.pop()
        if run.opens and run.count:
            openers.append(run)
    for run in runs:
        reading.nodes[run.node] = Span(run.char * run.count)


def _partner(openers: list[_Run], closer: _Run) -> _Run | None:
    """Return what a run closes. Rule of three: CommonMark 0.31, 6.2, rules 9 and 10."""
    for back, opener in enumerate(reversed(openers)):
        if back > _DEEPEST:
            return None
        lengths = opener.first_count, closer.first_count
        odd = (opener.closes or closer.opens) and sum(lengths) % 3 == 0 and lengths[0] % 3
        if closer.char in "~=" or not odd:
            del openers[len(openers) - back :]
            return opener
    return None


def _pair(reading: _Reading, opener: _Run, closer: _Run) -> None:
    if closer.char in "~=":
        used, mark = 2, Mark.STRIKE if closer.char == "~" else Mark.YELLOW
    else:
        used = 2 if min(opener.count, closer.count) >= 2 else 1
        mark = Mark.BOLD if used == 2 else Mark.ITALIC
    opener.count -= used
    closer.count -= used
    reading.look(opener.node + 1, closer.node, mark)


def _finished(reading: _Reading) -> list[Span]:
    links = {first: (end, link) for first, end, link in reading.links}
    counts = [0] * 10
    spans: list[Span] = []
    group, link_group, link, link_end, marks = 0, 0, "", 0, 0
    for at, node in enumerate(reading.nodes):
        if at in reading.ends or at in reading.starts:
            for mark in reading.ends.get(at, ()):
                counts[mark.bit_length() - 1] -= 1
            for mark in reading.starts.get(at, ()):
                counts[mark.bit_length() - 1] += 1
            marks = sum(1 << bit for bit, count in enumerate(counts) if count > 0)
        if at >= link_end:
            link = ""
        if at in links:
            link_end, link = links[at]
            group += 1
            link_group = group
        own = "" if node.what is What.WIKI else link
        number = link_group if own else 0
        if node.what not in (What.TEXT, What.SOFT, What.RAW) and not own:
            group += 1
            number = group
        spans.append(
            Span(node.text, node.marks | marks, node.what, node.target, own, number, node.width)
        )
    return spans


_STEPS = {
    "\\": _escape,
    "\n": _line_end,
    "`": _ticks,
    "<": _angle,
    "&": _entity,
    "$": _dollar,
    "!": _bang,
    "[": _open_bracket,
    "]": _close_bracket,
    **dict.fromkeys("*_~=", _delimiters),
}
