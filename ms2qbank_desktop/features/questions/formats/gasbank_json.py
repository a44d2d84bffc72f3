"""Questions as the GasBank has them: a JSON list, Markdown texts, a reason for each answer.

``{"id", "category", "subcategory", "difficulty", "questionText", "answers": [{"text",
"isCorrect", "explanation"}], "didactic", "educationalObjective"}``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import Choice, Draft, Markup

from .base import BadItem, Entry, Source, difficulty, is_json_with, label, listed, table, text
from .images import with_inline
from .json_items import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator


class GasBank:
    """Reader of GasBank files: category is the subject, subcategory the topic."""

    name = "gasbank"
    title = "GasBank JSON"
    endings = (".json",)

    def sniff(self, _source: Source, head: str, /) -> bool:
        return is_json_with(head, "questionText", "answers")

    def read(self, source: Source) -> Iterator[Entry]:
        return drafts(source, lambda item: with_inline(_draft(item), source.path.parent))


def _draft(item: dict[str, object]) -> Draft:
    return Draft(
        text(item.get("questionText"), "question"),
        tuple(_choice(answer) for answer in listed(item.get("answers"), "answers")),
        Markup.MARKDOWN,
        external_id=label(item.get("id"), "id"),
        explanation=text(item.get("didactic"), "explanation"),
        objective=text(item.get("educationalObjective"), "educational objective"),
        subject=label(item.get("category"), "category"),
        topic=label(item.get("subcategory"), "subcategory"),
        difficulty=difficulty(item.get("difficulty")),
    )


def _choice(value: object) -> Choice:
    answer = table(value, "answer")
    correct = answer.get("isCorrect")
    if not isinstance(correct, bool):
        raise BadItem("an answer does not say whether it is right")
    return Choice(
        text(answer.get("text"), "answer"),
        correct,
        text(answer.get("explanation"), "explanation of an answer"),
    )
