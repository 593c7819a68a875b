"""Password hashing with bcrypt, without delaying other requests."""

import os

import bcrypt

from exercise_buddy.core.workers import Workers
from exercise_buddy.users.password_text import MAX_PASSWORD_BYTES, normalised

BCRYPT_COST = 12
BCRYPT_DIGEST_LENGTH = 31

MAX_HASHES_WAITING = 100
"""Half a minute's work on two cores; later requests are better refused at once."""


class PasswordHasher:
    """bcrypt in few threads, for strangers at low priority, so that other requests keep a processor."""

    def __init__(self, cost: int = BCRYPT_COST, *, max_waiting: int = MAX_HASHES_WAITING) -> None:
        self._cost = cost
        self._workers = Workers(
            "bcrypt",
            threads=max(1, (os.cpu_count() or 1) - 1),
            max_waiting=max_waiting,
            background=True,
        )
        # Has the right form and cost but matches no password: comparing with it takes as long as with any hash.
        self._hash_of_nobody = (bcrypt.gensalt(cost) + b"." * BCRYPT_DIGEST_LENGTH).decode()

    async def hash(self, password: str) -> str:
        """A salted hash of the password, which has at most 72 bytes when normalised; raises ServerBusy."""
        secret = normalised(password).encode()
        hashed = await self._workers.run(bcrypt.hashpw, secret, bcrypt.gensalt(self._cost))
        return hashed.decode()

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether the password matches the hash; raises ServerBusy.

        Without a hash (an unknown user) it takes as long and returns False. Hashes from before passwords were
        normalised are of the password as typed: that is tried, too, if it differs.
        """
        forms = dict.fromkeys((normalised(password), password))
        return any([await self._matches(form.encode(), password_hash) for form in forms])

    async def _matches(self, candidate: bytes, password_hash: str | None) -> bool:
        if len(candidate) > MAX_PASSWORD_BYTES:
            password_hash, candidate = None, candidate[:MAX_PASSWORD_BYTES]
        against = (password_hash or self._hash_of_nobody).encode()
        matches = await self._workers.run(bcrypt.checkpw, candidate, against)
        return matches and password_hash is not None

    def close(self) -> None:
        """Stop the threads; running jobs finish, waiting ones do not start."""
        self._workers.close()
