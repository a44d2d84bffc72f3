"""Decides what an import does with each question of a file: add, update, leave or refuse it.

A question is known again by its external id or, where the file gives none, by its content. An
edited question without an id is matched with its older self when the whole file has been seen,
so that it keeps its identity and with it the user's history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from .content import Keys, part_keys, similarity

if TYPE_CHECKING:
    from .models import Draft, Image

MAX_HELD = 64 << 20
"""Characters held back for matching. What a file changes beyond is taken as new questions."""

_STEM_ALIKE = 0.8
_STEM_RELATED = 0.5
_CHOICES_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A valid question of the file, ready to be stored."""

    where: str
    ordinal: int
    draft: Draft
    images: tuple[Image, ...]
    key: int
    hash: int
    size: int
    """Characters of its texts."""


@dataclass(slots=True)
class Known:
    """A question of the pack as the bank has it."""

    id: int
    external_id: str
    key: int
    hash: int
    ordinal: int
    deleted: bool = False
    seen: str = ""
    """Where the file being read has it; "" as long as it has not turned up."""


class Older(NamedTuple):
    """The parts of a known question that an edit may have left alone."""

    keys: Keys
    stem: str


@dataclass(slots=True)
class Verdict:
    """What to do with one batch, in the order of the file."""

    added: list[tuple[int, Candidate]] = field(default_factory=list)
    """(new id, question)"""
    updated: list[tuple[int, Candidate]] = field(default_factory=list)
    revived: list[tuple[int, Candidate]] = field(default_factory=list)
    """Questions that had been removed with their pack."""
    moved: list[tuple[int, int]] = field(default_factory=list)
    """(id, new ordinal) of unchanged questions that stand elsewhere in the file now."""
    unchanged: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(where, why)"""
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        return bool(self.added or self.updated or self.revived or self.moved)

    def in_parts(self, size: int) -> Iterator[Verdict]:
        """Yield the same in parts of which each writes at most ``size`` questions of a kind."""
        most = max(len(self.added), len(self.updated), len(self.revived), len(self.moved))
        for start in range(0, max(most, 1), size):
            end = start + size
            part = Verdict(
                self.added[start:end],
                self.updated[start:end],
                self.revived[start:end],
                self.moved[start:end],
            )
            if start == 0:
                part.unchanged = self.unchanged
                part.duplicates, part.refused = self.duplicates, self.refused
            yield part


Elsewhere = Mapping[int, str]
"""Content key -> title of another pack that has this question."""


class Intake:
    """The questions of one file on their way into one pack."""

    def __init__(
        self, known: Iterable[Known], make_id: Callable[[str | int, int], int], *, edition: bool
    ) -> None:
        """``make_id`` derives an id from a natural key and the count of earlier attempts.

        ``edition``: the file is a new edition of the whole pack, even if it shares no question
        with it; otherwise it may be another part of the pack.
        """
        self._make_id = make_id
        self._edition = edition
        self._by_external: dict[str, Known] = {}
        self._by_key: dict[int, Known] = {}
        self._by_id: dict[int, Known] = {}
        for question in known:
            self._register(question)
        self._existed = bool(self._by_id)
        self._before = [known for known in self._by_id.values() if not known.deleted]
        self._held: dict[int, Candidate] = {}
        self._held_size = 0

    def decide(self, batch: Iterable[Candidate], elsewhere: Elsewhere) -> Verdict:
        """Return what to do with the next questions of the file."""
        verdict = Verdict()
        for candidate in batch:
            question = self._find(candidate)
            if question is None:
                self._take_new(candidate, elsewhere, verdict)
            elif question.seen:
                self._refuse_second(question, candidate, verdict)
            elif candidate.draft.external_id and question.external_id not in (
                "",
                candidate.draft.external_id,
            ):
                why = f"It is in this pack already, under the id {question.external_id}."
                verdict.duplicates.append((candidate.where, why))
            else:
                self._keep(question, candidate, verdict)
        return verdict

    @property
    def awaited(self) -> list[int]:
        """Ids of known questions that may be older selves of held ones; [] if nothing is held."""
        if not self._held:
            return []
        if not self._edition and not any(known.seen for known in self._by_id.values()):
            return []
        return [known.id for known in self._by_id.values() if not known.seen]

    def settle(self, older: Mapping[int, Older], elsewhere: Elsewhere) -> Verdict:
        """Return what to do with the questions held back. ``older``: texts of the awaited ones."""
        verdict = Verdict()
        held = list(self._held.values())
        pairs = _matched(held, older, {i: self._by_id[i].ordinal for i in older})
        for place, candidate in enumerate(held):
            if place in pairs:
                self._keep(self._by_id[pairs[place]], candidate, verdict)
            else:
                self._add(candidate, elsewhere, verdict)
        self._held = {}
        return verdict

    @property
    def missing(self) -> list[int]:
        """Ids of the questions that the pack had before and the file lacks."""
        return [known.id for known in self._before if not known.seen]

    @property
    def found(self) -> int:
        """How many of the questions that the pack had before are in the file."""
        return sum(bool(known.seen) for known in self._before)

    @property
    def held_keys(self) -> list[int]:
        return list(self._held)

    def _find(self, candidate: Candidate) -> Known | None:
        external = candidate.draft.external_id
        return self._by_external.get(external) or self._by_key.get(candidate.key)

    def _take_new(self, candidate: Candidate, elsewhere: Elsewhere, verdict: Verdict) -> None:
        if twin := self._held.get(candidate.key):
            verdict.duplicates.append((candidate.where, _second(twin.where, twin, candidate)))
        elif candidate.draft.external_id or not self._existed or self._held_size > MAX_HELD:
            self._add(candidate, elsewhere, verdict)
        else:
            self._held[candidate.key] = candidate
            self._held_size += candidate.size

    def _add(self, candidate: Candidate, elsewhere: Elsewhere, verdict: Verdict) -> None:
        if title := elsewhere.get(candidate.key):
            why = f"It is in the pack “{title}” already."
            verdict.duplicates.append((candidate.where, why))
            return
        external = candidate.draft.external_id
        attempt = 0
        # An edited question keeps the id derived from what it once was: that one is taken.
        while (new := self._make_id(external or candidate.key, attempt)) in self._by_id:
            attempt += 1
        question = Known(new, external, candidate.key, candidate.hash, candidate.ordinal)
        question.seen = candidate.where
        self._register(question)
        verdict.added.append((new, candidate))

    def _keep(self, question: Known, candidate: Candidate, verdict: Verdict) -> None:
        question.seen = candidate.where
        external = candidate.draft.external_id
        same = candidate.hash == question.hash and external in ("", question.external_id)
        if question.external_id and not external:
            draft = replace(candidate.draft, external_id=question.external_id)
            candidate = replace(candidate, draft=draft)
        if question.deleted:
            verdict.revived.append((question.id, candidate))
        elif not same:
            verdict.updated.append((question.id, candidate))
        else:
            verdict.unchanged += 1
            if question.ordinal != candidate.ordinal:
                verdict.moved.append((question.id, candidate.ordinal))
        if self._by_key.get(question.key) is question:
            del self._by_key[question.key]
        question.key, question.hash = candidate.key, candidate.hash
        question.external_id = external or question.external_id
        question.deleted = False
        self._register(question)

    def _refuse_second(self, question: Known, candidate: Candidate, verdict: Verdict) -> None:
        external = candidate.draft.external_id
        if candidate.key != question.key:
            why = f"Its id {external} belongs to another question ({question.seen})."
            verdict.refused.append((candidate.where, why))
        elif external and external == question.external_id and candidate.hash != question.hash:
            why = f"Its id {external} is there already with other details ({question.seen})."
            verdict.refused.append((candidate.where, why))
        else:
            verdict.duplicates.append(
                (candidate.where, _second(question.seen, question, candidate))
            )

    def _register(self, question: Known) -> None:
        self._by_id[question.id] = question
        self._by_key.setdefault(question.key, question)
        if question.external_id:
            self._by_external.setdefault(question.external_id, question)


def _second(seen: str, first: Known | Candidate, second: Candidate) -> str:
    other = "" if first.hash == second.hash else " with other details"
    return f"It is in this file already{other} ({seen})."


def _matched(
    held: list[Candidate], older: Mapping[int, Older], ordinals: Mapping[int, int]
) -> dict[int, int]:
    """Return place in ``held`` -> id of the older self, each used once.

    First by the same stem, then by the same choices, then by the same place in the file; the
    rest of the question has to be alike as well, for "Which is true?" is asked more than once.
    """
    if not older:
        return {}
    keys = [part_keys(candidate.draft) for candidate in held]
    pairs: dict[int, int] = {}
    free = set(older)

    def pair(
        mine: Callable[[int], object],
        theirs: Callable[[int], object],
        alike: Callable[[int, int], bool],
    ) -> None:
        """Pair what has the same feature, where that is one of each."""
        ours = _only_ones((place, mine(place)) for place in range(len(held)) if place not in pairs)
        others = _only_ones((known, theirs(known)) for known in sorted(free))
        for feature, place in ours.items():
            known = others.get(feature)
            if known is not None and alike(place, known):
                pairs[place] = known
                free.discard(known)

    def stems_alike(place: int, known: int) -> float:
        return similarity(held[place].draft.stem, older[known].stem)

    pair(
        lambda place: keys[place].stem,
        lambda known: older[known].keys.stem,
        lambda place, known: _shared(keys[place], older[known].keys) >= _CHOICES_SHARED,
    )
    pair(
        lambda place: keys[place].choices,
        lambda known: older[known].keys.choices,
        lambda place, known: stems_alike(place, known) >= _STEM_RELATED,
    )
    pair(
        lambda place: held[place].ordinal,
        lambda known: ordinals[known],
        lambda place, known: stems_alike(place, known) >= _STEM_ALIKE,
    )
    return pairs


def _only_ones(pairs: Iterable[tuple[int, object]]) -> dict[object, int]:
    """Return feature -> thing for the features that a single thing has."""
    found: dict[object, int] = {}
    repeated = set()
    for thing, feature in pairs:
        if feature in found:
            repeated.add(feature)
        found[feature] = thing
    return {feature: thing for feature, thing in found.items() if feature not in repeated}


def _shared(keys: Keys, others: Keys) -> float:
    return len(keys.choices & others.choices) / max(1, min(len(keys.choices), len(others.choices)))
