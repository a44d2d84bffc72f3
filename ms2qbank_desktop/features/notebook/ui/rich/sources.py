"""Which Markdown the blocks of a document came from, and the Markdown that they are now."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.markdown.blocks import read, split
from ms2qbank_desktop.features.notebook.markdown.composing import compose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.notebook.markdown.model import Chunk

    from .reading import Mirror


class Sources:
    """A block of the document carries a key, which undo brings back; a key stands for a chunk."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._chunks: list[Chunk] = []
        self._first = 0
        self._number_of: dict[int, int] = {}
        self._next_key = 1
        self._given = self._body = ""
        self._starts: list[int] = []
        self._placed: list[int] = []
        self._known = True

    def begin(self, body: str) -> None:
        """Have another text, whose chunks will be added."""
        self._chunks, self._number_of, self._first = [], {}, 0
        self._given = self._body = body
        self._starts, self._placed, self._known = [0], [0], True

    def add(self, chunk: Chunk) -> int:
        """Add the next chunk and return its key."""
        key = self._next_key
        self._next_key += 1
        self._number_of[key] = len(self._chunks)
        self._chunks.append(chunk)
        return key

    def changed(self) -> None:
        """Know that the document is no longer what was composed last."""
        self._known = False

    def body(self) -> str:
        """Return the document as Markdown."""
        if not self._known:
            numbers, placed = [], []
            for number, (block, key) in self._mirror.all():
                numbers.append(number)
                placed.append((block, self._number_of.get(key, -1)))
            self._body, self._starts = compose(self._chunks, placed, self._first)
            self._placed, self._known = numbers, True
        return self._body

    def parsed(self, body: str) -> list[Chunk]:
        """Return the chunks of another text; those that both have are not read again."""
        old, chunks = self._given, self._chunks[self._first :]
        same = _common(old, body)
        tail = _common(old[same:][::-1], body[same:][::-1])
        sizes = (len(chunk.lead) + len(chunk.source) + len(chunk.trail) for chunk in chunks)
        starts = list(accumulate(sizes, initial=0))
        if starts[-1] != len(old):  # not all of it has been read
            return split(body)
        begin = bisect_right(starts, same) - 2  # the one that changed may have changed its end
        while begin > 0 and not _stands_alone(chunks[begin]):
            begin -= 1
        if begin <= 0:
            begin = 0
        kept = chunks[:begin]
        at, moved = starts[begin], len(body) - len(old)
        resting = {
            start + moved: number
            for number, start in enumerate(starts[:-1])
            if start >= len(old) - tail and _stands_alone(chunks[number])
        }
        for chunk in read(body, at):
            if at in resting and chunk.block == chunks[resting[at]].block:
                return [*kept, *chunks[resting[at] :]]  # from here on it is the old text
            kept.append(chunk)
            at += len(chunk.lead) + len(chunk.source) + len(chunk.trail)
        return kept

    def take(
        self, body: str, chunks: list[Chunk], kept: dict[int, int], *, undo: bool
    ) -> list[int]:
        """Have ``chunks`` as the source. ``kept``: which of them keys in the document stand for
        from now on; ``undo``: older keys may come back. Return a key for each chunk."""
        self._given = body
        if undo:
            self._first = len(self._chunks)
            self._chunks = [*self._chunks, *chunks]
        else:
            self._chunks, self._first = chunks, 0
            self._number_of = {}
        for key, number in kept.items():
            self._number_of[key] = self._first + number
        keys = list(range(self._next_key, self._next_key + len(chunks)))
        self._next_key += len(chunks)
        self._number_of |= {key: self._first + number for number, key in enumerate(keys)}
        return keys

    def block_at(self, position: int) -> tuple[int, str]:
        """Return the number of the document's block at a place of the Markdown, and the source of
        that block up to there."""
        body = self.body()
        if not self._starts:
            return 0, ""
        at = max(0, bisect_right(self._starts, position) - 1)
        return self._placed[at], body[self._starts[at] : position]

    def source_of(self, number: int) -> tuple[int, str]:
        """Return where the source of a block of the document begins, and that source."""
        body = self.body()
        if not self._starts:
            return 0, ""
        at = max(0, bisect_right(self._placed, number) - 1)
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(body)
        return self._starts[at], body[self._starts[at] : end]


def _stands_alone(chunk: Chunk) -> bool:
    """Say whether reading may begin at a chunk: it is in no list and no quotation."""
    return not (chunk.block.depth or chunk.block.quote or chunk.content)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many characters two texts begin alike with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
