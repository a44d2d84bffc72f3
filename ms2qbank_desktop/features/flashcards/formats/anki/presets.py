"""Deck options: schema 11's JSON ↔ our presets."""

from __future__ import annotations

from datetime import date

from ms2qbank_desktop.features.flashcards.formats.base import Extra, Packed, instant
from ms2qbank_desktop.features.flashcards.models import (
    FSRS6_DEFAULTS,
    Algorithm,
    AnswerAction,
    InsertOrder,
    LeechAction,
    Mix,
    NewGather,
    NewSort,
    Preset,
    QuestionAction,
    ReviewOrder,
)

from . import values

_LONGEST_STEP = 10_000 * 24 * 60

# Indexes are Anki's numbers (26.09, deck_config.proto).
_INSERT_ORDERS = (InsertOrder.RANDOM, InsertOrder.SEQUENTIAL)
_LEECH_ACTIONS = (LeechAction.SUSPEND, LeechAction.TAG_ONLY)
_MIXES = (Mix.MIX, Mix.AFTER_REVIEWS, Mix.BEFORE_REVIEWS)
_GATHERS = (
    NewGather.DECK,
    NewGather.LOWEST_POSITION,
    NewGather.HIGHEST_POSITION,
    NewGather.RANDOM_NOTES,
    NewGather.RANDOM_CARDS,
    NewGather.DECK_THEN_RANDOM_NOTES,
)
_SORTS = (
    NewSort.TEMPLATE,
    NewSort.GATHERED,
    NewSort.TEMPLATE_THEN_RANDOM,
    NewSort.RANDOM_NOTE_THEN_TEMPLATE,
    NewSort.RANDOM_CARD,
)
_REVIEW_ORDERS = (
    ReviewOrder.DUE_THEN_RANDOM,
    ReviewOrder.DUE_THEN_DECK,
    ReviewOrder.DECK_THEN_DUE,
    ReviewOrder.SHORT_INTERVALS_FIRST,
    ReviewOrder.LONG_INTERVALS_FIRST,
    ReviewOrder.LOW_EASE_FIRST,
    ReviewOrder.HIGH_EASE_FIRST,
    ReviewOrder.LOW_RETRIEVABILITY_FIRST,
    ReviewOrder.RANDOM,
    ReviewOrder.ADDED,
    ReviewOrder.LATEST_ADDED_FIRST,
    ReviewOrder.HIGH_RETRIEVABILITY_FIRST,
    ReviewOrder.RELATIVE_OVERDUENESS,
)
_QUESTION_ACTIONS = (QuestionAction.SHOW_ANSWER, QuestionAction.REMIND)
_ANSWER_ACTIONS = (
    AnswerAction.BURY,
    AnswerAction.AGAIN,
    AnswerAction.GOOD,
    AnswerAction.HARD,
    AnswerAction.REMIND,
)


def to_preset(raw: Extra, settings: Extra) -> Packed[Preset]:
    """Return the preset; what Anki sets for the whole collection comes from ``settings``."""
    new, rev, lapse = (values.group(raw, key) for key in ("new", "rev", "lapse"))
    good, easy = _graduations(new)
    preset = Preset(
        id=values.whole(raw, "id", most=values.MAX_ID),
        name=values.text(raw, "name") or "Default",
        algorithm=Algorithm.FSRS if values.flag(settings, "fsrs") else Algorithm.SM2,
        new_per_day=values.whole(new, "perDay", 20),
        reviews_per_day=values.whole(rev, "perDay", 200),
        new_ignore_review_limit=values.flag(settings, "newCardsIgnoreReviewLimit"),
        limits_of_all_parents=values.flag(settings, "applyAllParentLimits"),
        learning_steps=_steps(new),
        graduating_days=good,
        easy_days_after_learning=easy,
        insert_order=values.choice({"order": new.get("order", 1)}, "order", _INSERT_ORDERS),
        relearning_steps=_steps(lapse),
        lapse_multiplier=values.real(lapse, "mult", 0.0, 0, 1),
        minimum_lapse_days=values.whole(lapse, "minInt", 1),
        leech_threshold=values.whole(lapse, "leechFails", 8),
        leech_action=values.choice(lapse, "leechAction", _LEECH_ACTIONS),
        learn_ahead=values.whole(settings, "collapseTime", 1200),
        initial_ease=values.real(new, "initialFactor", 2500, 1300, 5000) / 1000,
        easy_multiplier=values.real(rev, "ease4", 1.3, 1, 5),
        hard_multiplier=values.real(rev, "hardFactor", 1.2, 0.5, 1.3),
        interval_multiplier=values.real(rev, "ivlFct", 1.0, 0.5, 2),
        maximum_days=values.whole(rev, "maxIvl", 36_500),
        fsrs_parameters=_weights(raw, "fsrsParams6", 21) or FSRS6_DEFAULTS,
        older_fsrs_parameters=tuple(
            filter(None, (_weights(raw, "fsrsWeights", 17), _weights(raw, "fsrsParams5", 19)))
        ),
        desired_retention=values.real(raw, "desiredRetention", 0.9, 0.5, 0.999),
        historical_retention=values.real(raw, "sm2Retention", 0.9, 0.5, 0.999),
        ignore_reviews_before=_day(values.text(raw, "ignoreRevlogsBeforeDate")),
        fsrs_short_term_with_steps=values.flag(settings, "fsrsShortTermWithStepsEnabled"),
        new_gather=values.choice(raw, "newGatherPriority", _GATHERS),
        new_sort=values.choice(raw, "newSortOrder", _SORTS),
        new_mix=values.choice(raw, "newMix", _MIXES),
        interday_learning_mix=values.choice(raw, "interdayLearningMix", _MIXES),
        review_order=values.choice(raw, "reviewOrder", _REVIEW_ORDERS),
        bury_new=values.flag(new, "bury"),
        bury_reviews=values.flag(rev, "bury"),
        bury_interday_learning=values.flag(raw, "buryInterdayLearning"),
        load_balance=values.flag(settings, "loadBalancerEnabled", default=True),
        easy_days=_easy_days(raw),
        answer_cap=values.whole(raw, "maxTaken", 60),
        show_timer=values.flag(raw, "timer"),
        stop_timer_on_answer=values.flag(raw, "stopTimerOnAnswer"),
        autoplay=values.flag(raw, "autoplay", default=True),
        replay_question_audio=values.flag(raw, "replayq", default=True),
        wait_for_audio=values.flag(raw, "waitForAudio", default=True),
        auto_question=values.real(raw, "secondsToShowQuestion", 0.0, high=3600),
        auto_answer=values.real(raw, "secondsToShowAnswer", 0.0, high=3600),
        question_action=values.choice(raw, "questionAction", _QUESTION_ACTIONS),
        answer_action=values.choice(raw, "answerAction", _ANSWER_ACTIONS),
    )
    return Packed(preset, instant(values.whole(raw, "mod")), raw)


