"""Runs under Anki's own Python: renders the cases it reads from stdin, writes what Anki says.

A case is a note type with one note. It is told by the tests; nothing here is imported by them.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki.errors import AnkiException


def rendered(collection: Any, case: dict[str, Any], place: int) -> dict[str, Any]:
    models = collection.models
    notetype = models.new(f"type {place}")
    notetype["type"] = int(case["cloze"])
    for name in case["names"]:
        models.add_field(notetype, models.new_field(name))
    for number, (front, back) in enumerate(case["templates"], 1):
        template = models.new_template(f"Card {number}")
        template["qfmt"], template["afmt"] = front, back
        models.add_template(notetype, template)
    try:
        models.add(notetype)
    except AnkiException as error:
        return {"refused": str(error)}
    note = collection.new_note(models.by_name(f"type {place}"))
    note.fields = case["fields"]
    note.tags = case["tags"]
    collection.add_note(note, collection.decks.id(case["deck"]))
    cards = note.cards()
    outputs = [card.render_output() for card in cards]
    return {
        "ordinals": [card.ord for card in cards],
        "sides": [[out.question_text, out.answer_text] for out in outputs],
        "checksum": collection.db.scalar("select csum from notes where id = ?", note.id),
    }


def compared(collection: Any, case: dict[str, Any]) -> str:
    return str(
        collection._backend.compare_answer(  # noqa: SLF001 – Anki's own window asks it too
            expected=case["expected"], provided=case["typed"], combining=case["accents"]
        )
    )


def search_fault(collection: Any, query: str) -> str:
    try:
        collection.build_search_string(query)
    except AnkiException as error:
        return str(error)
    return ""


def main() -> None:
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "oracle.anki2"))
        answer = {
            "cards": [rendered(collection, case, n) for n, case in enumerate(asked["cards"])],
            "answers": [compared(collection, case) for case in asked["answers"]],
            "searches": [search_fault(collection, query) for query in asked["searches"]],
        }
        collection.close()
    sys.stdout.write(json.dumps(answer))


main()
