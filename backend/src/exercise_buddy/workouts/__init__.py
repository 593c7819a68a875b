"""Finished workouts."""
