"""Challenges of one exercise, joined by a link."""
