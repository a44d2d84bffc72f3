"""The real Anki, asked what it makes of a package. Run by a Python that has `anki` installed.

`anki_program.py make DIR` makes a collection that uses whatever Anki can keep and exports it in
all layouts. `anki_program.py read PACKAGE …` imports each into an empty collection and prints all
that is in it, as one JSON object a line.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

COLUMNS = (
    *("type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue", "odid"),
    *("flags", "data", "mod"),
)
REVIEW_COLUMNS = "id, ease, ivl, lastIvl, factor, time, type"
FSRS = json.dumps({"s": 12.3456, "d": 6.789, "dr": 0.92, "decay": 0.1542, "lrt": 1_790_000_000})


def anki(module: str) -> Any:
    return import_module(f"anki.{module}")


def make(folder: Path) -> None:
    """Write rich.apkg, rich-legacy.apkg, rich.colpkg and rich-legacy.colpkg."""
    path = folder / "made.anki2"
    collection = anki("collection").Collection(str(path))
    fill(collection, folder)
    collection.close()
    alter(path)
    options = anki("collection").ExportAnkiPackageOptions
    for legacy, ending in ((False, ""), (True, "-legacy")):
        collection = anki("collection").Collection(str(path))
        collection.export_anki_package(
            out_path=str(folder / f"rich{ending}.apkg"),
            options=options(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
            ),
            limit=None,
        )
        collection.export_collection_package(
            str(folder / f"rich{ending}.colpkg"), include_media=True, legacy=legacy
        )


def fill(collection: Any, folder: Path) -> None:
    """Add decks, presets, note types, notes and media."""
    preset = collection.decks.add_config("Odd")
    config = collection.decks.get_config(preset["id"])
    config["new"].update(
        delays=[2.5, 30.0], ints=[2, 5, 0], order=0, perDay=7, bury=True, initialFactor=2350
    )
    config["rev"].update(bury=True, ease4=1.45, hardFactor=1.15, ivlFct=0.95, maxIvl=900, perDay=77)
    config["lapse"].update(delays=[3.0], leechAction=0, leechFails=6, minInt=2, mult=0.25)
    config.update(
        maxTaken=90,
        timer=1,
        autoplay=False,
        replayq=False,
        newMix=1,
        newPerDayMinimum=9,
        interdayLearningMix=2,
        reviewOrder=12,
        newSortOrder=3,
        newGatherPriority=5,
        buryInterdayLearning=True,
        fsrsWeights=[1 + i / 8 for i in range(17)],
        fsrsParams5=[1 + i / 8 for i in range(19)],
        fsrsParams6=[1 + i / 8 for i in range(21)],
        desiredRetention=0.87,
        ignoreRevlogsBeforeDate="2020-01-02",
        easyDaysPercentages=[0.0, 0.5, 1.0, 1.0, 0.5, 1.0, 0.0],
        stopTimerOnAnswer=True,
        secondsToShowQuestion=5.5,
        secondsToShowAnswer=6.5,
        questionAction=1,
        answerAction=2,
        waitForAudio=False,
        sm2Retention=0.85,
        weightSearch="tag:x",
        addon={"kept": [1, 2]},
    )
    collection.decks.update_config(config)
    deep = collection.decks.id("Äpfel & <Birnen>::B  b::C")
    deck = collection.decks.get(deep)
    deck.update(conf=preset["id"], desc="A **deck**", md=True, extendNew=3, extendRev=4)
    deck.update(reviewLimit=11, newLimit=12, desiredRetention=80, addon="kept")
    deck.update(reviewLimitToday={"limit": 5, "today": 0}, newLimitToday={"limit": 6, "today": 0})
    collection.decks.save(deck)
    own = collection.models.by_name("Basic (and reversed card)")
    own["tmpls"][0].update(bqfmt="BQ", bafmt="BA", did=deep, bfont="Serif", bsize=9)
    own["flds"][1].update(sticky=True, rtl=True, font="Foo", size=31, description="D")
    own["flds"][1].update(plainText=True, collapsed=True, excludeFromSearch=True)
    own.update(sortf=1, latexsvg=True, addon={"a": 1})
    collection.models.update_dict(own)
    for name, data in (("grün ü.png", b"\x89PNG" + bytes(range(256))), ("_a.mp3", b"ID3" * 99)):
        (folder / name).write_bytes(data)
        collection.media.add_file(str(folder / name))
    kinds = [
        ("Basic", ["Q &amp; <b>A</b>", 'See <img src="grün ü.png"> and [sound:_a.mp3]']),
        ("Basic (and reversed card)", ["front\u2028x", "17"]),
        ("Basic (optional reversed card)", ["f", "b", "y"]),
        ("Basic (type in the answer)", ["f", "b"]),
        ("Cloze", ["{{c1::a::hint}} {{c3::b}} {{c1::c}}", "&nbsp;more"]),
        (
            "Image Occlusion",
            ["{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.1}}", "<img src='x.png'>"],
        ),
    ]
    for number, (kind, fields) in enumerate(kinds * 3):
        note = collection.new_note(collection.models.by_name(kind))
        note.fields[: len(fields)] = [f"{field} {number}" for field in fields]
        note.tags = ["leech", f"a::b{number}", "größe"][: number % 4]
        collection.add_note(note, deep if number % 2 else 1)
    filtered = collection.decks.new_filtered("Cram")
    deck = collection.decks.get(filtered)
    deck["terms"] = [["tag:a::* -is:learn", 5, 1], ["is:due -is:learn", 3, 6]]
    deck.update(previewAgainSecs=17, previewHardSecs=18, previewGoodSecs=19)
    collection.decks.save(deck)


def alter(path: Path) -> None:
    """Give the cards every state that there is, and a review log with all kinds."""
    now = int(datetime.now(UTC).timestamp())
    states = [
        (2, 2, 30, 45, 2300, 9, 1, 0, 2, FSRS),
        (2, 2, -20, 400, 1300, 30, 9, 0, 0, '{"pos":7,"cd":"{\\"v\\":1}"}'),
        (1, 1, now + 300, 0, 0, 1, 0, 2, 0, '{"pos":3,"lrt":1790000000}'),
        (1, 3, 2, 0, 0, 1, 0, 1, 0, '{"pos":4}'),
        (3, 1, now - 50, 12, 2150, 8, 1, 1, 7, "{}"),
        (3, 3, 1, 12, 2150, 8, 1, 1, 0, "{}"),
        (0, -1, 55, 0, 0, 0, 0, 0, 1, "{}"),
        (2, -1, 10, 10, 2500, 5, 0, 0, 4, '{"lrt":1790000000}'),
        (2, -2, 0, 10, 2500, 5, 0, 0, 0, "{}"),
        (2, -3, 0, 10, 2500, 5, 0, 0, 0, "{}"),
    ]
    with closing(sqlite3.connect(path)) as connection:
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        began = connection.execute("SELECT crt FROM col").fetchone()[0] - 100 * 86_400
        connection.execute("UPDATE col SET crt = ?", (began,))
        ids = [row[0] for row in connection.execute("SELECT id FROM cards WHERE odid = 0")]
        for place, id_ in enumerate(ids):
            if place < 2 * len(states):
                type_, queue, due, *rest = states[place % len(states)]
                due += 100 if type_ == 2 or queue == 3 else 0
                connection.execute(
                    "UPDATE cards SET type=?, queue=?, due=?, ivl=?, factor=?, reps=?, lapses=?,"
                    " left=?, flags=?, data=? WHERE id=?",
                    (type_, queue, due, *rest, id_),
                )
            reviews = [
                (place, 3, -600, -60, 0, 4000, 0),
                (place + 1000, 4, 4, -600, 2500, 1, 1),
                (place + 2000, 1, 1, 4, 2300, 60_000, 1),
                (place + 3000, 2, -600, 1, 2300, 0, 2),
                (place + 4000, 3, 9, 1, 640, 99, 3),
                (place + 5000, 0, 12, 9, 2300, 0, 4),
                (place + 6000, 0, 13, 12, 0, 0, 5),
            ]
            connection.executemany(
                "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
                " VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                [(1_790_000_000_000 + at, id_, *rest) for at, *rest in reviews],
            )
        connection.commit()
    collection = anki("collection").Collection(str(path))
    filtered = collection.decks.id("Cram")
    collection.sched.rebuild_filtered_deck(filtered)
    collection.close()


def read(package: Path) -> dict[str, Any]:
    """Import a package into an empty collection and return everything in it."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "new.anki2"
    try:
        if package.suffix == ".colpkg":
            backend = anki("_backend").RustBackend()
            backend.import_collection_package(
                col_path=str(path),
                backup_path=str(package),
                media_folder=str(folder / "new.media"),
                media_db=str(folder / "new.media.db2"),
            )
            collection = anki("collection").Collection(str(path))
        elif package.suffix == ".txt":
            collection = anki("collection").Collection(str(path))
            collection.import_csv(
                anki("collection").ImportCsvRequest(
                    path=str(package), metadata=collection.get_csv_metadata(str(package), None)
                )
            )
        else:
            collection = anki("collection").Collection(str(path))
            request = anki("import_export_pb2")
            collection.import_anki_package(
                request.ImportAnkiPackageRequest(
                    package_path=str(package),
                    options=request.ImportAnkiPackageOptions(
                        with_scheduling=True, with_deck_configs=True
                    ),
                )
            )
        found = told(collection, folder / "new.media")
        problems = collection.fix_integrity()[0]
        collection.close()
    finally:
        shutil.rmtree(folder)
    return found | {"check": problems}


