"""What the logs amount to, computed from their rows one by one and by nothing of the program but
its clock."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock
    from tests.support.logbook import Logbook

Row = dict[str, Any]


def rows(book: Logbook, sql: str) -> list[Row]:
    with book.context.store.read() as session:
        return [dict(row) for row in session.connection().exec_driver_sql(sql).mappings()]


class Brute:
    """All attempts and answers of a profile, with what can be asked of each."""

    def __init__(self, book: Logbook, clock: Clock) -> None:
        self.clock = clock
        attempts = rows(
            book,
            "SELECT a.*, q.pack_id FROM attempts a JOIN questions q ON q.id = a.question_id "
            "ORDER BY a.at, a.id",
        )
        attempts = [one for one in attempts if one["user_id"] == book.user_id]
        changes = rows(book, "SELECT * FROM answer_changes ORDER BY id")
        ratings = rows(book, "SELECT * FROM confidence_ratings ORDER BY at, id")
        items = rows(book, "SELECT block_id FROM block_items")
        before: dict[int, Row] = {}
        for one in attempts:
            at = from_ms(one["at"])
            one["day"] = clock.study_day(at)
            one["local_hour"] = at.astimezone().hour
            same = [
                change
                for change in changes
                if (change["block_id"], change["position"]) == (one["block_id"], one["position"])
            ]
            one["first_choice"] = same[0]["answer_from"] if same else None
            given = [
                rating["rating"]
                for rating in ratings
                if (rating["block_id"], rating["position"]) == (one["block_id"], one["position"])
            ]
            one["rating"] = given[-1] if given else None
            one["size"] = sum(item["block_id"] == one["block_id"] for item in items)
            one["before"] = before.get(one["question_id"])
            before[one["question_id"]] = one
        self.attempts = attempts
        voids = {one["id"] for one in rows(book, "SELECT id FROM card_review_voids")}
        self.answers = [
            one
            for one in rows(book, "SELECT * FROM card_reviews")
            if one["user_id"] == book.user_id and one["rating"] > 0 and one["id"] not in voids
        ]
        for one in self.answers:
            one["day"] = clock.study_day(from_ms(one["id"] >> 21))

    def within(
        self, first: date | None, last: date | None, pack: int | None, mode: str
    ) -> Iterator[Row]:
        for one in self.attempts:
            if first is not None and one["day"] < first:
                continue
            if last is not None and one["day"] > last:
                continue
            if pack is not None and one["pack_id"] != pack:
                continue
            if mode and one["mode"] != mode:
                continue
            yield one


def summed(
    attempts: Iterator[Row], value: Callable[[Row], object]
) -> dict[object, tuple[int, ...]]:
    """Return attempts, correct, omitted, timed, time, firsts and right firsts by a value; None is
    left out."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for one in attempts:
        key = value(one)
        if key is not None:
            groups[key].append(one)
    return {
        key: (
            len(some),
            len([one for one in some if one["correct"]]),
            len([one for one in some if one["omitted"]]),
            len([one for one in some if one["time_ms"]]),
            sum(one["time_ms"] for one in some),
            len([one for one in some if one["before"] is None]),
            len([one for one in some if one["before"] is None and one["correct"]]),
        )
        for key, some in groups.items()
    }


def speed(one: Row) -> str | None:
    if one["omitted"] or not one["time_ms"]:
        return None
    seconds = one["time_ms"] / 1000
    return str([seconds < 40, seconds < 60, seconds < 80, seconds < 100, True].index(True))


def position(one: Row) -> str | None:
    return None if one["block_id"] is None else str(one["position"] // 5)


def half(one: Row) -> str | None:
    if one["block_id"] is None:
        return None
    return "1" if one["position"] * 2 < one["size"] else "2"


def change(one: Row) -> str | None:
    if one["first_choice"] is None or one["omitted"]:
        return None
    first = one["first_choice"] == one["correct_answer"]
    if one["correct"]:
        return "back to right" if first else "wrong to right"
    return "right to wrong" if first else "wrong to wrong"


def confidence(one: Row) -> str | None:
    return None if one["rating"] is None else str(one["rating"])


def retest(one: Row) -> str | None:
    before = one["before"]
    if before is None or before["correct"]:
        return None
    days = (one["at"] - before["at"]) / 86_400_000
    return str([days < 1, days < 3, days < 7, days < 14, days < 30, True].index(True))


def difficulty(one: Row) -> str:
    return "" if one["difficulty"] is None else str(one["difficulty"])


VALUES: dict[str, Callable[[Row], object]] = {
    "all": lambda _: "",
    "subject": lambda one: one["subject"],
    "system": lambda one: one["system"],
    "difficulty": difficulty,
    "level": lambda one: f"{difficulty(one)}|{one['system']}",
    "hour": lambda one: str(one["local_hour"]),
    "speed": speed,
    "position": position,
    "half": half,
    "change": change,
    "confidence": confidence,
    "retest": retest,
}
