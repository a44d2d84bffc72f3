"""Abilities from first attempts: against an independent posterior, and what they must do."""

from __future__ import annotations

import math
import time
from itertools import pairwise
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics import ability
from ms2qbank_desktop.features.analytics.ability import Evidence, abilities, expected_share
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.simulated_students import student

NAMES = [system.name for system in SYSTEMS]
RENAL, HEART, GUT = NAMES[5], NAMES[4], NAMES[6]

cells = st.builds(
    lambda name, level, days, total, share: Evidence(
        name, level, days, round(share * total), total
    ),
    st.sampled_from([*NAMES, ""]),
    st.sampled_from([None, 1, 2, 3, 4, 5]),
    st.floats(0, 300),
    st.integers(1, 60),
    st.floats(0, 1),
)


def today(system: str, right: int, total: int, level: int | None = 3) -> Evidence:
    return Evidence(system, level, 0.0, right, total)


def log_posterior(evidence: list[Evidence], level: float, deviations: dict[str, float]) -> float:
    """Spell out the model for answers of today, without a gain: nothing summed, nothing cut."""
    found = NormalDist(ability.START_MEAN, ability.START_SD).pdf(level)
    found = math.log(found)
    for deviation in deviations.values():
        found += math.log(NormalDist(0, ability.SYSTEM_SD).pdf(deviation))
    for cell in evidence:
        labelled = cell.difficulty is not None
        spread = ability.LEVEL_SPREAD if labelled else ability.ITEM_SPREAD
        logit = ability.LEVEL_LOGITS[cell.difficulty - 1] if cell.difficulty else 0.0
        slope = (1 + math.pi * spread / 8) ** -0.5
        theta = level + deviations.get(cell.system, 0.0)
        share = 0.2 + 0.8 / (1 + math.exp(-slope * (theta - logit)))
        found += cell.right * math.log(share) + (cell.total - cell.right) * math.log(1 - share)
    return found


def test_the_level_logits_are_the_means_of_their_slices_of_the_items() -> None:
    ends = [0.0, 0.2, 0.5, 0.8, 0.95, 1.0]
    for logit, (low, high) in zip(ability.LEVEL_LOGITS, pairwise(ends), strict=True):
        ranks = [low + (at + 0.5) / 2000 * (high - low) for at in range(2000)]
        mean = fmean(NormalDist().inv_cdf(rank) for rank in ranks)
        assert logit == pytest.approx(0.85 * mean, abs=0.01)


def test_the_spread_within_a_level_is_what_the_levels_leave_of_all_items() -> None:
    shares = (0.2, 0.3, 0.3, 0.15, 0.05)
    between = sum(
        share * logit**2 for share, logit in zip(shares, ability.LEVEL_LOGITS, strict=True)
    )
    assert pytest.approx(ability.ITEM_SPREAD - between, abs=0.01) == ability.LEVEL_SPREAD


def test_exam_items_average_over_their_difficulties() -> None:
    for theta in (-1.5, 0.0, 0.4, 1.5):
        exact = fmean(
            0.2 + 0.8 / (1 + math.exp(NormalDist().inv_cdf((at + 0.5) / 1000) - theta))
            for at in range(1000)
        )
        assert expected_share(theta) == pytest.approx(exact, abs=0.006)


def test_without_answers_every_system_is_the_usual_student() -> None:
    found = abilities([])
    assert list(found.systems) == NAMES
    for one in found.systems.values():
        assert one.mean == ability.START_MEAN
        assert one.sd == pytest.approx(
            math.sqrt(ability.START_SD**2 + ability.SYSTEM_SD**2 + ability.BANK_SD**2)
        )
        assert one.answers == 0


def test_no_other_abilities_fit_the_answers_better() -> None:
    evidence = [today(RENAL, 30, 40, 4), today(RENAL, 9, 10, 1), today(HEART, 5, 20, None)]
    evidence += [today(GUT, 2, 3, 5), today("", 30, 45, 2)]
    found = abilities(evidence)
    level = found.systems[NAMES[0]].mean
    best = {name: found.systems[name].mean - level for name in (RENAL, HEART, GUT)}
    top = log_posterior(evidence, level, best)
    for step in (-0.02, 0.02):
        assert log_posterior(evidence, level + step, best) < top
        for name in best:
            assert log_posterior(evidence, level, {**best, name: best[name] + step}) < top


def test_the_standard_deviation_is_that_of_the_whole_posterior() -> None:
    evidence = [today(RENAL, 40, 60, 3)]
    grid = [at / 20 for at in range(-60, 61)]
    weights = {
        (level, deviation): math.exp(log_posterior(evidence, level, {RENAL: deviation}) + 40)
        for level in grid
        for deviation in grid
    }
    whole = sum(weights.values())
    mean = sum((one + two) * weight for (one, two), weight in weights.items()) / whole
    square = sum((one + two) ** 2 * weight for (one, two), weight in weights.items()) / whole
    found = abilities(evidence).systems[RENAL]
    sd = math.sqrt(square - mean**2 + ability.BANK_SD**2)
    assert found.mean == pytest.approx(mean, abs=0.05)
    assert found.sd == pytest.approx(sd, rel=0.06)


def test_right_answers_to_hard_items_say_more() -> None:
    easy, hard = (abilities([today(RENAL, 30, 50, level)]).systems[RENAL] for level in (1, 5))
    assert hard.mean > easy.mean + 0.5


