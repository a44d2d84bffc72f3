"""Text tracks inside of Matroska and MP4 files, sound ones and such as want to do harm."""

from __future__ import annotations

import resource
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.videos.formats import ebml, matroska, mp4
from ms2qbank_desktop.features.videos.formats.known import read_inside
from ms2qbank_desktop.features.videos.models import Caption, Track
from tests.support import containers as make
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.videos.formats.base import Embedded

LINES = [(0, 1_000, b"The nephron"), (1_000, 500, b""), (1_500, 2_000, "für \u03b1".encode())]
SPOKEN = (Caption(0, 1_000, "The nephron"), Caption(1_500, 3_500, "für \u03b1"))
UTF8 = b"S_TEXT/UTF8"

hostile = settings(deadline=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture])


def in_matroska(tmp_path: Path, data: bytes) -> list[Embedded]:
    file = tmp_path / "a.mkv"
    file.write_bytes(data)
    return matroska.read_matroska(file)


def in_mp4(tmp_path: Path, data: bytes) -> list[Embedded]:
    file = tmp_path / "a.mp4"
    file.write_bytes(data)
    return mp4.read_mp4(file)


def one_track(data: bytes = UTF8, **more: bytes) -> bytes:
    return make.tracks(make.track(1, data, **more))


def test_the_sample_has_both_its_tracks_under_the_numbers_of_libvlc() -> None:
    (sample,) = shared("data/video").glob("lecture-03*.mkv")
    english, french = read_inside(sample, (Track(3), Track(4)))
    assert (english.source, english.language) == ("track:3", "eng")
    assert (french.source, french.language) == ("track:4", "fra")
    assert english.captions[1].text == "[00:00:10] Podocytes line Bowman’s capsule."
    assert french.captions[1].text == "[00:00:10] Les podocytes tapissent la capsule de Bowman."
    assert [len(one.captions) for one in (english, french)] == [12, 12]


def test_a_sample_read_without_its_index_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    (sample,) = shared("data/video").glob("lecture-03*.mkv")
    by_index = matroska.read_matroska(sample)
    monkeypatch.setattr(matroska, "_CUES", 0)  # no element is called so
    assert matroska.read_matroska(sample) == by_index


@pytest.mark.parametrize("name", ["lecture-01*.mp4", "lecture-02*.webm", "lecture-05*.mp4"])
def test_samples_without_text_tracks_have_none(name: str) -> None:
    (sample,) = shared("data/video").glob(name)
    assert read_inside(sample, ()) == []


def test_blocks_carry_time_of_cluster_and_block_in_ticks_of_the_file(tmp_path: Path) -> None:
    data = make.matroska(
        one_track(),
        make.cluster(0, make.group(1, 100, 200, b"one")),
        make.cluster(10_000, make.group(1, -50, 400, b"<i>two</i>")),
        scale=2_000_000,
    )
    (track,) = in_matroska(tmp_path, data)
    assert track.found.captions == (Caption(200, 600, "one"), Caption(19_900, 20_700, "two"))


def test_a_caption_without_a_duration_lasts_to_the_next_but_not_for_long(tmp_path: Path) -> None:
    blocks = [make.group(1, at, 0, b"word") for at in (0, 500, 9_000)]
    (track,) = in_matroska(tmp_path, make.matroska(one_track(), make.cluster(0, *blocks)))
    assert [(one.start_ms, one.end_ms) for one in track.found.captions] == [
        (0, 500),
        (500, 2_500),
        (9_000, 11_000),
    ]


@pytest.mark.parametrize(
    ("codec", "data", "text"),
    [
        (b"S_TEXT/ASS", rb"0,0,Default,,0,0,0,,{\b1}Loop\Nof Henle, thick\hlimb", "limb"),
        (b"S_TEXT/WEBVTT", b"<v Ann>Na&amp;K</v>", "Na&K"),
        (b"S_TEXT/UTF8", b"Na <b>and</b> K\0", "Na and K"),
    ],
)
def test_the_codecs_of_text_are_read_as_plain_text(
    tmp_path: Path, codec: bytes, data: bytes, text: str
) -> None:
    content = make.matroska(one_track(codec), make.cluster(0, make.group(1, 0, 9, data)))
    (track,) = in_matroska(tmp_path, content)
    assert track.found.captions[0].text.endswith(text)
    if codec == b"S_TEXT/ASS":
        assert track.found.captions[0].text == "Loop\nof Henle, thick limb"


