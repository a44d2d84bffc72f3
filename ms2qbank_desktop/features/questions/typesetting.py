r"""Typesets formulas: TeX in, the outlines of a picture out.

The notations of cards are those of Anki: MathJax ``\(…\)`` and ``\[…\]``, and ``[latex]…[/latex]``,
``[$]…[/$]``, ``[$$]…[/$$]``. Formulas are set by ziamath in STIX Two Math.
"""

from __future__ import annotations

import base64
import functools
import html
import re
import threading
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from ms2qbank_desktop.core.errors import UserFault

from .mhchem import expanded

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from ziamath.zmath import Math

SCHEME = "math:"

_CLOSING = {r"\(": r"\)", r"\[": r"\]", "[$]": "[/$]", "[$$]": "[/$$]", "[latex]": "[/latex]"}
_OPENING = re.compile(r"\\\(|\\\[|\[\$\$?\]|\[latex\]|<anki-mathjax[^<>]*>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>|</?div>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^<>]*>|<!--|-->", re.IGNORECASE)  # not the arrow <=>
_WHOLE = re.compile(
    r"\$\$(?P<a>[^$]+)\$\$|\$(?P<b>[^$]+)\$|\\\[(?P<c>.+)\\\]|\\\((?P<d>.+)\\\)"
    r"|\\begin\{(?P<kind>displaymath|equation\*?|math)\}(?P<e>.+)\\end\{(?P=kind)\}",
    re.DOTALL,
)
_UNKNOWN = re.compile(r">[^<]*?(\\[A-Za-z]+)")
_DEFINITION = re.compile(r"\\(?:def|let|gdef|edef|(?:re)?newcommand|input|include)\b")
_WITHOUT_EFFECT = re.compile(r"\\(?:require|label|nonumber|notag)\b(?:\s*\{[^{}]*\})?")
_NEST = re.compile(r"\\[{}]|\\left(?![a-z])|\\right(?![a-z])|\\begin|\\end|[{}]")
_STEPS = {"{": 1, r"\left": 1, r"\begin": 1, "}": -1, r"\right": -1, r"\end": -1}

_LONGEST = 2000
_DEEPEST = 6  # every further level doubles ziamath's time: 6 take 50 ms, 12 take 5 s
_DRAWING = threading.Lock()  # ziamath keeps what it is doing in its modules
_EM = 100.0
_WIDEST, _HIGHEST = 200.0, 60.0


class FormulaFault(UserFault):
    """A formula that cannot be set; the message names what stands in the way."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The outlines of a formula. Lengths are in em; the base line is ``depth`` above the foot."""

    width: float
    height: float
    depth: float
    _outlines: str
    _left: float

    def svg(self, em: float, ink: str) -> bytes:
        """Return the formula as an SVG picture for type of ``em`` pixels, in colour ``ink``."""
        view = (self._left, (self.depth - self.height) * _EM, self.width * _EM, self.height * _EM)
        box = " ".join(f"{number:.2f}" for number in view)
        outlines = self._outlines.replace('"black"', f'"{html.escape(ink)}"')
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width * em:.2f}"'
            f' height="{self.height * em:.2f}" viewBox="{box}">{outlines}</svg>'
        ).encode()


@dataclass(frozen=True, slots=True)
class Source:
    """A formula as it is written; ``display``: on a line of its own."""

    tex: str
    display: bool

    @property
    def address(self) -> str:
        """What stands for the formula in HTML."""
        code = base64.urlsafe_b64encode(self.tex.encode()).decode().rstrip("=")
        return f"{SCHEME}{'d' if self.display else 'i'}:{code}"


def source_of(address: str) -> Source:
    """Return the formula that ``address`` stands for; inverse of ``Source.address``."""
    kind, _, code = address.removeprefix(SCHEME).partition(":")
    padded = code + "=" * (-len(code) % 4)
    return Source(base64.urlsafe_b64decode(padded).decode(), kind == "d")


def has_formulas(text: str) -> bool:
    return ("\\" in text or "[" in text or "<anki" in text) and bool(_OPENING.search(text))


