"""The use cases of the library."""
