"""The slices of the program, each of one shape."""
