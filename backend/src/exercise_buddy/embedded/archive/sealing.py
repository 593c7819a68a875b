"""Encrypts files of any size: AES-256-GCM in chunks, so that changed, truncated or swapped files are detected.

Each file has a key of its own, derived (RFC 5869) from the archive's key and a random salt. A chunk's nonce is its
number and whether it is the last: the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár 2015). The file's
name is authenticated with every chunk.
"""

import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from exercise_buddy.embedded.archive.errors import ArchiveDamaged

HEADER = b"exercise-buddy archive 1\n"
SALT_BYTES = 32
CHUNK_BYTES = 1 << 20
TAG_BYTES = 16


class Seal:
    """Seals and opens the files of one archive. `secret` has 128 random bits or more."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def seal(self, name: str, source: BinaryIO, target: BinaryIO) -> None:
        """Encrypt `source` into `target`; it can only be opened under the same name."""
        salt = secrets.token_bytes(SALT_BYTES)
        cipher = self._cipher(salt)
        target.write(HEADER + salt)
        number, chunk = 0, source.read(CHUNK_BYTES)
        while True:
            following = source.read(CHUNK_BYTES)
            target.write(cipher.encrypt(_nonce(number, is_last=not following), chunk, name.encode()))
            if not following:
                return
            number, chunk = number + 1, following

    def open(self, name: str, source: BinaryIO, target: BinaryIO) -> None:
        """Decrypt `source` into `target`; raises ArchiveDamaged, and then `target` must not be used."""
        if source.read(len(HEADER)) != HEADER:
            raise ArchiveDamaged(f"{name} in the archive was not written by Exercise Buddy.")
        cipher = self._cipher(source.read(SALT_BYTES))
        number, chunk = 0, source.read(CHUNK_BYTES + TAG_BYTES)
        while True:
            following = source.read(CHUNK_BYTES + TAG_BYTES)
            try:
                target.write(cipher.decrypt(_nonce(number, is_last=not following), chunk, name.encode()))
            except (InvalidTag, ValueError) as error:
                raise ArchiveDamaged(
                    f"{name} in the archive cannot be decrypted: it is damaged, or the recovery key is a different one."
                ) from error
            if not following:
                return
            number, chunk = number + 1, following

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"archive").derive(self._secret))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
