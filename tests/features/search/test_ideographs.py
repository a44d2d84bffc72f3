"""Words of Chinese, Japanese and Korean, which no blanks part, and emoji are found."""

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from tests.support.seeking import Seeker


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("心筋", "急性心筋梗塞の治療"),
        ("塞", "急性心筋梗塞の治療"),
        ("しんきん", "MIはしんきんこうそく"),
        ("mi", "MIはしんきんこうそく"),
        ("がん", "肺がん"),
        ("경색", "급성심근경색은 응급"),
        ("慢性 肾", "肾病:慢性肾脏病"),
        ("📌", "📌Renal"),
        ("👍", "👍🏽 known"),
        ("❤", "Murmurs ❤️"),
        ("renal 📌", "📌Renal"),
    ],
)
def test_words_without_blanks_and_emoji_are_found(seeker: Seeker, asked: str, written: str) -> None:
    seeker.note("筋心, しき; 색경 ☺ 📍 renal", "梗心 前筋 経がな 급성 脏 Pathology")
    note = seeker.note(f"All of it.\n\n## {written}\n\nNothing.", "See there")
    (hit,) = seeker.hits(asked)
    assert hit.place == Place(Kind.NOTE, note, written)
    first = asked.split()[0]
    assert first in [hit.snippet[start:end].lower() for start, end in hit.marks]
    titled = seeker.note("", written)
    assert {hit.place.id for hit in seeker.hits(asked)} == {note, titled}
    assert seeker.hits(asked)[0].title == written


def test_ideographs_are_shown_as_they_were_written(seeker: Seeker) -> None:
    seeker.note("急性腎障害 (AKI)は😀血清クレアチニンで、診断する。", "腎臓")
    (hit,) = seeker.hits("血清")
    assert (hit.title, hit.snippet) == (
        *("腎臓", "急性腎障害 (AKI)は😀血清クレアチニンで、診断する。"),
    )
    assert hit.words == ("血清",)
    other = seeker.note("清い血")
    assert [hit.id for hit in seeker.hits("血 -血清")] == [other]


def test_a_tag_in_ideographs_narrows_a_search(seeker: Seeker) -> None:
    note = seeker.note("#循環器 text")
    seeker.note("#呼吸器 text")
    assert [hit.id for hit in seeker.hits("tag:循環器 text")] == [note]
