"""Workouts out of the app and into it, as files."""
