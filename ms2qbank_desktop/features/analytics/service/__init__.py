"""The use cases of the planner, a module for each thing that is planned."""
