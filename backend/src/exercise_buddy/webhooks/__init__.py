"""Webhooks: notify a user's own programs of changes to workouts."""
