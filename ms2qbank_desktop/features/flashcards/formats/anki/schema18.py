"""Decks, presets and note types of the newest layout (schema 18), as schema 11 wrote them.

The newest layout keeps each as a protocol buffer (Anki 26.09, proto/anki/*.proto), the older ones
as JSON; Anki translates them into that JSON for old programs, and so do we, so that there is only
one form to understand and to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.formats.base import BadFile, Extra

from . import values
from .protobuf import Field, Spec, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .database import Database

_MOST_ROWS = 50_000
_MOST_BYTES = 64 << 20
_OTHER = Field("other", "bytes")

_DECK_COMMON: Spec = {
    1: Field("collapsed", "bool"),
    2: Field("browserCollapsed", "bool"),
    3: Field("day", "int"),
    4: Field("new", "int"),
    5: Field("review", "int"),
    6: Field("learn", "int"),
    7: Field("ms", "int"),
    255: _OTHER,
}
_DAY_LIMIT: Spec = {1: Field("limit", "int"), 2: Field("today", "int")}
_NORMAL: Spec = {
    1: Field("conf", "int"),
    2: Field("extendNew", "int"),
    3: Field("extendRev", "int"),
    4: Field("desc", "text"),
    5: Field("md", "bool"),
    6: Field("reviewLimit", "int", optional=True),
    7: Field("newLimit", "int", optional=True),
    8: Field("reviewLimitToday", _DAY_LIMIT, optional=True),
    9: Field("newLimitToday", _DAY_LIMIT, optional=True),
    10: Field("desiredRetention", "float", optional=True),
}
_SEARCH: Spec = {
    1: Field("search", "text"),
    2: Field("limit", "int"),
    3: Field("order", "int"),
}
_FILTERED: Spec = {
    1: Field("resched", "bool"),
    2: Field("terms", _SEARCH, repeated=True),
    3: Field("delays", "float", repeated=True),
    4: Field("previewDelay", "int"),
    5: Field("previewHardSecs", "int"),
    6: Field("previewGoodSecs", "int"),
    7: Field("previewAgainSecs", "int"),
}
_DECK_KIND: Spec = {
    1: Field("normal", _NORMAL, optional=True),
    2: Field("filtered", _FILTERED, optional=True),
}
_PRESET: Spec = {
    1: Field("new.delays", "float", repeated=True),
    2: Field("lapse.delays", "float", repeated=True),
    3: Field("fsrsWeights", "float", repeated=True),
    4: Field("easyDaysPercentages", "float", repeated=True),
    5: Field("fsrsParams5", "float", repeated=True),
    6: Field("fsrsParams6", "float", repeated=True),
    9: Field("new.perDay", "int"),
    10: Field("rev.perDay", "int"),
    11: Field("initial_ease", "float"),
    12: Field("rev.ease4", "float"),
    13: Field("rev.hardFactor", "float"),
    14: Field("lapse.mult", "float"),
    15: Field("rev.ivlFct", "float"),
    16: Field("rev.maxIvl", "int"),
    17: Field("lapse.minInt", "int"),
    18: Field("good", "int"),
    19: Field("easy", "int"),
    20: Field("random_positions", "bool"),
    21: Field("lapse.leechAction", "int"),
    22: Field("lapse.leechFails", "int"),
    23: Field("silent", "bool"),
    24: Field("maxTaken", "int"),
    25: Field("show_timer", "bool"),
    26: Field("skip_question", "bool"),
    27: Field("new.bury", "bool"),
    28: Field("rev.bury", "bool"),
    29: Field("buryInterdayLearning", "bool"),
    30: Field("newMix", "int"),
    31: Field("interdayLearningMix", "int"),
    32: Field("newSortOrder", "int"),
    33: Field("reviewOrder", "int"),
    34: Field("newGatherPriority", "int"),
    35: Field("newPerDayMinimum", "int"),
    36: Field("questionAction", "int"),
    37: Field("desiredRetention", "float"),
    38: Field("stopTimerOnAnswer", "bool"),
    40: Field("sm2Retention", "float"),
    41: Field("secondsToShowQuestion", "float"),
    42: Field("secondsToShowAnswer", "float"),
    43: Field("answerAction", "int"),
    44: Field("waitForAudio", "bool"),
    45: Field("weightSearch", "text"),
    46: Field("ignoreRevlogsBeforeDate", "text"),
    255: _OTHER,
}
_REQUIREMENT: Spec = {
    1: Field("card", "int"),
    2: Field("kind", "int"),
    3: Field("fields", "int", repeated=True),
}
_NOTE_TYPE: Spec = {
    1: Field("type", "int"),
    2: Field("sortf", "int"),
    3: Field("css", "text"),
    5: Field("latexPre", "text"),
    6: Field("latexPost", "text"),
    7: Field("latexsvg", "bool"),
    8: Field("req", _REQUIREMENT, repeated=True),
    9: Field("originalStockKind", "int"),
    10: Field("originalId", "int", optional=True),
    255: _OTHER,
}
_FIELD: Spec = {
    1: Field("sticky", "bool"),
    2: Field("rtl", "bool"),
    3: Field("font", "text"),
    4: Field("size", "int"),
    5: Field("description", "text"),
    6: Field("plainText", "bool"),
    7: Field("collapsed", "bool"),
    8: Field("excludeFromSearch", "bool"),
    9: Field("id", "int", optional=True),
    10: Field("tag", "int", optional=True),
    11: Field("preventDeletion", "bool"),
    255: _OTHER,
}
_TEMPLATE: Spec = {
    1: Field("qfmt", "text"),
    2: Field("afmt", "text"),
    3: Field("bqfmt", "text"),
    4: Field("bafmt", "text"),
    5: Field("did", "int"),
    6: Field("bfont", "text"),
    7: Field("bsize", "int"),
    8: Field("id", "int", optional=True),
    255: _OTHER,
}


def decks(database: Database) -> list[Extra]:
    """Return the decks as schema 11's JSON objects."""
    rows = _rows(database, "decks", "id", "name", "mtime_secs", "usn", "common", "kind")
    return [_deck(*row) for row in rows]


