"""A backup restored on another machine: everybody signs in there, by each method, or is told what is missing."""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyotp.totp import TOTP

from exercise_buddy.recovery import as_typed
from tests.authenticator import Authenticator
from tests.clusters import put_cluster
from tests.support import PASSWORD, V1, new_user
from tests.test_cli import run, serving

RECOVERY_KEY = re.compile(r"Recovery key: (\S+)")


class Person:
    """Somebody with an account, an authenticator app and a passkey."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._call("POST", "/auth/register", new_user(), status=201)
        headers = {"Authorization": f"Bearer {self._signed_in({})}"}
        self._totp = TOTP(self._call("POST", "/users/me/totp", {"password": PASSWORD}, headers)["secret"])
        confirmed = self._call("POST", "/users/me/totp/confirm", {"code": self._totp.now()}, headers)
        self.recovery_codes: list[str] = confirmed["recovery_codes"]
        self._passkey = Authenticator(origin=f"http://localhost:{client.base_url.port}")
        question = self._call("POST", "/users/me/passkeys/options", {"password": PASSWORD}, headers)
        new = {"challenge_id": question["challenge_id"], "credential": self._passkey.create(question["options"])}
        self._call("POST", "/users/me/passkeys", {**new, "name": "Laptop"}, headers, status=201)

    def sits_at(self, client: httpx.Client) -> None:
        """Uses another server from now on, which has the first one's name; only ports differ here."""
        self._client = client
        self._passkey.origin = f"http://localhost:{client.base_url.port}"

    def app_code(self) -> str:
        """A code that the server has not seen: it takes each once, and those of the next half minute, too."""
        return self._totp.at(int(time.time()) + 30)

    def signs_in_with_code(self, code: str) -> None:
        assert self._signed_in({"code": code})

    def is_refused(self, code: str | None = None) -> str:
        """The code of the refusal."""
        login = {"identifier": "ada", "password": PASSWORD, "code": code}
        refusal = self._call("POST", "/auth/login", login, status=401)
        return str(refusal["code"])

    def signs_in_with_passkey(self) -> None:
        question = self._call("POST", "/auth/passkeys/options", None)
        answer = {"challenge_id": question["challenge_id"], "credential": self._passkey.get(question["options"])}
        assert self._call("POST", "/auth/passkeys/login", answer)["access_token"]

    def _signed_in(self, more: dict[str, Any]) -> str:
        login = {"identifier": "ada", "password": PASSWORD, **more}
        return str(self._call("POST", "/auth/login", login)["access_token"])

    def _call(
        self, method: str, path: str, body: Any, headers: dict[str, str] | None = None, status: int = 200
    ) -> dict[str, Any]:
        own_host = {"Host": f"localhost:{self._client.base_url.port}", **(headers or {})}
        answer = self._client.request(method, V1 + path, json=body, headers=own_host)
        assert answer.status_code == status, answer.text
        result: dict[str, Any] = answer.json()
        return result


@dataclass(frozen=True)
class BackedUp:
    """Somebody with every way to sign in, a backup with his account, and the recovery key that was printed with it."""

    ada: Person
    file: Path
    key: str
    old_machine: Path