def replace_formulas(text: str, put: Callable[[Source], str]) -> str:
    """Return the HTML ``text`` with every formula replaced by what ``put`` gives for it."""
    written: list[str] = []
    position = 0
    never_closed: set[str] = set()
    for opening in _OPENING.finditer(text):
        if opening.start() < position:
            continue
        mark = opening[0].lower()
        closing = _CLOSING.get(mark, "</anki-mathjax>")
        if closing in never_closed:
            continue
        end = text.find(closing, opening.end())
        if end < 0:
            never_closed.add(closing)
            continue
        tex = _tex(text[opening.end() : end])
        written.append(text[position : opening.start()])
        if mark == "[latex]":
            written.append(_latex(tex, put))
        elif tex:
            display = mark in (r"\[", "[$$]") or "block" in mark
            written.append(put(Source(tex, display)))
        position = end + len(closing)
    written.append(text[position:])
    return "".join(written)


def typeset(source: Source) -> Formula:
    """Return the outlines of a formula; FormulaFault if it cannot be set. 2–15 ms, then cached."""
    drawn = _drawn(source)
    if isinstance(drawn, str):
        raise FormulaFault(drawn)
    return drawn


@functools.lru_cache(maxsize=512)
def _drawn(source: Source) -> Formula | str:
    """Return a formula, or why it cannot be set: neither is found out twice."""
    tex = expanded(_WITHOUT_EFFECT.sub("", source.tex))
    try:
        _check(tex)
        with _DRAWING:
            return _formula(_picture(tex, inline=not source.display))
    except FormulaFault as fault:
        return fault.message


def _picture(tex: str, *, inline: bool) -> Element:
    translated, drawn = _ziamath()
    try:
        mathml = translated(tex, inline=inline)
        if not (unknown := _UNKNOWN.search(mathml)):
            return drawn(mathml, size=_EM, margin=0.0).svgxml()
    except Exception as error:  # whatever ziamath stumbles over, it is the formula's fault
        raise FormulaFault("It is not complete.") from error
    raise FormulaFault(f"“{unknown[1]}” is not known.")


@functools.cache
def _ziamath() -> tuple[Callable[..., str], type[Math]]:
    """Return what makes MathML of TeX and a picture of MathML; imported at the first formula."""
    with warnings.catch_warnings():
        # It asks for its font in a way that Python 3.11 and 3.12 wanted to do away with.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.tex import tex2mml
        from ziamath.zmath import Math

    config.svg2 = False  # Qt knows no symbols with a view box
    return tex2mml, Math


def _formula(picture: Element) -> Formula:
    left, top, width, height = map(float, picture.attrib["viewBox"].split())
    if not 0 < width <= _WIDEST * _EM or not 0 < height <= _HIGHEST * _EM:
        raise FormulaFault("It is empty or too large.")
    outlines = "".join(tostring(part, encoding="unicode") for part in picture)
    return Formula(width / _EM, height / _EM, (top + height) / _EM, outlines, left)


def _check(tex: str) -> None:
    """Refuse what cannot be set before time is spent on it."""
    if len(tex) > _LONGEST:
        raise FormulaFault("It is too long.")
    if definition := _DEFINITION.search(tex):
        raise FormulaFault(f"“{definition[0]}” is not allowed.")
    depth = 0
    for mark in _NEST.findall(tex):
        depth += _STEPS.get(mark, 0)
        if depth > _DEEPEST:
            raise FormulaFault("Its parts stand too deep in one another.")
        if depth < 0:
            break
    if depth:
        raise FormulaFault("Its brackets do not fit together.")


def _tex(fragment: str) -> str:
    """Return the TeX that an HTML fragment holds."""
    text = html.unescape(_MARKUP.sub("", _LINE_BREAK.sub("\n", fragment)))
    return text.replace("\xa0", " ").strip()


def _latex(text: str, put: Callable[[Source], str]) -> str:
    """Return a ``[latex]`` passage, which is text with formulas between dollars."""
    if whole := _WHOLE.fullmatch(text):
        tex = next(whole[name] for name in "abcde" if whole[name])
        return put(Source(tex.strip(), display=not (whole["b"] or whole["d"])))
    parts = re.split(r"(?<!\\)\$", text)
    if len(parts) == 1 or len(parts) % 2 == 0:
        return put(Source(text, display=True)) if "\\" in text else html.escape(text)
    return "".join(
        put(Source(part, display=False)) if place % 2 else html.escape(part)
        for place, part in enumerate(parts)
        if part
    )
