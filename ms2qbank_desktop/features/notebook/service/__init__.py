"""The use cases of the notebook, a module for each thing that is kept."""