def from_preset(packed: Packed[Preset], id_: int) -> Extra:
    """Return the JSON: what it was read from, with all that the preset says put over it."""
    preset, changed, extra = packed
    raw: Extra = {**extra}
    older = {len(weights): list(weights) for weights in preset.older_fsrs_parameters}
    before = preset.ignore_reviews_before
    parts: dict[str, Extra] = {
        "new": {
            "perDay": preset.new_per_day,
            "delays": _minutes(preset.learning_steps),
            "ints": [preset.graduating_days, preset.easy_days_after_learning, 0],
            "order": _INSERT_ORDERS.index(preset.insert_order),
            "initialFactor": round(preset.initial_ease * 1000),
            "bury": preset.bury_new,
        },
        "rev": {
            "perDay": preset.reviews_per_day,
            "ease4": preset.easy_multiplier,
            "hardFactor": preset.hard_multiplier,
            "ivlFct": preset.interval_multiplier,
            "maxIvl": preset.maximum_days,
            "bury": preset.bury_reviews,
        },
        "lapse": {
            "delays": _minutes(preset.relearning_steps),
            "mult": preset.lapse_multiplier,
            "minInt": preset.minimum_lapse_days,
            "leechFails": preset.leech_threshold,
            "leechAction": _LEECH_ACTIONS.index(preset.leech_action),
        },
    }
    for key, members in parts.items():
        raw[key] = values.group(raw, key) | members
    return raw | {
        "id": id_,
        "name": preset.name,
        "mod": int(changed.timestamp()),
        "usn": -1,
        "dyn": False,
        "fsrsParams6": _own(preset.fsrs_parameters),
        "fsrsWeights": older.get(17, []),
        "fsrsParams5": older.get(19, []),
        "desiredRetention": preset.desired_retention,
        "sm2Retention": preset.historical_retention,
        "ignoreRevlogsBeforeDate": date.fromordinal(before).isoformat() if before else "",
        "newGatherPriority": _GATHERS.index(preset.new_gather),
        "newSortOrder": _SORTS.index(preset.new_sort),
        "newMix": _MIXES.index(preset.new_mix),
        "interdayLearningMix": _MIXES.index(preset.interday_learning_mix),
        "reviewOrder": _REVIEW_ORDERS.index(preset.review_order),
        "buryInterdayLearning": preset.bury_interday_learning,
        "easyDaysPercentages": list(preset.easy_days),
        "maxTaken": preset.answer_cap,
        "timer": int(preset.show_timer),
        "stopTimerOnAnswer": preset.stop_timer_on_answer,
        "autoplay": preset.autoplay,
        "replayq": preset.replay_question_audio,
        "waitForAudio": preset.wait_for_audio,
        "secondsToShowQuestion": preset.auto_question,
        "secondsToShowAnswer": preset.auto_answer,
        "questionAction": _QUESTION_ACTIONS.index(preset.question_action),
        "answerAction": _ANSWER_ACTIONS.index(preset.answer_action),
    }


def _graduations(raw: Extra) -> tuple[int, int]:
    """Return the days after Good and after Easy."""
    days = [round(day) for day in values.reals(raw, "ints") if 0 <= day <= values.MAX_INT]
    return (days[0], days[1]) if len(days) > 1 else (1, 4)


def _steps(raw: Extra) -> tuple[int, ...]:
    """Return Anki's minutes in seconds."""
    minutes = values.reals(raw, "delays")
    return tuple(round(delay * 60) for delay in minutes if 1 / 60 <= delay <= _LONGEST_STEP)


def _minutes(steps: tuple[int, ...]) -> list[float]:
    return [seconds / 60 for seconds in steps]


def _weights(raw: Extra, key: str, number: int) -> tuple[float, ...]:
    weights = values.reals(raw, key)
    return weights if len(weights) == number else ()


def _own(parameters: tuple[float, ...]) -> list[float]:
    """Return what Anki writes: nothing for its own defaults."""
    return [] if parameters == FSRS6_DEFAULTS else list(parameters)


def _easy_days(raw: Extra) -> tuple[float, ...]:
    days = values.reals(raw, "easyDaysPercentages")
    return days if len(days) == 7 and all(0 <= day <= 1 for day in days) else (1.0,) * 7


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
