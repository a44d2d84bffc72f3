"""Text files of notes: Anki's headers, CSV, TSV, and what we write ourselves."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.formats.base import (
    BadFile,
    DeckContent,
    ExportOptions,
    Packed,
    PackedNote,
    Source,
)
from ms2qbank_desktop.features.flashcards.formats.known import WRITERS
from ms2qbank_desktop.features.flashcards.formats.text import TextNotes
from ms2qbank_desktop.features.flashcards.models import Deck, Note, Preset
from ms2qbank_desktop.features.flashcards.notes import stock
from tests.features.flashcards.formats.reading import NOW, TODAY, Everything, everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.real_anki import Anki


@pytest.fixture
def text(tmp_path: Path, scratch: Path) -> Callable[..., Everything]:
    """Read a file with this content."""

    def read(content: str | bytes, name: str = "notes.txt") -> Everything:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return everything(path, scratch)

    return read


def rows(found: Everything) -> list[tuple[str, ...]]:
    return [packed.note.fields for packed in found.notes]


def test_all_headers_are_obeyed(text: Callable[..., Everything]) -> None:
    found = text(
        "#separator:pipe\n#html:false\n#tags:shared two\n#notetype column:2\n#deck column:3\n"
        "#tags column:5\n#guid column:1\n#columns:id|type|deck|Front|tags|Back\n"
        'g1|Basic|A::B|a < b|x y|"line\none"\n'
        "g2|Cloze|C|{{c1::z}}||\n"
    )
    decks = {packed.item.id: packed.item.name for packed in found.decks}
    types = {packed.item.id: packed.item.name for packed in found.note_types}
    assert [packed.note.guid for packed in found.notes] == ["g1", "g2"]
    assert rows(found) == [("a &lt; b", "line<br>one"), ("{{c1::z}}", "")]
    assert [decks[packed.deck_id or 0] for packed in found.notes] == ["A::B", "C"]
    assert [types[packed.note.notetype_id] for packed in found.notes] == ["Basic", "Cloze"]
    assert found.notes[0].note.tags == ("shared", "two", "x", "y")
    assert found.notes[1].note.tags == ("shared", "two")


def test_html_is_kept_where_the_header_or_the_text_says_so(
    text: Callable[..., Everything],
) -> None:
    assert rows(text("#html:true\na & b\tc\n")) == [("a & b", "c")]
    assert rows(text("a\t<b>c</b>\n")) == [("a", "<b>c</b>")]
    assert rows(text("1 < 2\tc & d\n")) == [("1 &lt; 2", "c &amp; d")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str, text: Callable[..., Everything]) -> None:
    lines = [f"front {number}{separator}back, with comma; and more" for number in range(5)]
    quoted = [line.replace("back, with comma; and more", '"back, more"') for line in lines]
    found = text("\n".join(quoted))
    assert rows(found) == [(f"front {number}", "back, more") for number in range(5)]


def test_a_row_of_column_names_is_no_note(text: Callable[..., Everything]) -> None:
    found = text("Question,Answer,Tags\nq,a,x y\n", "table.csv")
    assert rows(found) == [("q", "a")]
    assert found.notes[0].note.tags == ("x", "y")
    assert found.decks[0].item.name == "table"


def test_a_cloze_is_recognised_without_being_told(text: Callable[..., Everything]) -> None:
    found = text("{{c2::a}} b\tmore\nplain\tback\n")
    names = {packed.item.id: packed.item.name for packed in found.note_types}
    assert [names[packed.note.notetype_id] for packed in found.notes] == ["Cloze", "Basic"]


def test_the_same_file_gives_the_same_guids_even_where_fronts_repeat(
    text: Callable[..., Everything],
) -> None:
    content = "front\tone\nfront\ttwo\nother\tthree\n"
    first, again = text(content), text(content.replace("two", "changed"))
    guids = [packed.note.guid for packed in first.notes]
    assert len(set(guids)) == 3
    assert [packed.note.guid for packed in again.notes] == guids


def test_lines_within_a_field_end_in_one_way(text: Callable[..., Everything]) -> None:
    assert rows(text('#html:true\r\na\t"b\r\nc"\r\n')) == [("a", "b\nc")]
    assert rows(text('a\t"b\r\nc"\r\n')) == [("a", "b<br>c")]


def test_columns_get_names_that_templates_can_use(text: Callable[..., Everything]) -> None:
    found = text("#notetype:Own\n#columns:#A{{x}}\tB\tb\t\nq\tr\ts\tt\n")
    [packed] = found.note_types
    names = [field.name for field in packed.item.fields]
    assert names == ["Ax", "B", "Field 3", "Field 4"]
    assert packed.item.templates[0].front == "{{Ax}}"
    assert rows(found) == [("q", "r", "s", "t")]


@pytest.mark.parametrize("separator", ['"', "é", "\r", "=", "tabulator", "#", "\\"])
def test_odd_separators_do_no_harm(separator: str, text: Callable[..., Everything]) -> None:
    found = text(f"#separator:{separator}\na{separator[:1]}b\nc{separator[:1]}d\n")
    assert found.notes
    assert not found.problems


def test_rows_without_fields_are_left_out(text: Callable[..., Everything]) -> None:
    found = text("#notetype column:1\n#guid column:2\nOwn\tg\nOther\th\tfront\n")
    assert rows(found) == [("front",)]
    assert found.whys == ["It was left out: its first field is empty."]


def test_bad_rows_are_told_and_the_rest_is_kept(text: Callable[..., Everything]) -> None:
    found = text("a\tb\n\tno front\n" + "\t".join("x" * 201) + "\nc\td\n")
    assert rows(found) == [("a", "b"), ("c", "d")]
    assert [(problem.where, problem.why) for problem in found.problems] == [
        ("line 2", "It was left out: its first field is empty."),
        ("line 3", "It was left out: it has too many columns."),
    ]


def test_other_encodings_are_read(text: Callable[..., Everything]) -> None:
    for data in ("a\té\n".encode("utf-8-sig"), "a\té\n".encode("utf-16")):
        assert rows(text(data)) == [("a", "é")]
    german = "Fuß\tMöhre und Äpfel\nTür\tgrüne Wände\n" * 9
    assert rows(text(german.encode("cp1252")))[0] == ("Fuß", "Möhre und Äpfel")


@pytest.mark.parametrize("data", [b"\0\1\2", b"\n\n", b"#html:true\n"])
def test_a_file_without_notes_is_refused(data: bytes, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "no.txt"
    path.write_bytes(data)
    with (
        pytest.raises(BadFile),
        TextNotes().open(Source(path, scratch, NOW, TODAY)) as content,
    ):
        list(content.notes)


def written(tmp_path: Path, scratch: Path, name: str) -> Path:
    """Write three notes that are not easy to write."""
    notes = [
        Note(1, "#g,1", 1, ('say "x"\tnow', "a, b; c<br>d\nnew line"), ("t::u", "v"), NOW),
        Note(2, "g2", 2, ("{{c1::ä}}", ""), (), NOW),
        Note(3, "g 3", 1, ("#no remark", "= 1 &amp; 2"), ("w",), NOW),
    ]
    content = DeckContent(
        decks=(Packed(Deck(1, "A::B c", 1), NOW, {}), Packed(Deck(2, "D", 1), NOW, {})),
        presets=(Packed(Preset(id=1), NOW, {}),),
        note_types=(
            Packed(replace(stock.BASIC, id=1), NOW, {}),
            Packed(replace(stock.CLOZE, id=2), NOW, {}),
        ),
        notes=[[PackedNote(note, {}, 1 + note.id % 2) for note in notes]],
    )
    path = tmp_path / name
    WRITERS[path.suffix](content, Source(path, scratch, NOW, TODAY), ExportOptions())
    return path


@pytest.mark.parametrize("name", ["out.txt", "out.csv"])
def test_what_we_write_we_read_again(name: str, tmp_path: Path, scratch: Path) -> None:
    found = everything(written(tmp_path, scratch, name), scratch)
    decks = {packed.item.id: packed.item.name for packed in found.decks}
    types = {packed.item.id: packed.item.name for packed in found.note_types}
    told = [
        (
            packed.note.guid,
            types[packed.note.notetype_id],
            decks[packed.deck_id or 0],
            packed.note.tags,
            packed.note.fields,
        )
        for packed in found.notes
    ]
    front = ('say "x"\tnow', "a, b; c<br>d\nnew line")
    assert told == [
        ("#g,1", "Basic", "D", ("t::u", "v"), front),
        ("g2", "Cloze", "A::B c", (), ("{{c1::ä}}", "")),
        ("g 3", "Basic", "D", ("w",), ("#no remark", "= 1 &amp; 2")),
    ]
    assert not found.problems


def test_the_csv_has_a_row_of_names(tmp_path: Path, scratch: Path) -> None:
    with written(tmp_path, scratch, "out.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.reader(file))
    assert first == ["guid", "notetype", "deck", "tags", "Field 1", "Field 2"]


def test_anki_imports_the_text_we_write(anki: Anki, tmp_path: Path, scratch: Path) -> None:
    [found] = anki.read(written(tmp_path, scratch, "out.txt"))
    assert {guid: (n["type"], n["tags"]) for guid, n in found["notes"].items()} == {
        "#g,1": ("Basic", ["t::u", "v"]),
        "g2": ("Cloze", []),
        "g 3": ("Basic", ["w"]),
    }
    assert found["notes"]["#g,1"]["fields"] == ['say "x"\tnow', "a, b; c<br>d\nnew line"]
    assert found["cards"]["g2 0"]["deck"] == "A::B c"