def compression(algorithm: int, settings: bytes = b"") -> bytes:
    how = make.number(0x4254, algorithm) + (make.element(0x4255, settings) if settings else b"")
    return make.element(0x6D80, make.element(0x6240, make.element(0x5034, how)))


@pytest.mark.parametrize(
    ("packing", "data"),
    [(compression(0), zlib.compress(b"The nephron")), (compression(3, b"The "), b"nephron")],
)
def test_packed_tracks_are_unpacked(tmp_path: Path, packing: bytes, data: bytes) -> None:
    content = make.matroska(one_track(more=packing), make.cluster(0, make.group(1, 0, 9, data)))
    (track,) = in_matroska(tmp_path, content)
    assert [one.text for one in track.found.captions] == ["The nephron"]


def test_tracks_of_pictures_are_left_out_but_counted(tmp_path: Path) -> None:
    listing = make.tracks(make.track(1, b"S_HDMV/PGS"), make.track(2, UTF8, language=b"und"))
    content = make.matroska(listing, make.cluster(0, make.group(2, 0, 9, b"text")))
    (track,) = in_matroska(tmp_path, content)
    assert (track.ordinal, track.language) == (1, "")


def test_an_index_that_names_only_some_tracks_is_not_trusted(tmp_path: Path) -> None:
    listing = make.tracks(make.track(1, UTF8), make.track(2, UTF8))
    blocks = make.cluster(0, make.group(1, 0, 9, b"one"), make.group(2, 0, 9, b"two"))
    where = make.number(0xF7, 1) + make.number(0xF1, 0) + make.number(0xF0, 3)
    point = make.element(0xBB, make.number(0xB3, 0) + make.element(0xB7, where))
    content = make.matroska(listing, blocks, make.element(0x1C53BB6B, point))
    found = in_matroska(tmp_path, content)
    assert [one.text for track in found for one in track.found.captions] == ["one", "two"]


def test_a_live_stream_without_sizes_is_read_to_its_end(tmp_path: Path) -> None:
    unknown = (1 << 56) - 1
    inside = one_track() + make.cluster(0, make.group(1, 0, 9, b"live"))
    content = make.element(0x1A45DFA3, b"") + make.element(0x18538067, inside, claims=unknown)
    (track,) = in_matroska(tmp_path, content)
    assert [one.text for one in track.found.captions] == ["live"]


@pytest.mark.parametrize("claims", [1 << 55, (1 << 56) - 2, 1 << 40])
def test_sizes_beyond_the_file_are_cut_at_its_end(tmp_path: Path, claims: int) -> None:
    block = make.element(0xA3, b"\x81\0\0\0text", claims=claims)
    content = make.matroska(one_track(), make.cluster(0, block))
    (track,) = in_matroska(tmp_path, content)
    assert [one.text for one in track.found.captions] == ["text"]


def test_an_index_that_points_far_beyond_the_file_does_no_harm(tmp_path: Path) -> None:
    seek = make.element(
        0x4DBB, make.element(0x53AB, b"\x1c\x53\xbb\x6b") + b"\x53\xac\x88" + b"\xff" * 8
    )
    content = make.matroska(
        make.element(0x114D9B74, seek), one_track(), make.cluster(0, make.group(1, 0, 9, b"text"))
    )
    (track,) = in_matroska(tmp_path, content)
    assert [one.text for one in track.found.captions] == ["text"]


