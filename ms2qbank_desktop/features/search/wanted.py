"""What a search looks for: groups of words, one for each that was typed, and what stands for it."""

from __future__ import annotations

from dataclasses import dataclass, field

Words = tuple[str, ...]

EXACT, MEANT, BEGUN, INSIDE, SLIP = 1.0, 0.9, 0.5, 0.45, 0.4
"""How well a word stands for one that was typed: itself; what an abbreviation means, or the other
way round; a word that begins so; one that holds it; one that is spelled much like it."""
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
    parts: tuple[Group, ...] = ()

    def add(self, word: str, worth: float) -> None:
        """Let a word stand for the typed one, unless it does so better already."""
        self.words[word] = max(worth, self.words.get(word, 0.0))

    def expression(self, least: float, columns: str = "{title body tags} : ") -> str:
        """Return what finds this group, in the language of FTS5; "" where nothing does."""
        texts = [_quoted((word,)) for word, worth in self.words.items() if worth >= least]
        texts += [_quoted(phrase) for phrase, worth in self.phrases.items() if worth >= least]
        found = [f"{columns}({' OR '.join(texts)})"] if texts else []
        found += [f'labels : "short {short}"' for short in self.shorts if columns]
        inner = [part.expression(least, columns) for part in self.parts]
        if inner and all(inner):
            found.append(f"({' AND '.join(inner)})")
        return f"({' OR '.join(found)})" if found else ""

    def worths(self) -> dict[str, float]:
        """Return every word of the group, those of phrases too, with its worth."""
        found = dict(self.words)
        for phrase, worth in self.phrases.items():
            for word in phrase:
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

    def titles(self, least: float) -> str:
        """Return what finds titles that hold all of it; "" where nothing can."""
        parts = [group.expression(least, "") for group in self.groups]
        if not parts or not all(parts) or self.labels or self.unwanted:
            return ""
        return " AND ".join(parts)

    def expression(self, least: float) -> str:
        """Return the whole of it in the language of FTS5, "" where nothing can be found."""
        parts = [group.expression(least) for group in self.groups]
        if not all(parts):
            return ""
        parts += [
            f"labels : ({' OR '.join(map(_quoted, names))})" if names else ""
            for names in self.labels
        ]
        if not parts or not all(parts):
            return ""
        found = f"({' AND '.join(parts)})"
        if self.unwanted:
            found += f" NOT ({' OR '.join(map(_quoted, self.unwanted))})"
        return found

    def together(self) -> str:
        """Return the typed words as one phrase, "" where there are not several."""
        exact = [next(iter(group.words), "") for group in self.groups]
        return _quoted(tuple(exact)) if len(exact) > 1 and all(exact) else ""


def _quoted(words: Words) -> str:
    return '"' + " ".join(words) + '"'