def test_a_system_of_few_answers_is_drawn_to_the_whole() -> None:
    others = [today(name, 60, 100) for name in NAMES if name not in {RENAL, HEART}]
    found = abilities([*others, today(RENAL, 1, 4), today(HEART, 50, 200)]).systems
    usual = found[GUT].mean
    assert abs(found[RENAL].mean - usual) < 0.3 * abs(found[HEART].mean - usual)
    assert found[RENAL].sd > 1.5 * found[HEART].sd


def test_a_system_without_answers_has_the_overall_mean_and_is_less_sure() -> None:
    found = abilities([today(name, 60, 100) for name in NAMES if name != RENAL]).systems
    assert found[RENAL].mean == pytest.approx(found[GUT].mean, abs=0.02)
    assert found[RENAL].sd > found[GUT].sd + 0.1


@pytest.mark.parametrize("name", ["", "Anything else"])
def test_answers_of_unknown_system_count_for_the_student_only(name: str) -> None:
    found = abilities([today(name, 90, 100)])
    means = {one.mean for one in found.systems.values()}
    assert len(means) == 1
    assert means.pop() > ability.START_MEAN + 0.3
    assert found.overall.answers == 100
    assert not any(one.answers for one in found.systems.values())


def test_newer_answers_count_more() -> None:
    then, now = Evidence(RENAL, 3, 240, 20, 100), Evidence(RENAL, 3, 0, 80, 100)
    share = abilities([then, now]).systems[RENAL].expected
    turned = abilities([now._replace(days_ago=240), then._replace(days_ago=0)])
    assert share > 0.6 > 0.5 > turned.systems[RENAL].expected


def test_who_learns_is_taken_to_be_further_than_the_mean_of_the_answers() -> None:
    learning = [Evidence(RENAL, 3, 30.0 * at, 78 - 8 * at, 100) for at in range(5)]
    level = [cell._replace(right=62) for cell in learning]
    assert abilities(learning).systems[RENAL].mean > abilities(level).systems[RENAL].mean + 0.2


def test_answers_of_more_than_a_year_ago_are_left_out() -> None:
    old = Evidence(RENAL, 3, 366, 0, 500)
    assert abilities([old, today(GUT, 5, 10)]) == abilities([today(GUT, 5, 10)])


def test_a_pause_makes_less_able_and_less_sure() -> None:
    fresh = abilities([Evidence(RENAL, 3, 0, 70, 100)]).overall
    paused = abilities([Evidence(RENAL, 3, 60, 70, 100)]).overall
    assert paused.mean < fresh.mean - 0.1
    assert paused.sd > fresh.sd
    assert paused.answers == fresh.answers


@given(st.lists(cells, max_size=40))
def test_order_and_cut_of_the_cells_do_not_matter(evidence: list[Evidence]) -> None:
    halves = [
        cell._replace(right=right, total=total)
        for cell in evidence
        for right, total in (
            (cell.right // 2, cell.total // 2),
            (cell.right - cell.right // 2, cell.total - cell.total // 2),
        )
    ]
    one, two = abilities(evidence), abilities(halves[::-1])
    assert two.share == pytest.approx(one.share, abs=1e-6)
    assert two.share_sd == pytest.approx(one.share_sd, abs=1e-6)


@given(st.lists(cells, max_size=40))
def test_abilities_are_finite_and_in_their_bands(evidence: list[Evidence]) -> None:
    found = abilities(evidence)
    for one in [*found.systems.values(), found.overall]:
        assert abs(one.mean) < 6
        assert 0 < one.sd < 2
        assert 0.2 < one.low < one.expected < one.high < 1
    assert 0 < found.least_sd < found.share_sd


@given(st.lists(cells, max_size=30), st.sampled_from(NAMES), st.integers(1, 5), st.integers(1, 40))
def test_one_more_right_of_today_never_lowers_its_system_or_the_whole(
    evidence: list[Evidence], name: str, level: int, total: int
) -> None:
    before = abilities([*evidence, today(name, total // 2, total, level)])
    after = abilities([*evidence, today(name, total // 2 + 1, total, level)])
    assert after.systems[name].mean > before.systems[name].mean - 1e-4
    assert after.share > before.share - 1e-4


@pytest.mark.parametrize("right", [0, 100_000])
def test_all_wrong_and_all_right_have_an_ability(right: int) -> None:
    found = abilities([Evidence(name, 3, 10, right, 100_000) for name in NAMES]).overall
    assert found.expected > 0.95 if right else found.expected < 0.25


def test_true_abilities_of_simulated_students_are_found() -> None:
    errors = []
    for one in map(student, range(60_000, 60_080)):
        found = abilities(one.evidence)
        errors += [
            (one.abilities[name] - found.systems[name].mean) / found.systems[name].sd
            for name in NAMES
        ]
    assert abs(fmean(errors)) < 0.25
    assert 0.7 < fmean(error**2 for error in errors) < 1.3


def test_three_years_of_eleven_systems_take_less_than_3_ms() -> None:
    evidence = [
        Evidence(name, level, 15 + 30.0 * month, 6, 10)
        for name in NAMES
        for level in range(1, 6)
        for month in range(36)
    ]
    assert len(evidence) == 1980
    taken = []
    for _ in range(5):
        started = time.thread_time()
        abilities(evidence)
        taken.append(time.thread_time() - started)
    assert min(taken) < 0.003