def told(collection: Any, media: Path) -> dict[str, Any]:
    """Say all that a collection holds in words that do not depend on its ids."""
    query = collection.db.all
    decks = {deck["id"]: deck for deck in collection.decks.all()}
    presets = {preset["id"]: preset for preset in collection.decks.all_config()}
    types = {type_["id"]: type_ for type_ in collection.models.all()}
    began = collection.db.scalar("select crt from col")
    day0 = datetime.fromtimestamp(began, UTC).astimezone().date()
    guids = dict(query("select id, guid from notes"))
    cards = {}
    keys = {}
    for id_, note, ordinal, deck, *values in query(
        f"select id, nid, ord, did, {', '.join(COLUMNS)} from cards"  # noqa: S608
    ):
        card = dict(zip(COLUMNS, values, strict=True))
        card["deck"] = decks[deck]["name"]
        home = card.pop("odid")
        card["home"] = decks[home]["name"] if home else ""
        for due in ("due", "odue"):
            if card["type"] != 0 and 0 < abs(card[due]) < 50_000:
                card[due] = str(day0 + timedelta(days=card[due]))
        if home and card["due"] < 0:
            card["due"] = "in its place"  # numbers that Anki shifts at import
        card["data"] = json.loads(card["data"])
        keys[id_] = f"{guids[note]} {ordinal}"
        cards[keys[id_]] = card
    reviews: dict[str, list[Any]] = {}
    for card_id, *values in query(
        f"select cid, {REVIEW_COLUMNS} from revlog order by id"  # noqa: S608
    ):
        reviews.setdefault(keys.get(card_id, "gone"), []).append(values)
    notes = {
        guid: {
            "type": types[type_]["name"],
            "mod": mod,
            "tags": sorted(tags.split()),
            "fields": fields.split("\x1f"),
            "sort": sort,
            "checksum": checksum,
        }
        for guid, type_, mod, tags, fields, sort, checksum in query(
            "select guid, mid, mod, tags, flds, sfld, csum from notes"
        )
    }
    used = {note["type"] for note in notes.values()}
    return {
        "notes": notes,
        "cards": cards,
        "reviews": reviews,
        "decks": {deck["name"]: without_ids(deck, presets) for deck in decks.values()},
        "presets": {p["name"]: without_ids(p, {}) for p in presets.values()},
        "types": {
            type_["name"]: without_ids(type_, {})
            for type_ in types.values()
            if type_["name"] in used
        },
        "media": {
            file.name: hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
            for file in sorted(media.iterdir())
        },
    }


def without_ids(thing: dict[str, Any], presets: Any) -> dict[str, Any]:
    """Return the JSON of a thing with names instead of ids."""
    kept = {key: value for key, value in thing.items() if key not in {"id", "usn", "mod"}}
    if "conf" in kept:
        kept["conf"] = presets[kept["conf"]]["name"]
    for template in kept.get("tmpls", ()):
        if template["did"]:
            template["did"] = "a deck"  # Anki does not translate it at import
    return kept


def main(command: str, *paths: str) -> None:
    if command == "make":
        make(Path(paths[0]))
        return
    for path in paths:
        sys.stdout.write(json.dumps(read(Path(path)), ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
