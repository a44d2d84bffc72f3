r"""Chemistry in formulas: the part of mhchem's ``\ce{…}`` that cards use, as plain TeX.

``H2O``, ``SO4^2-``, ``Na+``, ``2 H2 + O2 -> 2 H2O``, ``<=>``, ``->[heat]``, ``^{131}_{53}I``,
``(aq)``. Syntax as in the mhchem manual, https://mhchem.github.io/MathJax-mhchem/.
"""

from __future__ import annotations

import re

_ARROWS = {
    "<=>>": r"\rightleftharpoons",
    "<<=>": r"\rightleftharpoons",
    "<=>": r"\rightleftharpoons",
    "<-->": r"\rightleftarrows",
    "<->": r"\leftrightarrow",
    "->": r"\rightarrow",
    "<-": r"\leftarrow",
}
_TOKEN = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)(?P<over>\[[^\[\]]*\])?(?P<under>\[[^\[\]]*\])?"
    r"|(?P<state>\((?:aq|s|l|g|cr|sol)\))"
    r"|(?P<element>[A-Z][a-z]?)"
    r"|\^(?:\{(?P<raised>[^{}]*)\}|(?P<charge>[0-9]*[+-]|[0-9]+|\*|[a-z]))"
    r"|_(?:\{(?P<lowered>[^{}]*)\}|(?P<low>[0-9A-Za-z]))"
    r"|(?P<number>[0-9]+(?:[./][0-9]+)?)"
    r"|\$(?P<math>[^$]*)\$"
    r"|(?P<command>\\[A-Za-z]+|\\.)"
    r"|(?P<space>\s+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CALL = re.compile(r"\\ce\s*\{")
_UNIT = re.compile(r"\\pu\s*\{([^{}]*)\}")


def expanded(tex: str) -> str:
    r"""Return ``tex`` with every ``\ce{…}`` and ``\pu{…}`` written out in plain TeX."""
    tex = _UNIT.sub(lambda unit: rf"\mathrm{{{unit[1].replace(' ', '~')}}}", tex)
    written: list[str] = []
    position = 0
    while call := _CALL.search(tex, position):
        end = _closing(tex, call.end())
        written += [tex[position : call.start()], "{", chemistry(tex[call.end() : end]), "}"]
        position = end + 1
    written.append(tex[position:])
    return "".join(written)


def chemistry(formula: str) -> str:
    r"""Return what stands between the braces of ``\ce{…}`` as plain TeX."""
    written: list[str] = []
    after = "start"  # what the last token was: start, atom, space, other
    for token in _TOKEN.finditer(formula):
        kind, text = token.lastgroup or "", token[0]
        if token["arrow"]:
            written.append(_arrow(token))
            after = "space"
        elif kind == "element":
            written.append(rf"\mathrm{{{text}}}")
            after = "atom"
        elif kind in ("raised", "charge"):
            lead = "{}" if after in ("start", "space") else ""
            written.append(f"{lead}^{{{token[kind]}}}")
        elif kind in ("lowered", "low"):
            lead = "{}" if after in ("start", "space") and not _raised(written) else ""
            written.append(f"{lead}_{{{token[kind]}}}")
        elif kind == "number":
            written.append(f"_{{{text}}}" if after == "atom" else _amount(text))
            after = after if after == "atom" else "other"
        elif kind == "math":
            written.append(token["math"])
            after = "other"
        elif kind == "state":
            written.append(rf"\mathrm{{{text}}}")
            after = "atom"
        elif kind == "space":
            after = "space"
        elif text in "+-" and after == "atom" and _ends_here(formula, token.end()):
            written.append(f"^{{{text}}}")
        else:
            written.append(_sign(text, after))
            after = "atom" if text in ")]}" else "other"
    return "".join(written)


def _arrow(token: re.Match[str]) -> str:
    over, under = (
        rf"\mathrm{{{(token[name] or '')[1:-1].replace(' ', '~')}}}" for name in ("over", "under")
    )
    if not token["over"]:
        return _ARROWS[token["arrow"]]
    arrow = rf"\xleftarrow{{{over}}}" if token["arrow"] == "<-" else rf"\xrightarrow{{{over}}}"
    if token["arrow"] not in ("->", "<-"):
        arrow = rf"\overset{{{over}}}{{{_ARROWS[token['arrow']]}}}"
    return rf"\underset{{{under}}}{{{arrow}}}" if token["under"] else arrow


def _amount(text: str) -> str:
    top, slash, bottom = text.partition("/")
    return rf"\tfrac{{{top}}}{{{bottom}}}\," if slash else rf"{text}\,"


def _sign(text: str, after: str) -> str:
    if text == "#":
        return r"\equiv "
    if text in "*.":
        return r"\cdot "
    if text == "^":
        return r"\uparrow "
    if text == "v" and after == "space":
        return r"\downarrow "
    if text == "-" and after == "atom":
        return "{-}"  # a bond
    return rf"\mathrm{{{text}}}" if text.isalpha() else text + " " * text.startswith("\\")


def _raised(written: list[str]) -> bool:
    return bool(written) and "^" in written[-1]


def _ends_here(formula: str, position: int) -> bool:
    return position >= len(formula) or formula[position] in " )]},;"


def _closing(tex: str, position: int) -> int:
    """Return where the brace that was opened before ``position`` is closed."""
    depth = 1
    for place in range(position, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[place], 0)
        if depth == 0:
            return place
    return len(tex)
