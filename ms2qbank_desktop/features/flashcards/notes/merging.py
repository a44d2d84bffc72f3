"""What an update of a package does to a note that the user may have edited: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Version(NamedTuple):
    """Fields and tags of a note."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]


class Merged(NamedTuple):
    """``now``: what the note is to be; ``base``: what the package has, None while the user has
    changed nothing of it."""

    now: Version
    base: Version | None


def merged(mine: Version, base: Version | None, theirs: Version) -> Merged:
    """Take from ``theirs`` each field that the user has not changed since ``base``.

    ``base`` None: the user has changed nothing. Of the tags, those that the user added stay, and
    those that he took away stay away.
    """
    if base is None:
        return Merged(theirs, None)
    if len(mine.fields) != len(theirs.fields) or len(base.fields) != len(theirs.fields):
        return Merged(mine, theirs)
    fields = tuple(
        new if own == old else own
        for own, old, new in zip(mine.fields, base.fields, theirs.fields, strict=True)
    )
    now = Version(fields, _tags(mine.tags, base.tags, theirs.tags))
    return Merged(now, None if _same(now, theirs) else theirs)


def _tags(mine: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    added, removed = set(mine) - set(base), set(base) - set(mine)
    return tuple(sorted((set(theirs) | added) - removed, key=str.casefold))


def _same(one: Version, other: Version) -> bool:
    return one.fields == other.fields and set(one.tags) == set(other.tags)
