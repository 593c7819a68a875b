"""Webhooks: a person's own programs are told what happens to the workouts."""
