"""Names with parts ("renal::tubule") as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(slots=True)
class Branch:
    """``path``: the whole name; ``number`` None where nothing is called so itself."""

    name: str
    path: str
    number: int | None = None
    children: list[Branch] = field(default_factory=list)


def branches(paths: Iterable[tuple[str, int]]) -> list[Branch]:
    """Return the roots of the tree of ``paths`` and their numbers; names that differ only in
    case are one."""
    known: dict[str, Branch] = {}
    roots: list[Branch] = []
    for path, number in paths:
        siblings, whole = roots, ""
        branch = None
        for part in path.split(DECK_SEPARATOR):
            whole = f"{whole}{DECK_SEPARATOR}{part}" if whole else part
            branch = known.get(whole.casefold())
            if branch is None:
                branch = known[whole.casefold()] = Branch(part, whole)
                siblings.append(branch)
            siblings = branch.children
        if branch is not None:
            branch.number = (branch.number or 0) + number
    return roots


def renamed_tags(tags: Sequence[str], old: str, new: str) -> list[str]:
    """Return tags with ``old`` and those below it under the name ``new``, "" takes them away."""
    changed = []
    for tag in tags:
        folded, branch = tag.casefold(), old.casefold()
        if folded == branch or folded.startswith(branch + DECK_SEPARATOR):
            name = new + tag[len(old) :] if new else ""
        else:
            name = tag
        if name and name not in changed:
            changed.append(name)
    return changed
