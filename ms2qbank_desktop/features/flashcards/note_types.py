"""Changes of a note type that its templates and its notes have to follow."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .models import CardTemplate

_NAMED = re.compile(r"\{\{([#^/]?(?:[^{}:]+:)*)([^{}:]+)\}\}")


def renamed_fields(
    templates: Sequence[CardTemplate], names: Mapping[str, str]
) -> list[CardTemplate]:
    """Return templates that call fields by their new names (old name → new name)."""

    def renamed(text: str) -> str:
        return _NAMED.sub(
            lambda found: f"{{{{{found[1]}{names.get(found[2].strip(), found[2])}}}}}", text
        )

    return [
        replace(
            one,
            front=renamed(one.front),
            back=renamed(one.back),
            browser_front=renamed(one.browser_front),
            browser_back=renamed(one.browser_back),
        )
        for one in templates
    ]


def mapped(texts: Sequence[str], was: Sequence[int | None]) -> list[str]:
    """Return the fields of a note in another order; ``was``: the place each had, None: new."""
    return [texts[place] if place is not None and place < len(texts) else "" for place in was]
