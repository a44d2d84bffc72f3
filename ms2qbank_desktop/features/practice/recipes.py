"""A block's request as JSON: what blocks and saved recipes keep."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.questions.models import BankFilter

from .models import PRESETS, BlockRequest, Mode, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

_SETS = (
    "packs",
    "subjects",
    "systems",
    "topics",
    "difficulties",
    "tags",
    "ids",
    "names",
)


def to_json(request: BlockRequest) -> dict[str, Any]:
    """Return ``request`` as JSON values; what asks for nothing is left out."""
    bank = request.wanted.bank
    wanted: dict[str, Any] = {key: sorted(getattr(bank, key)) for key in _SETS}
    wanted["text"] = bank.text
    wanted["every_tag"] = bank.every_tag
    wanted["statuses"] = sorted(status.value for status in request.wanted.statuses)
    wanted["unseen_days"] = request.wanted.unseen_days
    return {
        "wanted": {key: value for key, value in wanted.items() if value}
        | ({} if bank.pictures is None else {"pictures": bank.pictures}),
        "mode": request.mode.value,
        "size": request.size,
        "shuffle_questions": request.shuffle_questions,
        "shuffle_choices": request.shuffle_choices,
        "by_blueprint": request.by_blueprint,
        "custom": asdict(request.custom),
        "time_factor": request.time_factor,
        "vary": request.vary,
    } | ({} if request.for_task is None else {"for_task": request.for_task})


def from_json(kept: Mapping[str, Any]) -> BlockRequest:
    """Return the request that :func:`to_json` wrote, be it before there were custom blocks; it is
    made again for no task."""
    wanted = kept["wanted"]
    bank = BankFilter(
        **{key: frozenset(wanted.get(key, ())) for key in _SETS},
        text=wanted.get("text", ""),
        every_tag=wanted.get("every_tag", False),
        pictures=wanted.get("pictures"),
    )
    return BlockRequest(
        QuestionFilter(
            bank,
            frozenset(map(Status, wanted.get("statuses", ()))),
            wanted.get("unseen_days", 0),
        ),
        Mode(kept["mode"]),
        kept["size"],
        kept["shuffle_questions"],
        kept["shuffle_choices"],
        kept["by_blueprint"],
        custom=Rules(**kept["custom"]) if "custom" in kept else PRESETS[Mode.CUSTOM],
        time_factor=kept.get("time_factor", 1.0),
        vary=kept.get("vary", False),
    )
