"""Advice is given where numbers bear it, and only there."""

from __future__ import annotations

from ms2qbank_desktop.features.analytics.models import ChangeKind, Tally
from ms2qbank_desktop.features.analytics.ui import coaching


def tally(right: int, total: int) -> Tally:
    return Tally(total, right)


def test_slow_answers_that_are_clearly_worse_are_named() -> None:
    bins = [tally(30, 50), tally(70, 100), tally(70, 100), tally(70, 100), tally(40, 100)]
    assert coaching.on_speed(bins) == (
        "Answers after 100 s are right 30 points less often. Decide sooner."
    )


def test_hasty_answers_that_are_clearly_worse_are_named() -> None:
    bins = [tally(30, 100), tally(70, 100), tally(70, 100), tally(70, 100), tally(69, 100)]
    assert coaching.on_speed(bins).startswith("Answers below 40 s are right 40 points less")


def test_what_chance_may_explain_is_no_advice() -> None:
    few = [tally(3, 5), tally(5, 8), tally(5, 8), tally(5, 8), tally(1, 9)]
    alike = [tally(60, 100)] * 5
    assert coaching.on_speed(few) == ""
    assert coaching.on_speed(alike) == ""
    assert coaching.on_halves({"1": tally(6, 10), "2": tally(5, 10)}) == ""
    assert coaching.on_confidence({"3": tally(8, 10)}) == ""


def test_first_choices_are_counted() -> None:
    changes: dict[str, Tally] = {
        ChangeKind.SPOILED: tally(0, 7),
        ChangeKind.BACK: tally(2, 2),
        ChangeKind.MENDED: tally(4, 4),
        ChangeKind.WRONG: tally(0, 2),
    }
    assert coaching.on_changes(changes) == "Your first choice was right in 9 of 15 changes."
    assert coaching.on_changes({}) == ""


def test_changes_that_clearly_harm_or_help_are_called_so() -> None:
    harm: dict[str, Tally] = {ChangeKind.SPOILED: tally(0, 20), ChangeKind.MENDED: tally(5, 5)}
    help_: dict[str, Tally] = {ChangeKind.SPOILED: tally(0, 5), ChangeKind.MENDED: tally(20, 20)}
    assert coaching.on_changes(harm).endswith("Leave it be.")
    assert coaching.on_changes(help_).endswith("Thinking again helps you.")


def test_the_weaker_half_of_blocks_is_named() -> None:
    first, second = tally(80, 100), tally(55, 100)
    assert "second half of a block is right 25" in coaching.on_halves({"1": first, "2": second})
    assert "first half of a block is right 25" in coaching.on_halves({"1": second, "2": first})


def test_misplaced_confidence_is_named() -> None:
    assert coaching.on_confidence({"3": tally(60, 100)}).startswith("When you are sure, 60 %")
    assert coaching.on_confidence({"1": tally(70, 100)}).startswith("Your guesses are right 70 %")
