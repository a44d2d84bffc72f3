"""Tags as a column keeps them: one text, so that a search for " tag " finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def joined_tags(tags: Iterable[str]) -> str:
    """Return tags with a blank between them and at both ends, none twice; blanks inside one are
    underscores. "" for none."""
    words = dict.fromkeys(word for tag in tags if (word := "_".join(tag.split())))
    return f" {' '.join(words)} " if words else ""
