"""Where `exercise-buddy` begins."""

from exercise_buddy.core.memory import made_for_good

with made_for_good():
    from exercise_buddy.cli import app

__all__ = ["app"]
