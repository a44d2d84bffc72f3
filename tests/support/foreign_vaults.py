"""A vault as Obsidian keeps it, with files of all kinds, made by a seed."""

from __future__ import annotations

import random
from hashlib import sha256
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.models import ATTACHED
from tests.support.vaults import picture

if TYPE_CHECKING:
    from pathlib import Path

_CALLS = (
    "![[{name}]]",
    "![[{name}|The words]]",
    "[[{name}]]",
    "[[{name}|The words]]",
    "[words]({up}{place})",
    "![words]({up}{place})",
    "| a |\n|---|\n| [[{name}\\|words]] |",
    "[words](<{up}{place}>)",
    "- [x] task with ![[{name}]] and text",
)
_WITH_PLACE = ("![[{name}#page=3]]", "[words]({up}{place}#page=3)")


def document(ending: str, number: int) -> bytes:
    """Return what stands in a file; nothing of ours looks into it."""
    return f"%{ending}-{number}\n".encode() + bytes(range(256))


def write_foreign_vault(folder: Path, number: int, seed: int = 1) -> dict[str, list[str]]:
    """Write ``number`` notes that show or link pictures, documents, sounds, videos and each
    other; return the media addresses that each must call, by the titles of the notes."""
    chance = random.Random(seed)
    (folder / ".obsidian").mkdir(parents=True)
    attached = [(f"file_{at} {ending}.{ending}", document(ending, at), ending)
                for at, ending in enumerate(ATTACHED)]  # fmt: skip
    attached += [(f"Pasted image {at}.png", picture(at), "png") for at in range(5)]
    places = {}
    for name, data, _ending in attached:
        places[name] = chance.choice(("", "files/", "Systems/Renal/own/")) + name
        (folder / places[name]).parent.mkdir(parents=True, exist_ok=True)
        (folder / places[name]).write_bytes(data)
    wanted: dict[str, list[str]] = {}
    for at in range(number):
        inside = chance.choice(("", "Systems", "Systems/Renal"))
        up = "../" * len(inside.split("/")) if inside else ""
        parts, addresses = [f"# Note {at}", f"See [[Note {chance.randrange(number)}]]."], []
        for name, data, ending in chance.sample(attached, 3):
            call = chance.choice(_CALLS + (_WITH_PLACE if ending == "pdf" else ()))
            place = places[name] if "<" in call else places[name].replace(" ", "%20")
            parts.append(call.format(name=name, up=up, place=place))
            addresses.append(f"media:{sha256(data).hexdigest()}.{ending}")
        parts.append("`![[in code.pdf]]` [web](https://example.org/a.pdf) #renal")
        (folder / inside).mkdir(parents=True, exist_ok=True)
        (folder / inside / f"Note {at}.md").write_text("\n\n".join(parts))
        wanted[f"Note {at}"] = addresses
    return wanted
