"""The language of the card browser's search, which is Anki's.

    deck:Renal (is:due or prop:lapses>2) -tag:anatomy "loop diuretic"

Terms next to each other must all hold; ``or`` binds weaker. See ``HELP`` for what there is.
"""

from __future__ import annotations

from dataclasses import dataclass

from ms2qbank_desktop.core.errors import UserFault

from . import nodes
from .terms import meaning

HELP = (
    ("loop diuretic", "both words, anywhere in the note"),
    ('"loop diuretic"', "these words side by side"),
    ("diur*  d_g", "* stands for any letters, _ for one"),
    ("-thiazide", "without this word; a minus turns round any term"),
    ("lithium or clozapine", "either; brackets group: (a or b) c"),
    ('deck:Renal  deck:"Step 1"', "in this deck or below; deck:current, deck:filtered"),
    ("tag:renal  tag:none", "with this tag or one below it; without a tag"),
    ("is:due", "new, learn, review, due, suspended, buried, leech"),
    ("flag:1", "with the red flag; 0 without"),
    ("added:7  edited:3", "in the last days; introduced:7, rated:1, rated:7:1 (again)"),
    ("prop:ivl>21", "interval in days; due, reps, lapses, ease, pos, s, d, r"),
    ("front:heart  front:*valve*", "a whole field; a part of it"),
    ("note:Cloze  card:1", "of a note type; the first card of its note"),
    ("re:S[34]  w:ion  nc:cafe", "regular expression, whole word, without accents"),
    ("nid:123,456", "by id: nid of notes, cid of cards, did of decks"),
)
"""(example, what it finds)"""

_BLANK = " \t\n\r\u3000"
_DEEPEST = 50


class SearchFault(UserFault):
    """What is wrong with the text between ``start`` and ``end``."""

    def __init__(self, message: str, start: int, end: int, *, advice: str = "") -> None:
        super().__init__(message, field="search", advice=advice)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Search:
    """``keys``: where a key with its colon stands in the text, for showing it in colour."""

    node: nodes.Node
    keys: tuple[tuple[int, int], ...] = ()


def parse(text: str) -> Search:
    """Return what ``text`` asks for; SearchFault where it means nothing. Empty: everything."""
    if not text.strip(_BLANK):
        return Search(nodes.Everything())
    reader = _Reader(text)
    node = reader.expression(0)
    if reader.position < len(text):
        raise SearchFault(
            "This “)” closes nothing.",
            reader.position,
            reader.position + 1,
            advice="Write \\) for the sign itself.",
        )
    return Search(node, tuple(reader.keys))


class _Reader:
    """Reads a search from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.position = 0
        self.keys: list[tuple[int, int]] = []

    def expression(self, depth: int) -> nodes.Node:
        """Read terms up to a closing bracket or the end."""
        if depth > _DEEPEST:
            raise SearchFault("These brackets stand too deep.", self.position, len(self._text))
        either: list[nodes.Node] = []
        both: list[nodes.Node] = []
        waiting: tuple[str, int] | None = None
        while self._skip_blanks():
            start = self.position
            word = self._connective()
            if word:
                if waiting or not both:
                    raise _unconnected(word, start)
                waiting = (word, start)
                if word == "or":
                    either.append(_all(both))
                    both = []
                continue
            both.append(self._term(depth))
            waiting = None
        if waiting:
            raise _unconnected(*waiting)
        if not both:
            raise SearchFault(
                "Nothing stands between these brackets.",
                max(0, self.position - 1),
                min(len(self._text), self.position + 1),
            )
        either.append(_all(both))
        return either[0] if len(either) == 1 else nodes.Or(tuple(either))

    def _skip_blanks(self) -> bool:
        """Go to the next term; False at a closing bracket and at the end."""
        while self.position < len(self._text) and self._text[self.position] in _BLANK:
            self.position += 1
        return self.position < len(self._text) and self._text[self.position] != ")"

    def _connective(self) -> str:
        end = self.position
        while end < len(self._text) and self._text[end].isalpha():
            end += 1
        word = self._text[self.position : end].lower()
        if word in ("or", "and") and (end == len(self._text) or self._text[end] in _BLANK + '()"'):
            self.position = end
            return word
        return ""

    def _term(self, depth: int) -> nodes.Node:
        if self._text[self.position] == "-" and self._begins_term(self.position + 1):
            self.position += 1
            return nodes.Not(self._positive(depth))
        return self._positive(depth)

    def _begins_term(self, position: int) -> bool:
        return position < len(self._text) and self._text[position] not in _BLANK + ")"

    def _positive(self, depth: int) -> nodes.Node:
        start = self.position
        if self._text[start] == "(":
            self.position += 1
            node = self.expression(depth + 1)
            if self.position >= len(self._text):
                raise SearchFault(
                    "This “(” is never closed.",
                    start,
                    start + 1,
                    advice="Write \\( for the sign itself.",
                )
            self.position += 1
            return node
        if self._text[start] == '"':
            return self._meant(self._quoted(), start, start + 1)
        key = self._plain('"(): \\' + _BLANK)
        if self._text[self.position : self.position + 2] == ':"':
            self.position += 1
            return self._meant(f"{key}:{self._quoted()}", start, start)
        return self._meant(key + self._plain('"()' + _BLANK), start, start)

    def _plain(self, ends: str) -> str:
        start = self.position
        while self.position < len(self._text) and self._text[self.position] not in ends:
            escaped = self._text[self.position] == "\\" and self._begins_term(self.position + 1)
            self.position += 2 if escaped or self._text[self.position :][:2] == "\\)" else 1
        self.position = min(self.position, len(self._text))
        return self._text[start : self.position]

    def _quoted(self) -> str:
        start = self.position
        self.position += 1
        while self.position < len(self._text) and self._text[self.position] != '"':
            self.position += 1 + (self._text[self.position] == "\\")
        if self.position >= len(self._text):
            self.position = len(self._text)
            raise SearchFault(
                "This quotation mark is never closed.",
                start,
                start + 1,
                advice='Write \\" for the sign itself.',
            )
        self.position += 1
        if self.position - start == 2:
            raise SearchFault("Nothing stands between the quotation marks.", start, start + 2)
        return self._text[start + 1 : self.position - 1]

    def _meant(self, term: str, start: int, inside: int) -> nodes.Node:
        """Return what a single term means; ``inside`` is where its first letter stands."""
        try:
            node, key = meaning(term)
        except ValueError as error:
            raise SearchFault(str(error), start, self.position) from None
        if key:
            self.keys.append((inside, inside + len(key) + 1))
        return node


def _all(parts: list[nodes.Node]) -> nodes.Node:
    return parts[0] if len(parts) == 1 else nodes.And(tuple(parts))


def _unconnected(word: str, start: int) -> SearchFault:
    return SearchFault(
        f"“{word}” needs a term on both sides.",
        start,
        start + len(word),
        advice=f'Write "{word}" in quotation marks for the word itself.',
    )
