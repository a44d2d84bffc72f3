"""The Qt kit: theme, icons, widgets, window frame, tasks and messages. It knows no feature."""
