"""An update of a package changes what the student has not, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.notes.merging import Merged, Version, merged

WORDS = st.sampled_from(["a", "b", "c", "d"])
TAGS = st.frozensets(WORDS).map(lambda tags: tuple(sorted(tags)))


def versions(width: int) -> st.SearchStrategy[Version]:
    return st.builds(Version, st.tuples(*[WORDS] * width), TAGS)


THREE = st.integers(1, 3).flatmap(
    lambda width: st.tuples(versions(width), versions(width), versions(width))
)


@given(THREE)
def test_a_note_that_was_not_edited_becomes_what_the_package_has(
    of: tuple[Version, Version, Version],
) -> None:
    mine, _, theirs = of
    assert merged(mine, None, theirs) == Merged(theirs, None)
    assert merged(mine, mine, theirs).now == theirs


@given(THREE)
def test_each_field_is_the_students_where_he_changed_it_else_the_packages(
    of: tuple[Version, Version, Version],
) -> None:
    mine, base, theirs = of
    now = merged(mine, base, theirs).now
    for own, old, new, result in zip(
        mine.fields, base.fields, theirs.fields, now.fields, strict=True
    ):
        assert result == (new if own == old else own)


@given(THREE)
def test_own_tags_stay_and_removed_ones_stay_away(of: tuple[Version, Version, Version]) -> None:
    mine, base, theirs = of
    now = set(merged(mine, base, theirs).now.tags)
    assert set(mine.tags) - set(base.tags) <= now
    assert now.isdisjoint(set(base.tags) - set(mine.tags))
    untouched = set(mine.tags) & set(base.tags)
    assert now & untouched == set(theirs.tags) & untouched


@given(THREE)
def test_the_same_package_again_changes_nothing(of: tuple[Version, Version, Version]) -> None:
    mine, base, theirs = of
    once = merged(mine, base, theirs)
    assert merged(once.now, once.base, theirs) == once


SEVERAL = st.integers(1, 3).flatmap(lambda width: st.lists(versions(width), min_size=3, max_size=6))


@given(SEVERAL)
def test_updates_one_after_the_other_keep_what_was_edited(of: list[Version]) -> None:
    mine, base, *updates = of
    own = set()
    for place, (text, old) in enumerate(zip(mine.fields, base.fields, strict=True)):
        if text != old:
            own.add(place)
    state = Merged(mine, base)
    for update in updates:
        state = merged(state.now, state.base, update)
        # Where the package comes to say the same, the field is the package's again.
        own -= {place for place in own if update.fields[place] == mine.fields[place]}
        for place, text in enumerate(state.now.fields):
            assert text == (mine if place in own else update).fields[place]


def test_another_number_of_fields_leaves_the_note_alone() -> None:
    mine, base, theirs = (Version(("a",) * width, ()) for width in (1, 1, 2))
    assert merged(mine, base, theirs) == Merged(mine, theirs)
