"""Where the key phrases of a question stand in its stem as it is shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.annotations.models import Quote
from ms2qbank_desktop.features.questions.models import Markup

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import Question

_SIGNS = {
    # What is no letter of the text: tags, and the signs of Markdown wherever they stand. A
    # picture stands as U+FFFC in the text that is shown.
    Markup.TEXT: re.compile("\ufffc"),
    Markup.HTML: re.compile("<[^<>]*>|\ufffc"),
    Markup.MARKDOWN: re.compile(r"<[^<>]*>|[*_`~#\\\[\]()|>]|" + "\ufffc"),
}
_LETTER = re.compile(r"&#?\w{1,31};|\S")


class _Bare(NamedTuple):
    """The letters of a text without blanks and signs, and where each stood: [start, end)."""

    letters: str
    places: list[tuple[int, int]]


def phrase_places(question: Question, shown: str) -> list[tuple[int, int]]:
    """Return the places [start, end) of the key phrases in ``shown``, the plain text of the stem.

    The stem as written has tags or signs that the screen has not, so phrases are looked for by
    their letters, nearest to where as many letters come before them; one not found is left out.
    """
    written, screen = _bare(question.stem, question.markup), _bare(shown, question.markup)
    found = []
    for phrase in question.key_phrases:
        inside = [
            at
            for at, (start, end) in enumerate(written.places)
            if phrase.start <= start and end <= phrase.end
        ]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        at = Quote(first, written.letters[first:last]).found_in(screen.letters)
        if at is not None:
            found.append((screen.places[at][0], screen.places[at + last - first - 1][1]))
    return found


def _bare(text: str, markup: Markup) -> _Bare:
    blanked = _SIGNS[markup].sub(lambda sign: " " * len(sign[0]), text)
    letters, places = [], []
    for found in _LETTER.finditer(blanked):
        letter = found[0]
        if len(letter) > 1:
            known = markup is not Markup.TEXT and html.unescape(letter)
            if not known or len(known) > 1:  # an ampersand and what follows, no entity
                letters += list(letter)
                places += [(at, at + 1) for at in range(found.start(), found.end())]
                continue
            if known.isspace():
                continue
            letter = known
        letters.append(letter)
        places.append(found.span())
    return _Bare("".join(letters), places)
