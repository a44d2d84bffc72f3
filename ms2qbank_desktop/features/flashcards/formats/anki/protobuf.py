"""Reads protocol buffers (wire format, https://protobuf.dev/programming-guides/encoding)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.flashcards.formats.base import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFAULTS: dict[str, Any] = {"int": 0, "bool": False, "float": 0.0, "text": "", "bytes": b""}


class Field(NamedTuple):
    """What a field number holds. ``kind``: int, bool, float, text, bytes, or a message's Spec."""

    name: str
    kind: Any
    repeated: bool = False
    optional: bool = False
    """None if it is absent, not the zero of its kind."""


Spec = dict[int, Field]


def decode(data: bytes, spec: Spec) -> dict[str, Any]:
    """Return name → value of the fields in ``spec``; others are skipped. BadFile if damaged."""
    found: dict[str, Any] = {field.name: _absent(field) for field in spec.values()}
    for number, value in fields(data):
        field = spec.get(number)
        if field is None:
            continue
        if not field.repeated:
            found[field.name] = _value(value, field.kind)
        elif field.kind in ("int", "float") and isinstance(value, bytes):
            found[field.name] += _packed(value, field.kind)
        else:
            found[field.name].append(_value(value, field.kind))
    return found


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield field number and content: an int of a varint, else bytes."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        kind = key & 7
        if kind == 0:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        if kind == 2:
            size, place = _varint(data, place)
        elif kind in {1, 5}:
            size = 8 if kind == 1 else 4
        else:
            raise BadFile("An entry of its database is damaged.")
        if place + size > len(data):
            raise BadFile("An entry of its database is cut off.")
        yield key >> 3, data[place : place + size]
        place += size


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            raise BadFile("An entry of its database is cut off.")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFF_FFFF_FFFF_FFFF, place
    raise BadFile("An entry of its database is damaged.")


def _absent(field: Field) -> Any:
    if field.repeated:
        return []
    if field.optional:
        return None
    return {} if isinstance(field.kind, dict) else _DEFAULTS[field.kind]


def _value(value: int | bytes, kind: Any) -> Any:
    if isinstance(value, int):
        if kind == "bool":
            return value != 0
        if kind == "int":
            return value - (1 << 64) if value >> 63 else value
    elif isinstance(kind, dict):
        return decode(value, kind)
    elif kind == "text":
        return value.decode(errors="replace")
    elif kind == "bytes":
        return value
    elif kind == "float" and len(value) == 4:
        return _float(value)
    raise BadFile("An entry of its database is damaged.")


def _packed(data: bytes, kind: str) -> list[Any]:
    if kind == "float":
        return [_float(data[place : place + 4]) for place in range(0, len(data) - 3, 4)]
    found, place = [], 0
    while place < len(data):
        value, place = _varint(data, place)
        found.append(_value(value, kind))
    return found


def _float(data: bytes) -> float:
    """Return the shortest decimal of a 32-bit float: 1.3, not 1.2999999523162842."""
    (value,) = struct.unpack("<f", data)
    for digits in range(6, 9):
        short = float(f"{value:.{digits}g}")
        try:
            if struct.pack("<f", short) == data:
                return short
        except OverflowError:
            break
    return float(value)
