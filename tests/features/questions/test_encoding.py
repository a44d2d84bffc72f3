"""How the characters of a text are encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.questions.encoding import encoding_of, guessed, marked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(name: str) -> None:
    assert marked("Möhre".encode(name)) == name
    assert marked("Möhre".encode()) == ""


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Möhre".encode(), "utf-8"),
        (b"a word, " * 20 + "Möhre".encode("cp1252"), "cp1252"),
        ("Renal".encode("utf-16-le"), "utf-16-le"),
        ("Renal".encode("utf-16-be"), "utf-16-be"),
        (b"\x00\x01\x02", ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
    ],
)
def test_a_file_without_a_mark_is_told_by_its_bytes(tmp_path: Path, data: bytes, name: str) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(data)
    assert encoding_of(file) == name


def test_few_bytes_above_127_are_western_and_many_are_looked_at_as_words() -> None:
    russian = "Почка выводит воду и соли из крови. ".encode("cp1251") * 20
    assert guessed(russian, few=1.1) == "cp1252"
    assert "Почка" in russian.decode(guessed(russian))
