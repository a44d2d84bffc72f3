"""A pack is brought up to date from a newer file of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.questions.models import ImportRequest
from tests.features.questions.profile import own_file, own_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.questions.models import ImportReport
    from tests.features.questions.profile import Profile

STEMS = [f"Which of these is the {number}. bone of the hand?" for number in range(1, 7)]


def edition(stems: Sequence[str], title: str = "Our pack") -> dict[str, object]:
    questions = [own_question(stem, id=stem[22:24]) for stem in stems]
    return own_file(*questions, title=title)


@pytest.fixture
def pack(profile: Profile) -> int:
    """A pack of six questions."""
    profile.take(profile.write_json("first.json", edition(STEMS)))
    (found,) = profile.bank.packs()
    return found.id


def update(profile: Profile, pack: int, content: dict[str, object]) -> ImportReport:
    request = ImportRequest((profile.write_json("second.json", content),), pack=pack)
    return profile.bank.import_files(request, Silent())


def test_a_newer_edition_adds_updates_keeps_and_removes(profile: Profile, pack: int) -> None:
    before = profile.ids()
    mended = STEMS[1].replace("bone", "small bone")
    newer = edition([STEMS[0], mended, *STEMS[3:], "Which of these is the 7. bone of the foot?"])
    newer["pack"] = {"title": "Our pack", "version": "2"}
    report = update(profile, pack, newer)
    assert (report.added, report.updated, report.unchanged, report.removed) == (1, 1, 4, 1)
    assert not report.problems
    after = profile.ids()
    assert after[mended] == before[STEMS[1]]
    assert STEMS[2] not in after
    (found,) = profile.bank.packs()
    assert (found.id, found.info.version, found.questions) == (pack, "2", 6)
    assert profile.faults_inside() == []


def test_a_removed_question_comes_back_with_an_edition_that_has_it(
    profile: Profile, pack: int
) -> None:
    before = profile.ids()
    update(profile, pack, edition(STEMS[:5]))
    report = update(profile, pack, edition(STEMS))
    assert (report.added, report.removed) == (1, 0)
    assert profile.ids() == before


def test_a_file_of_another_title_keeps_the_title_of_the_pack(profile: Profile, pack: int) -> None:
    report = update(profile, pack, edition(STEMS, title="Our pack, second edition"))
    assert report.unchanged == len(STEMS)
    (found,) = profile.bank.packs()
    assert (found.id, found.info.title) == (pack, "Our pack")


def test_a_file_that_has_little_of_the_pack_removes_nothing(profile: Profile, pack: int) -> None:
    report = update(profile, pack, edition(STEMS[:2]))
    assert report.removed == 0
    assert ["less than half" in problem.why for problem in report.problems] == [True]
    assert profile.bank.total() == len(STEMS)


def test_an_ordinary_import_removes_nothing(profile: Profile, pack: int) -> None:
    report = profile.take(profile.write_json("second.json", edition(STEMS[:5])))
    assert report.removed == 0
    assert profile.bank.total() == len(STEMS)
    assert [found.id for found in profile.bank.packs()] == [pack]


def test_a_pack_that_is_gone_cannot_be_brought_up_to_date(profile: Profile, pack: int) -> None:
    profile.bank.remove_pack(pack)
    with pytest.raises(UserFault, match="not in the bank any more"):
        update(profile, pack, edition(STEMS))
