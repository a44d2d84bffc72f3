"""Widgets of the kit, a file a family."""
