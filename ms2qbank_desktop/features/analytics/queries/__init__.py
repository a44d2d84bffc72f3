"""The SQL of the planner."""
