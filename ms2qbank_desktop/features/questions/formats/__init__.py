"""Question files of other programs and our own, one module per format."""
