"""The use cases of videos, a module for each thing that is kept."""
