"""Answer cards in a real Anki collection over simulated time and print what Anki made of it.

Runs in an environment of its own that holds PyPI's ``anki`` (AGPL: a test oracle, never imported
by the product or its tests): ``PYTHON anki_oracle.py < plan.json > facts.json``.

The plan: {"fsrs": bool, "preset": {deck-config fields}, "cards": n, "hours_into_day": h,
"config": {collection settings}, "moments": [{"days": n, "seconds": n, "answers": [[card, rating,
ahead], …]}, …]}; ``ahead``: the card is answered in a filtered deck. Time passes by moving all
that the collection has stored into the past, so a plan must not add up to more seconds than the
study day is old. Facts: one object an answer, in order; see :func:`fact`.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PLAN = json.load(sys.stdin)
if not PLAN.get("fuzz"):
    os.environ["ANKI_TEST_MODE"] = "1"

from anki.collection import Collection  # noqa: E402
from anki.scheduler_pb2 import SchedulingState  # noqa: E402

RATINGS = ("again", "hard", "good", "easy")
DAY = 86_400


def new_collection(path: str) -> Collection:
    collection = Collection(path)
    hour = time.localtime().tm_hour
    collection.set_config("rollover", (hour - PLAN.get("hours_into_day", 12)) % 24)
    collection.set_config("fsrs", PLAN["fsrs"])
    for key, value in PLAN.get("config", {}).items():
        collection.set_config(key, value)
    preset = collection.decks.config_dict_for_deck_id(1)
    for key, value in PLAN["preset"].items():
        section, _, field = key.rpartition(".")
        (preset[section] if section else preset)[field] = value
    collection.decks.update_config(preset)
    kind = collection.models.by_name("Basic")
    for number in range(PLAN["cards"]):
        note = collection.new_note(kind)
        note["Front"] = str(number)
        collection.add_note(note, 1)
    return collection


def shift(collection: Collection, days: int, seconds: int) -> None:
    """Move the past further away by ``days`` study days and ``seconds``."""
    delta = days * DAY + seconds
    run = collection.db.execute
    run("update col set crt = crt - ?", days * DAY)
    run("update cards set due = due - ? where queue = 1", delta)
    run(
        "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - ?) "
        "where json_extract(data, '$.lrt') is not null",
        delta,
    )
    run("update revlog set id = -(id - ?)", delta * 1000)
    run("update revlog set id = -id")


def interval_of(state: SchedulingState) -> int:
    """Days above 0, seconds below."""
    normal = state.normal
    if state.WhichOneof("kind") == "filtered":
        normal = state.filtered.rescheduling.original_state
    kind = normal.WhichOneof("kind")
    if kind == "review":
        return int(normal.review.scheduled_days)
    learning = normal.learning if kind == "learning" else normal.relearning.learning
    return -int(learning.scheduled_secs)


def fact(collection: Collection, card_id: int, rating: int, elapsed: int) -> dict[str, Any]:
    """Answer a card; return the four choices before and the card and its log line after."""
    states = collection._backend.get_scheduling_states(card_id)  # noqa: SLF001
    card = collection.get_card(card_id)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=states, rating=rating - 1)
    now = int(time.time())
    collection.sched.answer_card(answer)
    after = collection.db.first(
        "select type, queue, ivl, due, factor, left, reps, lapses, data from cards where id = ?",
        card_id,
    )
    names = ("type", "queue", "ivl", "due", "factor", "left", "reps", "lapses", "data")
    log = collection.db.first(
        "select ivl, lastIvl, factor, type from revlog where cid = ? order by id desc", card_id
    )
    return {
        "card_id": card_id,
        "rating": rating,
        "at": now + elapsed,
        "shift": elapsed,
        "day": collection.sched.today,
        "left_of_day": collection.sched.day_cutoff - now,
        "choices": [interval_of(getattr(states, name)) for name in RATINGS],
        "after": dict(zip(names, after, strict=True)),
        "log": dict(zip(("ivl", "last", "factor", "type"), log, strict=True)),
    }


def into_filtered_deck(collection: Collection, card_id: int, deck_id: int) -> None:
    collection.db.execute(
        "update cards set odid = did, odue = due, did = ?, due = -100000 "
        "where id = ? and type = 2 and queue = 2",
        deck_id,
        card_id,
    )


def back_home(collection: Collection) -> None:
    collection.db.execute("update cards set did = odid, odid = 0, odue = 0 where odid != 0")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "collection.anki2")
        collection = new_collection(path)
        ids = [row[0] for row in collection.db.execute("select id from cards order by id")]
        filtered = collection.decks.new_filtered("Ahead")
        facts = []
        elapsed = 0
        for moment in PLAN["moments"]:
            shift(collection, moment["days"], moment["seconds"])
            elapsed += moment["days"] * DAY + moment["seconds"]
            collection.close()
            collection = Collection(path)
            for card, rating, ahead in moment["answers"]:
                if ahead:
                    into_filtered_deck(collection, ids[card], filtered)
                facts.append({"card": card, **fact(collection, ids[card], rating, elapsed)})
                back_home(collection)
        collection.close()
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
