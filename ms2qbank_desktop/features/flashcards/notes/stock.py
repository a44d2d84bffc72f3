"""The note types that every profile begins with."""

from __future__ import annotations

from ms2qbank_desktop.features.flashcards.models import CardTemplate, NoteField, NoteKind, NoteType

CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n"
    ".cloze { font-weight: bold; }\n"
)
_ANSWER = "{{FrontSide}}\n<hr id=answer>\n"
_FRONT, _BACK = NoteField("Front"), NoteField("Back")
_FORWARD = CardTemplate("Card 1", "{{Front}}", _ANSWER + "{{Back}}")
_BACKWARD = CardTemplate("Card 2", "{{Back}}", _ANSWER + "{{Front}}")
_CLOZE_FIELDS = (NoteField("Text"), NoteField("Extra"))

BASIC = NoteType(0, "Basic", NoteKind.STANDARD, (_FRONT, _BACK), (_FORWARD,), CSS)
REVERSED = NoteType(
    0, "Basic and reversed", NoteKind.STANDARD, (_FRONT, _BACK), (_FORWARD, _BACKWARD), CSS
)
OPTIONAL_REVERSED = NoteType(
    0,
    "Basic and optionally reversed",
    NoteKind.STANDARD,
    (_FRONT, _BACK, NoteField("Add reverse", "Any text here makes the second card")),
    (
        _FORWARD,
        CardTemplate(
            "Card 2",
            "{{#Add reverse}}{{Back}}{{/Add reverse}}",
            _ANSWER + "{{Front}}",
        ),
    ),
    CSS,
)
TYPED = NoteType(
    0,
    "Basic, typed answer",
    NoteKind.STANDARD,
    (_FRONT, _BACK),
    (
        CardTemplate(
            "Card 1", "{{Front}}\n\n{{type:Back}}", "{{Front}}\n<hr id=answer>\n{{type:Back}}"
        ),
    ),
    CSS,
)
CLOZE = NoteType(
    0,
    "Cloze",
    NoteKind.CLOZE,
    _CLOZE_FIELDS,
    (CardTemplate("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Extra}}"),),
    CSS,
)
IMAGE_OCCLUSION = NoteType(
    0,
    "Image occlusion",
    NoteKind.IMAGE_OCCLUSION,
    (
        NoteField("Occlusion"),
        NoteField("Image"),
        NoteField("Header"),
        NoteField("Back extra"),
        NoteField("Comments"),
    ),
    (
        CardTemplate(
            "Image occlusion",
            "{{#Header}}<div>{{Header}}</div>{{/Header}}\n{{cloze:Occlusion}}\n{{Image}}",
            "{{#Header}}<div>{{Header}}</div>{{/Header}}\n{{cloze:Occlusion}}\n{{Image}}\n"
            "{{#Back extra}}<div>{{Back extra}}</div>{{/Back extra}}",
        ),
    ),
    CSS,
    sort_field=2,
)

STOCK = (BASIC, REVERSED, OPTIONAL_REVERSED, TYPED, CLOZE, IMAGE_OCCLUSION)
