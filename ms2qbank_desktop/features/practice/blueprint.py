"""The systems of the exam, their weights, and a form drawn by them: pure functions."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


class System(NamedTuple):
    """A system as the exam's outline names it. ``weight``: its share of a form in per cent."""

    name: str
    short: str
    weight: float


SYSTEMS = (
    System("Human Development", "Human Development", 1.97),
    System("Blood & Lymphoreticular/Immune Systems", "Blood & Immune", 10.84),
    System("Behavioral Health & Nervous Systems/Special Senses", "Behavioral & Nervous", 11.82),
    System("Musculoskeletal, Skin & Subcutaneous Tissue", "Musculoskeletal & Skin", 9.85),
    System("Cardiovascular System", "Cardiovascular", 8.87),
    System("Respiratory & Renal/Urinary Systems", "Respiratory & Renal", 12.81),
    System("Gastrointestinal System", "Gastrointestinal", 7.88),
    System("Reproductive & Endocrine Systems", "Reproductive & Endocrine", 13.79),
    System("Multisystem Processes & Disorders", "Multisystem", 9.85),
    System("Biostatistics & Epidemiology/Population Health", "Biostatistics & Population", 4.93),
    System(
        "Social Sciences: Communication and Interpersonal Skills",
        "Social Sciences",
        7.39,
    ),
)
"""In the order of the outline; the middles of its ranges, scaled to 100 (design fact of 2026)."""

_WORDS = {
    0: "development aging embryology",
    1: "blood lymphoreticular immune immunity immunology hematologic hematology hematopoietic "
    "heme oncology lymphatic",
    2: "behavioral psychiatric psychiatry mental nervous neurologic neurology neuroscience "
    "special senses ophthalmology ear eye",
    3: "musculoskeletal skin subcutaneous connective dermatology dermatologic orthopedics "
    "rheumatology rheumatologic msk",
    4: "cardiovascular cardiac cardiology circulatory heart vascular",
    5: "respiratory renal urinary pulmonary pulmonology nephrology kidney lung lungs genitourinary",
    6: "gastrointestinal digestive gastroenterology hepatobiliary gi",
    7: "reproductive endocrine endocrinology obstetrics gynecology pregnancy breast",
    8: "multisystem infectious",
    9: "biostatistics epidemiology population public statistics",
    10: "social communication interpersonal ethics ethical",
}
_SYSTEM_OF = {word: place for place, words in _WORDS.items() for word in words.split()}
_BY_NAME = {system.name.casefold(): system for system in SYSTEMS}
_PLACES = {system.name: place for place, system in enumerate(SYSTEMS)}


def official(name: str) -> str | None:
    """Return the official name of the system that ``name`` means, as imported files write it
    ("Renal", "Skin/Connective Tissue"); None if it means none. Its first telling word decides."""
    if system := _BY_NAME.get(" ".join(name.casefold().split())):
        return system.name
    for word in re.findall(r"\w+", name.casefold()):
        if word in _SYSTEM_OF:
            return SYSTEMS[_SYSTEM_OF[word]].name
    return None


def short_label(name: str) -> str:
    """Return the short form of an official name; any other name as it is."""
    system = _BY_NAME.get(" ".join(name.casefold().split()))
    return system.short if system else name


def in_order(names: Iterable[str]) -> list[str]:
    """Return ``names`` in the order of the outline, those of one system by alphabet; then the
    names that mean no system, the empty one last."""

    def place(name: str) -> tuple[bool, int, str]:
        return not name, _PLACES.get(official(name) or "", len(SYSTEMS)), name.casefold()

    return sorted(names, key=place)


def shares(size: int, names: Collection[str]) -> dict[str, int]:
    """Deal ``size`` items among the official systems ``names`` by weight, by largest remainder:
    the whole form at once, so that nothing is rounded twice."""
    systems = [system for system in SYSTEMS if system.name in names]
    whole = sum(system.weight for system in systems)
    exact = {system.name: size * system.weight / whole for system in systems}
    dealt = {name: int(items) for name, items in exact.items()}
    by_rest = sorted(exact, key=lambda name: exact[name] - dealt[name], reverse=True)
    for name in by_rest[: size - sum(dealt.values())]:
        dealt[name] += 1
    return dealt


def draw_by_weight(
    systems: Mapping[int, str], ids: Sequence[int], size: int, *, shuffle: bool, seed: int
) -> list[int]:
    """Return ``size`` of ``ids`` (all, if there are fewer) in the shares of the exam.

    ``systems``: the system of each id as it is stored. What a system lacks is filled from all
    that is left. Without ``shuffle`` the first ones of each system are taken, in the order given.
    """
    order = list(ids)
    if shuffle:
        random.Random(seed).shuffle(order)
    of_system: defaultdict[str, list[int]] = defaultdict(list)
    for one in order:
        if name := official(systems[one]):
            of_system[name].append(one)
    chosen: set[int] = set()
    for name, items in shares(min(size, len(order)), of_system).items():
        chosen.update(of_system[name][:items])
    rest = (one for one in order if one not in chosen)
    chosen.update(one for one, _ in zip(rest, range(size - len(chosen)), strict=False))
    return [one for one in order if one in chosen]
