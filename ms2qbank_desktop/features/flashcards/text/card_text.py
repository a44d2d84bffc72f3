"""The two sides of a card as its template writes them: HTML that is not yet safe to show.

The text equals what Anki 26.09 gives its web view, but for hints (links here, scripts there).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, NoteKind

from .cloze import cloze_numbers
from .filters import Scene
from .media_names import SOUND
from .templates import is_empty, rendered, says_something

if TYPE_CHECKING:
    import re

    from ms2qbank_desktop.features.flashcards.models import CardTemplate, Note, NoteType


@dataclass(frozen=True, slots=True)
class CardText:
    """Sounds stand in the text as ``[anki:play:q:0]``, in the answer ``[anki:play:a:0]``.

    ``fault`` says why there is nothing to show; ``front`` and ``back`` are empty then.
    """

    front: str
    back: str
    front_sounds: tuple[str, ...] = ()
    back_sounds: tuple[str, ...] = ()
    """Of the answer alone, without those of a front that it repeats."""
    fault: str = ""


def card_text(
    notetype: NoteType,
    note: Note,
    ordinal: int,
    *,
    deck: str = "",
    flag: int = 0,
    card_id: int = 0,
    opened: frozenset[str] = frozenset(),
) -> CardText:
    """Return both sides of a card. ``opened``: addresses of the hints that are open."""
    template = template_of(notetype, ordinal)
    if template is None:
        return CardText("", "", fault=f"“{notetype.name}” has no card {ordinal + 1}.")
    fields = named_fields(notetype, note)
    fields |= {
        "Tags": " ".join(note.tags),
        "Type": notetype.name,
        "Deck": deck,
        "Subdeck": deck.rpartition(DECK_SEPARATOR)[2],
        "Card": template.name,
        "CardFlag": f"flag{flag}",
        "CardID": str(card_id),
    }
    side = "Front"
    try:
        if fault := _nothing_to_ask(notetype, template, fields, ordinal):
            return CardText("", "", fault=fault)
        scene = Scene(ordinal, question=True, opened=opened)
        front, front_sounds = _with_sounds(rendered(template.front, fields, scene), "q")
        side = "Back"
        scene = Scene(ordinal, question=False, front=front, opened=opened)
        back, back_sounds = _with_sounds(rendered(template.back, fields, scene), "a")
    except UserFault as fault:
        what = f"{side} of the card template “{template.name}”: {fault.message}"
        return CardText("", "", fault=what)
    return CardText(front, back, front_sounds, back_sounds)


def named_fields(notetype: NoteType, note: Note) -> dict[str, str]:
    """Return the note's fields by name; those its type has and the note has not are empty."""
    missing = ("",) * (len(notetype.fields) - len(note.fields))
    texts = (*note.fields, *missing)[: len(notetype.fields)]
    return dict(zip((each.name for each in notetype.fields), texts, strict=True))


def template_of(notetype: NoteType, ordinal: int) -> CardTemplate | None:
    """Return the template of a card; all cards of a cloze type share its first."""
    place = ordinal if notetype.kind is NoteKind.STANDARD else 0
    return notetype.templates[place] if 0 <= place < len(notetype.templates) else None


def _nothing_to_ask(
    notetype: NoteType, template: CardTemplate, fields: dict[str, str], ordinal: int
) -> str:
    """Return why the front would be empty, "" if it is not."""
    number = ordinal + 1
    if notetype.kind is NoteKind.STANDARD:
        filled = {name for name, text in fields.items() if not is_empty(text)}
        if says_something(template.front, filled | {f"c{number}"}):
            return ""
        return "The front of this card is empty. Fill in its fields, or delete the card."
    if any(number in cloze_numbers(text) for text in fields.values()):
        return ""
    return f"No cloze {number} is in this note. Add one to its text, or delete the card."


def _with_sounds(text: str, side: str) -> tuple[str, tuple[str, ...]]:
    """Take the sounds out of ``text`` and leave a mark for each."""
    sounds: list[str] = []

    def mark(sound: re.Match[str]) -> str:
        sounds.append(sound[1])
        return f"[anki:play:{side}:{len(sounds) - 1}]"

    return (SOUND.sub(mark, text) if "[sound:" in text else text), tuple(sounds)
