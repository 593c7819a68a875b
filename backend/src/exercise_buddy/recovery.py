"""The recovery key: with it a backup can be used on another machine, two-step sign-in included.

The secrets of two-step sign-in are sealed with keys made of JWT_SECRET, which no backup holds in clear. The database
holds it sealed with the recovery key, which stands in the data directory and is printed by `exercise-buddy backup`.
"""

import base64
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from exercise_buddy.auth.secret_box import SealBroken
from exercise_buddy.auth.totp.dependencies import (
    keep_key_secrets,
    kept_key_secrets,
    reseal_totp_secrets,
    unreadable_totp_secrets,
)
from exercise_buddy.core.db.database import Executor
from exercise_buddy.embedded.files import kept_secret
from exercise_buddy.webhooks.dependencies import reseal_webhook_secrets

RECOVERY_KEY_FILE = "recovery-key"
KEY_BYTES = 20
"""160 random bits, in 32 letters and digits."""

HOW_TO_OPEN = (
    "Run `exercise-buddy reseal --recovery-key KEY`: `exercise-buddy backup` printed it there, and it is the file "
    "recovery-key of the old data directory. The old JWT_SECRET in JWT_PREVIOUS_SECRETS does, too. Until then "
    "these people sign in with a recovery code."
)


def recovery_key(data_dir: Path) -> str:
    """The data directory's recovery key, made when it is first asked for; raises OSError."""
    return kept_secret(data_dir / RECOVERY_KEY_FILE, _new_key)


def adopt_recovery_key(data_dir: Path, key: str, now: datetime) -> None:
    """Adopt the key of an archive that was restored here, so that it opens the newer parts, too.

    The key that this data directory had before is kept beside it. Raises OSError.
    """
    path = data_dir / RECOVERY_KEY_FILE
    if path.exists() and path.read_text().strip() != as_typed(key):
        path.rename(path.with_name(now.strftime(f"{RECOVERY_KEY_FILE}.before-%Y%m%dT%H%M%SZ")))
    kept_secret(path, lambda: as_typed(key))


def as_typed(text: str) -> str:
    """The key in its canonical form, however it was typed: in lower case, or without the dashes."""
    letters = re.sub(r"[^A-Z2-7]", "", text.upper())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


async def check_keys(database: Executor, key_secrets: Sequence[str], data_dir: Path | None) -> str | None:
    """What is wrong with the keys of two-step sign-in, in words; None if nothing is.

    If nothing is wrong and there is a data directory, the database stores the current keys. Otherwise it keeps the ones
    that are still needed.
    """
    count = await unreadable_totp_secrets(database, key_secrets)
    if count:
        return f"Two-step sign-in of {count} accounts was set up with another JWT_SECRET. {HOW_TO_OPEN}"
    if data_dir is not None:
        await keep_key_secrets(database, recovery_key(data_dir), key_secrets)
    return None


async def open_with(database: Executor, key_secrets: Sequence[str], key: str | None) -> int:
    """Reseal with the first secret what the others, or another machine's recovery key, open; the number of accounts.

    Raises SealBroken.
    """
    kept = await kept_key_secrets(database, as_typed(key)) if key else []
    if key and not kept:
        raise SealBroken("This recovery key is not the one of the machine that the backup was made on.")
    await reseal_webhook_secrets(database, [*key_secrets, *kept])
    return await reseal_totp_secrets(database, [*key_secrets, *kept])


def _new_key() -> str:
    return as_typed(base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode())
