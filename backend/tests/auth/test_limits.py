"""Rate limits of guessing and of mass sign-ups."""

import pytest

from exercise_buddy.auth import router
from exercise_buddy.core.rate_limit import Limit
from tests.support import PASSWORD, Api, assert_problem, new_user


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "LOGINS_PER_ACCOUNT_AND_NETWORK", Limit.of("a", "3/hour"))
    monkeypatch.setattr(router, "LOGINS_PER_NETWORK", Limit.of("b", "7/hour"))
    monkeypatch.setattr(router, "REGISTRATIONS_PER_NETWORK", Limit.of("c", "2/hour"))
    monkeypatch.setattr(router, "PASSWORD_CONFIRMATIONS", Limit.of("d", "2/hour"))


async def guess(api: Api, identifier: str) -> int:
    answer = await api.post("/auth/login", {"identifier": identifier, "password": "wrong password"})
    if answer.status_code == 429:
        problem = assert_problem(answer, 429, "too_many_requests")
        assert "Retry-After" in answer.headers, problem
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
    return answer.status_code


async def test_guessing_at_one_account_is_slowed_and_others_are_not(api: Api) -> None:
    await api.post("/auth/register", new_user())
    assert [await guess(api, "ada") for _ in range(5)] == [401, 401, 401, 429, 429]
    right = await api.post("/auth/login", {"identifier": "ADA", "password": PASSWORD})
    assert_problem(right, 429, "too_many_requests")
    assert await guess(api, "bob") == 401


async def test_guessing_at_many_accounts_from_one_network_is_slowed(api: Api) -> None:
    assert [await guess(api, f"user{number}") for number in range(8)] == [401] * 7 + [429]


async def test_mass_sign_ups_are_slowed(api: Api) -> None:
    statuses = [(await api.post("/auth/register", new_user(f"user{n}"))).status_code for n in range(3)]
    assert statuses == [201, 201, 429]


async def test_guessing_the_password_in_a_stolen_session_is_slowed(api: Api) -> None:
    ada = await api.sign_up("ada")
    change = {"current_password": "wrong password", "new_password": "another password"}
    answers = [await ada.post("/users/me/password", change) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [403, 403, 429]