@pytest.fixture(scope="module")
def backed_up(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> BackedUp:
    """One for all: each test restores it on a machine of its own, and nothing goes back to the old one."""
    folder = tmp_path_factory.mktemp("backed up")
    machine, file = put_cluster(pristine_cluster, folder / "old machine"), folder / "backup.dump"
    with serving(machine) as (client, _):
        ada = Person(client)
        assert ada.is_refused() == "second_factor_required"
        result = run("backup", "--data-dir", str(machine), "--to", str(file))
        assert result.exit_code == 0, result.stderr
    found = RECOVERY_KEY.search(result.stdout)
    assert found, result.stdout
    return BackedUp(ada, file, found[1], machine)


def test_with_the_recovery_key_everybody_signs_in_by_each_method(tmp_path: Path, backed_up: BackedUp) -> None:
    ada, file, key = backed_up.ada, backed_up.file, backed_up.key
    bare = tmp_path / "new machine"
    # As somebody types it from paper.
    typed = key.lower().replace("-", " ")
    restored = run("restore", str(file), "--data-dir", str(bare), "--recovery-key", typed)
    assert restored.exit_code == 0, restored.stderr
    assert "Two-step sign-in: opened for 1 accounts." in restored.stdout
    with serving(bare) as (client, _):
        ada.sits_at(client)
        assert ada.is_refused() == "second_factor_required"
        assert ada.is_refused("000000") == "second_factor_invalid"
        ada.signs_in_with_code(ada.app_code())
        ada.signs_in_with_passkey()
        ada.signs_in_with_code(ada.recovery_codes[0])
    # The new machine's own backups open with its own key.
    again = RECOVERY_KEY.search(run("backup", "--data-dir", str(bare), "--to", str(tmp_path / "second.dump")).stdout)
    assert again
    assert again[1] != key


def test_without_it_the_restore_the_start_and_the_sign_in_say_so(
    tmp_path: Path, backed_up: BackedUp, capfd: pytest.CaptureFixture[str]
) -> None:
    ada, file, key = backed_up.ada, backed_up.file, backed_up.key
    bare = tmp_path / "new machine"
    restored = run("restore", str(file), "--data-dir", str(bare))
    assert restored.exit_code == 0, restored.stderr
    assert "Two-step sign-in of 1 accounts was set up with another JWT_SECRET" in restored.stdout
    assert "exercise-buddy reseal --recovery-key" in restored.stdout
    capfd.readouterr()
    with serving(bare) as (client, _):
        assert "exercise-buddy reseal --recovery-key" in capfd.readouterr().err
        ada.sits_at(client)
        assert ada.is_refused(ada.app_code()) == "second_factor_unreadable"
        ada.signs_in_with_code(ada.recovery_codes[0])
        ada.signs_in_with_passkey()
        wrong = run("reseal", "--data-dir", str(bare), "--recovery-key", key[:-1] + ("A" if key[-1] != "A" else "B"))
        assert wrong.exit_code == 1
        assert "not the one of the machine" in wrong.stderr
        # Neither the start nor the mistake has lost what the right key opens.
        opened = run("reseal", "--data-dir", str(bare), "--recovery-key", key)
        assert opened.stdout == "Sealed again: 1.\n"
        ada.signs_in_with_code(ada.app_code())


def test_the_old_secret_does_as_well(tmp_path: Path, backed_up: BackedUp) -> None:
    ada, file = backed_up.ada, backed_up.file
    bare = tmp_path / "new machine"
    secret = (backed_up.old_machine / "jwt-secret").read_text()
    restored = run("restore", str(file), "--data-dir", str(bare), JWT_PREVIOUS_SECRETS=secret)
    assert restored.stdout == f"Restored {file}.\n"
    assert run("reseal", "--data-dir", str(bare), JWT_PREVIOUS_SECRETS=secret).stdout == "Sealed again: 1.\n"
    with serving(bare) as (client, _):
        ada.sits_at(client)
        ada.signs_in_with_code(ada.app_code())


def test_a_database_elsewhere_says_that_its_secret_is_not_in_the_backup(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was there before is saved beside whoever asks.
    monkeypatch.chdir(tmp_path)
    assert run("migrate", DATABASE_URL=empty_database).exit_code == 0
    file = tmp_path / "backup.dump"
    backup = run("backup", "--to", str(file), DATABASE_URL=empty_database)
    assert "It does not hold JWT_SECRET" in backup.stdout
    restored = run("restore", str(file), "--force", DATABASE_URL=empty_database)
    assert "needs the JWT_SECRET of that time" in restored.stdout


def test_the_recovery_key_is_not_in_the_backup(backed_up: BackedUp) -> None:
    kept = backed_up.old_machine / "recovery-key"
    assert kept.read_text() == backed_up.key == as_typed(backed_up.key)
    assert kept.stat().st_mode & 0o077 == 0
    content = backed_up.file.read_bytes()
    assert backed_up.key.encode() not in content
    assert (backed_up.old_machine / "jwt-secret").read_bytes() not in content
