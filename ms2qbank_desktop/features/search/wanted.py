"""What a search looks for: groups of words, one for each that was typed, and what stands for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .forms import digits
from .text import in_rows, parted

Words = tuple[str, ...]

EXACT, SPELT, MEANT, ALSO_MEANT = 1.0, 0.95, 0.9, 0.75
INFLECTED, BEGUN, INSIDE, SLIP = 0.8, 0.5, 0.45, 0.4
"""How well a word stands for one that was typed: itself; its spelling of another country, or as two
words; what an abbreviation means, or the other way round; what it may mean besides; its plural or
singular; a word that begins so; one that holds it; one that is spelled much like it."""
AS_TYPED, WITH_BEGUN, ALL = 0.85, 0.5, 0.0
"""Least worth of what a search takes in."""


@dataclass(slots=True)
class Group:
    """What stands for one typed word or phrase, by worth; or for several that are an
    abbreviation together (``parts``, all of which are wanted)."""

    words: dict[str, float] = field(default_factory=dict)
    phrases: dict[Words, float] = field(default_factory=dict)
    shorts: list[str] = field(default_factory=list)
    """Abbreviations that only their capitals tell from words, in small letters."""
    tagged: list[Words] = field(default_factory=list)
    """Labels that are the user's own tags: ("tag7", "later")."""
    parts: tuple[Group, ...] = ()

    def add(self, word: str, worth: float) -> None:
        """Let a word stand for the typed one, unless it does so better already."""
        self.words[word] = max(worth, self.words.get(word, 0.0))

    def expression(self, least: float, columns: str = "{title body tags} : ") -> str:
        """Return what finds this group, in the language of FTS5; "" where nothing does."""
        texts = [quoted((word,)) for word, worth in self.words.items() if worth >= least]
        texts += [quoted(phrase) for phrase, worth in self.phrases.items() if worth >= least]
        found = [f"{columns}({' OR '.join(texts)})"] if texts else []
        if columns:
            labels = [("short", short) for short in self.shorts] + self.tagged
            found += [f"labels : ({quoted(label)})" for label in labels]
        inner = [part.expression(least, columns) for part in self.parts]
        if inner and all(inner):
            found.append(f"({' AND '.join(inner)})")
        return f"({' OR '.join(found)})" if found else ""

    def typed(self) -> Words:
        """Return the words that were typed, () where they stand for something else only."""
        if self.parts:
            inner = [part.typed() for part in self.parts]
            return tuple(word for part in inner for word in part) if all(inner) else ()
        exact: list[Words] = [(word,) for word, worth in self.words.items() if worth == EXACT]
        exact += [phrase for phrase, worth in self.phrases.items() if worth == EXACT]
        return exact[0] if exact else ()

    def worths(self) -> dict[str, float]:
        """Return every word of the group, those of phrases too, with its worth."""
        found = dict(self.words)
        for phrase, worth in self.phrases.items():
            for word in in_rows(phrase):
                found[word] = max(worth, found.get(word, 0.0))
        for short in self.shorts:
            found[short] = MEANT
        for part in self.parts:
            for word, worth in part.worths().items():
                found[word] = max(worth, found.get(word, 0.0))
        return found


@dataclass(slots=True)
class Wanted:
    groups: list[Group] = field(default_factory=list)
    unwanted: tuple[Words, ...] = ()
    labels: list[list[Words]] = field(default_factory=list)
    """Of each filter the names that will do: ("tag", "renal")."""
    unlabelled: list[list[Words]] = field(default_factory=list)
    """The same of filters that must not fit."""

    def titles(self, least: float) -> str:
        """Return what finds titles that hold all of it; "" where nothing can."""
        parts = [group.expression(least, "") for group in self.groups]
        if not parts or not all(parts) or self.labels or self.unlabelled or self.unwanted:
            return ""
        return " AND ".join(parts)

    def expression(self, least: float) -> str:
        """Return the whole of it in the language of FTS5, "" where nothing can be found."""
        parts = [group.expression(least) for group in self.groups]
        if not all(parts):
            return ""
        parts += [
            f"labels : ({' OR '.join(map(quoted, names))})" if names else ""
            for names in self.labels
        ]
        if not parts or not all(parts):
            return ""
        found = f"({' AND '.join(parts)})"
        without = list(map(quoted, self.unwanted))
        without += [f"labels : ({' OR '.join(map(quoted, one))})" for one in self.unlabelled]
        return f"{found} NOT ({' OR '.join(without)})" if without else found

    def typed(self) -> Words:
        """Return the typed words in their row, () where there are not several."""
        exact = [group.typed() for group in self.groups]
        words = tuple(word for some in exact for word in some)
        return words if all(exact) and len(words) > 1 else ()

    def together(self) -> str:
        """Return what finds the typed words side by side, "" where there are not several."""
        words = self.typed()
        return quoted(words) if words else ""


def quoted(words: Words) -> str:
    """Return a word or phrase in the language of FTS5, which tells CO₂ from CO2."""
    return " OR ".join('"' + parted(" ".join(way)) + '"' for way in digits(words))