def presets(database: Database) -> list[Extra]:
    """Return the deck options as schema 11's JSON objects."""
    rows = _rows(database, "deck_config", "id", "name", "mtime_secs", "usn", "config")
    return [_preset(*row) for row in rows]


def note_types(database: Database) -> list[Extra]:
    """Return the note types with their fields and templates as schema 11's JSON objects."""
    found: dict[int, Extra] = {}
    for id_, name, changed, usn, config in _rows(
        database, "notetypes", "id", "name", "mtime_secs", "usn", "config"
    ):
        type_ = _opened(config, _NOTE_TYPE)
        type_["req"] = [
            [need["card"], ("none", "any", "all")[need["kind"] % 3], need["fields"]]
            for need in type_["req"]
        ]
        head = {"id": id_, "name": name, "mod": changed, "usn": usn, "tmpls": [], "flds": []}
        found[id_] = head | type_
    part = ("ntid", "ord", "name", "config")
    for type_id, ordinal, name, config in _rows(database, "fields", *part):
        if type_id in found:
            field = {"name": name, "ord": ordinal} | _opened(config, _FIELD)
            found[type_id]["flds"].append(field)
    for type_id, ordinal, name, config in _rows(database, "templates", *part):
        if type_id in found:
            template = {"name": name, "ord": ordinal} | _opened(config, _TEMPLATE)
            template["did"] = template["did"] or None
            found[type_id]["tmpls"].append(template)
    return list(found.values())


def settings(database: Database) -> Extra:
    """Return the options of the collection."""
    found: Extra = {}
    for key, value in _rows(database, "config", "KEY", "val"):
        try:
            found[key] = values.parsed(_blob(value))
        except ValueError:
            continue  # an add-on's own; ours to ignore
    return found


def _rows(database: Database, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one of the small tables; BadFile if it is not small."""
    room = _MOST_BYTES
    for number, row in enumerate(database.rows(table, *columns)):
        room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if number > _MOST_ROWS or room < 0:
            raise BadFile(f"The package has too many {table}.")
        yield row


def _deck(id_: int, name: str, changed: int, usn: int, common: Any, kind: Any) -> Extra:
    state = _opened(common, _DECK_COMMON)
    day = state.pop("day")
    today = {key: [day, state.pop(part)] for key, part in _TODAY}
    path = "::".join(str(name).split("\x1f"))
    deck: Extra = {"id": id_, "mod": changed, "name": path, "usn": usn}
    deck |= today | state
    kinds = decode(_blob(kind), _DECK_KIND)
    if filtered := kinds["filtered"]:
        terms = [[term["search"], term["limit"], term["order"]] for term in filtered["terms"]]
        deck |= filtered | {"dyn": 1, "desc": "", "terms": terms, "separate": True}
        return deck
    normal = kinds["normal"] or decode(b"", _NORMAL)
    if (retention := normal["desiredRetention"]) is not None:
        normal["desiredRetention"] = round(retention * 100)
    deck |= normal | {"dyn": 0}
    return deck


_TODAY = (("lrnToday", "learn"), ("revToday", "review"), ("newToday", "new"), ("timeToday", "ms"))


def _preset(id_: int, name: str, changed: int, usn: int, config: Any) -> Extra:
    flat = _opened(config, _PRESET)
    preset: Extra = {"id": id_, "mod": changed, "name": name, "usn": usn, "dyn": False}
    ease, good, easy = (flat.pop(key) for key in ("initial_ease", "good", "easy"))
    random = flat.pop("random_positions")
    preset["autoplay"] = not flat.pop("silent")
    preset["timer"] = int(flat.pop("show_timer"))
    preset["replayq"] = not flat.pop("skip_question")
    for group in ("new", "rev", "lapse"):
        known = flat.get(group)
        preset[group] = known if isinstance(known, dict) else {}
    for key, value in flat.items():
        group, _dot, member = key.partition(".")
        if member:
            preset[group][member] = value
        elif group not in {"new", "rev", "lapse"}:
            preset[key] = value
    preset["new"] |= {
        "initialFactor": round(ease * 1000),
        "ints": [good, easy, 0],
        "order": 0 if random else 1,
    }
    return preset


def _opened(data: Any, spec: Spec) -> Extra:
    """Decode a message; what old programs wrote beside it is merged in."""
    found = decode(_blob(data), spec)
    try:
        other = values.parsed(found.pop("other") or b"{}")
    except ValueError:
        other = {}
    return other | found if isinstance(other, dict) else found


def _blob(data: Any) -> bytes:
    if data is None:
        return b""
    if not isinstance(data, bytes):
        raise BadFile("An entry of its database is damaged.")
    return data
