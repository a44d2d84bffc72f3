"""The Markdown of articles as the HTML that is shown."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.features.library.models import Term
from ms2qbank_desktop.features.library.ui.article_text import rendered, wiki_name


def html(body: str, *terms: str) -> str:
    known = {term.lower(): Term(term, f"what {term} means") for term in terms}
    return rendered(body, lambda names: {name: known[name] for name in names if name in known}).html


def test_formulas_become_pictures_and_money_stays() -> None:
    shown = html("It costs $5 or $6, and $x^2$ too.\n\n$$\\frac{1}{2}$$")
    assert "$5 or $6" in shown
    assert shown.count('<img src="math:i:') == 1
    assert shown.count('<img src="math:d:') == 1


def test_a_formula_that_cannot_be_set_is_shown_without_tex() -> None:
    shown = html("Then $\\unknowncommand{a} + b$.")
    assert "\\" not in shown
    assert "a + b" in shown.replace("  ", " ")


def test_code_keeps_its_dollars_and_brackets() -> None:
    shown = html("`$x$ [[not a link]]`\n\n```\n$y$\n```")
    assert "$x$ [[not a link]]" in shown
    assert "$y$" in shown


def test_double_brackets_name_what_they_link() -> None:
    shown = html("See [[Acid–base#Gap|the gap]].")
    address = shown.split('href="')[1].split('"')[0]
    assert wiki_name(address) == ("Acid–base", "Gap")
    assert ">the gap</a>" in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="http://example.org/x.png" alt="x">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<iframe src="http://example.org"></iframe>',
    ],
)
def test_nothing_harmful_is_let_through(hostile: str) -> None:
    shown = html(f"Before\n\n{hostile}\n\nafter")
    for sign in ("script", "example.org/x", "iframe", "file:", "src="):
        assert sign not in shown
    assert "after" in shown


def test_a_missing_picture_is_named_by_its_alternative_text() -> None:
    shown = html("![The [whole] nephron](<missing:pictures/nephron 1.png>)")
    assert "Picture missing: The [whole] nephron" in shown
    assert "<img" not in shown


def test_terms_are_linked_once_in_a_section_and_never_in_headings_or_links() -> None:
    shown = html("## Gap\n\nThe gap, the GAP, [[gap]] and `gap`, a gape.", "Gap")
    assert shown.count('href="term:gap"') == 1
    assert "<h2>Gap</h2>" in shown


def test_a_long_term_wins_over_a_short_one_inside_it() -> None:
    shown = html("The anion gap is wide.", "gap", "anion gap")
    assert 'href="term:anion%20gap"' in shown
    assert 'href="term:gap"' not in shown


def test_no_piece_ends_with_a_table() -> None:
    table = "| a | b |\n|---|---|\n| c | d |\n\n"
    text = rendered(f"{'Words. ' * 300}\n\n{table}More words.\n\n" * 4, lambda _names: {})
    assert len(text.pieces) > 2
    assert not [piece for piece in text.pieces if piece.endswith("</table>")]
