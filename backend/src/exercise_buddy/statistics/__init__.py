"""Sums, streaks and records, read from a daily rollup."""
