#!/usr/bin/env python3
"""`exercise-buddy`, with passwords hashed at next to no cost, for the server that the browser tests share.

Signing up, signing in and confirming by password, they have about a hundred hashed, of 240 ms each. Tests that start a
server of their own start the program itself.
"""

from functools import partial

from exercise_buddy import main
from exercise_buddy.cli import app
from exercise_buddy.users.password_hasher import PasswordHasher

CHEAP_BCRYPT = 4
"""As in backend/tests/support.py."""

if __name__ == "__main__":
    vars(main)["PasswordHasher"] = partial(PasswordHasher, CHEAP_BCRYPT)
    app()
