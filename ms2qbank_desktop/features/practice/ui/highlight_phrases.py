"""Where the key phrases of a question stand in its stem as it is shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.annotations.models import Quote
from ms2qbank_desktop.features.questions.models import Markup

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import Question

_PICTURE = "\ufffc"
_TAG = "<[^<>]*>"
_SIGN = r"(?<!&)#|[*_`~\\\[\]()|>]"
_WRITTEN = {
    Markup.TEXT: re.compile(_PICTURE),
    Markup.HTML: re.compile(_TAG),
    Markup.MARKDOWN: re.compile(f"{_TAG}|{_SIGN}"),
}
"""What is no letter of the text: tags, and the signs of Markdown wherever they stand."""
_SHOWN = {
    Markup.TEXT: re.compile(_PICTURE),
    Markup.HTML: re.compile(_PICTURE),
    Markup.MARKDOWN: re.compile(f"{_PICTURE}|{_SIGN}"),
}
_LETTER = re.compile(r"\S")
_LETTER_OR_ENTITY = re.compile(r"&#?\w{1,31};|\S")


class _Bare(NamedTuple):
    """The letters of a text without blanks and signs, and where each stood: [start, end)."""

    letters: str
    places: list[tuple[int, int]]


def phrase_places(question: Question, shown: str) -> list[tuple[int, int]]:
    """Return the places [start, end) of the key phrases in ``shown``, the plain text of the stem.

    The stem as written has tags or signs that the screen has not, so phrases are looked for by
    their letters, nearest to where as many letters come before them; one not found is left out.
    """
    letter = _LETTER if question.markup is Markup.TEXT else _LETTER_OR_ENTITY
    written = _bare(question.stem, _WRITTEN[question.markup], letter)
    screen = _bare(shown, _SHOWN[question.markup], _LETTER)
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


def _bare(text: str, ignored: re.Pattern[str], letter: re.Pattern[str]) -> _Bare:
    blanked = ignored.sub(lambda sign: " " * len(sign[0]), text)
    letters, places = [], []
    for found in letter.finditer(blanked):
        one = html.unescape(found[0]) if len(found[0]) > 1 else found[0]
        if not one.isspace():
            letters.append(one[0])  # an unknown entity is as good as any other letter
            places.append(found.span())
    return _Bare("".join(letters), places)
