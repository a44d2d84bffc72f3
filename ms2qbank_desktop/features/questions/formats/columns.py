"""Guesses what the columns of a table of questions mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHOICES = tuple(f"choice_{letter.lower()}" for letter in LETTERS)
RATIONALES = tuple(f"rationale_{letter.lower()}" for letter in LETTERS)

FIELDS: tuple[tuple[str, str], ...] = (
    ("stem", "Question"),
    *((field, f"Choice {letter}") for field, letter in zip(CHOICES, LETTERS, strict=True)),
    ("answer", "Right answer"),
    ("explanation", "Explanation"),
    *((field, f"Why choice {letter}") for field, letter in zip(RATIONALES, LETTERS, strict=True)),
    ("objective", "Educational objective"),
    ("hint", "Hint"),
    ("subject", "Subject"),
    ("system", "System"),
    ("topic", "Topic"),
    ("difficulty", "Difficulty"),
    ("tags", "Tags"),
    ("id", "Question id"),
    ("reference", "Reference"),
    ("author", "Author"),
    ("pack", "Pack title"),
    ("license", "License"),
)
"""(id, label) of what a column can mean."""

SEVERAL = frozenset({"tags", "reference"})
"""Fields that may be given by more than one column."""

# By field, the names it goes by, the surest first; letters and digits only.
_NAMES: dict[str, str] = {
    "stem": "stem questiontext questionstem question prompt vignette text item query problem q",
    "answer": "cop answeridx answerindex correctindex correctoptionindex correctoption "
    "correctchoice correctanswer rightanswer answerkey answerletter answer correct ans key "
    "solution label",
    "explanation": "explanation exp rationale explanationtext feedback generalfeedback didactic "
    "comment",
    "objective": "educationalobjective learningobjective objective",
    "hint": "hint attendingtip",
    "subject": "subject subjectname discipline category specialty",
    "system": "system organsystem systemname bodysystem",
    "topic": "topic topicname subtopic subcategory chapter section",
    "difficulty": "difficulty difficultylevel level",
    "id": "id questionid qid externalid uid uuid guid",
    "author": "author",
    "pack": "pack packtitle book booktitle",
    "license": "license licence",
    "tags": "tags tag keywords keyword chapter section metainfo",
    "reference": "reference references source url",
}
_CHOICE = re.compile(
    r"(option|opt|op|choice|answer|ans|alternative|response|)([a-j]|(?<=[a-z])\d{1,2})"
)
_RATIONALE = re.compile(
    r"(rationale|explanation|exp|feedback|reason|why)(?:for)?(?:option|choice|answer)?"
    r"([a-j]|\d{1,2})"
    r"|(option|choice|answer)([a-j]|\d{1,2})(?:rationale|explanation|exp|feedback|reason)"
)
_NOT_NAME = re.compile(r"[\W_]+")
_MOST = 0.9
_ANSWER = re.compile(r"[A-Ja-j]|10|\d")


def by_name(columns: Sequence[str]) -> dict[str, str]:
    """Return column → field for the column names that are known."""
    names = {column: _NOT_NAME.sub("", column.casefold()) for column in columns}
    found = _numbered(names, _CHOICE, CHOICES)
    found |= {c: f for c, f in _numbered(names, _RATIONALE, RATIONALES).items() if c not in found}
    for field, known in _NAMES.items():
        for name in known.split():
            if field not in SEVERAL and field in found.values():
                break
            for column in columns:
                if names[column] == name and column not in found:
                    found[column] = field
                    break
    return found


def by_content(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return column → field for a table without known names, judged by what is in it.

    Expected are a question, its choices side by side and the answer, perhaps an explanation.
    """
    if not rows:
        return {}
    lengths = [sum(len(row[i]) for row in rows) / len(rows) for i in range(len(columns))]
    for answer in reversed(range(3, len(columns))):
        if sum(_is_answer(row, answer) for row in rows) < _MOST * len(rows):
            continue
        # An id may stand before the question: one word.
        stem = int(answer > 3 and all(len(row[0].split()) <= 1 for row in rows))
        choices = range(stem + 1, answer)
        if not 2 <= len(choices) <= len(CHOICES):
            continue
        found = {columns[stem]: "stem", columns[answer]: "answer"}
        found |= {columns[i]: field for i, field in zip(choices, CHOICES, strict=False)}
        behind = [i for i in range(answer + 1, len(columns)) if lengths[i] > 20]
        if behind:
            found[columns[behind[0]]] = "explanation"
        return found
    return {}


def complaint(mapping: Mapping[str, str]) -> str:
    """Return what is missing in a mapping, in words for the user; "" if nothing is."""
    fields = list(mapping.values())
    known = dict(FIELDS)
    for field in fields:
        if field not in known:
            return f"There is no field “{field}” that a column could be mapped to."
        if fields.count(field) > 1 and field not in SEVERAL:
            return f"Two columns are mapped to “{known[field]}”."
    missing = [known[field] for field in ("stem", "answer") if field not in fields]
    if sum(field in CHOICES for field in fields) < 2:
        missing.append("Choices")
    if missing:
        return f"No column was found for: {', '.join(missing)}."
    return ""


def _is_answer(row: Sequence[str], place: int) -> bool:
    value = row[place].strip()
    if not value:
        return False
    return bool(_ANSWER.fullmatch(value)) or value in (cell.strip() for cell in row[1:place])


def _numbered(
    names: Mapping[str, str], pattern: re.Pattern[str], fields: Sequence[str]
) -> dict[str, str]:
    """Return column → field for the largest set of columns named alike, such as option1 …"""
    families: dict[str, dict[str, str]] = {}
    for column, name in names.items():
        if found := pattern.fullmatch(name):
            family, place = (part for part in found.groups() if part is not None)
            families.setdefault(family + ("0" if place.isdigit() else "a"), {})[column] = place
    family = max(families.values(), key=len, default={})
    if len(family) < 2:
        return {}
    base = min((int(p) for p in family.values() if p.isdigit()), default=1)
    result: dict[str, str] = {}
    for column, place in family.items():
        number = int(place) - min(base, 1) if place.isdigit() else ord(place) - ord("a")
        if number < len(fields) and fields[number] not in result.values():
            result[column] = fields[number]
    return result
