"""The front matter of files: what is read, what is kept, and that nothing is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.notebook.formats import front_matter, properties
from ms2qbank_desktop.features.notebook.formats.base import BadItem, FiledNote, OwnFacts, decoded
from ms2qbank_desktop.features.notebook.formats.file_names import escaped, unescaped
from ms2qbank_desktop.features.notebook.models import NoteKind

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.formats.properties import Properties

texts = st.text(st.characters(exclude_categories=["Cs"]))
pieces = st.lists(
    st.sampled_from(
        ["---\n", "---", "...\n", "a: b\n", "tags: [x]\n", "  - y\n", "\n", "# c\n",
         "ms2qbank-id: 3\n", "title: 'a''b'\n", "text", "\r\n", "[[", ": ",
         '"', "created: 2024-01-01\n"]
    )
).map("".join)  # fmt: skip
instants = st.integers(0, 4_000_000_000_000).map(from_ms)


def read(block: str) -> Properties:
    return properties.read(f"---\n{block}---\nbody", as_written=False)


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("tags: [a, 'b c', \"d,e\"]\n", ("a", "b c", "d,e")),
        ("tags:\n  - a\n  - '#b/c'\n", ("a", "b/c")),
        ("tags:\n- a\n- b # why\n", ("a", "b")),
        ("tags: a, b c\n", ("a", "b", "c")),
        ("Tags: [\n  a,\n  b\n]\n", ("a", "b")),
        ("tags:\n", ()),
        ("tags: []\n", ()),
    ],
)
def test_tags_are_read_as_obsidian_and_others_write_them(block: str, tags: tuple[str, ...]) -> None:
    said = read(block)
    assert said.tags == tags
    assert (said.body, said.unread) == ("body", ())


def test_title_and_times_are_read_and_every_other_line_is_kept() -> None:
    said = read(
        "title: 'It''s: here'\n# a remark\naliases:\n  - One\ncreated: 2024-01-02T03:04:05+02:00\n"
        "updated: 2024-02-02T00:00:00Z\nnested:\n  tags: [no]\n\nblock: |\n  title: no\n"
    )
    assert said.title == "It's: here"
    assert said.created_at == datetime(2024, 1, 2, 1, 4, 5, tzinfo=UTC)
    assert said.changed_at == datetime(2024, 2, 2, tzinfo=UTC)
    assert said.body == (
        "---\n# a remark\naliases:\n  - One\nupdated: 2024-02-02T00:00:00Z\n"
        "nested:\n  tags: [no]\n\nblock: |\n  title: no\n---\nbody"
    )


@pytest.mark.parametrize(
    "line", ["tags: {a: 1}\n", "title: |\n  two\n", "created: yesterday\n", "modified: 0000-99\n"]
)
def test_what_is_not_understood_stays_in_the_text_and_is_told(line: str) -> None:
    said = read(line)
    assert said.body == f"---\n{line}---\nbody"
    assert said.unread == (line.partition(":")[0],)


@pytest.mark.parametrize("text", ["---\nno key here\n---\n", "---\n---\n", "---\na: b\n", "x"])
def test_text_between_rules_is_no_front_matter(text: str) -> None:
    assert properties.read(text, as_written=False).body == text


@given(pieces)
def test_no_line_of_a_file_is_lost(text: str) -> None:
    said = properties.read(text, as_written=False)
    block, rest = front_matter.split(text)
    assert "".join(one.lines for one in front_matter.entries(block)) == block
    assert said.body.endswith(rest)
    taken = {"title", "tags", "created", "modified", "ms2qbank-id"}
    for entry in front_matter.entries(block):
        if entry.key and entry.key not in taken:
            assert entry.lines.rstrip("\n") in said.body


@given(texts, texts | pieces, st.lists(texts.filter(str.strip)), instants, instants)
@example("---", "---\n---\n", ["true", "a, b"], from_ms(0), from_ms(1))
@example("", "---\naliases: [x]\n---\n", [], from_ms(0), from_ms(1))
@example("", "---\n  - odd\na: b\n---", [], from_ms(0), from_ms(1))
def test_what_we_write_is_read_back_to_the_byte(
    title: str, body: str, tags: list[str], created_at: datetime, changed_at: datetime
) -> None:
    own = OwnFacts(7, NoteKind.QUICK, True, False, True, "yellow", as_written=True)
    note = FiledNote("", (), title, body, tuple(tags), created_at, changed_at, changed_at, (), own)
    for title_of_file in (title, "another"):
        text = properties.written(note, own, title_of_file)
        said = properties.read(text.encode().decode(), as_written=True)
        assert (said.title, said.body, said.tags) == (
            None if title_of_file == title else title,
            body,
            tuple(tags),
        )
        assert (said.created_at, said.changed_at, said.own) == (created_at, changed_at, own)


@given(texts)
@example("..")
@example("CON.txt")
@example("100%25 %2F")
def test_names_of_files_are_reversible_and_accepted_everywhere(title: str) -> None:
    name = escaped(title)
    assert not set(name) & set('/\\:*?"<>|#^[]\0\n')
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert name.casefold() not in {"con", "attachments", "nul.txt"}
    assert len(name.encode()) <= 180
    if "~" not in name:
        assert unescaped(name) == normalize("NFC", title)


@given(st.binary())
@example(b"\xff\xfeA\0")
@example(b"\xff\xfeA")
def test_bytes_are_text_of_a_named_encoding_or_told(data: bytes) -> None:
    with suppress(BadItem):
        text, encoding = decoded(data)
        assert data.decode(encoding) == text
