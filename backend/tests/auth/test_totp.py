"""One-time codes as a second factor, and recovery codes."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP

from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.totp import service
from exercise_buddy.auth.totp.repository import TotpRepository
from exercise_buddy.core.http.limits.rate_limit import Limit
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, changed

STEP = timedelta(seconds=30)


class App:
    """An authenticator app whose clock is the server's."""

    def __init__(self, secret: str, clock: FakeClock) -> None:
        self._totp = TOTP(secret)
        self._clock = clock

    def code(self, later: timedelta = timedelta(0)) -> str:
        return self._totp.at(self._clock.now + later)


@pytest.fixture
async def authenticator(ada: Api, clock: FakeClock) -> App:
    """Set up, but not confirmed."""
    answer = await ada.post("/users/me/totp", {"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return App(answer.json()["secret"], clock)


@pytest.fixture
async def recovery_codes(ada: Api, authenticator: App, clock: FakeClock) -> list[str]:
    """Of an account that asks for a second factor, a step after it was turned on."""
    answer = await ada.post("/users/me/totp/confirm", {"code": authenticator.code()})
    assert answer.status_code == 200, answer.text
    clock.now += STEP
    codes: list[str] = answer.json()["recovery_codes"]
    return codes


async def login(api: Api, code: str | None = None, password: str = PASSWORD) -> httpx.Response:
    return await api.post("/auth/login", {"identifier": "ada", "password": password, "code": code})


async def test_the_secret_comes_as_text_and_as_an_address_for_a_qr_code(ada: Api) -> None:
    new = (await ada.post("/users/me/totp", {"password": PASSWORD})).json()
    parts = urlsplit(new["uri"])
    assert (parts.scheme, parts.netloc, parts.path) == ("otpauth", "totp", "/Exercise%20Buddy:ada")
    assert parse_qs(parts.query) == {"secret": [new["secret"]], "issuer": ["Exercise Buddy"]}
    assert len(new["secret"]) == 32


async def test_nothing_is_asked_for_before_the_first_code(api: Api, ada: Api, authenticator: App) -> None:
    assert (await login(api)).status_code == 200
    problem = assert_problem(await ada.post("/users/me/totp/confirm", {"code": "000000"}), 422, "code_wrong")
    assert problem["errors"][0]["location"] == "body.code"
    assert (await login(api)).status_code == 200
    assert (await ada.get("/users/me/totp")).json() == {"is_on": False, "recovery_codes_left": 0}


async def test_signing_in_takes_password_and_code(
    api: Api, ada: Api, authenticator: App, recovery_codes: list[str]
) -> None:
    assert (await ada.get("/users/me")).json()["second_factor"] is True
    assert (await ada.get("/users/me/totp")).json() == {"is_on": True, "recovery_codes_left": 10}
    assert_problem(await login(api), 401, "second_factor_required")
    assert_problem(await login(api, "000000"), 401, "second_factor_invalid")
    assert_problem(await login(api, authenticator.code(), "wrong password"), 401, "invalid_credentials")
    assert_problem(await login(api, None, "wrong password"), 401, "invalid_credentials")
    assert (await login(api, authenticator.code())).status_code == 200


async def test_no_session_begins_without_the_code(api: Api, recovery_codes: list[str], sql: Sql) -> None:
    before = await sql.value("SELECT count(*) FROM refresh_tokens")
    for code in (None, "000000"):
        assert "set-cookie" not in (await login(api, code)).headers
    assert await sql.value("SELECT count(*) FROM refresh_tokens") == before


async def test_a_code_works_once(api: Api, authenticator: App, recovery_codes: list[str], clock: FakeClock) -> None:
    code = authenticator.code()
    answers = await asyncio.gather(login(api, code), login(api, code))
    assert sorted(answer.status_code for answer in answers) == [200, 401]
    # Nor does the one before it, which would still be in time.
    assert_problem(await login(api, authenticator.code(-STEP)), 401, "second_factor_invalid")
    clock.now += STEP
    assert (await login(api, authenticator.code())).status_code == 200


@pytest.mark.parametrize(("later", "status"), [(-2, 401), (-1, 200), (0, 200), (1, 200), (2, 401)])
async def test_a_clock_may_be_off_by_half_a_minute(
    api: Api, authenticator: App, recovery_codes: list[str], clock: FakeClock, later: int, status: int
) -> None:
    clock.now += 5 * STEP
    assert (await login(api, authenticator.code(later * STEP))).status_code == status


async def test_a_code_may_be_typed_with_a_space(api: Api, authenticator: App, recovery_codes: list[str]) -> None:
    code = authenticator.code()
    assert (await login(api, f" {code[:3]} {code[3:]}")).status_code == 200


async def test_a_recovery_code_works_once(api: Api, ada: Api, recovery_codes: list[str], sql: Sql) -> None:
    assert len(set(recovery_codes)) == 10
    code = recovery_codes[3]
    answers = await asyncio.gather(login(api, code), login(api, code.upper().replace("-", " ")))
    assert sorted(answer.status_code for answer in answers) == [200, 401]
    assert (await ada.get("/users/me/totp")).json()["recovery_codes_left"] == 9
    stored = str(await sql.rows("SELECT recovery_codes::text AS row FROM recovery_codes"))
    assert not any(code in stored or code.replace("-", "").encode().hex() in stored for code in recovery_codes)


async def test_new_recovery_codes_void_the_old_ones(api: Api, ada: Api, recovery_codes: list[str]) -> None:
    assert_problem(await ada.post("/users/me/recovery-codes", {"password": "wrong password"}), 403, "wrong_password")
    new = (await ada.post("/users/me/recovery-codes", {"password": PASSWORD})).json()["recovery_codes"]
    assert_problem(await login(api, recovery_codes[0]), 401, "second_factor_invalid")
    assert (await login(api, new[0])).status_code == 200


async def test_a_recovery_code_is_its_owners_only(api: Api, recovery_codes: list[str], clock: FakeClock) -> None:
    bob = await api.sign_up("bob")
    secret = (await bob.post("/users/me/totp", {"password": PASSWORD})).json()["secret"]
    await bob.post("/users/me/totp/confirm", {"code": App(secret, clock).code()})
    form = {"identifier": "bob", "password": PASSWORD, "code": recovery_codes[0]}
    assert_problem(await api.post("/auth/login", form), 401, "second_factor_invalid")
    assert (await login(api, recovery_codes[0])).status_code == 200


async def test_turning_it_off_takes_the_password(
    api: Api, ada: Api, authenticator: App, recovery_codes: list[str], sql: Sql
) -> None:
    assert_problem(await ada.delete("/users/me/totp", {"password": "wrong password"}), 403, "wrong_password")
    assert_problem(await login(api), 401, "second_factor_required")
    assert (await ada.delete("/users/me/totp", {"password": PASSWORD})).status_code == 204
    assert (await login(api)).status_code == 200
    assert (await ada.get("/users/me")).json()["second_factor"] is False
    assert (
        await sql.value("SELECT count(*) FROM totp_secrets") + await sql.value("SELECT count(*) FROM recovery_codes")
        == 0
    )


async def test_what_is_on_is_not_replaced_and_what_is_off_not_confirmed(
    api: Api, ada: Api, authenticator: App, recovery_codes: list[str]
) -> None:
    assert_problem(await ada.post("/users/me/totp", {"password": PASSWORD}), 409, "second_factor_on")
    assert_problem(await ada.post("/users/me/totp/confirm", {"code": authenticator.code()}), 409, "second_factor_on")
    await ada.delete("/users/me/totp", {"password": PASSWORD})
    for answer in (
        await ada.delete("/users/me/totp", {"password": PASSWORD}),
        await ada.post("/users/me/totp/confirm", {"code": authenticator.code()}),
        await ada.post("/users/me/recovery-codes", {"password": PASSWORD}),
    ):
        assert_problem(answer, 409, "second_factor_off")


async def test_starting_over_voids_the_unconfirmed_secret(ada: Api, authenticator: App, clock: FakeClock) -> None:
    second = App((await ada.post("/users/me/totp", {"password": PASSWORD})).json()["secret"], clock)
    assert_problem(await ada.post("/users/me/totp/confirm", {"code": authenticator.code()}), 422, "code_wrong")
    assert (await ada.post("/users/me/totp/confirm", {"code": second.code()})).status_code == 200


async def test_guessing_codes_is_limited_for_somebody_with_only_the_password(
    api: Api, recovery_codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "GUESSES", Limit.of("g", "3/hour"))
    for _ in range(5):
        assert_problem(await login(api, "000000", "wrong password"), 401, "invalid_credentials")
    assert [(await login(api, "000000")).status_code for _ in range(4)] == [401, 401, 401, 429]


async def guess(app: FastAPI, count: int) -> list[int]:
    """By someone who knows the password, in a browser of his own."""
    transport = httpx.ASGITransport(app, client=("203.0.113.9", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
        return [(await login(Api(http), "000000")).status_code for _ in range(count)]


async def test_a_stranger_who_uses_up_the_guesses_does_not_lock_known_browsers_out(
    app: FastAPI,
    api: Api,
    authenticator: App,
    recovery_codes: list[str],
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (await login(api, authenticator.code())).status_code == 200
    clock.now += STEP
    monkeypatch.setattr(service, "GUESSES", Limit.of("g", "3/hour"))
    assert await guess(app, 4) == [401, 401, 401, 429]
    assert (await login(api, authenticator.code())).status_code == 200


async def test_and_of_no_other_browser_while_there_is_a_recovery_code(
    app: FastAPI, api: Api, recovery_codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "GUESSES", Limit.of("g", "3/hour"))
    assert await guess(app, 4) == [401, 401, 401, 429]
    api.http.cookies.clear()
    assert (await login(api, "000000")).status_code == 429
    assert (await login(api, recovery_codes[0])).status_code == 200


async def test_the_secret_is_sealed_and_can_be_resealed_under_a_new_key(
    app: FastAPI, api: Api, authenticator: App, recovery_codes: list[str], sql: Sql
) -> None:
    old = app.state.resources.settings.jwt_secret.get_secret_value()
    sealed = await sql.value("SELECT secret_sealed FROM totp_secrets")
    assert authenticator._totp.secret.encode() not in sealed  # noqa: SLF001 - of this module
    both = SecretBox(["a new secret", old], "totp")
    with changed(app, totp_secret_box=both):
        assert (await login(api, authenticator.code())).status_code == 200
        assert await service.reseal_all(TotpRepository(app.state.resources.database), both) == 1
    with changed(app, totp_secret_box=SecretBox(["a new secret"], "totp")):
        assert (await login(api, authenticator.code(STEP))).status_code == 200


async def test_with_the_key_lost_recovery_codes_still_open(
    app: FastAPI, api: Api, authenticator: App, recovery_codes: list[str]
) -> None:
    with changed(app, totp_secret_box=SecretBox(["another secret"], "totp")):
        problem = assert_problem(await login(api, authenticator.code()), 401, "second_factor_unreadable")
        assert "recovery code" in problem["detail"]
        assert_problem(await login(api, "not-a-recovery-code"), 401, "second_factor_invalid")
        assert (await login(api, recovery_codes[0])).status_code == 200


async def test_with_the_key_lost_a_half_done_set_up_begins_again(
    app: FastAPI, ada: Api, authenticator: App, clock: FakeClock
) -> None:
    with changed(app, totp_secret_box=SecretBox(["another secret"], "totp")):
        code = {"code": authenticator.code()}
        assert_problem(await ada.post("/users/me/totp/confirm", code), 409, "second_factor_off")
        anew = App((await ada.post("/users/me/totp", {"password": PASSWORD})).json()["secret"], clock)
        assert (await ada.post("/users/me/totp/confirm", {"code": anew.code()})).status_code == 200


@pytest.mark.parametrize("code", ["", "x" * 65, "1\x00", 123456, ["123456"]])
async def test_a_malformed_code_is_refused(api: Api, ada: Api, authenticator: App, code: Any) -> None:
    for path, form in (("/users/me/totp/confirm", {}), ("/auth/login", {"identifier": "ada", "password": PASSWORD})):
        problem = assert_problem(await ada.post(path, {**form, "code": code}), 422, "validation_failed")
        assert problem["errors"][0]["location"] == "body.code"


async def test_digits_of_other_scripts_are_no_code(api: Api, recovery_codes: list[str]) -> None:
    assert_problem(await login(api, "١٢٣٤٥٦"), 401, "second_factor_invalid")
