"""Where `exercise-buddy` begins: its imports last as long as the process, and are not looked through for garbage."""

from exercise_buddy.core.memory import never_collected

with never_collected():
    from exercise_buddy.cli import app

__all__ = ["app"]
