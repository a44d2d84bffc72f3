import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.selection import Cell, count, restrict
from ms2qbank_desktop.features.practice.selection import draw, most_frequent, shuffled_order
from ms2qbank_desktop.features.questions.models import BankFilter

STATES = [Status.UNUSED, Status.CORRECT, Status.INCORRECT, Status.OMITTED]

cells = st.builds(
    Cell,
    st.integers(1, 2),
    st.sampled_from("XY"),
    st.sampled_from("PQ"),
    st.integers(0, 2),
    st.sampled_from(STATES),
    marked=st.booleans(),
    due=st.booleans(),
    suspended=st.booleans(),
)
cubes = st.dictionaries(cells, st.integers(1, 9), max_size=30)
filters = st.builds(
    QuestionFilter,
    st.builds(
        BankFilter,
        packs=st.frozensets(st.integers(1, 2)),
        systems=st.frozensets(st.sampled_from("XY")),
        subjects=st.frozensets(st.sampled_from("PQ")),
        difficulties=st.frozensets(st.integers(0, 2)),
    ),
    st.frozensets(st.sampled_from(list(Status))),
)


def fits(cell: Cell, wanted: QuestionFilter) -> bool:
    bank = wanted.bank
    of_cell = {cell.status}
    of_cell |= {Status.MARKED} if cell.marked else set()
    of_cell |= {Status.DUE} if cell.due else set()
    if cell.suspended:
        of_cell = {Status.SUSPENDED}
    return (
        (not bank.packs or cell.pack in bank.packs)
        and (not bank.systems or cell.system in bank.systems)
        and (not bank.subjects or cell.subject in bank.subjects)
        and (not bank.difficulties or cell.difficulty in bank.difficulties)
        and (bool(of_cell & wanted.statuses) or (not wanted.statuses and not cell.suspended))
    )


@given(cubes, filters)
def test_the_total_counts_the_cells_that_fit(cube: dict[Cell, int], wanted: QuestionFilter) -> None:
    expected = sum(number for cell, number in cube.items() if fits(cell, wanted))
    assert count(cube, wanted).total == expected


@given(cubes, filters, st.sampled_from("XY"))
def test_the_number_at_a_box_is_the_total_if_it_alone_were_ticked(
    cube: dict[Cell, int], wanted: QuestionFilter, system: str
) -> None:
    bank = wanted.bank
    alone = QuestionFilter(
        BankFilter(
            packs=bank.packs,
            subjects=bank.subjects,
            difficulties=bank.difficulties,
            systems=frozenset({system}),
        ),
        wanted.statuses,
    )
    assert count(cube, wanted).by_system[system] == count(cube, alone).total


@given(cubes, filters, st.sampled_from(list(Status)))
def test_the_number_at_a_status_is_the_total_if_it_alone_were_ticked(
    cube: dict[Cell, int], wanted: QuestionFilter, status: Status
) -> None:
    alone = QuestionFilter(wanted.bank, frozenset({status}))
    assert count(cube, wanted).by_status[status] == count(cube, alone).total


@given(cubes, st.frozensets(st.sampled_from(list(Status))))
def test_restricting_a_cube_leaves_what_the_statuses_leave(
    cube: dict[Cell, int], statuses: frozenset[Status]
) -> None:
    left = sum(restrict(cube, statuses).values())
    assert left == count(cube, QuestionFilter(statuses=statuses)).total


def test_a_draw_has_no_question_twice_and_is_repeatable() -> None:
    ids = list(range(100, 200))
    drawn = draw(ids, 20, shuffle=True, seed=3)
    assert len(set(drawn)) == 20
    assert set(drawn) <= set(ids)
    assert drawn == draw(ids, 20, shuffle=True, seed=3)
    assert drawn != draw(ids, 20, shuffle=True, seed=4)


def test_a_draw_from_too_few_takes_all_of_them() -> None:
    assert sorted(draw([3, 1, 2], 10, shuffle=True, seed=1)) == [1, 2, 3]


def test_without_shuffling_the_first_questions_come_in_their_order() -> None:
    assert draw([5, 3, 9, 1], 3, shuffle=False, seed=1) == [5, 3, 9]


def test_every_question_is_drawn_about_equally_often() -> None:
    hits = Counter(
        one for seed in range(4000) for one in draw(range(10), 3, shuffle=True, seed=seed)
    )
    assert all(1050 < hits[one] < 1350 for one in range(10))


def test_shuffled_choices_are_a_permutation_and_unshuffled_ones_stay() -> None:
    assert shuffled_order(5, shuffle=False, seed=1) == (0, 1, 2, 3, 4)
    orders = {shuffled_order(5, shuffle=True, seed=seed) for seed in range(50)}
    assert all(sorted(order) == [0, 1, 2, 3, 4] for order in orders)
    assert len(orders) > 20


def test_most_frequent_names_come_first_and_empty_ones_not_at_all() -> None:
    names = ["b", "a", "", "a", "c", "", ""]
    random.Random(1).shuffle(names)
    assert most_frequent(names)[0] == "a"
    assert "" not in most_frequent(names)
