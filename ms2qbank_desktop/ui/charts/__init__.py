"""Charts: data in as frozen dataclasses, a widget out. Painted by the kit itself, see README."""
