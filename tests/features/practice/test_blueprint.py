import pytest

from ms2qbank_desktop.features.practice.blueprint import (
    SYSTEMS,
    draw_by_weight,
    in_order,
    official,
    shares,
    short_label,
)

NAMES = [system.name for system in SYSTEMS]
CARDIO, LUNG = NAMES[4], NAMES[5]


@pytest.mark.parametrize(
    ("size", "items"),
    [
        (40, [1, 4, 5, 4, 4, 5, 3, 5, 4, 2, 3]),
        (20, [0, 2, 2, 2, 2, 3, 2, 3, 2, 1, 1]),
    ],
)
def test_a_form_is_dealt_as_the_blueprint_table_says(size: int, items: list[int]) -> None:
    assert list(shares(size, NAMES).values()) == items


@pytest.mark.parametrize("size", [1, 7, 199, 200, 280])
def test_the_shares_of_any_size_add_up_to_it(size: int) -> None:
    assert sum(shares(size, NAMES).values()) == size


def test_the_weights_add_up_to_a_whole() -> None:
    assert sum(system.weight for system in SYSTEMS) == pytest.approx(100)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Cardiovascular", 4),
        ("cardiovascular  system", 4),
        ("Renal", 5),
        ("Respiratory", 5),
        ("Nervous", 2),
        ("Hematologic/Lymphatic", 1),
        ("Skin/Connective Tissue", 3),
        ("Endocrine", 7),
        ("Gastrointestinal System", 6),
        ("Social Sciences: Communication and Interpersonal Skills", 10),
    ],
)
def test_a_common_name_means_its_official_system(name: str, place: int) -> None:
    assert official(name) == NAMES[place]


@pytest.mark.parametrize("name", ["", "Regional Anesthesia", "Dentistry", "Cardinal signs"])
def test_a_name_that_means_no_system_of_the_exam_is_left_alone(name: str) -> None:
    assert official(name) is None
    assert short_label(name) == name


def test_systems_stand_in_the_order_of_the_outline_and_strangers_after_them() -> None:
    names = ["", "Zoology", "Renal", "Anesthesia", "Respiratory", "Blood", "Human Development"]
    assert in_order(names) == [
        *("Human Development", "Blood", "Renal", "Respiratory", "Anesthesia", "Zoology", "")
    ]


def test_only_official_names_are_shortened() -> None:
    assert short_label("Respiratory & Renal/Urinary Systems") == "Respiratory & Renal"
    assert short_label("Renal") == "Renal"


def bank(each: int) -> dict[int, str]:
    return {100 * place + one: name for place, name in enumerate(NAMES) for one in range(each)}


@pytest.mark.parametrize("shuffle", [True, False])
def test_a_weighted_draw_has_each_system_as_often_as_the_form_asks(shuffle: bool) -> None:
    systems = bank(30)
    drawn = draw_by_weight(systems, list(systems), 40, shuffle=shuffle, seed=3)
    assert len(set(drawn)) == 40
    assert {name: sum(systems[one] == name for one in drawn) for name in NAMES} == shares(40, NAMES)
    assert (drawn == sorted(drawn)) != shuffle


def test_what_a_system_lacks_is_filled_from_the_rest() -> None:
    systems = {**bank(2), **dict.fromkeys(range(5000, 5030), "Anesthesia")}
    drawn = draw_by_weight(systems, list(systems), 40, shuffle=True, seed=1)
    assert len(set(drawn)) == 40
    assert sum(systems[one] == LUNG for one in drawn) == 2
    assert sum(one >= 5000 for one in drawn) > 15


def test_too_few_questions_are_all_drawn_and_strangers_alone_can_be_drawn() -> None:
    systems = {1: CARDIO, 2: "Anesthesia", 3: LUNG}
    assert sorted(draw_by_weight(systems, [1, 2, 3], 40, shuffle=True, seed=1)) == [1, 2, 3]
    assert draw_by_weight({7: "", 8: ""}, [7, 8], 1, shuffle=False, seed=1) == [7]


def test_the_weights_count_among_what_matches() -> None:
    systems = {**dict.fromkeys(range(50), CARDIO), **dict.fromkeys(range(50, 99), LUNG)}
    drawn = draw_by_weight(systems, list(systems), 20, shuffle=True, seed=1)
    assert sum(systems[one] == CARDIO for one in drawn) == 8  # 8.87 of 8.87 + 12.81
