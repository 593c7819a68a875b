"""Challenges in one exercise, joined by a link."""
