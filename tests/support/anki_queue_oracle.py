"""Ask a real Anki collection in which order it would show the cards of a deck.

Runs like ``anki_oracle.py``. The plan: {"config": {collection settings}, "root": deck name,
"decks": [{"name", "preset": {deck-config fields}, "limits": {deck fields}, "studied": [new,
reviews]}, …], "notes": [[card, …], …]}, a card being {"deck": name, "kind": "new" | "review" |
"interday" | "learning", "due", "ivl", "factor"}; due in days from today, of new cards the
position, of learning cards seconds from now. A note has one or two cards. Facts: {"shown":
[[note, ordinal], …], "counts": [new, learning, review]}.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ["ANKI_TEST_MODE"] = "1"

from anki.collection import Collection

PLAN = json.load(sys.stdin)
QUEUES = {"new": (0, 0), "review": (2, 2), "interday": (1, 3), "learning": (1, 1)}


def make_deck(collection: Collection, wanted: dict[str, Any]) -> int:
    deck_id = int(collection.decks.id(wanted["name"]))
    preset = collection.decks.get_config(collection.decks.add_config_returning_id(wanted["name"]))
    for key, value in wanted["preset"].items():
        section, _, field = key.rpartition(".")
        (preset[section] if section else preset)[field] = value
    collection.decks.update_config(preset)
    deck = collection.decks.get(deck_id)
    deck["conf"] = preset["id"]
    deck.update(wanted["limits"])
    deck["newToday"], deck["revToday"] = ([0, done] for done in wanted["studied"])
    collection.decks.save(deck)
    return deck_id


def place(collection: Collection, card_id: int, card: dict[str, Any], deck_id: int) -> None:
    kind, queue = QUEUES[card["kind"]]
    due = card["due"] + (int(time.time()) if card["kind"] == "learning" else 0)
    collection.db.execute(
        "update cards set did = ?, type = ?, queue = ?, due = ?, ivl = ?, factor = ?, left = 1 "
        "where id = ?",
        *(deck_id, kind, queue, due, card.get("ivl", 0), card.get("factor", 0), card_id),
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "collection.anki2")
        collection = Collection(path)
        for key, value in PLAN["config"].items():
            collection.set_config(key, value)
        # Reviews that were due before the collection was made have no day in it.
        collection.db.execute("update col set crt = crt - 864000 * 100")
        collection.close()
        collection = Collection(path)
        today = collection.sched.today
        decks = {deck["name"]: deck for deck in PLAN["decks"]}
        for deck in decks.values():
            for key in ("newLimitToday", "reviewLimitToday"):
                if key in deck["limits"]:
                    deck["limits"][key]["today"] += today
        ids = {name: make_deck(collection, deck) for name, deck in decks.items()}
        for name, deck_id in ids.items():
            deck = collection.decks.get(deck_id)
            deck["newToday"][0] = deck["revToday"][0] = today
            collection.decks.save(deck)
            assert deck["name"] == name
        places = {}
        for number, cards in enumerate(PLAN["notes"]):
            kind = "Basic (and reversed card)" if len(cards) == 2 else "Basic"
            note = collection.new_note(collection.models.by_name(kind))
            note["Front"], note["Back"] = str(number), "b"
            collection.add_note(note, 1)
            for ordinal, (made, card) in enumerate(zip(note.cards(), cards, strict=True)):
                days = card["kind"] in {"review", "interday"}
                moved = {**card, "due": card["due"] + today} if days else card
                place(collection, made.id, moved, ids[card["deck"]])
                places[made.id] = [number, ordinal]
        collection.close()
        collection = Collection(path)
        collection.decks.select(ids[PLAN["root"]])
        queued = collection.sched.get_queued_cards(fetch_limit=9999)
        facts = {
            "shown": [places[entry.card.id] for entry in queued.cards],
            "counts": [queued.new_count, queued.learning_count, queued.review_count],
        }
        collection.close()
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
