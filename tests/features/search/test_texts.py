"""Words as they are compared, slips between them, and the language of a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.core.letters import folded
from ms2qbank_desktop.features.search.language import Query, Term, parse
from ms2qbank_desktop.features.search.spelling import beginning_within, within
from ms2qbank_desktop.features.search.text import parted, places, unparted, words


@given(st.text(), st.text())
def test_the_words_of_a_text_are_found_where_they_stand(before: str, after: str) -> None:
    text = f"{before} Gitelman {after}"
    spans = places(text, ["gitelman"])
    assert (len(before) + 1, len(before) + 9) in [span[1:] for span in spans]
    assert all(folded(text[start:end]) == word for word, start, end in spans)


def test_words_are_cut_at_anything_that_is_no_letter_or_digit() -> None:
    assert words("Na+/K+-ATPase, 17-OHP (β-hCG)_x") == [
        *("na", "k", "atpase", "17", "ohp", "β", "hcg", "x")
    ]


def test_ideographs_and_emoji_are_words_one_by_one() -> None:
    assert words("MI心筋梗塞 👍🏽 심근") == ["mi", *"心筋梗塞👍🏽심근"]
    assert [(one, start) for one, start, _ in places("急性心筋梗塞のMI", ("心筋", "mi", "の"))] == [
        *(("心筋", 2), ("の", 6), ("mi", 7))
    ]


@given(st.text(st.characters(exclude_characters="\x1d", max_codepoint=0xEFFFF)))
def test_what_is_parted_for_the_full_text_comes_back_whole(text: str) -> None:
    assert unparted(parted(text)) == text


@pytest.mark.parametrize(
    ("one", "other", "slips", "apart"),
    [
        ("gitelman", "gitelman", 1, 0),
        ("gitleman", "gitelman", 1, 1),
        ("pnemonia", "pneumonia", 1, 1),
        ("hypokalaemia", "hypokalemia", 1, 1),
        ("amilodipin", "amlodipine", 1, None),
        ("amilodipin", "amlodipine", 2, 2),
        ("renal", "penile", 2, None),
        ("ab", "ba", 1, 1),
        ("", "ab", 2, 2),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int, apart: int | None) -> None:
    assert within(one, other, slips) == apart
    assert within(other, one, slips) == apart


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_those_of_the_usual_table(one: str, other: str) -> None:
    apart = _aligned(one, other)
    assert within(one, other, 2) == (apart if apart <= 2 else None)


def test_the_beginning_of_a_word_may_be_misspelled_too() -> None:
    assert beginning_within("pnuem", "pneumonia", 1) == 1
    assert beginning_within("renal", "pneumonia", 1) is None


def test_a_search_is_taken_apart() -> None:
    assert parse(
        'in:notes tag:renal Bartter -"loop diuretic" -acute "distal tubule" calc'
    ) == Query(
        terms=(
            Term(("bartter",), "Bartter"),
            Term(("distal", "tubule"), "distal tubule", phrase=True),
            Term(("calc",), "calc", unfinished=True),
        ),
        unwanted=(("loop", "diuretic"), ("acute",)),
        kinds=frozenset({"note"}),
        labels=(("tag", ("renal",)),),
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("in:nowhere x ", ["in", "nowhere", "x"]),
        ("tag: renal ", ["tag", "renal"]),
        ("12:34 ", ["12", "34"]),
        ('"', []),
        ("- -- :: '\" AND ( NEAR* ", ["AND", "NEAR"]),
        ("Na+/K+ ", ["Na", "K"]),
    ],
)
def test_what_is_no_filter_is_words(text: str, typed: list[str]) -> None:
    query = parse(text)
    assert [term.written for term in query.terms if not term.phrase] == typed
    assert (query.kinds, query.labels) == (frozenset(), ())


def test_the_last_word_is_finished_by_a_blank() -> None:
    assert [term.unfinished for term in parse("renal tub").terms] == [False, True]
    assert [term.unfinished for term in parse("renal tub ").terms] == [False, False]


@given(st.text())
def test_any_text_can_be_searched_for(text: str) -> None:
    assert all(term.words for term in parse(text).terms)


def _aligned(one: str, other: str) -> int:
    """Return the distance of optimal string alignment by its whole table."""
    table = {(-1, at): at + 1 for at in range(-1, len(other))}
    table |= {(at, -1): at + 1 for at in range(-1, len(one))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            best = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i and j and (a, one[i - 1]) == (other[j - 1], b):
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return table[len(one) - 1, len(other) - 1]
