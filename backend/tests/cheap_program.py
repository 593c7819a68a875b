"""`exercise-buddy` with password hashes that cost little: for tests that sign in, and are about something else."""

from functools import partial
from unittest.mock import patch

from exercise_buddy.core.memory import never_collected

with never_collected():
    from exercise_buddy import main
    from exercise_buddy.cli import app
    from exercise_buddy.users.password_hasher import PasswordHasher

CHEAP_BCRYPT = 4

if __name__ == "__main__":
    with patch.object(main, "PasswordHasher", partial(PasswordHasher, CHEAP_BCRYPT)):
        app(prog_name="exercise-buddy")
