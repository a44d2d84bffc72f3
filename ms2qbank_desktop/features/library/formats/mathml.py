"""MathML as TeX between dollar signs; a formula of words alone as those words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .markdown import escaped
from .xml import texts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIGNS = {
    "×": r"\times",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "÷": r"\div",
    "±": r"\pm",
    "∓": r"\mp",
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↔": r"\leftrightarrow",
    "⟶": r"\longrightarrow",
    "⇌": r"\rightleftharpoons",
    "⇔": r"\Leftrightarrow",
    "⇒": r"\Rightarrow",
    "↑": r"\uparrow",
    "↓": r"\downarrow",
    "≤": r"\leq",
    "≥": r"\geq",
    "≠": r"\neq",
    "≈": r"\approx",
    "∞": r"\infty",
    "∝": r"\propto",
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "∂": r"\partial",
    "√": r"\surd",
    "°": r"^\circ",
    "\u2032": "'",
    "−": "-",
    "–": "-",
    "…": r"\ldots",
    "∆": r"\Delta",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "\\": r"\backslash",
    "~": r"\sim",
    "^": r"\hat{\ }",
}
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u200a\u2009\u2003\u2002"), " ")
_ACCENTS = {"¯": "bar", "‾": "bar", "_": "bar", "^": "hat", "→": "vec", "˙": "dot", ".": "dot"}
_WORDS = frozenset({"mtext", "ms"})
_FORMULA = frozenset({"mi", "mn", "mo", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot"})
_FUNCTIONS = frozenset({"sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min"})


def formula(math: Element, *, display: bool = False) -> str:
    """Return a ``math`` element as Markdown."""
    if not any(one.tag in _FORMULA for one in math.iter()):
        return escaped(texts(math))
    tex = re.sub(r"\s+", " ", _row(math)).strip()
    if not tex:
        return ""
    return f"$${tex}$$" if display else f"${tex}$"


def _row(element: Element) -> str:
    return " ".join(filter(None, map(_tex, element)))


def _tex(one: Element) -> str:
    parts = [_tex(child) for child in one]
    match one.tag, len(parts):
        case (("mi" | "mn" | "mo"), _):
            return _token(one)
        case tag, _ if tag in _WORDS:
            words = texts(one)
            return rf"\text{{{_plain(words)}}}" if words else ""
        case "msup", 2:
            return f"{{{parts[0]}}}^{{{parts[1]}}}"
        case "msub", 2:
            return f"{{{parts[0]}}}_{{{parts[1]}}}"
        case (("msubsup" | "munderover"), 3):
            return f"{{{parts[0]}}}_{{{parts[1]}}}^{{{parts[2]}}}"
        case "mfrac", 2:
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "msqrt", _:
            return rf"\sqrt{{{' '.join(parts)}}}"
        case "mroot", 2:
            return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
        case "mover", 2:
            accent = _ACCENTS.get(texts(one[1]))
            return (
                rf"\{accent}{{{parts[0]}}}" if accent else rf"\overset{{{parts[1]}}}{{{parts[0]}}}"
            )
        case "munder", 2:
            return rf"\underset{{{parts[1]}}}{{{parts[0]}}}"
        case "mfenced", _:
            begin, end = one.get("open", "("), one.get("close", ")")
            return f"{_signs(begin)} {' , '.join(parts)} {_signs(end)}"
        case "mtable", _:
            return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
        case (("mtr" | "mlabeledtr"), _):
            return " & ".join(parts)
        case (("annotation" | "annotation-xml" | "none" | "mprescripts"), _):
            return ""
        case "mspace", _:
            return r"\ "
        case _:
            return " ".join(filter(None, parts)) or _signs(texts(one))


def _token(one: Element) -> str:
    text = texts(one).translate(_INVISIBLE).strip()
    if one.tag == "mi" and len(text) > 1 and text.isalpha():
        return rf"\{text}" if text in _FUNCTIONS else rf"\mathrm{{{_signs(text)}}}"
    return _signs(text)


def _signs(text: str) -> str:
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign in _SIGNS:
        found = _SIGNS[sign]
        return f"{found} " if found[-1].isalpha() else found
    name = unicodedata.name(sign, "")
    if name.startswith("GREEK ") and " LETTER " in name and name.rpartition(" ")[2].isalpha():
        letter = name.rpartition(" ")[2].lower().replace("lamda", "lambda")
        return rf"\{letter.title() if 'CAPITAL' in name else letter} "
    return sign


def _plain(words: str) -> str:
    return "".join(rf"\{sign}" if sign in "%&#$_{}" else sign for sign in words if sign != "\\")
