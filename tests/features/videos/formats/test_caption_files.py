"""SubRip and WebVTT as they are found in the wild: broken parts cost only themselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.videos.formats.base import MOST_PROBLEMS, decoded
from ms2qbank_desktop.features.videos.formats.known import read_file
from ms2qbank_desktop.features.videos.formats.srt import read_srt
from ms2qbank_desktop.features.videos.formats.vtt import read_vtt
from ms2qbank_desktop.features.videos.models import Caption
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

TWO = "1\n00:00:01,000 --> 00:00:02,500\nThe nephron\n\n2\n00:00:03,000 --> 00:00:04,000\nfilters\n"
BOTH = (Caption(1_000, 2_500, "The nephron"), Caption(3_000, 4_000, "filters"))

lines = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["1", "", "WEBVTT", "NOTE a", "00:00:01,000 --> 00:00:02,000", "1:02 --> 0:59", "-->"]
        ),
        st.from_regex(r"\d{1,4}:\d\d[.,:]?\d{0,3} ?-{1,3}> ?\d\d:\d{0,2}", fullmatch=True),
    ),
    max_size=30,
)


def said(found: tuple[Caption, ...]) -> list[str]:
    return [one.text for one in found]


def test_the_sample_has_its_twelve_captions_without_tags() -> None:
    read = read_file(
        shared("data/video/lecture-01-renal-h264-aac.en.srt"), "lecture-01-renal-h264-aac.mp4"
    )
    assert (read.language, len(read.captions), read.problems) == ("en", 12, [])
    assert read.captions[1] == Caption(
        10_000, 18_000, "[00:00:10] Podocytes line Bowman’s capsule."
    )
    assert read.captions[3].text.endswith("secrete H⁺.")


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        TWO.replace("\n", "\r\n"),
        TWO.replace("\n", "\r"),
        TWO.replace(",", "."),
        TWO.replace("00:00:", "00:"),
        TWO.replace("1\n00", "00").replace("2\n00", "00"),  # without numbers
        TWO.replace("\n\n", "\n"),  # without empty lines
        TWO.replace("filters", "<i>filters</i> {\\an8}").replace("The", '<font color="red">The'),
        TWO.replace(" --> ", "-->").replace("2,500", "2,500 X1:100 X2:200"),
        "".join(TWO.partition("2\n")[2:]).replace("00:00:03", "00:00:03") + "\n" + TWO,
    ],
)
def test_subrip_is_read_however_it_is_written(text: str) -> None:
    found = read_srt(text, "a.srt")
    assert tuple(dict.fromkeys(found.captions)) == BOTH
    assert found.problems == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_encoding_is_found_out(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    words = "Übersicht über das Nephron, für später gewählt, naïve Zellen, café"
    file.write_bytes(TWO.replace("The nephron", words).encode(encoding))
    assert said(read_file(file, "a.mp4").captions) == [words, "filters"]


def test_a_few_damaged_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    text, why = decoded("µ-opioid β-blocker α₁ γ-GT".encode() + b"\xff tail")
    assert (text, why) == ("µ-opioid β-blocker α₁ γ-GT\ufffd tail", "")


def test_bytes_that_are_no_text_are_refused() -> None:
    assert decoded(bytes(range(256)) * 40) == ("", "The file is no text.")


def test_a_broken_time_costs_only_its_own_caption_and_is_reported_with_its_line() -> None:
    text = TWO + "\n3\n00:00:xx,000 --> 00:00:09,000\nlost\n\n4\n00:00:10,000 --> 00:00:12,000\nwon"
    found = read_srt(text, "a.srt")
    assert said(found.captions) == ["The nephron", "filters", "won"]
    assert [(one.file, one.where) for one in found.problems] == [("a.srt", "line 10")]


def test_a_caption_that_ends_before_it_begins_is_kept_for_two_seconds() -> None:
    found = read_srt("1\n00:00:05,000 --> 00:00:01,000\nbackwards\n", "a.srt")
    assert found.captions == (Caption(5_000, 7_000, "backwards"),)
    assert [one.where for one in found.problems] == ["line 2"]


def test_captions_out_of_order_are_put_in_order() -> None:
    parts = TWO.split("\n\n")
    assert read_srt("\n\n".join(reversed(parts)), "a.srt").captions == BOTH


def test_arrows_and_angle_brackets_of_what_is_said_stay() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nif pH <7.35 and CO2 >45\nA --> B\n"
    assert said(read_srt(text, "a.srt").captions) == ["if pH <7.35 and CO2 >45\nA --> B"]


def test_a_number_that_is_said_is_no_number_of_a_caption() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n43"
    assert said(read_srt(text, "a.srt").captions) == ["42", "43"]


def test_a_file_without_captions_says_so() -> None:
    assert [one.why for one in read_srt("hello", "a.srt").problems] == [
        "No captions were found in this file."
    ]


def test_a_missing_file_has_no_captions_but_a_problem(tmp_path: Path) -> None:
    read = read_file(tmp_path / "none.srt", "a.mp4")
    assert (read.captions, len(read.problems)) == ((), 1)


def test_a_file_that_is_all_wrong_says_so_a_few_times_only() -> None:
    found = read_srt("1:xx --> 2\n" * 500, "a.srt")
    assert len(found.problems) == MOST_PROBLEMS + 1


def test_webvtt_passes_over_what_is_not_spoken() -> None:
    text = (
        "WEBVTT - lecture\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE 00:01.000 is nothing\nstill a note\n\nintro\n"
        "00:01.000 --> 00:02.500 align:start position:0%\n<v Roger>The &amp; nephron</v>\n\n"
        "01:00:03.000 --> 01:00:04.000\nfilters <00:00:03.500><c.yellow>blood</c>&nbsp;well\n"
    )
    found = read_vtt(text, "a.vtt")
    assert found.problems == []
    assert found.captions == (
        Caption(1_000, 2_500, "The & nephron"),
        Caption(3_603_000, 3_604_000, "filters blood well"),
    )


def test_webvtt_without_its_first_line_is_read_and_reported() -> None:
    found = read_vtt("00:01.000 --> 00:02.500\nThe nephron\n", "a.vtt")
    assert said(found.captions) == ["The nephron"]
    assert [one.where for one in found.problems] == ["line 1"]


def test_webvtt_under_the_name_of_subrip_is_known_by_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_text("\ufeffWEBVTT\n\n00:01.000 --> 00:02.500\nThe &lt;nephron&gt;\n")
    assert said(read_file(file, "a.mp4").captions) == ["The <nephron>"]


def test_lines_of_automatic_captions_that_roll_are_read_once() -> None:
    text = (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nthe<00:00:00.500><c> kidney</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nthe kidney\n \n\n"
        "00:00:02.010 --> 00:00:04.000\nthe kidney\nfilters<00:00:03.000><c> blood</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\nfilters blood\n \n\n"
        "00:00:09.000 --> 00:00:10.000\nfilters blood\n"
    )
    found = read_vtt(text, "a.vtt").captions
    assert said(found) == ["the kidney", "filters blood", "filters blood"]
    assert [(one.start_ms, one.end_ms) for one in found[:2]] == [(0, 2_010), (2_010, 4_010)]


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_a_day_of_captions_is_read_in_a_moment(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    words = [f"{clock(700 * at)} --> {clock(700 * at + 600)}\nword {at}\n" for at in range(25_000)]
    file.write_text("WEBVTT\n\n" * (ending == "vtt") + "\n".join(words).replace(",", "."))
    began = time.thread_time()
    assert len(read_file(file, "a.mp4").captions) == 25_000
    assert time.thread_time() - began < 1.5


@given(lines)
def test_no_text_makes_a_reader_fail_or_go_back_in_time(text: list[str]) -> None:
    for read in (read_srt, read_vtt):
        found = read("\n".join(text), "a")
        starts = [one.start_ms for one in found.captions]
        assert starts == sorted(starts)
        assert all(one.end_ms > one.start_ms >= 0 for one in found.captions)
        assert all(one.text.strip() for one in found.captions)
        assert found.captions or found.problems


@given(st.binary(max_size=300))
def test_no_bytes_make_decoding_fail(data: bytes) -> None:
    text, why = decoded(data)
    assert not (text and why)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3_600_000),
            st.integers(1, 9_000),
            st.text("abc é<>&0123456789", min_size=1, max_size=20).filter(str.strip),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_as_subrip_is_read_again(cues: list[tuple[int, int, str]]) -> None:
    captions = sorted((start, start + length, f"x{text}") for start, length, text in cues)
    text = "\n".join(
        f"{number}\n{clock(start)} --> {clock(end)}\n{words}\n"
        for number, (start, end, words) in enumerate(captions, 1)
    )
    found = read_srt(text, "a.srt").captions
    assert sorted((one.start_ms, one.end_ms) for one in found) == [
        (start, end) for start, end, _ in captions
    ]


def clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"
