"""Sums, streaks and bests, read from a rollup by day."""
