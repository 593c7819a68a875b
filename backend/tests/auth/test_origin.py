"""Who sent a request that uses the session cookie: the browser's own word, and Origin against Host."""

import pytest

from tests.support import PASSWORD, Api, assert_problem, new_user

ORIGIN = "http://127.0.0.1:8000"
BEHIND_A_PROXY_THAT_DROPS_THE_PORT = {"Origin": "https://training.example:8443", "Host": "training.example"}


async def test_a_browser_s_word_is_worth_more_than_what_a_proxy_made_of_the_host(api: Api, ada: Api) -> None:
    headers = BEHIND_A_PROXY_THAT_DROPS_THE_PORT | {"Sec-Fetch-Site": "same-origin"}
    form = {"identifier": "ada", "password": PASSWORD}
    answer = await api.post("/auth/login", form, headers=headers)
    assert answer.status_code == 200, answer.text
    cookie = {"Cookie": f"refresh_token={answer.cookies['refresh_token']}"}
    assert (await api.post("/auth/refresh", headers=headers | cookie)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        BEHIND_A_PROXY_THAT_DROPS_THE_PORT,
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
async def test_a_browser_that_cannot_keep_a_session_is_told_at_the_first_step(
    api: Api, ada: Api, headers: dict[str, str]
) -> None:
    form = {"identifier": "ada", "password": PASSWORD}
    bob = new_user("bob")
    for path, body in (("/auth/login", form), ("/auth/register", bob), ("/auth/refresh", None), ("/auth/logout", None)):
        assert_problem(await api.post(path, body, headers=headers), 403, "foreign_origin")


async def test_programs_that_are_no_browser_send_no_origin(api: Api, ada: Api) -> None:
    assert (await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD})).status_code == 200
