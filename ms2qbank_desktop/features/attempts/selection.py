"""Which questions a filter leaves and how many stand behind each box: pure functions.

The bank is held as a cube: distinct (pack, system, subject, difficulty, status, flags) cells
with their number of questions. 100,000 questions make some 16,000 cells, counted in
milliseconds, where SQL over the rows takes 150 ms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status


class Cell(NamedTuple):
    """Questions that are alike in all that the boxes ask for."""

    pack: int
    system: str
    subject: str
    difficulty: int
    status: Status
    marked: bool
    due: bool
    suspended: bool


Cube = Mapping[Cell, int]

_State = tuple[str, bool, bool, bool]
"""(status, marked, due, suspended)"""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """``total``: questions the filter leaves, ``by_state``: how these split. Each other count
    says how many there would be if its own facet asked for that value alone and the other
    facets stayed as they are."""

    total: int
    by_state: Counter[Status]
    """Without marked, due and suspended, which overlap with the others."""
    by_pack: Counter[int]
    by_system: Counter[str]
    by_subject: Counter[str]
    by_difficulty: Counter[int]
    by_status: Counter[Status]


def count(cube: Cube, wanted: QuestionFilter) -> FacetCounts:
    """Count ``cube`` under ``wanted``; its text, topics and tags are the cube's own business.

    A cell counts for every facet if all five let it through, and for the one that does not
    if only that one stands in the way. 16,000 cells take 6 ms: hence no object a cell, and
    states as strings, which hash faster than members of an enum.
    """
    bank = wanted.bank
    packs, systems, subjects = bank.packs, bank.systems, bank.subjects
    difficulties = bank.difficulties
    any_pack, any_system, any_subject = not packs, not systems, not subjects
    any_difficulty, any_status = not difficulties, not wanted.statuses
    states = {status.value for status in wanted.statuses}
    with_marked, with_due = Status.MARKED in wanted.statuses, Status.DUE in wanted.statuses
    with_suspended = Status.SUSPENDED in wanted.statuses
    by_pack: defaultdict[int, int] = defaultdict(int)
    by_system: defaultdict[str, int] = defaultdict(int)
    by_subject: defaultdict[str, int] = defaultdict(int)
    by_difficulty: defaultdict[int, int] = defaultdict(int)
    left: defaultdict[_State, int] = defaultdict(int)
    missed: defaultdict[_State, int] = defaultdict(int)
    for cell, number in cube.items():
        pack, system, subject, difficulty, status, marked, due, suspended = cell
        state = status._value_
        pack_fits = any_pack or pack in packs
        system_fits = any_system or system in systems
        subject_fits = any_subject or subject in subjects
        difficulty_fits = any_difficulty or difficulty in difficulties
        if suspended:
            status_fits = with_suspended
        else:
            status_fits = (
                any_status or state in states or (with_marked and marked) or (with_due and due)
            )
        fitting = pack_fits + system_fits + subject_fits + difficulty_fits + status_fits
        if fitting == 5:
            by_pack[pack] += number
            by_system[system] += number
            by_subject[subject] += number
            by_difficulty[difficulty] += number
            left[state, marked, due, suspended] += number
        elif fitting == 4:
            if not pack_fits:
                by_pack[pack] += number
            elif not system_fits:
                by_system[system] += number
            elif not subject_fits:
                by_subject[subject] += number
            elif not difficulty_fits:
                by_difficulty[difficulty] += number
            else:
                missed[state, marked, due, suspended] += number
    by_state = _by_status(left)
    for flag in (Status.MARKED, Status.DUE, Status.SUSPENDED):
        del by_state[flag]
    return FacetCounts(
        sum(left.values()),
        by_state,
        Counter(by_pack),
        Counter(by_system),
        Counter(by_subject),
        Counter(by_difficulty),
        _by_status(left) + _by_status(missed),
    )


def _by_status(numbers: Mapping[_State, int]) -> Counter[Status]:
    counts: Counter[Status] = Counter()
    for (state, marked, due, suspended), number in numbers.items():
        if suspended:
            counts[Status.SUSPENDED] += number
            continue
        counts[Status(state)] += number
        if marked:
            counts[Status.MARKED] += number
        if due:
            counts[Status.DUE] += number
    return counts


def restrict(cube: Cube, statuses: frozenset[Status]) -> Cube:
    """Return the cells whose status is one of ``statuses`` (none named: all but suspended)."""
    return {cell: number for cell, number in cube.items() if _has_status(cell, statuses)}


def _has_status(cell: Cell, statuses: frozenset[Status]) -> bool:
    if cell.suspended:
        return Status.SUSPENDED in statuses
    return (
        not statuses
        or cell.status in statuses
        or (cell.marked and Status.MARKED in statuses)
        or (cell.due and Status.DUE in statuses)
    )
