"""A plan in four steps."""
