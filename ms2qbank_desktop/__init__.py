"""MS2QBank Desktop: an offline-first study program for USMLE Step 1."""

__version__ = "0.1.0"