def test_a_file_of_nothing_but_tiny_elements_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ebml, "MOST_ELEMENTS", 20_000)
    content = make.matroska(one_track(), make.cluster(0, b"\xec\x80" * 100_000))
    (track,) = in_matroska(tmp_path, content)
    assert [one.why for one in track.found.problems] == [
        "Its captions were read only in part: it is damaged, or takes too long."
    ]


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ebml, "MOST_SECONDS", -1.0)
    assert in_matroska(tmp_path, make.matroska(one_track())) == []


def test_a_caption_that_unpacks_to_gigabytes_is_cut(tmp_path: Path) -> None:
    bomb = zlib.compress(b"a" * 5_000_000)
    packed = one_track(more=compression(0))
    content = make.matroska(packed, make.cluster(0, *[make.group(1, 0, 9, bomb)] * 530))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (track,) = in_matroska(tmp_path, content)
    assert max(len(one.text) for one in track.found.captions) == 1 << 16
    assert sum(len(one.text) for one in track.found.captions) <= 32 << 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KiB


def test_timed_text_of_mp4_is_read_without_its_pauses(tmp_path: Path) -> None:
    (track,) = in_mp4(tmp_path, make.mp4(LINES))
    assert (track.ordinal, track.language, track.found.captions) == (0, "fra", SPOKEN)


def test_titles_of_chapters_in_mp4_are_no_captions(tmp_path: Path) -> None:
    refers = make.box(b"tref", make.box(b"chap", (1).to_bytes(4, "big")))
    assert in_mp4(tmp_path, make.mp4(LINES, handler=b"text", more=refers)) == []


def test_an_mp4_that_is_cut_off_says_how_much_of_it_is_missing(tmp_path: Path) -> None:
    whole = make.box(b"ftyp", b"isom") + make.box(b"mdat", bytes(9_980))
    file = tmp_path / "a.mp4"
    file.write_bytes(whole)
    assert mp4.missing_share(file) == 0
    file.write_bytes(whole[:6_000])
    assert mp4.missing_share(file) == pytest.approx(0.4, abs=0.001)
    assert mp4.missing_share(shared("data/video/expected.json")) == 0


@hostile
@given(data=st.data())
def test_no_damage_to_a_file_makes_its_reader_fail_or_hang(
    tmp_path: Path, data: st.DataObject
) -> None:
    sound = bytearray(
        data.draw(
            st.sampled_from(
                [
                    make.mp4(LINES),
                    make.matroska(
                        one_track(more=compression(0)),
                        make.cluster(5, make.group(1, 0, 9, zlib.compress(b"text"))),
                    ),
                ]
            )
        )
    )
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(sound) - 1), st.integers(0, 255)), max_size=12)
    ):
        sound[at] = value
    cut = data.draw(st.integers(0, len(sound)))
    for read in (in_mp4, in_matroska):
        for track in read(tmp_path, bytes(sound[:cut] if cut % 2 else sound)):
            assert all(0 <= one.start_ms < one.end_ms for one in track.found.captions)


@hostile
@given(data=st.binary(max_size=400), nested=st.sampled_from([b"moov", b"trak", b"mdia", b"stbl"]))
def test_no_bytes_at_all_make_a_reader_fail(tmp_path: Path, data: bytes, nested: bytes) -> None:
    for content in (
        data,
        make.box(nested, data),
        make.matroska(data),
        make.matroska(one_track(), data),
    ):
        for track in in_matroska(tmp_path, content) + in_mp4(tmp_path, content):
            assert all(one.text and one.end_ms > one.start_ms for one in track.found.captions)


def test_tables_of_mp4_that_claim_billions_of_rows_are_read_in_no_time(tmp_path: Path) -> None:
    whole = make.mp4(LINES)
    most = b"\xff\xff\xff\xff"
    began = time.thread_time()
    for kind in (b"stts", b"stsc", b"stsz", b"stco"):
        at = whole.index(kind)
        for place in (at + 8, at + 12, at + 16):
            in_mp4(tmp_path, whole[:place] + most + whole[place + 4 :])
    deep = b""
    for _ in range(5_000):
        deep = make.box(b"mdia", deep)
    assert in_mp4(tmp_path, make.box(b"moov", make.box(b"trak", deep))) == []
    assert time.thread_time() - began < 2
