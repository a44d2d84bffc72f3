import time
from xml.etree import ElementTree as ET

import pytest

from ms2qbank_desktop.features.questions.mhchem import chemistry
from ms2qbank_desktop.features.questions.typesetting import (
    FormulaFault,
    Source,
    replace_formulas,
    source_of,
    typeset,
)
from tests.features.flashcards.cards_for_tests import shown

FORMULAS = [
    r"E_x = \frac{RT}{zF}\ln\frac{[X]_{out}}{[X]_{in}}",
    r"P_{A}O_2 = F_IO_2(P_{atm}-47)-\frac{P_aCO_2}{0.8}",
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}",
    r"\begin{cases} x & y\\ z & w\end{cases}",
    r"\begin{aligned} a &= b \\ c &= d\end{aligned}",
    r"\ce{HCO3- + H+ <=> H2CO3}",
    r"\text{Cl}_{cr} = \frac{U \cdot V}{P}",
    r"\sqrt[3]{x+1} \sum_{i=1}^{n} \int_0^\infty \lim_{x\to 0} \binom{n}{k}",
    r"\overbrace{x}^{n} \hat{x} \vec{y} \mathbb{R} \alpha \rightleftharpoons \xrightarrow{ATP}",
    r"37\,^{\circ}\mathrm{C} \pm 0.5\%",
]


def formulas(text: str) -> tuple[str, list[Source]]:
    found: list[Source] = []

    def put(source: Source) -> str:
        found.append(source)
        return "#"

    return replace_formulas(text, put), found


@pytest.mark.parametrize("tex", FORMULAS)
def test_the_formulas_of_medicine_are_set(tex: str) -> None:
    formula = typeset(Source(tex, display=True))
    assert 0.5 < formula.width < 30
    assert 0 <= formula.depth < formula.height < 5
    picture = ET.fromstring(formula.svg(16, "#aabbcc"))  # noqa: S314 – made here
    assert float(picture.attrib["height"]) == pytest.approx(formula.height * 16, abs=0.01)
    outlines = [part for part in picture if part.tag.endswith("path")]
    assert outlines
    assert all(part.attrib.get("fill") == "#aabbcc" for part in outlines)


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        (r"a \(x &lt; 1\) b", "a # b", [Source("x < 1", display=False)]),
        (r"\[x<br>y\]", "#", [Source("x\ny", display=True)]),
        ("[$]x[/$] [$$]y[/$$]", "# #", [Source("x", False), Source("y", True)]),
        ("[latex]$x$[/latex]", "#", [Source("x", False)]),
        ("[latex]if $x$ then $y$[/latex]", "if # then #", [Source("x", False), Source("y", False)]),
        (r"[latex]\begin{equation}x\end{equation}[/latex]", "#", [Source("x", True)]),
        ('<anki-mathjax block="true">x</anki-mathjax>', "#", [Source("x", True)]),
        (r"\(<span class=cloze>[...]</span>\)", "#", [Source("[...]", False)]),
        (r"\(a <=> b\)", "#", [Source("a <=> b", False)]),
        (r"\(open", r"\(open", []),
        ("costs $5 and $6", "costs $5 and $6", []),
        (r"\(\)", "", []),
    ],
)
def test_formulas_are_found_in_all_of_ankis_notations(
    text: str, rest: str, found: list[Source]
) -> None:
    assert formulas(text) == (rest, found)


@pytest.mark.parametrize(
    ("tex", "fault"),
    [
        (r"\unknowncmd{x}", "“\\unknowncmd” is not known."),
        (r"\frac{a", "Its brackets do not fit together."),
        (r"\def\x{\x\x}\x", "“\\def” is not allowed."),
        (r"\input{/etc/passwd}", "“\\input” is not allowed."),
        (r"\frac{1}{" * 16 + "x" + "}" * 16, "Its parts stand too deep in one another."),
        ("x" * 5000, "It is too long."),
        (r"\hspace{99999cm}x", "It is empty or too large."),
        ("a & b", "It is not complete."),
    ],
)
def test_a_formula_that_cannot_be_set_says_why_and_quickly(tex: str, fault: str) -> None:
    begun = time.thread_time()
    with pytest.raises(FormulaFault) as caught:
        typeset(Source(tex, display=False))
    assert caught.value.message == fault
    assert time.thread_time() - begun < 2


def test_a_card_has_a_picture_for_a_formula_and_a_notice_for_a_broken_one() -> None:
    html = shown(r"a \(x^2\) b \(\nonsense\)").front.html
    address = Source("x^2", display=False).address
    assert f'<img src="{address}" style="vertical-align:middle">' in html
    assert "Formula not shown. “\\nonsense” is not known." in html
    assert r"\(" not in html


def test_an_address_leads_back_to_its_formula() -> None:
    for source in (Source("x^2 + é", display=False), Source(r"\frac{a}{b}", display=True)):
        assert source_of(source.address) == source


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("SO4^2-", r"\mathrm{S}\mathrm{O}_{4}^{2-}"),
        ("^{131}_{53}I", r"{}^{131}_{53}\mathrm{I}"),
        ("2 H2", r"2\,\mathrm{H}_{2}"),
        ("A ->[x] B", r"\mathrm{A}\xrightarrow{\mathrm{x}}\mathrm{B}"),
        ("C-C", r"\mathrm{C}{-}\mathrm{C}"),
    ],
)
def test_chemistry_is_written_out(formula: str, tex: str) -> None:
    assert chemistry(formula) == tex
