"""How far two words are apart: letters left out, put in, taken for others, or swapped."""

from __future__ import annotations

SHORTEST = 4
"""Letters of a word that may be misspelled at all."""
TWO_FROM = 6
"""Letters from which on two slips are forgiven."""


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may have; one with digits has none."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= TWO_FROM else 1


def within(one: str, other: str, slips: int) -> int | None:
    """Return the least number of slips between two words if it is at most ``slips``, else None
    (optimal string alignment, Damerau 1964)."""
    if abs(len(one) - len(other)) > slips:
        return None
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        apart = len(one) + len(other)
        return apart if apart <= slips else None
    if slips == 0:
        return None
    tries = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[0:2] == other[1::-1]:
        tries.append((one[2:], other[2:]))
    found = [rest + 1 for pair in tries if (rest := within(*pair, slips - 1)) is not None]
    return min(found, default=None)


def beginning_within(typed: str, word: str, slips: int) -> int | None:
    """Return the slips between what is typed so far and the beginning of a word."""
    ends = range(max(1, len(typed) - slips), len(typed) + slips + 1)
    found = [within(typed, word[:end], slips) for end in ends if end <= len(word)]
    return min((one for one in found if one is not None), default=None)
