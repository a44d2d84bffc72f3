import pytest

from ms2qbank_desktop.storage.fulltext import match_query


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("renal", '"renal"*', None),
        ("acute renal", '"acute"* AND "renal"*', None),
        ('"acute renal failure"', '"acute renal failure"', None),
        ("renal -acute", '"renal"*', '"acute"*'),
        ("-acute", None, '"acute"*'),
        ("", None, None),
        ("!!! --", None, None),
        ('"open phrase', '"open phrase"', None),
        ("Na+/K+", '"Na K"*', None),
        ('a" OR b*', '"a"* AND "OR"* AND "b"*', None),
    ],
)
def test_typed_words_become_a_query(typed: str, wanted: str | None, unwanted: str | None) -> None:
    assert match_query(typed) == (wanted, unwanted)
