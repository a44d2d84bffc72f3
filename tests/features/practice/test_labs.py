"""The lab values: what the shipped table holds and how rows are found in it."""

from __future__ import annotations

import re

import pytest

from ms2qbank_desktop.core.paths import resources
from ms2qbank_desktop.features.practice.labs import LabGroup, LabRow, LabTable, load, search

FILE = resources() / "labs.toml"
NUMBER = r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?"
RANGE = re.compile(rf"(?:{NUMBER}–{NUMBER}|{NUMBER} to {NUMBER}|[<>≤≥]?{NUMBER}|<1:40)")
WORDS = {"negative", "clear, colorless"}


@pytest.fixture(scope="module")
def table() -> LabTable:
    return load(FILE)


def rows(table: LabTable) -> list[LabRow]:
    return [row for group in table.groups for row in group.rows]


def found(table: LabTable, words: str, specimen: str = "") -> list[str]:
    return [match.row.name for match in search(table, words, specimen)]


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_the_table_has_at_least_120_rows_of_every_specimen(table: LabTable) -> None:
    assert len(rows(table)) >= 120
    assert {group.specimen for group in table.groups} == {"blood", "csf", "urine", "other"}
    assert "hormones" in {group.id for group in table.groups}
    assert len(table.sources) >= 3
    assert table.note


def test_a_row_is_told_by_its_name_and_for_whom_it_holds(table: LabTable) -> None:
    keys = [(row.name, row.who) for row in rows(table)]
    assert len(set(keys)) == len(keys)


def test_every_range_is_written_in_the_same_way(table: LabTable) -> None:
    odd = [
        (row.name, text)
        for row in rows(table)
        for text in (row.conventional, row.si)
        if text not in WORDS and not RANGE.fullmatch(text.removesuffix(" above control"))
    ]
    assert odd == []


def test_the_lower_end_of_a_range_lies_below_the_upper_one(table: LabTable) -> None:
    for row in rows(table):
        for text in (row.conventional, row.si):
            ends = [float(end.replace(",", "")) for end in text.split("–") if end[0].isdigit()]
            assert ends == sorted(set(ends)) or ":" in text, row.name


def test_the_same_unit_has_the_same_numbers(table: LabTable) -> None:
    assert [
        row.name for row in rows(table) if row.unit == row.si_unit and row.conventional != row.si
    ] == []


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("Glucose, plasma", 1 / 18.016),
        ("Creatinine", 88.4),
        ("Calcium, total", 1 / 4.008),
        ("Bilirubin, total", 17.1),
        ("Cholesterol, total", 1 / 38.67),
        ("Hemoglobin", 10),
        ("PaCO₂", 0.1333),
    ],
)
def test_the_si_values_are_the_conventional_ones_converted(
    table: LabTable, name: str, factor: float
) -> None:
    found = [row for row in rows(table) if row.name == name]
    assert found
    for row in found:
        for here, there in zip(
            re.findall(r"[\d.]+", row.conventional), re.findall(r"[\d.]+", row.si), strict=True
        ):
            assert float(there) == pytest.approx(float(here) * factor, rel=0.03), row


def test_the_value_is_given_in_the_units_asked_for() -> None:
    row = LabRow("Glucose", (), "70–99", "mg/dL", "3.9–5.5", "mmol/L")
    assert row.value("conventional") == ("70–99", "mg/dL")
    assert row.value("si") == ("3.9–5.5", "mmol/L")


def test_rows_that_begin_with_the_word_come_first(table: LabTable) -> None:
    assert found(table, "bic") == [
        "Bicarbonate (HCO₃⁻), venous serum",
        "Bicarbonate, arterial (calculated)",
        "Vitamin C (ascorbic acid)",
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("k", "Potassium (K⁺)"),
        ("na", "Sodium (Na⁺)"),
        ("BUN", "Urea nitrogen (BUN)"),
        ("wbc", "Leukocyte count"),
        ("t4", "Thyroxine, total (T₄)"),
        ("B12", "Vitamin B₁₂ (cobalamin)"),
        ("gamma glut", "γ-Glutamyl transferase (GGT)"),
        ("beta-hyd", "β-Hydroxybutyrate"),
        ("PACO2", "PaCO₂"),
    ],
)
def test_abbreviations_figures_and_greek_letters_are_found_as_they_are_typed(
    table: LabTable, words: str, first: str
) -> None:
    assert found(table, words)[0] == first


def test_accents_and_case_do_not_count() -> None:
    row = LabRow("Bence-Jones protéine", (), "0", "", "0", "")
    table = LabTable("", (), (LabGroup("urine", "Urine", "urine", (row,)),))
    (match,) = search(table, "PROTEINE")
    assert marked(row.name, match.marks) == ["protéine"]


def test_every_word_must_be_found_and_each_is_marked(table: LabTable) -> None:
    (match,) = search(table, "hemoglobin women anemia")
    assert (match.row.name, match.row.who, match.also) == ("Hemoglobin", "women", "anemia")
    assert marked(match.row.name, match.marks) == ["Hemoglobin"]
    assert marked(match.row.who, match.who_marks) == ["women"]
    assert marked(match.also, match.also_marks) == ["anemia"]
    assert found(table, "hemoglobin unicorn") == []


def test_a_mark_covers_the_raised_figure_that_was_typed_flat(table: LabTable) -> None:
    match = search(table, "b12")[0]
    assert marked(match.row.name, match.marks) == ["B₁₂"]


def test_marks_that_touch_are_joined(table: LabTable) -> None:
    match = search(table, "creat creatin")[0]
    assert marked(match.row.name, match.marks) == ["Creatin"]


def test_short_words_are_looked_for_only_where_words_begin(table: LabTable) -> None:
    for match in search(table, "ca"):
        shown = (match.row.name, match.row.who, *match.row.also)
        assert any(re.search(r"(?i)(?<![a-z0-9])ca", text) for text in shown)


def test_the_filter_keeps_a_specimen_or_a_group(table: LabTable) -> None:
    assert found(table, "glucose", "csf") == ["CSF glucose"]
    assert {match.group.specimen for match in search(table, "sodium", "urine")} == {"urine"}
    assert {group.id for group in table.within("hormones")} == {"hormones"}
    assert table.within("") == table.groups
    assert len(table.within("blood")) > 10


@pytest.mark.parametrize("words", ["", "   ", "zzz"])
def test_no_words_and_unknown_words_find_nothing(table: LabTable, words: str) -> None:
    assert search(table, words) == ()
