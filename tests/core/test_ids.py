from concurrent.futures import ThreadPoolExecutor

from ms2qbank_desktop.core.ids import derived_id, made_ms, new_id

A_MOMENT = 1_764_000_000_000


def test_an_id_made_later_sorts_later() -> None:
    assert new_id(A_MOMENT) < new_id(A_MOMENT + 1)


def test_ids_fit_into_a_signed_64_bit_integer() -> None:
    far = (1 << 42) - 1
    assert 0 <= new_id(far) < 1 << 63
    assert 0 <= derived_id("question", 1, "x") < 1 << 63


def test_the_same_key_gives_the_same_id_and_another_key_another() -> None:
    assert derived_id("tag", "renal") == derived_id("tag", "renal")
    assert derived_id("tag", "renal") != derived_id("tag", "renal ")


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert derived_id("a", "bc") != derived_id("ab", "c")


def test_ids_of_one_millisecond_are_all_different_and_in_order() -> None:
    ids = [new_id(A_MOMENT) for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_ids_made_on_several_threads_at_once_are_all_different() -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: new_id(A_MOMENT + 2), range(5_000)))
    assert len(set(ids)) == 5_000


def test_an_id_tells_when_it_was_given_out() -> None:
    assert [made_ms(new_id(1_772_442_000_123 + at)) for at in range(3)] == [
        1_772_442_000_123,
        1_772_442_000_124,
        1_772_442_000_125,
    ]
