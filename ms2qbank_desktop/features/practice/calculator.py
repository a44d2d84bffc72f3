"""A pocket calculator: four functions, sign, percent, square root and one memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

DIGITS = 12
"""As many digits are typed and shown."""
OPERATORS = ("+", "-", "*", "/")

_ZERO = Decimal(0)
_EXACT = Context(prec=34)
_LARGEST = Decimal("1e100")
_PLAIN = Decimal("1e-6")
_MANTISSA = 9
"""Digits of a number that is too large or too small to be written out."""


@dataclass(frozen=True, slots=True)
class Calculator:
    """What the calculator holds; :func:`press` gives the next. Operations chain from left to right.

    ``entry``: the number being typed, "" if none. ``value``: the number that is shown then.
    ``left`` and ``operator``: what waits for its second number, ``given`` once that is there.
    ``again``: what a further "=" repeats. ``fault``: what went wrong, until something is typed.
    """

    entry: str = ""
    value: Decimal = _ZERO
    left: Decimal = _ZERO
    operator: str = ""
    given: bool = False
    again: tuple[str, Decimal] | None = None
    memory: Decimal | None = None
    fault: str = ""

    @property
    def number(self) -> Decimal:
        """The number on the display."""
        return Decimal(self.entry) if self.entry else self.value

    @property
    def display(self) -> str:
        """What the display says, with "-" as minus; at most 12 digits."""
        return self.fault or self.entry or written(self.value)

    @property
    def waiting(self) -> str:
        """The first number and the operator that wait for the second number, "" if none do."""
        return f"{written(self.left)} {self.operator}" if self.operator else ""


def press(state: Calculator, key: str) -> Calculator:
    """Return what a key makes of the calculator; ValueError for a key it does not have.

    Keys: 0–9 "." + - * / = "%" "sqrt" "sign" "back", "clear" (all but the memory), "clear entry",
    and "MC" "MR" "M+" "M-".
    """
    if key == "clear":
        return Calculator(memory=state.memory)
    if state.fault:
        if key not in "0123456789." and key not in ("MR", "MC"):
            return Calculator(memory=state.memory) if key in ("back", "clear entry") else state
        state = Calculator(memory=state.memory)
    try:
        with localcontext(_EXACT):
            return _pressed(state, key)
    except _Impossible as error:
        return Calculator(memory=state.memory, fault=str(error))


def written(number: Decimal) -> str:
    """Return a number in at most 12 digits."""
    number = Context(prec=DIGITS).plus(number)
    size = abs(number)
    if size and (size < _PLAIN or size >= Decimal(10) ** DIGITS):
        mantissa, _, exponent = f"{number:.{_MANTISSA - 1}e}".partition("e")
        return f"{_trimmed(mantissa)}e{int(exponent)}"
    whole = len(str(int(size)))
    return _trimmed(f"{round(number, DIGITS - whole):f}")


class _Impossible(Exception):
    """What cannot be calculated, in words for the display."""


def _pressed(state: Calculator, key: str) -> Calculator:
    if len(key) == 1 and key in "0123456789.":
        return _typed(state, key)
    if key in OPERATORS:
        if state.operator and state.given:
            result = _result(state.left, state.operator, state.number)
        else:
            result = state.number
        return replace(
            state, entry="", value=result, left=result, operator=key, given=False, again=None
        )
    match key:
        case "=":
            return _equals(state)
        case "%":
            share = state.number / 100
            of_left = state.operator in ("+", "-")
            return _shows(state, state.left * share if of_left else share)
        case "sqrt":
            if state.number < 0:
                raise _Impossible("No root of a negative number")
            return _shows(state, state.number.sqrt())
        case "sign":
            if not state.entry:
                return _shows(state, -state.number if state.number else _ZERO)
            signed = state.entry[1:] if state.entry.startswith("-") else f"-{state.entry}"
            return replace(state, entry=signed, given=True)
        case "back" if state.entry:
            return replace(state, entry=state.entry[:-1].rstrip("-"), value=_ZERO)
        case "back":
            return state
        case "clear entry":
            return replace(state, entry="", value=_ZERO)
        case "MC":
            return replace(state, memory=None)
        case "MR":
            return _shows(state, state.memory or _ZERO)
        case "M+" | "M-":
            step = state.number if key == "M+" else -state.number
            shown = _shows(state, state.number)
            return replace(shown, memory=_in_range((state.memory or _ZERO) + step))
    raise ValueError(key)


def _typed(state: Calculator, key: str) -> Calculator:
    entry = state.entry
    if key == ".":
        entry = entry if "." in entry else f"{entry or '0'}."
    elif sum(letter.isdigit() for letter in entry) < DIGITS:
        entry = f"{entry.removesuffix('0') if entry in ('0', '-0') else entry}{key}"
    return replace(state, entry=entry, given=True)


def _equals(state: Calculator) -> Calculator:
    if state.operator:
        again = state.operator, state.number
        result = _result(state.left, *again)
    elif state.again:
        again = state.again
        result = _result(state.number, *again)
    else:
        return _shows(state, state.number)
    return Calculator(value=result, again=again, memory=state.memory)


def _shows(state: Calculator, value: Decimal) -> Calculator:
    return replace(state, entry="", value=_in_range(value), given=True)


def _result(left: Decimal, operator: str, right: Decimal) -> Decimal:
    match operator:
        case "+":
            return _in_range(left + right)
        case "-":
            return _in_range(left - right)
        case "*":
            return _in_range(left * right)
    if not right:
        raise _Impossible("Cannot divide by zero")
    return _in_range(left / right)


def _in_range(value: Decimal) -> Decimal:
    if abs(value) >= _LARGEST:
        raise _Impossible("The number is too large")
    return _ZERO if abs(value) < 1 / _LARGEST else value


def _trimmed(number: str) -> str:
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return "0" if number in ("-0", "") else number
