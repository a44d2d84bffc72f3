"""Our own format: one JSON object with a pack and its questions.

::

    {"format": "ms2qbank-questions", "version": 1,
     "pack": {"title": "Cardiology", "version": "", "license": "", "attribution": "", "source": ""},
     "questions": [
       {"id": "cv-1", "markup": "text" | "markdown" | "html",
        "stem": "…",
        "choices": [{"text": "…", "correct": true, "rationale": "…", "share": 0.62}, …],
        "explanation": "…", "objective": "…", "hint": "…",
        "subject": "…", "system": "…", "topic": "…", "difficulty": 1…5, "tags": ["…"],
        "references": [{"title": "…", "source": "…", "url": "…"}],
        "key_phrases": ["words of the stem", [start, end], …],
        "images": [{"file": "images/ecg.png" | "data": "<base64>", "alt": "…",
                    "place": "stem" | "explanation", "reference": "src used by the texts"}],
        "case": {"id": "…", "vignette": "…"},
        "editorial": "unreviewed" | "approved" | "rejected", "author": "…"}]}

Only ``stem`` and ``choices`` are required; choices with ``correct`` true are right, ``share`` is
the part (0–1) of others who chose it. ``file`` is relative to the folder of this file and inside
it. A key phrase is quoted from the stem (its first occurrence) or given as character offsets.
``resources/schema/questions-1.json`` says the same as a JSON Schema.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, TextIO, TypeGuard

from ms2qbank_desktop.features.questions.models import (
    Choice,
    Draft,
    Editorial,
    ImageSource,
    KeyPhrase,
    Markup,
    PackInfo,
    Problem,
    Question,
    Reference,
)

from .base import BadItem, Entry, Source, difficulty, label, labels, listed, table, text
from .images import beside, from_base64, with_inline
from .json_items import as_entry, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT = "ms2qbank-questions"
VERSION = 1

_PACK = ("title", "version", "license", "attribution", "source")


class OwnJson:
    """Reader of our own files."""

    name = "own"
    title = "MS2QBank questions"
    endings = (".json",)

    def sniff(self, _source: Source, head: str, /) -> bool:
        return f'"{FORMAT}"' in head and head.lstrip().startswith("{")

    def read(self, source: Source) -> Iterator[Entry]:
        """The pack may stand behind the questions: it is looked for first."""
        folder = source.path.parent
        for member in members(source, "questions"):
            if isinstance(member, Problem):
                break
            key, found = member
            if key == "version" and found.value != VERSION:
                why = f"It is in version {found.value} of the format; version {VERSION} is known."
                yield source.problem(found.where, why)
                return
            if key == "pack":
                try:
                    yield _pack(found.value)
                except BadItem as error:
                    yield source.problem(found.where, f"The pack: {error}.")
                    return
                break
        for member in members(source, "questions"):
            if isinstance(member, Problem):
                yield member
            elif member[0] == "questions":
                yield as_entry(source, member[1], lambda item: draft(item, folder))


def write(
    pack: PackInfo,
    questions: Iterable[Question],
    image: Callable[[str], bytes],
    file: TextIO,
) -> None:
    """Write a file that :class:`OwnJson` reads back as the same questions.

    ``image`` returns the bytes of a name in the media folder; pictures go in as base64.
    """
    head = {"format": FORMAT, "version": VERSION, "pack": {k: getattr(pack, k) for k in _PACK}}
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "questions": [')
    separator = "\n"
    for question in questions:
        file.write(separator + json.dumps(_item(question, image), ensure_ascii=False))
        separator = ",\n"
    file.write("\n]}\n")


def joint_pack(title: str, packs: Sequence[PackInfo]) -> PackInfo:
    """Return the pack of questions from several packs: it owes what each of them owes."""

    def together(name: str) -> str:
        return "; ".join(dict.fromkeys(filter(None, (getattr(pack, name) for pack in packs))))

    return PackInfo(
        title,
        license=together("license"),
        attribution=together("attribution"),
        source=together("source"),
    )


def draft(item: dict[str, object], folder: Path) -> Draft:
    """Return one question of a file in ``folder``; BadItem if it cannot be understood."""
    stem = text(item.get("stem"), "stem")
    case = table(item.get("case"), "case")
    found = Draft(
        stem,
        tuple(_choice(choice) for choice in listed(item.get("choices"), "choices")),
        _markup(item),
        external_id=label(item.get("id"), "id"),
        explanation=text(item.get("explanation"), "explanation"),
        objective=text(item.get("objective"), "objective"),
        hint=text(item.get("hint"), "hint"),
        subject=label(item.get("subject"), "subject"),
        system=label(item.get("system"), "system"),
        topic=label(item.get("topic"), "topic"),
        difficulty=_difficulty(item.get("difficulty")),
        tags=labels(item.get("tags"), "tags"),
        references=tuple(_reference(r) for r in listed(item.get("references"), "references")),
        key_phrases=tuple(_phrase(p, stem) for p in listed(item.get("key_phrases"), "key phrases")),
        images=tuple(_image(image, folder) for image in listed(item.get("images"), "images")),
        case_id=label(case.get("id"), "id of the case"),
        case_vignette=text(case.get("vignette"), "vignette"),
        editorial=_editorial(item),
        author=label(item.get("author"), "author"),
    )
    return with_inline(found, folder)


def _pack(value: object) -> PackInfo:
    pack = table(value, "pack")
    info = PackInfo(*(label(pack.get(key), f"{key} of the pack") for key in _PACK))
    if not info.title:
        raise BadItem("it has no title")
    return info


def _markup(item: dict[str, object]) -> Markup:
    name = label(item.get("markup"), "markup") or Markup.TEXT
    if name not in set(Markup):
        raise BadItem(f"its markup is {name}, not text, markdown or html")
    return Markup(name)


def _editorial(item: dict[str, object]) -> Editorial:
    name = label(item.get("editorial"), "editorial status") or Editorial.UNREVIEWED
    if name not in set(Editorial):
        raise BadItem(f"its editorial status is {name}, not unreviewed, approved or rejected")
    return Editorial(name)


def _difficulty(value: object) -> int | None:
    level = difficulty(value)
    if level is None and value not in (None, ""):
        raise BadItem("its difficulty is not 1 to 5")
    return level


def _choice(value: object) -> Choice:
    choice = table(value, "choice")
    correct = choice.get("correct", False)
    if not isinstance(correct, bool):
        raise BadItem("a choice does not say with true or false whether it is right")
    share = choice.get("share")
    if share is not None and not (_is_number(share) and 0 <= float(share) <= 1):
        raise BadItem("the share of a choice is not a number from 0 to 1")
    return Choice(
        text(choice.get("text"), "choice"),
        correct,
        text(choice.get("rationale"), "rationale"),
        None if share is None else float(share),
    )


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _reference(value: object) -> Reference:
    reference = table(value, "reference")
    return Reference(*(label(reference.get(key), key) for key in ("title", "source", "url")))


def _phrase(value: object, stem: str) -> KeyPhrase:
    if isinstance(value, str) and value:
        start = stem.find(value)
        if start < 0:
            raise BadItem(f"the key phrase “{value[:60]}” is not in the stem")
        return KeyPhrase(start, start + len(value))
    match value:
        case [int(start), int(end)]:
            return KeyPhrase(start, end)
    raise BadItem("a key phrase is neither words of the stem nor [start, end]")


def _image(value: object, folder: Path) -> ImageSource:
    image = table(value, "image")
    name, data = text(image.get("file"), "file"), text(image.get("data"), "data")
    if bool(name) == bool(data):
        raise BadItem("an image needs either a file or data")
    place = label(image.get("place"), "place") or "stem"
    if place not in {"stem", "explanation"}:
        raise BadItem(f"an image is placed in {place}, not in stem or explanation")
    return ImageSource(
        beside(folder, name) if name else from_base64(data),
        label(image.get("alt"), "alt"),
        place,
        text(image.get("reference"), "reference") or name,
    )


def _item(question: Question, image: Callable[[str], bytes]) -> dict[str, object]:
    """Return the JSON of a question; what is empty is left out."""
    item: dict[str, object] = {
        "id": question.external_id,
        "markup": question.markup.value,
        "stem": question.stem,
        "choices": [
            {"text": choice.text, "correct": choice.correct}
            | ({"rationale": choice.rationale} if choice.rationale else {})
            | ({"share": choice.share} if choice.share is not None else {})
            for choice in question.choices
        ],
        "explanation": question.explanation,
        "objective": question.objective,
        "hint": question.hint,
        "subject": question.subject,
        "system": question.system,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "tags": list(question.tags),
        "references": [
            {"title": reference.title, "source": reference.source, "url": reference.url}
            for reference in question.references
        ],
        "key_phrases": [[phrase.start, phrase.end] for phrase in question.key_phrases],
        "images": [
            {
                "data": b64encode(image(picture.media)).decode(),
                "alt": picture.alt,
                "place": picture.place,
            }
            for picture in question.images
        ],
        "editorial": question.editorial.value,
        "author": question.author,
    }
    if question.case_id or question.case_vignette:
        item["case"] = {"id": question.case_id, "vignette": question.case_vignette}
    return {key: value for key, value in item.items() if value not in ("", None, [])}
