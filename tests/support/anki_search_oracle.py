"""The real Anki, asked which cards its searches find. Run by a Python that has `anki` installed.

``anki_search_oracle.py PACKAGE`` reads a JSON list of searches from its standard input and prints
a JSON object: by search the cards found in the package, as "guid ordinal", null where it means
nothing to Anki.
"""

from __future__ import annotations

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any


def anki(module: str) -> Any:
    return import_module(f"anki.{module}")


def found(collection: Any, search: str, names: dict[int, str]) -> list[str] | None:
    """Return the names of the cards that a search finds."""
    try:
        ids = collection.find_cards(search)
    except anki("errors").SearchError:
        return None
    return sorted(names[card] for card in ids)


def main(package: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = anki("collection").Collection(str(Path(folder) / "new.anki2"))
        request = anki("import_export_pb2")
        options = request.ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        collection.import_anki_package(
            request.ImportAnkiPackageRequest(package_path=package, options=options)
        )
        query = "select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid"
        names = {card: f"{guid} {ordinal}" for card, guid, ordinal in collection.db.all(query)}
        answers = {one: found(collection, one, names) for one in json.load(sys.stdin)}
        collection.close()
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1])
