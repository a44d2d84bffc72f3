"""The SQL of the notebook."""
