"""The table of abbreviations, and what the user makes of it."""

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.search.abbreviations import ENGLISH, shipped, shipped_table
from ms2qbank_desktop.features.search.models import Abbreviation
from tests.support.seeking import Seeker


def entry(seeker: Seeker, short: str) -> Abbreviation | None:
    found = [one for one in seeker.abbreviations.entries(seeker.user_id) if one.short == short]
    assert len(found) < 2
    return found[0] if found else None


def test_the_shipped_table_has_what_a_student_meets() -> None:
    assert len(shipped()) >= 800
    table = shipped_table()
    assert ("myocardial", "infarction") in table.stands_for(("mi",), "mi")
    assert table.stands_for(("all",), "ALL") == [("acute", "lymphoblastic", "leukemia")]
    assert table.stands_for(("all",), "all") == []
    known = {one.short.lower() for one in shipped()}
    assert {"all", "art", "as", "was", "or", "us"} <= ENGLISH & known


def test_an_entry_is_added_changed_switched_off_and_taken_away(seeker: Seeker) -> None:
    user, service = seeker.user_id, seeker.abbreviations
    service.save(user, Abbreviation(" GHT ", ("golden  hour", "golden hour", " ")))
    assert entry(seeker, "GHT") == Abbreviation("GHT", ("golden hour",), changed=True)
    service.remove(user, "GHT")
    assert entry(seeker, "GHT") is None
    service.remove(user, "GHT", removed=False)
    assert entry(seeker, "GHT") is not None


def test_a_shipped_entry_comes_back_as_it_was(seeker: Seeker) -> None:
    user, service = seeker.user_id, seeker.abbreviations
    before = entry(seeker, "MI")
    assert before is not None
    assert before.shipped
    infarct = seeker.note("myocardial infarction")
    assert seeker.ids("MI") == [infarct]
    service.save(user, Abbreviation("MI", before.meanings, off=True))
    assert seeker.ids("MI") == []
    service.save(user, Abbreviation("MI", ("my idea",)))
    assert entry(seeker, "MI") == Abbreviation("MI", ("my idea",), shipped=True, changed=True)
    service.remove(user, "MI")
    assert entry(seeker, "MI") == before
    assert seeker.ids("MI") == [infarct]


@pytest.mark.parametrize(
    ("short", "meanings", "field"),
    [
        ("", ("x",), "short"),
        ("++", ("x",), "short"),
        ("x" * 21, ("x",), "short"),
        ("X", (), "meanings"),
        ("X", (" ", "-"), "meanings"),
    ],
)
def test_an_entry_without_words_is_refused(
    seeker: Seeker, short: str, meanings: tuple[str, ...], field: str
) -> None:
    with pytest.raises(UserFault) as caught:
        seeker.abbreviations.save(seeker.user_id, Abbreviation(short, meanings))
    assert caught.value.field == field
